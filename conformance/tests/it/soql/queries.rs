//! Generated queries: all that the grammar offers, as far as the provider takes it.

use std::fmt;

use bulk_conformance::model::soql::{
    Column, Condition, DateLiteral, Function, Kind, Literal, Nulls, Operator, Order, Part, Path,
    Query, Select, Spelling, Store, SubQuery, Total, Unit, Value, spell,
};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::people::{ACCOUNT, CONTACT, empty_store};
use super::words::{
    self, CODES, GENERATED_CODE, GENERATED_KEY, INDUSTRIES, SOURCES, TAGS, in_some_case,
};

type Known = (Path, Kind);

/// A query, and how it is to be written.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) query: Query,
    spelling: Spelling,
}

impl Asked {
    pub(crate) fn soql(&self, store: &Store) -> String {
        spell(&self.query, store, &mut self.spelling.clone())
    }
}

/// Ids are not known yet, so those that it compares with are made up here.
impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.soql(&empty_store()))
    }
}

/// A query as it may be written.
pub(crate) fn asked(query: impl Strategy<Value = Query>) -> impl Strategy<Value = Asked> {
    let spelling = prop::collection::vec(any::<u8>(), 0..40).prop_map(Spelling::new);
    (query, spelling).prop_map(|(query, spelling)| Asked { query, spelling })
}

/// Fields of parents, from accounts and from contacts.
const ABOVE_ACCOUNT: &[(&[&str], Kind)] = &[
    (&["Parent", "Name"], Kind::Text),
    (&["Parent", "NumberOfEmployees"], Kind::Number),
    (&["Parent", "Parent", "Name"], Kind::Text),
];
const ABOVE_CONTACT: &[(&[&str], Kind)] = &[
    (&["Account", "Name"], Kind::Text),
    (&["Account", "Industry"], Kind::Picklist),
    (&["Account", "NumberOfEmployees"], Kind::Number),
    (&["Account", "Parent", "Name"], Kind::Text),
    (&["ReportsTo", "LastName"], Kind::Text),
    (&["ReportsTo", "Birthdate"], Kind::Day),
    (&["ReportsTo", "Code__c"], Kind::ExactText),
    (&["ReportsTo", "DoNotCall"], Kind::Flag),
    (&["ReportsTo", "Tags__c"], Kind::Multipicklist),
    (&["ReportsTo", "Account", "Name"], Kind::Text),
];

/// Everything that can be asked of an object.
fn known(object: &str) -> Vec<Known> {
    let (own, above) = match object {
        "Account" => (ACCOUNT, ABOVE_ACCOUNT),
        _ => (CONTACT, ABOVE_CONTACT),
    };
    let own = own.iter().map(|(name, kind)| (vec![*name], *kind));
    let above = above.iter().map(|(path, kind)| (path.to_vec(), *kind));
    own.chain(above).collect()
}

/// What of it a test of the kind lets through.
fn of_kind(object: &str, fits: impl Fn(Kind) -> bool) -> Vec<Known> {
    known(object).into_iter().filter(|(_, kind)| fits(*kind)).collect()
}

fn object() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => Just("Contact"), 1 => Just("Account")]
}

/// A query that both bulk jobs and REST calls take. Its first column is the id.
pub(crate) fn rows_query() -> impl Strategy<Value = Query> {
    object().prop_flat_map(|object| {
        let all = known(object);
        let count = all.len();
        (subsequence(all, 0..count), filter(object), order(object), limit()).prop_map(
            move |(fields, filter, order, limit)| {
                let fields = fields.into_iter().map(|(path, _)| path);
                let fields = fields.filter(|path| path != &["Id"]);
                let fields = std::iter::once(vec!["Id"]).chain(fields).collect();
                Query { filter, order, limit, ..plain(object, Select::Fields(fields)) }
            },
        )
    })
}

/// A query that only REST calls take.
pub(crate) fn rest_query() -> impl Strategy<Value = Query> {
    let skipped = (rows_query(), 0_usize..6)
        .prop_map(|(query, offset)| Query { offset: Some(offset), ..query });
    let count = object().prop_flat_map(|object| {
        filter(object).prop_map(move |filter| Query { filter, ..plain(object, Select::Count) })
    });
    prop_oneof![1 => skipped, 1 => count, 4 => grouped()]
}

/// A query for all rows.
pub(crate) fn plain(object: &'static str, select: Select) -> Query {
    Query {
        object,
        select,
        filter: None,
        group: Vec::new(),
        having: None,
        order: Vec::new(),
        limit: None,
        offset: None,
    }
}

fn limit() -> impl Strategy<Value = Option<usize>> {
    prop::option::weighted(0.3, 0_usize..9)
}

