//! Every date literal at a fixed time.

use std::fmt::Write as _;

use bulk_mock::providers::salesforce::soql::{Condition, Operand};
use bulk_mock::providers::salesforce::typed::date;
use insta::assert_snapshot;

use super::support::rest;

/// The days from and to which a literal reaches, both among them.
fn days(literal: &str) -> String {
    let query = rest(&format!("SELECT Id FROM Contact WHERE Birthdate = {literal}"));
    match query.filter {
        Some(Condition::Compare { operand: Operand::Span { from, until }, .. }) => {
            format!("{} .. {}", date(from), date(until - 1))
        }
        other => panic!("{literal}: {other:?}"),
    }
}

#[test]
fn every_date_literal_has_its_days_on_a_thursday_in_august() {
    let plain = ["YESTERDAY", "TODAY", "TOMORROW", "LAST_90_DAYS", "NEXT_90_DAYS"];
    let mut literals: Vec<String> = plain.map(str::to_owned).into();
    for unit in ["WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR"] {
        literals.extend(["LAST", "THIS", "NEXT"].map(|which| format!("{which}_{unit}")));
    }
    for unit in ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR"] {
        literals.push(format!("LAST_N_{unit}S:2"));
        literals.push(format!("NEXT_N_{unit}S:2"));
        literals.push(format!("N_{unit}S_AGO:2"));
    }
    let mut table = String::new();
    for literal in literals {
        writeln!(table, "{literal:<26} {}", days(&literal)).expect("text");
    }
    assert_snapshot!("date_literals", table);
}

#[test]
fn a_number_beyond_every_calendar_stops_at_its_end() {
    for unit in ["DAY", "WEEK", "MONTH", "QUARTER", "YEAR", "FISCAL_QUARTER", "FISCAL_YEAR"] {
        for number in ["0", "1", "99999999", "18446744073709551615", "99999999999999999999999"] {
            for literal in ["LAST_N_{}S", "NEXT_N_{}S", "N_{}S_AGO"] {
                let literal = literal.replace("{}", unit);
                rest(&format!("SELECT Id FROM Contact WHERE CreatedDate = {literal}:{number}"));
            }
        }
    }
}

#[test]
fn a_literal_of_an_instant_spans_whole_days() {
    let query = rest("SELECT Id FROM Contact WHERE CreatedDate = TODAY");
    let Some(Condition::Compare { operand: Operand::Span { from, until }, .. }) = query.filter
    else {
        panic!("no comparison");
    };
    assert_eq!(until - from, 86_400_000);
    assert_eq!(date(from / 86_400_000), "2026-08-20");
}
