//! Generated rows: every value is a function of seed and row, and leads back to its row.

use std::collections::HashSet;

use bulk_mock::core::csv;
use bulk_mock::core::generate::{
    AWKWARD, Column, Edges, Fold, Generator, Part, Permutation, RowIds, Shape, Share, Values, Words,
};
use bulk_mock::core::id_text::IdText;
use bulk_mock::core::table::{FieldId, Written};
use proptest::prelude::*;

const FIRST: FieldId = 0;
const LAST: FieldId = 1;
const MAIL: FieldId = 2;
const KEY: FieldId = 3;
const PARENT: FieldId = 4;
const NOTE: FieldId = 5;
const BORN: FieldId = 6;
const PHONE: FieldId = 7;
const SERIAL: FieldId = 8;
const AMOUNT: FieldId = 9;
const FIELDS: FieldId = 10;

fn people(seed: u64, rows: u32, parents: u32) -> Generator {
    let text = |text: &str| Part::Text(text.into());
    let first = Words::new([("Zoë", 1), ("Ada", 3), ("Jean-Luc", 1), ("O\"Neil", 1), ("R2", 1)]);
    let last = Words::new([("Müller", 1), ("García", 1), ("Lindqvist", 1)]);
    let mail = vec![
        Part::Column(0, Fold::Ascii),
        text("."),
        Part::Column(1, Fold::Lower),
        text("."),
        Part::Key(1),
        text("@1.example.com"),
    ];
    let mut phone = Column::new(Some(PHONE), "phone", Values::Pattern("+1 ### ###-####".into()));
    phone.nulls = Share::of(0.3);
    let mut note =
        Column::new(Some(NOTE), "note", Values::Template(vec![Part::Column(0, Fold::None)]));
    note.edges = Some(Edges::new(7, 3, AWKWARD.map(|(_, value)| value)));
    let columns = vec![
        Column::new(Some(FIRST), "first", Values::Words(first)),
        Column::new(Some(LAST), "last", Values::Words(last)),
        Column::new(Some(MAIL), "mail", Values::Template(mail)),
        Column::new(Some(KEY), "key", Values::Template(vec![text("K-"), Part::Key(5)])),
        Column::new(
            Some(PARENT),
            "parent",
            Values::Reference(RowIds::Text(IdText::new(*b"001abc", 1 << 41)), parents),
        ),
        note,
        Column::new(Some(BORN), "born", Values::Date(-20_000, 12_000)),
        phone,
        Column::new(Some(SERIAL), "serial", Values::Template(vec![text("N"), Part::Row(10)])),
        Column::new(Some(AMOUNT), "amount", Values::Decimal(-500, 500, 2)),
    ];
    let name = "people".into();
    Generator::new(Shape { name, seed, rows, columns, from_ms: 1_000, span_ms: 90_000, by: 1 })
}

fn value(people: &Generator, row: u32, field: FieldId) -> Option<Vec<u8>> {
    match people.cell(row, field) {
        Written::Value(value) => Some(value.into_owned()),
        Written::Null | Written::Never => None,
    }
}