fn order(object: &'static str) -> impl Strategy<Value = Vec<Order>> {
    let sortable = of_kind(object, |kind| {
        !matches!(kind, Kind::LongText | Kind::Multipicklist | Kind::Picklist)
    });
    prop::collection::vec((select(sortable), any::<bool>(), nulls()), 0..4).prop_map(|orders| {
        let mut list: Vec<Order> = Vec::new();
        for ((path, _), descending, nulls) in orders {
            let by = Column::Field(path);
            if list.iter().all(|known| known.by != by) {
                list.push(Order { by, descending, nulls });
            }
        }
        list
    })
}

fn nulls() -> impl Strategy<Value = Nulls> {
    select(vec![Nulls::Unsaid, Nulls::First, Nulls::Last])
}

/// A condition with up to two semi-joins beside it, at the top as the provider wants them.
fn filter(object: &'static str) -> impl Strategy<Value = Option<Condition>> {
    let joins = match object {
        "Account" => {
            vec![join("Id", "Contact", "AccountId"), join("ParentId", "Contact", "AccountId")]
        }
        _ => vec![join("AccountId", "Account", "Id")],
    };
    let joins: Vec<_> = joins.into_iter().map(|join| prop::option::weighted(0.15, join)).collect();
    (prop::option::weighted(0.85, condition(object)), joins).prop_map(|(condition, joins)| {
        let mut parts: Vec<Condition> = condition.into_iter().collect();
        parts.extend(joins.into_iter().flatten());
        if parts.len() > 1 { Some(Condition::All(parts)) } else { parts.pop() }
    })
}

fn join(
    field: &'static str,
    object: &'static str,
    inner: &'static str,
) -> BoxedStrategy<Condition> {
    (any::<bool>(), prop::option::weighted(0.7, leaf(object)))
        .prop_map(move |(not, filter)| {
            let filter = filter.map(Box::new);
            let query = SubQuery { object, field: vec![inner], filter };
            Condition::Among(Column::Field(vec![field]), not, query)
        })
        .boxed()
}

fn condition(object: &'static str) -> impl Strategy<Value = Condition> {
    leaf(object).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::All),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::Any),
            inner.prop_map(|inner| Condition::Not(Box::new(inner))),
        ]
    })
}

fn leaf(object: &'static str) -> BoxedStrategy<Condition> {
    let fields = of_kind(object, |kind| kind != Kind::LongText);
    // Keys and ids are what indexes are asked for.
    let keys: Vec<Known> = fields.iter().filter(|(path, _)| is_key(path)).cloned().collect();
    prop_oneof![3 => select(fields), 1 => select(keys)]
        .prop_flat_map(|(path, kind)| about(Column::Field(path), kind))
        .boxed()
}

fn is_key(path: &[&str]) -> bool {
    matches!(path, ["Id" | "External_Id__c" | "Code__c" | "AccountId" | "ParentId"])
}

/// A condition on one column.
fn about(column: Column, kind: Kind) -> BoxedStrategy<Condition> {
    let null = {
        let column = column.clone();
        let operators = select(vec![Operator::Equal, Operator::NotEqual]);
        operators.prop_map(move |operator| {
            Condition::Compare(column.clone(), operator, Literal::Value(Value::Null))
        })
    };
    let compare = {
        let column = column.clone();
        (operator(kind), literal(&column, kind))
            .prop_map(move |(op, literal)| Condition::Compare(column.clone(), op, literal))
    };
    let list = {
        let (column, one) =
            (column.clone(), prop_oneof![9 => in_list(&column, kind), 1 => Just(NULL)]);
        (any::<bool>(), prop::collection::vec(one, 1..4))
            .prop_map(move |(not, literals)| Condition::In(column.clone(), not, literals))
    };
    match kind {
        Kind::Text | Kind::ExactText | Kind::Picklist => {
            let like = like(kind).prop_map(move |pattern| Condition::Like(column.clone(), pattern));
            prop_oneof![1 => null, 3 => compare, 2 => list, 3 => like].boxed()
        }
        Kind::Multipicklist => {
            let set = subsequence(TAGS, 1..3);
            let set =
                set.prop_flat_map(|set| set.into_iter().map(in_some_case).collect::<Vec<_>>());
            let includes = (any::<bool>(), prop::collection::vec(set, 1..3))
                .prop_map(move |(not, sets)| Condition::Includes(column.clone(), not, sets));
            prop_oneof![1 => null, 4 => includes].boxed()
        }
        Kind::Flag => compare.boxed(),
        Kind::Id | Kind::Number | Kind::Day | Kind::Instant | Kind::LongText => {
            prop_oneof![1 => null, 4 => compare, 2 => list].boxed()
        }
    }
}

const NULL: Literal = Literal::Value(Value::Null);

