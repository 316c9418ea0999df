//! Cases that are drawn: always the same from the same seed, and of every class sooner or later.

use std::collections::BTreeSet;

use bulk_conformance::csv::Delimiter;
use bulk_conformance::generate::{
    CELLS, Cells, Columns, Draw, FILES, HEADERS, Kind, Plan, RECORDS, SHAPES, Template, WEATHER,
    WORLDS,
};
use bulk_conformance::requirements::{self, Cases};
use bulk_conformance::scenario::Scenario;

type Make = fn(&mut Draw) -> Scenario;

/// Requirements that draw cases, with the function that draws.
fn drawing() -> Vec<(&'static str, Make)> {
    let make = |cases: &Cases| match cases {
        Cases::Generated(make) | Cases::Both(_, make) => Some(*make),
        Cases::Fixed(_) => None,
    };
    requirements::all().filter_map(|one| Some((one.id, make(&one.cases)?))).collect()
}

fn case(id: &str, make: Make, number: u32) -> Scenario {
    make(&mut Draw::new(62, "2026.11", id, number))
}

fn covered(ids: &[&str], cases: u32) -> BTreeSet<&'static str> {
    let drawing = drawing().into_iter().filter(|(id, _)| ids.contains(id));
    drawing
        .flat_map(|(id, make)| (0..cases).flat_map(move |number| case(id, make, number).covers))
        .collect()
}

/// All classes that a case may hold; a value that is too long is never asked for.
fn classes() -> BTreeSet<&'static str> {
    let cells = CELLS.iter().filter(|class| class.kind != Kind::TooLong).map(|class| class.name);
    let records = RECORDS.iter().map(|class| class.name);
    let headers = HEADERS.iter().map(|class| class.name).skip(1);
    let files = FILES.iter().map(|class| class.name).skip(1);
    let weather = WEATHER.iter().map(|class| class.name);
    let worlds = WORLDS.iter().map(|world| world.1);
    cells
        .chain(records)
        .chain(headers)
        .chain(files)
        .chain(weather)
        .chain(worlds)
        .chain(SHAPES.iter().copied())
        .collect()
}

const GENERAL: &[&str] = &["SF-INGEST-011", "CSV-W-008", "CSV-W-012"];

#[test]
fn the_same_seed_draws_the_same_cases() {
    for (id, make) in drawing() {
        for number in 0..4 {
            let (one, two) = (case(id, make, number), case(id, make, number));
            assert_eq!(format!("{one:?}"), format!("{two:?}"), "{id}");
        }
    }
}

#[test]
fn cases_depend_on_no_other_requirement_and_on_no_other_case() {
    let alone: Vec<String> =
        drawing().iter().map(|(id, make)| format!("{:?}", case(id, *make, 7))).collect();

    let mut after_all_others = Vec::new();
    for (id, make) in drawing().into_iter().rev() {
        (0..7).for_each(|number| drop(case(id, make, number)));
        after_all_others.push(format!("{:?}", case(id, make, 7)));
    }
    after_all_others.reverse();
    assert_eq!(alone, after_all_others);
}

#[test]
fn two_requirements_of_one_generator_draw_other_cases() {
    let table = |id: &str| {
        let mut draw = Draw::new(62, "2026.11", id, 0);
        Plan::sheet(Cells::all()).draw(&mut draw, Delimiter::Comma).table
    };
    assert_ne!(table("CSV-W-005"), table("CSV-W-006"));
}

#[test]
fn two_thousand_cases_hold_every_class() {
    let missed: Vec<_> = classes().difference(&covered(GENERAL, 2_000)).copied().collect();
    assert_eq!(missed, Vec::<&str>::new());
}

#[test]
fn thirty_two_cases_hold_most_classes() {
    let ids: Vec<&str> = drawing().iter().map(|(id, _)| *id).collect();
    let covered = covered(&ids, 32);
    let missed: Vec<_> = classes().difference(&covered).copied().collect();
    insta::assert_snapshot!(format!(
        "of {} classes, not held:\n{}",
        classes().len(),
        missed.join("\n")
    ));
}

#[test]
fn names_of_classes_are_told_apart() {
    let names: Vec<&str> = CELLS.iter().map(|class| class.name).collect();
    assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn no_cell_is_longer_than_its_class_says() {
    for class in CELLS {
        let mut draw = Draw::new(1, "test", class.name, 0);
        for _ in 0..20 {
            let text = draw.pick((class.strategy)(Delimiter::Comma));
            assert!(text.chars().count() <= class.longest, "{}: {text}", class.name);
        }
    }
}

#[test]
fn a_class_is_added_in_a_line() {
    let mine = bulk_conformance::generate::CellClass { name: "cell: mine", ..CELLS[0] };
    let cells = Cells::of(&[Kind::Empty]).with(mine);
    assert_eq!(cells.names().collect::<Vec<_>>(), ["cell: empty", "cell: mine"]);
}

#[test]
fn leads_have_addresses_that_are_unique_and_texts_that_fit() {
    let plan = Plan::leads(Cells::all());
    for number in 0..50 {
        let mut draw = Draw::new(3, "test", "leads", number);
        let table = plan.draw(&mut draw, Delimiter::Comma).table;
        let emails: BTreeSet<_> = table.values("email").into_iter().collect();
        assert_eq!(emails.len(), table.rows.len());
        let texts = table.rows.iter().flatten().filter_map(|cell| cell.as_text());
        assert!(texts.into_iter().all(|text| text.chars().count() <= Columns::leads().longest));
    }
}

#[test]
fn a_template_has_as_many_bytes_as_it_says() {
    let template = Template { key: "Key__c", cells: vec![("A__c", "text".to_owned())], rows: 1 };
    let table = template.of_bytes(1_000).table();
    let bytes: usize = table
        .rows
        .iter()
        .map(|row| {
            row.iter().filter_map(|cell| cell.as_text()).map(|text| text.len() + 1).sum::<usize>()
        })
        .sum();
    assert!((1_000..1_020).contains(&bytes), "{bytes}");
}
