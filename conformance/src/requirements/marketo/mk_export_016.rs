//! MK-EXPORT-016: control characters inside of values survive, or are told of.

use proptest::collection::vec;
use proptest::sample::select;
use serde_json::json;

use crate::evidence::Evidence;
use crate::generate::Draw;
use crate::judge::{Judgement, Objection};
use crate::protocol::{Cell, Class, Op, Table};
use crate::requirements::{Cases, Grade, Level, Requirement};
use crate::scenario::{Call, Scenario, Seed};

use super::leads::{case, must_hand_over, with_address};

/// What values are made of, and the class that each piece covers.
const PIECES: [(&str, &str); 8] = [
    ("a", "cell: plain"),
    ("\r", "cell: CR inside"),
    ("\u{0}", "cell: NUL inside"),
    ("\r\n", "cell: CRLF inside"),
    ("\n", "cell: LF inside"),
    ("\u{1b}", "cell: control character inside"),
    ("\u{2028}", "cell: U+2028 inside"),
    ("\u{85}", "cell: U+0085 inside"),
];

pub(super) const REQUIREMENT: Requirement = Requirement {
    id: "MK-EXPORT-016",
    text: "Stray CR, NUL and other control characters inside of values are handed over, or the client refuses the file.",
    level: Level::Should,
    source: "marketo-bulk.md 5.5.2, 7 (26, 27, 28)",
    grade: Grade::ReliedUpon,
    ops: &[Op::MkExport],
    provoke: "leads with such characters in their texts",
    observe: "the client's rows",
    seen: "tap-marketo drops every CR; airbyte loses line feeds",
    cases: Cases::Both(cases, drawn),
    judge,
    ..Requirement::TEMPLATE
};

fn cases() -> Vec<Scenario> {
    let of = |place: usize| {
        let (piece, class) = PIECES[place];
        of(class, &[format!("x{piece}y"), format!("x{piece}{piece}")], &[class])
    };
    vec![of(1), of(2)]
}

fn drawn(draw: &mut Draw) -> Scenario {
    let values = draw.pick(vec(vec(select(PIECES.to_vec()), 1..6), 1..4));
    let classes: Vec<_> = values.iter().flatten().map(|(_, class)| *class).collect();
    // Blanks at the ends are not what this is about.
    let text = |pieces: &Vec<(&str, &str)>| {
        format!("x{}x", pieces.iter().map(|(piece, _)| *piece).collect::<String>())
    };
    let values: Vec<_> = values.iter().map(text).collect();
    of(&format!("{} values", values.len()), &values, &classes)
}

fn of(name: &str, values: &[String], classes: &[&'static str]) -> Scenario {
    let mut table = Table::new(["email", "firstName", "country"]);
    for (at, value) in values.iter().enumerate() {
        let address = format!("odd{at}@example.com");
        table.rows.push(vec![Cell::text(address), Cell::text(value.as_str()), Cell::text("Japan")]);
    }
    let call = Call::export(&["id", "email", "firstName"], json!({ "smartListId": 1 }));
    case(name, call).seed(Seed::Leads(table)).covering(classes.iter().copied())
}

fn judge(evidence: &Evidence) -> Judgement {
    evidence.exchanges_of("marketo.export.file")?;
    let seen = evidence.call();
    seen.must_end()?;
    match seen.class() {
        Some(Class::Data) => Ok(()),
        Some(_) => seen.must_succeed().map(drop),
        None => must_hand_over(seen, &with_address(evidence)),
    }
    .and_then(|()| match evidence.org().held("leads").count() {
        13 => Err(Objection::NotExercised("the org holds no such leads".to_owned())),
        _ => Ok(()),
    })
}