fn operator(kind: Kind) -> impl Strategy<Value = Operator> {
    let mut operators = vec![Operator::Equal, Operator::NotEqual];
    if matches!(kind, Kind::Text | Kind::ExactText | Kind::Number | Kind::Day | Kind::Instant) {
        operators.extend([Operator::Less, Operator::LessOrEqual]);
        operators.extend([Operator::Greater, Operator::GreaterOrEqual]);
    }
    select(operators)
}

fn literal(column: &Column, kind: Kind) -> BoxedStrategy<Literal> {
    match kind {
        Kind::Day | Kind::Instant => {
            prop_oneof![1 => in_list(column, kind), 1 => days().prop_map(Literal::Days)].boxed()
        }
        _ => in_list(column, kind),
    }
}

/// A literal that may stand in a list: a value, no span of days.
fn in_list(column: &Column, kind: Kind) -> BoxedStrategy<Literal> {
    let is = |field: &str| matches!(column, Column::Field(path) if path.last() == Some(&field));
    match kind {
        Kind::Text if is("External_Id__c") => {
            let loaded = (0_usize..20).prop_map(words::key);
            let generated = (0_u8..12).prop_map(|row| format!("{GENERATED_KEY}{row}"));
            prop_oneof![2 => loaded, 1 => generated]
                .prop_flat_map(in_some_case)
                .prop_map(|text| Literal::Value(Value::Text(text)))
                .boxed()
        }
        Kind::ExactText if is("Code__c") => {
            let generated = (0_u8..12).prop_map(|row| format!("{GENERATED_CODE}{row}"));
            let generated = generated
                .prop_flat_map(in_some_case)
                .prop_map(|text| Literal::Value(Value::Text(text)));
            prop_oneof![2 => of_texts(CODES), 1 => generated].boxed()
        }
        Kind::Picklist if is("Industry") => of_texts(INDUSTRIES),
        Kind::Id => (select(&["Account", "Contact"][..]), 0_usize..12, any::<bool>())
            .prop_map(|(object, place, short)| Literal::Record(object, place, short))
            .boxed(),
        Kind::Text | Kind::LongText => of_texts(words::TEXTS),
        Kind::ExactText => of_texts(CODES),
        Kind::Picklist => of_texts(SOURCES),
        Kind::Multipicklist => of_texts(TAGS),
        Kind::Number => prop_oneof![words::number(), words::whole()]
            .prop_map(|number| Literal::Value(Value::Number(number)))
            .boxed(),
        Kind::Flag => any::<bool>().prop_map(|flag| Literal::Value(Value::Flag(flag))).boxed(),
        Kind::Day => words::day().prop_map(|day| Literal::Value(Value::Day(day))).boxed(),
        Kind::Instant => words::instant().prop_map(|ms| Literal::Value(Value::Instant(ms))).boxed(),
    }
}

fn of_texts(texts: &'static [&'static str]) -> BoxedStrategy<Literal> {
    select(texts)
        .prop_flat_map(in_some_case)
        .prop_map(|text| Literal::Value(Value::Text(text)))
        .boxed()
}

/// A known text of which some characters became wildcards.
fn like(kind: Kind) -> BoxedStrategy<Vec<Part>> {
    let texts = if kind == Kind::ExactText { CODES } else { words::TEXTS };
    let keep = prop::collection::vec(0_u8..6, 45);
    (select(texts).prop_flat_map(in_some_case), keep)
        .prop_map(|(text, keep)| {
            let part = |(char, keep): (char, u8)| match keep {
                0 => Part::Any,
                1 => Part::One,
                _ => Part::Char(char),
            };
            let end = (keep[44] == 0).then_some(Part::Any);
            text.chars().take(12).zip(keep).map(part).chain(end).collect()
        })
        .boxed()
}

