//! How often each construct was generated, and how often queries find something: what is never
//! asked is never compared.

use std::collections::{BTreeMap, BTreeSet};

use bulk_conformance::model::soql::{
    Column, Condition, Kind, Literal, Nulls, Query, Row, Scope, Select, Store, answer,
};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::host::NOW_MS;
use super::load::{Writer, load};
use super::people::people;
use super::queries::{asked, rest_query, rows_query};

const DRAWN: usize = 1_500;

/// All that must be met.
const ALL: &str = "\
    AND OR NOT = != < <= > >= LIKE IN not-IN INCLUDES EXCLUDES semi-join anti-join null record-id \
    date-literal own-field parent grandparent case-sensitive \
    fields COUNT() COUNT COUNT_DISTINCT SUM AVG MIN MAX groups one-group HAVING \
    ORDER DESC NULLS-FIRST NULLS-LAST nulls-unsaid LIMIT OFFSET \
    some-rows no-rows deleted-rows cut-rows tied-rows";

#[derive(Default)]
struct Census(BTreeMap<&'static str, usize>);

impl Census {
    fn note(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    fn query(&mut self, store: &Store, query: &Query) {
        match &query.select {
            Select::Fields(paths) => {
                self.note("fields");
                paths.iter().for_each(|path| self.path(store, query.object, path));
            }
            Select::Count => self.note("COUNT()"),
            Select::Groups(columns) => {
                self.note(if query.group.is_empty() { "one-group" } else { "groups" });
                columns.iter().for_each(|column| self.column(store, query.object, column));
            }
        }
        for condition in query.filter.iter().chain(&query.having) {
            self.condition(store, query.object, condition);
        }
        let clauses = [
            ("HAVING", query.having.is_some()),
            ("ORDER", !query.order.is_empty()),
            ("LIMIT", query.limit.is_some()),
            ("OFFSET", query.offset.is_some()),
            ("DESC", query.order.iter().any(|order| order.descending)),
        ];
        clauses.iter().filter(|(_, there)| *there).for_each(|(what, _)| self.note(what));
        for order in &query.order {
            self.note(match order.nulls {
                Nulls::Unsaid => "nulls-unsaid",
                Nulls::First => "NULLS-FIRST",
                Nulls::Last => "NULLS-LAST",
            });
        }
    }

    fn condition(&mut self, store: &Store, object: &str, condition: &Condition) {
        use bulk_conformance::model::soql::Operator;
        let parts: &[Condition] = match condition {
            Condition::All(parts) | Condition::Any(parts) => parts,
            Condition::Not(inner) => std::slice::from_ref(inner),
            Condition::Compare(column, ..)
            | Condition::In(column, ..)
            | Condition::Like(column, _)
            | Condition::Includes(column, ..)
            | Condition::Among(column, ..) => {
                self.column(store, object, column);
                &[]
            }
        };
        self.note(match condition {
            Condition::All(_) => "AND",
            Condition::Any(_) => "OR",
            Condition::Not(_) => "NOT",
            Condition::Compare(_, operator, _) => match operator {
                Operator::Equal => "=",
                Operator::NotEqual => "!=",
                Operator::Less => "<",
                Operator::LessOrEqual => "<=",
                Operator::Greater => ">",
                Operator::GreaterOrEqual => ">=",
            },
            Condition::In(_, not, _) => {
                if *not {
                    "not-IN"
                } else {
                    "IN"
                }
            }
            Condition::Like(..) => "LIKE",
            Condition::Includes(_, not, _) => {
                if *not {
                    "EXCLUDES"
                } else {
                    "INCLUDES"
                }
            }
            Condition::Among(_, not, _) => {
                if *not {
                    "anti-join"
                } else {
                    "semi-join"
                }
            }
        });
        if let Condition::Compare(_, _, literal) = condition {
            self.literal(literal);
        }
        parts.iter().for_each(|part| self.condition(store, object, part));
    }

    fn literal(&mut self, literal: &Literal) {
        match literal {
            Literal::Value(bulk_conformance::model::soql::Value::Null) => self.note("null"),
            Literal::Value(_) => {}
            Literal::Record(..) => self.note("record-id"),
            Literal::Days(_) => self.note("date-literal"),
        }
    }

    fn column(&mut self, store: &Store, object: &str, column: &Column) {
        use bulk_conformance::model::soql::Function;
        match column {
            Column::Field(path) => self.path(store, object, path),
            Column::Total(total) => {
                self.note(match total.function {
                    Function::Count => "COUNT",
                    Function::CountDistinct => "COUNT_DISTINCT",
                    Function::Sum => "SUM",
                    Function::Avg => "AVG",
                    Function::Min => "MIN",
                    Function::Max => "MAX",
                });
                self.path(store, object, &total.of);
            }
        }
    }

    fn path(&mut self, store: &Store, object: &str, path: &[&'static str]) {
        self.note(["own-field", "parent", "grandparent"][path.len() - 1]);
        if store.kind(object, path) == Kind::ExactText {
            self.note("case-sensitive");
        }
    }

    /// What came out.
    fn answer(&mut self, store: &Store, query: &Query) {
        let now_ms = NOW_MS;
        let live = answer(store, query, Scope { all: false, now_ms });
        let all = answer(store, query, Scope { all: true, now_ms });
        let keys: BTreeSet<String> =
            live.lines.iter().map(|line| format!("{:?}", line.keys)).collect();
        self.note(if live.window.is_empty() { "no-rows" } else { "some-rows" });
        let more = [
            ("deleted-rows", all.lines.len() > live.lines.len()),
            ("cut-rows", live.window.len() < live.lines.len()),
            ("tied-rows", !query.order.is_empty() && keys.len() < live.lines.len()),
        ];
        more.iter().filter(|(_, there)| *there).for_each(|(what, _)| self.note(what));
    }
}

/// Gives ids and keeps nothing.
struct Numbers(usize);

impl Writer for Numbers {
    fn insert(&mut self, _: &str, rows: &[Row]) -> Vec<String> {
        let first = self.0;
        self.0 += rows.len();
        (first..self.0).map(|number| format!("{number:015}AAA")).collect()
    }

    fn delete(&mut self, _: &str, _: &[String]) {}
}

#[test]
fn all_that_the_grammar_offers_is_asked_and_finds_something() {
    let mut runner = TestRunner::deterministic();
    let mut census = Census::default();
    for drawn in 0..DRAWN {
        let people = people().new_tree(&mut runner).expect("no filters").current();
        let store = load(&people, &mut Numbers(0));
        let asked = match drawn % 2 {
            0 => asked(rows_query()).new_tree(&mut runner).expect("no filters").current(),
            _ => asked(rest_query()).new_tree(&mut runner).expect("no filters").current(),
        };
        census.query(&store, &asked.query);
        census.answer(&store, &asked.query);
    }
    println!("of {DRAWN} queries: {:?}", census.0);
    let rare = |what: &&str| census.0.get(what).is_none_or(|times| *times < 20);
    let missed: Vec<&str> = ALL.split_whitespace().filter(rare).collect();
    assert!(missed.is_empty(), "seldom or never: {missed:?} of {:?}", census.0);
    assert!(census.0["some-rows"] > DRAWN / 3, "{:?}", census.0);
}
