//! Whatever text comes, there is an answer.

use bulk_mock::providers::salesforce::soql::Door;
use proptest::prelude::*;

use super::support::read_at;

const WORDS: [&str; 80] = [
    "SELECT",
    "FROM",
    "WHERE",
    "AND",
    "OR",
    "NOT",
    "IN",
    "LIKE",
    "INCLUDES",
    "EXCLUDES",
    "GROUP",
    "BY",
    "HAVING",
    "ORDER",
    "ASC",
    "DESC",
    "NULLS",
    "FIRST",
    "LAST",
    "LIMIT",
    "OFFSET",
    "FOR",
    "VIEW",
    "ALL",
    "ROWS",
    "USING",
    "SCOPE",
    "WITH",
    "TYPEOF",
    "WHEN",
    "THEN",
    "ELSE",
    "END",
    "AS",
    "Account",
    "Contact",
    "Task",
    "Id",
    "Name",
    "Owner",
    "What",
    "Who",
    "Type",
    "AccountId",
    "CreatedDate",
    "Industry",
    "COUNT",
    "COUNT()",
    "MAX",
    "FIELDS",
    "toLabel",
    "CALENDAR_YEAR",
    "convertTimezone",
    "DISTANCE",
    "null",
    "true",
    "TODAY",
    "LAST_N_DAYS",
    "LAST_N_DAYS:3",
    "USD500",
    "'a'",
    "'a\\'",
    "'\\u00e9'",
    "'001000000000001'",
    "12",
    "-1.5e3",
    "2024-01-01",
    "2024-01-01T00:00:00Z",
    "12:00:00Z",
    "(",
    ")",
    "(",
    ")",
    ",",
    ".",
    "=",
    "!=",
    "<=",
    ":",
    "'",
];

const VALID: [&str; 8] = [
    "SELECT Id, Account.Owner.Name FROM Contact WHERE Name LIKE 'a%' ORDER BY Name DESC LIMIT 5",
    "SELECT COUNT(Id) n, Industry FROM Account GROUP BY Industry HAVING COUNT(Id) > 1",
    "SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND CreatedDate = TODAY",
    "SELECT FIELDS(ALL) FROM Account WHERE (Name = 'a\\n' OR NOT Name IN ('b', 'c')) LIMIT 200",
    "SELECT Who.Name, What.Type FROM Task WHERE What.Type = 'Account' AND CreatedDate > LAST_N_DAYS:5",
    "SELECT Id, (SELECT Id FROM Contacts) FROM Account FOR VIEW",
    "SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Task",
    "SELECT CALENDAR_YEAR(CreatedDate) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)",
];

/// An answer at both doors; that of a text is the same twice.
fn answers(text: &str) {
    for door in [Door::Rest, Door::Bulk] {
        let first = read_at(door, text);
        if let Err(error) = &first {
            assert!(matches!(error.status, 400 | 501), "{text}: {error:?}");
            assert!(!error.message.is_empty());
        }
        assert_eq!(first.is_ok(), read_at(door, text).is_ok());
    }
}

proptest! {
    #[test]
    fn a_soup_of_words_is_answered(words in prop::collection::vec(prop::sample::select(&WORDS[..]), 0..40)) {
        answers(&words.join(" "));
        answers(&format!("SELECT {}", words.join("")));
        answers(&format!("SELECT Id FROM Account WHERE {}", words.join(" ")));
    }

    #[test]
    fn a_query_with_a_piece_cut_out_or_put_in_is_answered(
        which in prop::sample::select(&VALID[..]),
        from in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        put in prop_oneof![Just(String::new()), "\\PC{0,4}", prop::sample::select(&WORDS[..]).prop_map(str::to_owned)],
    ) {
        let (from, to) = (from.index(which.len()), to.index(which.len()));
        let (from, to) = (from.min(to), from.max(to));
        answers(&format!("{}{put}{}", &which[..from], &which[to..]));
    }

    #[test]
    fn any_text_is_answered(text in "\\PC*", bytes in prop::collection::vec(any::<char>(), 0..60)) {
        answers(&text);
        let text: String = bytes.into_iter().collect();
        answers(&text);
        answers(&format!("SELECT Id FROM Account WHERE Name = '{text}'"));
    }
}

#[test]
fn long_queries_are_answered_soon() {
    let ids: Vec<String> = (0..4500).map(|n| format!("'001{n:012}'")).collect();
    let names = "Account.Owner.Name,".repeat(5000);
    let tests = "Name='a' AND ".repeat(7000);
    let counts: Vec<String> = (0..9000).map(|n| format!("COUNT(Id) a{n}")).collect();
    let counts = counts[..6000].join(",");
    for text in [
        format!("SELECT Id FROM Account WHERE Id IN ({})", ids.join(",")),
        format!("SELECT {names}Id FROM Contact"),
        format!("SELECT Id FROM Account WHERE {tests}Name='b'"),
        format!("SELECT {counts} FROM Account"),
        format!("SELECT Id FROM Account WHERE Name = '{}", "\\".repeat(99_000)),
        "(".repeat(99_000),
        format!("SELECT {}", "(SELECT ".repeat(12_000)),
        format!("SELECT Id FROM Account WHERE {}", "NOT (".repeat(19_000)),
        format!("SELECT {}Name FROM Task", "What.".repeat(19_000)),
    ] {
        assert!(text.len() <= 100_000, "{}", text.len());
        answers(&text);
    }
}
