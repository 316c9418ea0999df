//! Rows of an upload written as leads: what each cell does, what is odd or wrong, what is noted.

use std::borrow::Cow;
use std::fmt::Write;
use std::sync::Arc;

use bulk_mock::core::csv::{self, Delimiter};
use bulk_mock::core::rows::Upload;
use bulk_mock::core::table::{FIRST_STORED, RecordNumber, RecordSet, RowRef, Source};
use bulk_mock::core::time::SimTime;
use bulk_mock::providers::marketo::activities::{Cause, What};
use bulk_mock::providers::marketo::id::{record_id, record_number};
use bulk_mock::providers::marketo::instance::Instance;
use bulk_mock::providers::marketo::leads::{self, Lead, LeadField, Plan, Wanted};
use bulk_mock::providers::marketo::lists::{self, StaticList};
use bulk_mock::providers::marketo::records::Records;
use bulk_mock::providers::marketo::rows::{Outcome, Writer};
use bulk_mock::providers::marketo::settings::{BlankCells, LetterCase, NullText, Settings};

/// Records, and the settings under which uploads are written into them.
struct World {
    records: Records,
    settings: Settings,
    wanted: Wanted,
    cause: Arc<Cause>,
    now: SimTime,
}

impl World {
    fn new() -> Self {
        Self {
            records: Records::new(&Instance::standard(), 1),
            settings: Settings::default(),
            wanted: Wanted::default(),
            cause: Arc::default(),
            now: "2026-01-01T00:00:00Z".parse().expect("an instant"),
        }
    }

    /// Writes the rows of an upload, and says what came of each.
    fn load(&mut self, header: &str, rows: &[&str]) -> String {
        let bytes = rows.iter().map(|row| row.as_bytes());
        let upload = Arc::new(Upload::from_rows(header.as_bytes(), bytes, Delimiter::Comma));
        let names: Vec<String> = header.split(',').map(str::to_owned).collect();
        let plan = Plan::read(&self.records, &self.settings, &names, &self.wanted).expect("a plan");
        let source = Source::new(Arc::clone(&upload), &plan.table_columns(), plan.table_null());
        let source = self.records.leads_mut().add_source(Arc::new(source));
        let mut told = String::new();
        for (number, row) in (0..).zip(upload.rows(0..rows.len() as u32)) {
            let cells: Vec<Option<Cow<'_, [u8]>>> =
                csv::cells(row, Delimiter::Comma).map(|cell| Some(cell.decode())).collect();
            let checked = leads::check(&self.records.instance, &plan, &cells);
            let warning = checked.warning.map_or(String::new(), |text| format!(" ({text})"));
            let problem = match checked.problem {
                Some(problem) => Some(problem),
                None => {
                    let row = Some(RowRef { source, row: number });
                    let (now, settings, cause) = (self.now, &self.settings, &self.cause);
                    let writer = Writer { now, settings, cause, row };
                    match leads::write(&mut self.records, &plan, &cells, &writer) {
                        Outcome::Created(lead) => {
                            let _ = writeln!(told, "created {}{warning}", record_id(lead));
                            None
                        }
                        Outcome::Updated(lead) => {
                            let _ = writeln!(told, "updated {}{warning}", record_id(lead));
                            None
                        }
                        Outcome::Skipped(problem) => Some(problem),
                    }
                }
            };
            if let Some(problem) = problem {
                let _ = writeln!(told, "{} | {:?}", problem.in_report, problem.reason);
            }
        }
        told
    }

    /// What a lead holds in some fields, as an extract would write it.
    fn shows(&self, id: u64, fields: &[&str]) -> String {
        let lead = Lead::get(&self.records, number(id)).expect("a lead");
        let shown = fields.iter().map(|name| {
            let field = self.records.instance.leads.standard(name);
            let mut text = Vec::new();
            let from = LeadField::of(&self.records.instance, field);
            if lead.append_text(field, from, &mut text) {
                String::from_utf8_lossy(&text).into_owned()
            } else {
                "-".into()
            }
        });
        shown.collect::<Vec<_>>().join(" | ")
    }

    /// What was noted, from an entry on.
    fn noted_since(&self, first: u64) -> String {
        let entries = (first..self.records.activities.len())
            .filter_map(|place| self.records.activities.written(FIRST_STORED + place));
        let entry = |what: &What| match what {
            What::NewLead(_) => "new lead".to_owned(),
            What::DataChanged(change) => {
                let field = self.records.instance.leads.at(change.field).name();
                format!("{field}: {:?} -> {:?}", change.old, change.new)
            }
            What::AddedToList(list, name) => format!("into {list} {name}"),
            What::RemovedFromList(list, name) => format!("out of {list} {name}"),
            What::Deleted(_) => "deleted".into(),
            What::Event(event) => format!("{} {:?}", event.type_id, event.attributes),
        };
        entries.map(|it| format!("{} {}\n", record_id(it.lead), entry(&it.what))).collect()
    }
}

fn number(id: u64) -> RecordNumber {
    record_number(id).expect("a number")
}

#[test]
fn rows_make_leads_and_later_ones_change_them() {
    let mut world = World::new();
    let header = "email,firstName,leadScore,myCustomDatetime,myCustomBoolean";
    let rows = [
        "a@example.com,Ann,1,2024-01-01T00:00:00+02:00,Yes",
        "A@EXAMPLE.COM,Ann,2,2023-12-31T22:00:00Z,true",
        "a@example.com,\"An\"\"na\",\"2\",,",
    ];
    let mut told = world.load(header, &rows);
    let fields = ["email", "firstName", "leadScore", "myCustomDatetime", "myCustomBoolean"];
    told += &format!("{}\n{}", world.shows(1, &fields), world.noted_since(0));
    insta::assert_snapshot!("rows_that_change_leads", told);
}

