//! A query as a tree.

use super::condition::Condition;

/// A field, or the way to one through parents: `["Account", "Name"]`.
pub type Path = Vec<&'static str>;

/// A query.
#[derive(Debug, Clone)]
pub struct Query {
    /// Whose rows.
    pub object: &'static str,
    /// What of them.
    pub select: Select,
    /// Which of them.
    pub filter: Option<Condition>,
    /// What rows of one group have in common.
    pub group: Vec<Path>,
    /// Which groups.
    pub having: Option<Condition>,
    /// In which order.
    pub order: Vec<Order>,
    /// How many at most.
    pub limit: Option<usize>,
    /// How many to leave out first.
    pub offset: Option<usize>,
}

/// What a query asks for.
#[derive(Debug, Clone)]
pub enum Select {
    /// Fields of rows.
    Fields(Vec<Path>),
    /// `COUNT()`
    Count,
    /// Columns of groups.
    Groups(Vec<Column>),
}

/// What a condition or an order is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Column {
    /// A field of a row, or one that the rows of a group share.
    Field(Path),
    /// A number over the rows of a group.
    Total(Total),
}

/// An aggregate function and its argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// Which function.
    pub function: Function,
    /// Of which field.
    pub of: Path,
}

/// An aggregate function. All of them pass over nulls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// How many values.
    Count,
    /// How many different values.
    CountDistinct,
    /// Their sum; null if there are none.
    Sum,
    /// Their mean; null if there are none.
    Avg,
    /// The least; null if there are none.
    Min,
    /// The greatest; null if there are none.
    Max,
}

/// One column of an `ORDER BY`.
#[derive(Debug, Clone)]
pub struct Order {
    /// By what.
    pub by: Column,
    /// `DESC`
    pub descending: bool,
    /// Where nulls stand.
    pub nulls: Nulls,
}

/// Where nulls stand in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// Nothing is said: first, in both directions.
    Unsaid,
    /// `NULLS FIRST`
    First,
    /// `NULLS LAST`
    Last,
}
