//! What every fresh instance has, and definition files that are refused.

use std::fmt::Write;

use bulk_mock::core::table::RecordNumber;
use bulk_mock::providers::marketo::id::record_id;
use bulk_mock::providers::marketo::instance::{DataType, Fields, Instance};
use bulk_mock::providers::marketo::settings::Settings;
use bulk_mock::providers::marketo::side::Template;

/// A field in a few words: `email 33 email 255 lookup`.
fn fields(fields: &Fields) -> String {
    let mut lines = String::new();
    for (_, field) in fields.iter() {
        let name = if field.name().is_empty() { "(no REST name)" } else { field.name() };
        lines += &format!("  {name} {} {}", field.id, field.data_type.word());
        if let Some(length) = field.length {
            lines += &format!(" {length}");
        }
        let flags = [
            ("read-only", !field.is_writable()),
            ("computed", field.computed),
            ("searchable", field.searchable),
            ("lookup", field.lookup),
            ("custom", field.custom),
            ("crm", field.crm_managed),
        ];
        for (word, _) in flags.into_iter().filter(|(_, set)| *set) {
            lines += &format!(" {word}");
        }
        lines.push('\n');
    }
    lines
}

#[test]
fn the_fields_of_the_standard_set() {
    let instance = Instance::standard();
    let mut text =
        format!("leads\n{}members\n{}", fields(&instance.leads), fields(&instance.members));
    for object in &instance.objects {
        let dedupe = object.dedupe_fields.iter().map(|id| object.fields.at(*id).name());
        let dedupe: Vec<&str> = dedupe.collect();
        let link = object.link.as_ref().map(|(id, lead)| (object.fields.at(*id).name(), lead));
        writeln!(text, "{} by {dedupe:?}, link {link:?}", object.name).expect("text in memory");
        text += &fields(&object.fields);
    }
    insta::assert_snapshot!("standard_fields", text);
}

#[test]
fn the_assets_of_the_standard_set() {
    let instance = Instance::standard();
    let mut text = String::new();
    for kind in &instance.activity_types {
        let primary = kind.primary.as_ref().map_or("-", |primary| &primary.name);
        let count = kind.attributes.len();
        writeln!(text, "activity {} {} ({primary}, {count} attributes)", kind.id, kind.name)
            .expect("text in memory");
    }
    for one in &instance.partitions {
        writeln!(text, "partition {} {}", one.id, one.name).expect("text in memory");
    }
    for one in &instance.folders {
        writeln!(text, "folder {} {} in {:?}, {}", one.id, one.name, one.parent, one.kind)
            .expect("text in memory");
    }
    for one in &instance.static_lists {
        writeln!(text, "static list {} {} in {:?}", one.id, one.name, one.place)
            .expect("text in memory");
    }
    for one in &instance.smart_lists {
        writeln!(text, "smart list {} {}: {:?}", one.id, one.name, one.rule)
            .expect("text in memory");
    }
    for one in &instance.programs {
        let statuses: Vec<&str> = one.statuses.iter().map(|it| it.name.as_str()).collect();
        writeln!(text, "program {} {} ({}): {statuses:?}", one.id, one.name, one.kind)
            .expect("text in memory");
    }
    for one in &instance.campaigns {
        writeln!(text, "campaign {} {} ({})", one.id, one.name, one.kind).expect("text in memory");
    }
    for one in &instance.segmentations {
        writeln!(text, "segmentation {} {}: {:?}", one.id, one.name, one.segments)
            .expect("text in memory");
    }
    for one in &instance.emails {
        writeln!(text, "email {} {} in {:?}", one.id, one.name, one.folder)
            .expect("text in memory");
    }
    insta::assert_snapshot!("standard_assets", text);
}

#[test]
fn every_type_of_custom_field_is_there_but_those_that_no_user_makes() {
    let instance = Instance::standard();
    let custom = instance.leads.iter().filter(|(_, field)| field.custom);
    let types: Vec<DataType> = custom.map(|(_, field)| field.data_type).collect();
    let missing = DataType::WORDS.iter().filter(|(_, known)| !types.contains(known));
    let missing: Vec<&str> = missing.map(|(word, _)| *word).collect();
    assert_eq!(missing, ["reference", "lead_function"]);
}

#[test]
fn the_records_of_the_standard_set() {
    let records = Template::default().records;
    let name = |fields: &Fields, id| {
        if usize::from(id) < fields.len() {
            fields.at(id).name().to_owned()
        } else {
            format!("#{id}")
        }
    };
    let mut text = String::new();
    let mut tables = vec![("leads", &records.leads, &records.instance.leads)];
    for (object, table) in records.instance.objects.iter().zip(&records.objects) {
        tables.push((&object.name, table, &object.fields));
    }
    tables.push(("members", &records.members, &records.instance.members));
    for (what, table, fields) in tables {
        writeln!(
            text,
            "{what}, indexed by {:?}",
            table.indexed().map(|id| name(fields, id)).collect::<Vec<_>>()
        )
        .expect("text in memory");
        for view in table.iter() {
            let id = record_id(view.number());
            write!(text, "  {id} {} {}", view.created().at, view.modified().at)
                .expect("text in memory");
            for field in 0..fields.len() as u16 + 2 {
                if let Some(cell) = view.cell(field) {
                    write!(text, " {}={:?}", name(fields, field), String::from_utf8_lossy(&cell))
                        .expect("text in memory");
                }
            }
            text.push('\n');
        }
    }
    for list in records.lists.iter() {
        let members: Vec<u64> = list.members.iter_from(RecordNumber(0)).map(record_id).collect();
        writeln!(text, "list {} {} {members:?}", list.id, list.name).expect("text in memory");
    }
    insta::assert_snapshot!("standard_records", text);
}

