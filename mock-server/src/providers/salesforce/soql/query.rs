//! A query that was read: names are places in the schema, literals have types, `TODAY` is a day.
//!
//! Plain data without text positions; how it was spelt is `parse`'s business, running it is `run`'s.

use std::sync::Arc;

use super::super::id::Id;
use super::super::schema::{FieldIndex, FieldType, Object};

/// A query, ready to be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The object whose records are asked for.
    pub object: Arc<Object>,
    /// What is asked of them.
    pub select: Select,
    /// Which of them; `None` for all.
    pub filter: Option<Condition>,
    /// The order of rows; of groups, their own.
    pub order: Vec<OrderKey>,
    /// Rows at most.
    pub limit: Option<u64>,
    /// Rows left out at the start.
    pub offset: u64,
    /// What is asked of the children of each row; empty but for queries of rows.
    pub children: Vec<Children>,
}

impl Query {
    /// Where the first value of its select list is, if it asks for rows.
    pub(super) fn first_path(&self) -> Option<Path> {
        match &self.select {
            Select::Rows(columns) => columns.first().map(|column| column.path.clone()),
            Select::Count | Select::Groups(_) => None,
        }
    }
}

/// Children that come with each row: `(SELECT Id FROM Contacts)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Children {
    /// The name of the relationship, in canonical letter case.
    pub name: String,
    /// How many columns stand before it in the select list.
    pub place: usize,
    /// The children's reference to their parent.
    pub lookup: FieldIndex,
    /// What is asked of them; its limit and offset are for each parent.
    pub query: Query,
}

/// What a query asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Select {
    /// Values of each record.
    Rows(Vec<Column>),
    /// `COUNT()`: how many records there are.
    Count,
    /// Values of groups of records.
    Groups(Grouping),
}

/// One value of the select list.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its canonical name, with dots between the steps: `Owner.Name`.
    pub name: String,
    /// Where the value is.
    pub path: Path,
    /// Whether the label of the value is shown instead (`toLabel`).
    pub label: bool,
}

/// A way from a record to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// The type of the value.
    pub kind: FieldType,
    /// Whether text is compared letter by letter, letter case included.
    pub exact: bool,
    /// The first step.
    pub step: Step,
}

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The value of a field.
    Field(FieldIndex),
    /// The name of the record's object, as in `Owner.Type`.
    TypeName,
    /// A part of the date in a field, as in `CALENDAR_YEAR(CreatedDate)`; only in conditions. The
    /// path's kind is `Int`, or `Date` for [`DatePart::Day`].
    Part {
        /// The date.
        field: FieldIndex,
        /// Which part of it.
        part: DatePart,
    },
    /// The record that a reference leads to.
    Parent {
        /// The reference.
        lookup: FieldIndex,
        /// Where it may lead, and how it goes on there; a target without the field is left out, and
        /// its records have no value.
        targets: Vec<(Arc<Object>, Step)>,
    },
}

/// What must be true of a record. Every condition is true or false: a comparison with a record that
/// has no value is false, but for `=` and `!=`.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of them.
    All(Vec<Condition>),
    /// One of them at least.
    Any(Vec<Condition>),
    /// The contrary.
    Not(Box<Condition>),
    /// A value and a literal.
    Compare {
        /// The value.
        path: Path,
        /// How they are compared.
        comparison: Comparison,
        /// The literal.
        operand: Operand,
    },
    /// `LIKE`; letter case is ignored.
    Like {
        /// The value.
        path: Path,
        /// The pattern.
        pattern: Pattern,
    },
    /// One of several literals, or none of them.
    In {
        /// The value.
        path: Path,
        /// Whether it must be none of them.
        negated: bool,
        /// The literals.
        operands: Vec<Operand>,
    },
    /// One of the values that another query gives, or none of them.
    InQuery {
        /// The value.
        path: Path,
        /// Whether it must be none of them.
        negated: bool,
        /// The other query; it has one column.
        query: Box<Query>,
    },
    /// The values of a multi-select picklist: all of one set at least, or of no set.
    Includes {
        /// The value.
        path: Path,
        /// Whether it must hold no set (`EXCLUDES`).
        negated: bool,
        /// The sets.
        sets: Vec<Vec<String>>,
    },
}

impl Condition {
    /// The queries inside it, in the order of the text.
    pub(super) fn queries(&self) -> Vec<&Query> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::queries).collect(),
            Self::Not(one) => one.queries(),
            Self::InQuery { query, .. } => vec![query],
            Self::Compare { .. } | Self::Like { .. } | Self::In { .. } | Self::Includes { .. } => {
                Vec::new()
            }
        }
    }
}