fn days() -> impl Strategy<Value = DateLiteral> {
    let fixed = vec![
        ("YESTERDAY", Unit::Day, -1, -1),
        ("TODAY", Unit::Day, 0, 0),
        ("TOMORROW", Unit::Day, 1, 1),
        ("LAST_WEEK", Unit::Week, -1, -1),
        ("THIS_WEEK", Unit::Week, 0, 0),
        ("NEXT_WEEK", Unit::Week, 1, 1),
        ("LAST_MONTH", Unit::Month, -1, -1),
        ("THIS_MONTH", Unit::Month, 0, 0),
        ("NEXT_MONTH", Unit::Month, 1, 1),
        ("LAST_90_DAYS", Unit::Day, -90, 0),
        ("NEXT_90_DAYS", Unit::Day, 1, 90),
        ("LAST_QUARTER", Unit::Quarter, -1, -1),
        ("THIS_QUARTER", Unit::Quarter, 0, 0),
        ("NEXT_QUARTER", Unit::Quarter, 1, 1),
        ("LAST_YEAR", Unit::Year, -1, -1),
        ("THIS_YEAR", Unit::Year, 0, 0),
        ("NEXT_YEAR", Unit::Year, 1, 1),
    ];
    let fixed = select(fixed).prop_map(|(text, unit, first, last)| DateLiteral {
        text: text.to_owned(),
        unit,
        first,
        last,
    });
    let units = vec![
        ("DAYS", Unit::Day, 0),
        ("WEEKS", Unit::Week, -1),
        ("MONTHS", Unit::Month, -1),
        ("QUARTERS", Unit::Quarter, -1),
        ("YEARS", Unit::Year, -1),
    ];
    let counted = (select(units), 0_u8..3, 1_i64..6).prop_map(|((word, unit, until), way, n)| {
        let (text, first, last) = match way {
            // The last days end with today, the last weeks with the one before this.
            0 => (format!("LAST_N_{word}:{n}"), -n, until),
            1 => (format!("NEXT_N_{word}:{n}"), 1, n),
            _ => (format!("N_{word}_AGO:{n}"), -n, -n),
        };
        DateLiteral { text, unit, first, last }
    });
    prop_oneof![fixed, counted]
}

/// Counts, sums and the like, over all rows or over groups.
fn grouped() -> impl Strategy<Value = Query> {
    object().prop_flat_map(|object| {
        let keys = of_kind(object, |kind| {
            !matches!(kind, Kind::LongText | Kind::Multipicklist | Kind::Number | Kind::Instant)
        });
        (subsequence(keys, 0..3), prop::collection::vec(total(object), 1..4), filter(object))
            .prop_flat_map(move |(keys, totals, filter)| {
                ordered_groups(object, keys, totals, filter)
            })
    })
}

fn total(object: &'static str) -> impl Strategy<Value = Total> {
    let functions = vec![
        Function::Count,
        Function::CountDistinct,
        Function::Sum,
        Function::Avg,
        Function::Min,
        Function::Max,
    ];
    select(functions).prop_flat_map(move |function| {
        let fits = of_kind(object, |kind| match function {
            Function::Count | Function::CountDistinct => {
                matches!(kind, Kind::Id | Kind::Text | Kind::ExactText | Kind::Number | Kind::Day)
            }
            Function::Sum | Function::Avg => kind == Kind::Number,
            Function::Min | Function::Max => {
                matches!(kind, Kind::Text | Kind::Number | Kind::Day | Kind::Instant)
            }
        });
        select(fits).prop_map(move |(of, _)| Total { function, of })
    })
}

fn ordered_groups(
    object: &'static str,
    mut keys: Vec<Known>,
    mut totals: Vec<Total>,
    filter: Option<Condition>,
) -> impl Strategy<Value = Query> {
    // Two columns of one name need an alias.
    keys.dedup_by_key(|(path, _)| *path.last().expect("a path"));
    if keys.len() == 2 && keys[0].0.last() == keys[1].0.last() {
        keys.pop();
    }
    totals.dedup();
    let group: Vec<Path> = keys.iter().map(|(path, _)| path.clone()).collect();
    let columns: Vec<Column> = group.iter().cloned().map(Column::Field).collect();
    let numbers = columns.len();
    let columns: Vec<Column> =
        columns.into_iter().chain(totals.into_iter().map(Column::Total)).collect();
    let number = |column: &Column| match column {
        Column::Total(total) => {
            matches!(total.function, Function::Count | Function::CountDistinct | Function::Sum)
        }
        Column::Field(_) => false,
    };
    let mut having: Vec<BoxedStrategy<Condition>> =
        columns.iter().filter(|c| number(c)).map(|c| about(c.clone(), Kind::Number)).collect();
    having.extend(keys.iter().map(|(path, kind)| about(Column::Field(path.clone()), *kind)));
    let having = match having.is_empty() || group.is_empty() {
        true => Just(None).boxed(),
        false => prop::option::weighted(0.5, proptest::strategy::Union::new(having)).boxed(),
    };
    let sortable: Vec<Column> = columns
        .iter()
        .enumerate()
        .filter(|(at, _)| *at >= numbers || keys[*at].1 != Kind::Picklist)
        .map(|(_, column)| column.clone())
        .collect();
    let count = if group.is_empty() { 0 } else { sortable.len() };
    let order = (subsequence(sortable, 0..=count), any::<bool>(), nulls());
    (having, order, limit()).prop_map(move |(having, (by, descending, nulls), limit)| {
        let order = by.into_iter().map(|by| Order { by, descending, nulls }).collect();
        let limit = if group.is_empty() { None } else { limit };
        let select = Select::Groups(columns.clone());
        let (group, filter) = (group.clone(), filter.clone());
        Query { group, having, order, limit, filter, ..plain(object, select) }
    })
}