#[test]
fn a_file_of_a_user_changes_and_adds() {
    let text = "[lead_fields]\nshoeSize = { id = 2001, type = \"integer\", custom = true }\n\
                phone = { label = \"Telephone\" }\n[static_lists.1001]\nname = \"Mine\"\n\
                [programs.77]\nname = \"Ours\"\nchannel = \"Web\"\nfolder = 26\n\
                statuses = [{ name = \"In\", step = 1 }]\n";
    let instance = Instance::with_files(&[("own.toml".into(), text.into())]).expect("an instance");
    let shoe_size = instance.leads.at(instance.leads.standard("shoeSize"));
    let phone = instance.leads.at(instance.leads.standard("phone"));
    assert!(shoe_size.lookup, "custom integers look leads up");
    assert_eq!((phone.display_name.as_str(), phone.data_type), ("Telephone", DataType::Phone));
    assert_eq!(instance.static_lists[0].name, "Mine");
    assert_eq!(instance.program(77).map(|program| program.kind.as_str()), Some("Default"));
}

/// What is wrong, and a file that is.
const BAD_FILES: [(&str, &str); 36] = [
    ("no TOML", "[lead_fields\n"),
    ("unknown section", "[lead_feilds]\n"),
    ("section that is no table", "lead_fields = 1\n"),
    ("field that is no table", "[lead_fields]\nx = 1\n"),
    ("field without id", "[lead_fields]\nx = { type = \"string\" }\n"),
    ("field without type", "[lead_fields]\nx = { id = 9001 }\n"),
    ("unknown type", "[lead_fields]\nx = { id = 9001, type = \"strng\" }\n"),
    ("unknown key of a field", "[lead_fields]\nx = { id = 9001, type = \"string\", lenght = 3 }\n"),
    ("id of another field", "[lead_fields]\nx = { id = 33, type = \"string\" }\n"),
    ("id out of range", "[lead_fields]\nx = { id = -1, type = \"string\" }\n"),
    ("name in another letter case", "[lead_fields]\nEmail = { id = 9001, type = \"string\" }\n"),
    (
        "lookup without REST",
        "[lead_fields]\nx = { id = 9001, type = \"string\", rest = false, lookup = true }\n",
    ),
    ("standard field without REST", "[lead_fields]\nfirstName = { rest = false }\n"),
    ("standard field of another type", "[lead_fields]\nemail = { type = \"integer\" }\n"),
    ("membership field of another type", "[member_fields]\nstatusName = { type = \"integer\" }\n"),
    ("object without _c", "[objects.car]\n"),
    ("object without dedupe field", "[objects.x_c]\n"),
    ("dedupe field that is not there", "[objects.car_c]\ndedupe_fields = [\"vim\"]\n"),
    (
        "link field that is not there",
        "[objects.car_c]\nlink = { field = \"customer\", lead = \"id\" }\n",
    ),
    (
        "link to no field of leads",
        "[objects.car_c]\nlink = { field = \"customerId\", lead = \"emial\" }\n",
    ),
    ("link that is text", "[objects.car_c]\nlink = \"id\"\n"),
    (
        "field that every object has",
        "[objects.car_c.fields]\nmarketoGUID = { id = 7, type = \"string\" }\n",
    ),
    ("activity without name", "[activity_types.5000]\n"),
    (
        "two attributes of one name",
        "[activity_types.5000]\nname = \"X\"\nattributes = [{ name = \"A\" }, { name = \"A\" }]\n",
    ),
    ("id that is none", "[static_lists.first]\nname = \"X\"\n"),
    ("id with a zero in front", "[static_lists.01001]\nname = \"X\"\n"),
    ("name given twice", "[static_lists.5]\nname = \"newsletter\"\nfolder = 13\n"),
    ("list in no folder", "[static_lists.5]\nname = \"X\"\n"),
    ("list in a folder that is not there", "[static_lists.5]\nname = \"X\"\nfolder = 999\n"),
    ("list in folder and program", "[static_lists.5]\nname = \"X\"\nfolder = 13\nprogram = 1\n"),
    (
        "rule with two conditions",
        "[smart_lists.9]\nname = \"X\"\nfolder = 17\nrule = { field = \"email\", empty = true, contains = \"a\" }\n",
    ),
    (
        "rule on a field that is not there",
        "[smart_lists.9]\nname = \"X\"\nfolder = 17\nrule = { field = \"emial\", empty = true }\n",
    ),
    (
        "rule on a list that is not there",
        "[smart_lists.9]\nname = \"X\"\nfolder = 17\nrule = { in_list = 9 }\n",
    ),
    ("program without statuses", "[programs.9]\nname = \"X\"\nchannel = \"Web\"\nfolder = 26\n"),
    ("campaign of a program that is not there", "[campaigns.9]\nname = \"X\"\nprogram = 999\n"),
    ("folder in itself", "[folders.14]\nparent = 15\n"),
];