/// How a value and a literal are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=` and `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A literal of the type of the value that it is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// `null`; so is the empty text.
    Null,
    /// Text, for all types that are text.
    Text(String),
    /// A number.
    Number(f64),
    /// `true` or `false`.
    Boolean(bool),
    /// A span of time: in days since 1970 for a date, in milliseconds since 1970 for a datetime, in
    /// milliseconds since midnight for a time. One instant is a span of one millisecond, one day a
    /// span of one day; `=` means within, `<` before its start, `>` at its end or later.
    Span {
        /// The first unit within.
        from: i64,
        /// The first unit after.
        until: i64,
    },
    /// An id.
    Id(Id),
}

/// A pattern of `LIKE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern(pub Vec<PatternPart>);

/// One part of a [`Pattern`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternPart {
    /// This text, in lower case.
    Text(String),
    /// `_`: one character.
    One,
    /// `%`: any number of characters.
    Any,
}

/// One key of an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderKey {
    /// The value.
    pub path: Path,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// Whether records without a value come last; they come first unless asked otherwise.
    pub nulls_last: bool,
}

/// Groups of records.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// What the records of one group have in common; empty for one group of all.
    pub by: Vec<GroupKey>,
    /// Everything that is computed, whether it is shown or not.
    pub aggregates: Vec<Aggregate>,
    /// What is shown, in order.
    pub columns: Vec<GroupColumn>,
    /// Which groups.
    pub having: Option<GroupCondition>,
    /// In which order.
    pub order: Vec<GroupOrder>,
}

/// What the records of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupKey {
    /// The value.
    pub path: Path,
    /// The part of it that counts.
    pub part: Option<DatePart>,
}

/// A part of a date, counted from 1 but for the year and the hour; in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DatePart {
    /// `CALENDAR_YEAR`, and `FISCAL_YEAR` of a fiscal year that begins in January.
    Year,
    /// `CALENDAR_QUARTER`
    Quarter,
    /// `CALENDAR_MONTH`
    Month,
    /// `WEEK_IN_YEAR`: the first is from January 1st to 7th.
    WeekInYear,
    /// `WEEK_IN_MONTH`
    WeekInMonth,
    /// `DAY_IN_YEAR`
    DayInYear,
    /// `DAY_IN_MONTH`
    DayInMonth,
    /// `DAY_IN_WEEK`: 1 is Sunday.
    DayInWeek,
    /// `DAY_ONLY`: the date itself.
    Day,
    /// `HOUR_IN_DAY`
    HourInDay,
}

/// Something computed over a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// What is computed.
    pub function: AggregateFunction,
    /// Over which value; `None` for `COUNT()` over records.
    pub path: Option<Path>,
}

/// What can be computed over a group.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum AggregateFunction {
    /// How many records have a value.
    Count,
    /// How many different values there are; letter case counts where it does in comparisons.
    CountDistinct,
    /// The sum.
    Sum,
    /// The mean.
    Avg,
    /// The least value.
    Min,
    /// The greatest value.
    Max,
}

/// One value that is shown of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupColumn {
    /// Its alias, the field's name, or `expr0`, `expr1` and so on.
    pub name: String,
    /// The value.
    pub value: GroupValue,
}

/// A value of a group: the place of a key or of an aggregate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GroupValue {
    /// A key.
    Key(usize),
    /// An aggregate.
    Aggregate(usize),
}

/// What must be true of a group.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupCondition {
    /// All of them.
    All(Vec<GroupCondition>),
    /// One of them at least.
    Any(Vec<GroupCondition>),
    /// The contrary.
    Not(Box<GroupCondition>),
    /// A value and a literal.
    Compare {
        /// The value.
        value: GroupValue,
        /// How they are compared.
        comparison: Comparison,
        /// The literal.
        operand: Operand,
    },
    /// One of several literals, or none of them.
    In {
        /// The value.
        value: GroupValue,
        /// Whether it must be none of them.
        negated: bool,
        /// The literals.
        operands: Vec<Operand>,
    },
    /// `LIKE`
    Like {
        /// The value.
        value: GroupValue,
        /// The pattern.
        pattern: Pattern,
    },
}

/// One key of the order of groups.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupOrder {
    /// The value.
    pub value: GroupValue,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// Whether groups without a value come last.
    pub nulls_last: bool,
}