proptest! {
    #[test]
    fn a_permutation_takes_every_place_once_and_leads_back(key: u64, size in 1_u32..3_000) {
        let order = Permutation::new(key, size);
        let places: HashSet<u32> = (0..size).map(|at| order.apply(at)).collect();
        prop_assert_eq!(places.len() as u32, size);
        for at in 0..size {
            prop_assert!(order.apply(at) < size);
            prop_assert_eq!(order.invert(order.apply(at)), at);
        }
    }

    #[test]
    fn a_large_permutation_leads_back(key: u64, size in 1_u32..=1 << 31, at: u32) {
        let order = Permutation::new(key, size);
        prop_assert_eq!(order.invert(order.apply(at % size)), at % size);
    }

    #[test]
    fn a_row_is_found_by_what_it_holds(seed: u64, rows in 1_u32..2_000, row: u32, parents in 1_u32..50) {
        let people = people(seed, rows, parents);
        let row = row % rows;
        for field in 0..FIELDS {
            let Some(key) = value(&people, row, field) else { continue };
            let found = people.find(field, &key);
            let naive: Vec<u32> =
                (0..rows).filter(|row| value(&people, *row, field) == Some(key.clone())).collect();
            prop_assert_eq!(&found, &naive, "field {}", field);
            if people.is_unique(field) {
                prop_assert_eq!(found, [row]);
            }
            let text = String::from_utf8(key).expect("text");
            if field != PARENT {
                prop_assert!(people.find(field, text.to_uppercase().as_bytes()).contains(&row));
            }
        }
    }

    #[test]
    fn a_cell_is_the_same_in_any_order_and_by_any_way(seed: u64, rows in 1_u32..100_000, picks: Vec<u32>) {
        let (people, again) = (people(seed, rows, 9), people(seed, rows, 9));
        for row in picks.iter().map(|pick| pick % rows) {
            for field in (0..FIELDS).rev() {
                let cell = value(&people, row, field);
                prop_assert_eq!(&cell, &value(&again, row, field));
                let (mut plain, mut quoted) = (Vec::new(), Vec::new());
                prop_assert_eq!(people.append(row, field, &mut plain), cell.is_some());
                prop_assert_eq!(people.append_quoted(row, field, &mut quoted), cell.is_some());
                let mut wanted = Vec::new();
                if let Some(cell) = cell {
                    prop_assert_eq!(&plain, &cell);
                    csv::quoted(&mut wanted, &cell);
                }
                prop_assert_eq!(quoted, wanted);
            }
        }
    }

    #[test]
    fn rows_are_made_one_after_the_other(seed: u64, rows in 1_u32..5_000, at in 0_i64..100_000) {
        let people = people(seed, rows, 1);
        let made: Vec<i64> = (0..rows).map(|row| people.instant(row)).collect();
        prop_assert!(made.is_sorted());
        prop_assert!(made.iter().all(|made| (1_000..=91_000).contains(made)));
        let before = made.iter().filter(|made| **made < at).count();
        prop_assert_eq!(people.made_before(at) as usize, before);
    }
}

#[test]
fn the_way_back_is_known_where_a_value_names_its_row() {
    let people = people(1, 1_000, 10);
    let fields =
        |has: &dyn Fn(FieldId) -> bool| (0..FIELDS).filter(|f| has(*f)).collect::<Vec<_>>();
    assert_eq!(fields(&|field| people.is_invertible(field)), [MAIL, KEY, PARENT, SERIAL]);
    assert_eq!(fields(&|field| people.is_unique(field)), [MAIL, KEY, SERIAL]);
    assert_eq!(fields(&|field| people.ascending(field)), [SERIAL]);
}

#[test]
fn a_row_looks_like_this() {
    let people = people(1, 1_000, 10);
    let mut out = Vec::new();
    for row in [0, 1, 2, 3, 500] {
        for field in 0..FIELDS {
            if !people.append_quoted(row, field, &mut out) {
                out.extend_from_slice(b"-");
            }
            out.push(if field + 1 < FIELDS { b' ' } else { b'\n' });
        }
    }
    insta::assert_snapshot!(String::from_utf8(out).expect("text"), @r#"
    "Ada" "Lindqvist" "ada.lindqvist.76@1.example.com" "K-00076" "001abc00ciKbTd9AAF" "Ada" "1934-01-09" "+1 257 206-5873" "N0000000000" "-4.25"
    "Ada" "Lindqvist" "ada.lindqvist.856@1.example.com" "K-00856" "001abc00ciKbTd6AAF" "Ada" "1946-08-24" "+1 170 502-2564" "N0000000001" "-4.06"
    "Ada" "García" "ada.garcía.704@1.example.com" "K-00704" "001abc00ciKbTdBAAV" "Ada" "1999-06-23" "+1 138 249-1572" "N0000000002" "3.50"
    "Ada" "Lindqvist" "ada.lindqvist.684@1.example.com" "K-00684" "001abc00ciKbTd2AAF" "two
    lines" "1941-07-15" "+1 867 735-5917" "N0000000003" "-1.39"
    "Jean-Luc" "Lindqvist" "jeanluc.lindqvist.591@1.example.com" "K-00591" "001abc00ciKbTd6AAF" "one two three" "1935-11-01" - "N0000000500" "-4.99"
    "#);
}

#[test]
fn children_are_dealt_to_all_parents_alike() {
    let people = people(3, 1_000, 7);
    let ids = IdText::new(*b"001abc", 1 << 41);
    let counts: Vec<usize> =
        (0..7).map(|parent| people.find(PARENT, &ids.of(parent)).len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 1_000);
    assert!(counts.iter().all(|count| (142..=143).contains(count)), "{counts:?}");
}
