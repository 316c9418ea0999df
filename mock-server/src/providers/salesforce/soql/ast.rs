//! A query as it was written: names are unresolved and literals have the types of their spelling.
//!
//! Every part that a message can point at keeps its place in the text.

use super::dates::DateName;
use super::query::{AggregateFunction, Comparison, DatePart};

/// A whole query.
#[derive(Debug)]
pub(super) struct Query<'t> {
    pub(super) select: Selection<'t>,
    /// The object behind `FROM`; of a child query, a relationship.
    pub(super) from: Path<'t>,
    pub(super) alias: Option<Name<'t>>,
    /// `USING SCOPE`
    pub(super) scope: Option<Name<'t>>,
    pub(super) filter: Option<Expr<'t>>,
    pub(super) group: Option<Group<'t>>,
    pub(super) having: Option<Expr<'t>>,
    pub(super) order: Vec<Order<'t>>,
    pub(super) limit: Option<Count>,
    pub(super) offset: Option<Count>,
    /// Where `ALL ROWS` stands.
    pub(super) all_rows: Option<usize>,
    /// What nobody fakes, found where it changes which rows come.
    pub(super) gap: Option<&'static str>,
}

/// What stands between `SELECT` and `FROM`.
#[derive(Debug)]
pub(super) enum Selection<'t> {
    /// `COUNT()`
    Count,
    List(Vec<Selected<'t>>),
}

/// One entry of the select list.
#[derive(Debug)]
pub(super) struct Selected<'t> {
    pub(super) at: usize,
    pub(super) what: What<'t>,
    pub(super) alias: Option<Name<'t>>,
}

#[derive(Debug)]
pub(super) enum What<'t> {
    Value(Value<'t>),
    /// `toLabel(…)`
    Label(Path<'t>),
    /// `FIELDS(…)`
    Fields(FieldSet),
    /// A query in parentheses.
    Children(Box<Query<'t>>),
    /// `TYPEOF … END`
    TypeOf,
}

/// Which fields `FIELDS` means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FieldSet {
    All,
    Standard,
    Custom,
}

/// A name and its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
}

/// Names with dots between them; there is one at least.
#[derive(Clone, Debug)]
pub(super) struct Path<'t> {
    pub(super) names: Vec<&'t str>,
    pub(super) at: usize,
}

/// Something that has a value.
#[derive(Clone, Debug)]
pub(super) enum Value<'t> {
    Path(Path<'t>),
    Part(DatePart, Path<'t>),
    Aggregate {
        function: AggregateFunction,
        /// The parenthesis before the path.
        open: usize,
        path: Path<'t>,
    },
    /// Something that is not faked.
    Gap(usize, &'static str),
}

impl Value<'_> {
    /// Its first byte, or of a function the first byte of what stands in it.
    pub(super) fn at(&self) -> usize {
        match self {
            Value::Path(path) | Value::Part(_, path) | Value::Aggregate { path, .. } => path.at,
            Value::Gap(at, _) => *at,
        }
    }
}

/// A condition.
#[derive(Debug)]
pub(super) enum Expr<'t> {
    All(Vec<Expr<'t>>),
    Any(Vec<Expr<'t>>),
    Not(Box<Expr<'t>>),
    Test(Box<Test<'t>>),
}

/// A value, an operator, and what stands to its right.
#[derive(Debug)]
pub(super) struct Test<'t> {
    pub(super) left: Value<'t>,
    pub(super) right: Right<'t>,
}

#[derive(Debug)]
pub(super) enum Right<'t> {
    Compare(Comparison, Literal<'t>),
    Like(Literal<'t>),
    In { negated: bool, literals: Vec<Literal<'t>> },
    InQuery { negated: bool, query: Box<Query<'t>> },
    Includes { negated: bool, literals: Vec<Literal<'t>> },
}

/// A literal and what it is by its spelling.
#[derive(Clone, Copy, Debug)]
pub(super) enum Literal<'t> {
    Null,
    /// What stands between the quotes, with escapes that are all known.
    Text(&'t str),
    Number(f64),
    Boolean(bool),
    /// Days since 1970.
    Date(i64),
    /// Milliseconds since 1970.
    Datetime(i64),
    /// Milliseconds since midnight.
    Time(i64),
    DateName(DateName),
    /// An amount with its currency: `USD500`.
    Currency,
}

/// `GROUP BY`
#[derive(Debug)]
pub(super) struct Group<'t> {
    pub(super) keys: Vec<Value<'t>>,
}

/// One key of `ORDER BY`.
#[derive(Debug)]
pub(super) struct Order<'t> {
    pub(super) value: Value<'t>,
    pub(super) descending: bool,
    pub(super) nulls_last: bool,
}

/// A number behind `LIMIT` or `OFFSET`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    pub(super) number: u64,
}