#[test]
fn a_row_is_kept_out_for_a_bad_value_and_warned_of_for_a_bad_mail_address() {
    let mut world = World::new();
    let header = "email,leadScore,myCustomEmail,firstName";
    let long = format!("c@example.com,,,{}", "x".repeat(256));
    let rows = [
        "abcds,1,,John",
        ",1,,John",
        "\"\",1,,John",
        "b@example.com,high,,John",
        "b@example.com,1.5,,",
        "b@example.com,,bademail,",
        &long,
        "short@example.com",
        "long@example.com,1,,Ann,more,and,more",
        "",
    ];
    insta::assert_snapshot!("rows_that_are_kept_out", world.load(header, &rows));
}

#[test]
fn a_header_without_the_lookup_field_fails_every_row() {
    let mut world = World::new();
    let told = world.load(" email,firstName", &["a@example.com,Ann"]);
    insta::assert_snapshot!(told.trim_end(), @r#"Value for lookup field 'email' not found | Reason { code: 1003, message: "Value for lookup field 'email' not found" }"#);
}

#[test]
fn empty_cells_and_the_text_null_do_what_the_settings_say() {
    let header = "email,firstName,lastName,city,country";
    let full = "a@example.com,Ann,Lee,Bath,UK";
    let mut told = String::new();
    for (blank_cells, null_text) in [
        (BlankCells::Clear, NullText::Keep),
        (BlankCells::Clear, NullText::Clear),
        (BlankCells::Ignore, NullText::Keep),
        (BlankCells::Ignore, NullText::Clear),
    ] {
        let mut world = World::new();
        world.settings = Settings { blank_cells, null_text, ..Settings::default() };
        world.load(header, &[full]);
        let before = world.records.activities.len();
        world.load(header, &["a@example.com,,\"\",NULL"]);
        world.load(header, &["new@example.com,NULL,x,,"]);
        let fields = ["firstName", "lastName", "city", "country"];
        told += &format!("{blank_cells:?} {null_text:?}\n{}\n", world.shows(1, &fields));
        told += &format!("{}\n{}\n", world.shows(2, &fields), world.noted_since(before));
    }
    insta::assert_snapshot!("empty_cells", told);
}

#[test]
fn columns_that_are_computed_or_repeated_are_not_written() {
    let mut world = World::new();
    let told =
        world.load("email,id,createdAt,city,city", &["a@example.com,7,2001-01-01,Bath,Hull"]);
    let shown = world.shows(1, &["id", "createdAt", "city"]);
    assert_eq!(told + &shown, "created 1\n1 | 2026-01-01T00:00:00Z | Bath");
}

#[test]
fn letter_case_of_a_header_counts_unless_a_setting_says_otherwise() {
    let names = ["EMAIL".to_owned(), "firstname".to_owned()];
    let world = World::new();
    let read = |settings: &Settings| {
        let plan = Plan::read(&world.records, settings, &names, &world.wanted).expect("a plan");
        plan.unknown().collect::<Vec<_>>()
    };
    assert_eq!(read(&world.settings), [0, 1]);
    let lax = Settings { header_letter_case: LetterCase::Ignore, ..Settings::default() };
    assert_eq!(read(&lax), Vec::<usize>::new());
}

#[test]
fn an_upload_by_id_changes_leads_and_makes_none() {
    let mut world = World::new();
    world.load("email", &["a@example.com"]);
    world.wanted.lookup_field = Some("id".into());
    let rows = ["1,Bath,b@example.com", "2,Hull,c@example.com", "x,,", ",,"];
    let mut told = world.load("id,city,email", &rows);
    told += &world.shows(1, &["email", "city"]);
    world.wanted.lookup_field = None;
    told += &format!("\n{}", world.load("email,city", &["B@example.com,Rome"]));
    insta::assert_snapshot!("rows_by_id", told);
}

#[test]
fn a_lead_that_ends_leaves_its_lists_and_is_noted() {
    let mut world = World::new();
    world.load("email,city", &["a@example.com,", "b@example.com,Bath", "c@example.com,Hull"]);
    world.records.lists.put(StaticList {
        id: 7,
        name: "Guests".into(),
        description: None,
        folder: 1,
        program: None,
        created: world.now,
        updated: world.now,
        members: RecordSet::default(),
    });
    let before = world.records.activities.len();
    let (now, settings, cause) = (world.now, world.settings.clone(), Arc::clone(&world.cause));
    let writer = Writer { now, settings: &settings, cause: &cause, row: None };
    let records = &mut world.records;
    assert!(lists::add(records, 7, number(2), now));
    assert!(!lists::add(records, 7, number(2), now), "it is there");
    assert!(lists::add(records, 7, number(3), now));
    leads::merge(records, number(1), &[number(2)], &writer).expect("merged");
    assert!(lists::remove(records, 7, number(1), now));
    assert!(!lists::remove(records, 7, number(1), now), "it is gone");
    leads::delete(records, number(3), &writer).expect("deleted");
    let again = leads::delete(records, number(3), &writer);
    assert_eq!(again.expect_err("gone").code, 1004);
    assert!(world.records.lists.get(7).expect("a list").members.is_empty());
    insta::assert_snapshot!("ends_of_leads", world.noted_since(before));
}