#[test]
fn a_bad_definition_is_refused_with_line_and_remedy() {
    let mut table = String::new();
    for (what, text) in BAD_FILES {
        let error = match Instance::with_files(&[("own.toml".into(), text.into())]) {
            Ok(_) => panic!("accepted a file with this fault: {what}\n{text}"),
            Err(error) => error,
        };
        writeln!(table, "{what}:\n    {error}").expect("text in memory");
    }
    insta::assert_snapshot!("definition_errors", table);
}

fn with_data(files: &[(&str, &str)]) -> Result<Template, String> {
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let template = Template::with_data(&Instance::standard(), Settings::default(), &files);
    template.map_err(|error| error.to_string())
}

#[test]
fn a_users_seed_files_come_on_top_whatever_their_order() {
    let template = with_data(&[
        ("own/program-members.csv", "programId,email,statusName\n1,new@example.com,Engaged\n"),
        (
            "own/activities.toml",
            "[[activity]]\nat = \"2020-01-01T00:00:00Z\"\nlead = \"new@example.com\"\ntype = 1\n",
        ),
        ("own/list-members.csv", "list,email\n1003,new@example.com\n"),
        ("own/car_c.csv", "vin,year\nOWN1,1999\n"),
        (
            "own/leads.csv",
            "email,firstName,createdAt\nnew@example.com,Neu,2020-01-01T00:00:00Z\nADA.QUILL@example.com,Adele,\n",
        ),
    ]);
    let records = template.expect("a template").records;
    let first_name = records.instance.leads.standard("firstName");
    let names: Vec<String> = records
        .leads
        .iter()
        .filter_map(|view| {
            view.cell(first_name).map(|cell| String::from_utf8_lossy(&cell).into_owned())
        })
        .filter(|name| ["Ada", "Adele", "Neu"].contains(&name.as_str()))
        .collect();
    let first = records.entries_from(0).next().expect("an activity");
    assert_eq!(names, ["Adele", "Neu"], "a known address changes its lead");
    assert_eq!(record_id(first.lead), 14, "the log is in the order of time");
    assert_eq!(records.lists.get(1003).map(|list| list.members.len()), Some(1));
    assert_eq!((records.members.iter().count(), records.objects[0].iter().count()), (9, 4));
}

#[test]
fn a_bad_seed_file_is_refused_with_row_and_remedy() {
    let bad = [
        ("lead.csv", "email\na@example.com\n"),
        ("leads.csv", "email,frstName\n"),
        ("leads.csv", "email,email\n"),
        ("leads.csv", "email,firstName\na@example.com\n"),
        ("leads.csv", "email,createdAt\na@example.com,yesterday\n"),
        ("leads.csv", "email,myCustomInt\na@example.com,1.5\n"),
        ("leads.csv", "email\nnobody\n"),
        ("list-members.csv", "list,email\n1001,nobody@example.com\n"),
        ("list-members.csv", "list,email\n9,ada.quill@example.com\n"),
        ("list-members.csv", "list,email\nnine,ada.quill@example.com\n"),
        ("program-members.csv", "programId,email,statusName\n9,ada.quill@example.com,Member\n"),
        ("program-members.csv", "programId,email,statusName\n1,zoe.leer@example.org,Engagd\n"),
        ("program-members.csv", "programId,email,statusName\n1,ada.quill@example.com,Engaged\n"),
        ("car_c.csv", "make\nExample\n"),
        ("car_c.csv", "vin\nMOCKVIN0000000001\n"),
        ("activities.toml", "[[activity]]\nat = \"soon\"\nlead = \"a\"\ntype = 1\n"),
        (
            "activities.toml",
            "[[activity]]\nat = \"2024-01-01T00:00:00Z\"\nlead = \"a\"\ntype = 1\n",
        ),
        (
            "activities.toml",
            "[[activity]]\nat = \"2024-01-01T00:00:00Z\"\nlead = \"ada.quill@example.com\"\ntype = 4711\n",
        ),
        (
            "activities.toml",
            "[[activity]]\nat = \"2024-01-01T00:00:00Z\"\nlead = \"ada.quill@example.com\"\n\
             type = 2\nattributes = { \"Client IP Adress\" = \"192.0.2.1\" }\n",
        ),
    ];
    let mut table = String::new();
    for (path, text) in bad {
        let error =
            with_data(&[(path, text)]).err().unwrap_or_else(|| panic!("accepted {path}\n{text}"));
        writeln!(table, "{error}").expect("text in memory");
    }
    insta::assert_snapshot!("seed_errors", table);
}
