//! Definitions as data: what the binary holds, what a user's file may change, and what is said of a
//! file that cannot be used.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use bulk_mock::providers::salesforce::describe::{basic_info, describe, global_describe};
use bulk_mock::providers::salesforce::schema::{
    DefinitionError, FieldType, Object, STANDARD_FILES, Schema,
};
use serde_json::Value;

const VERSION: u32 = 62;
const INVOICE: &str = "name = \"Invoice__c\"\nkey_prefix = \"a10\"\n";

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/salesforce/objects")
}

/// The standard schema with files on top, called `user-1.toml`, `user-2.toml`, …
fn with(files: &[&str]) -> Result<Schema, DefinitionError> {
    let named = (1..).map(|number| format!("user-{number}.toml"));
    Schema::standard().with_files(named.zip(files.iter().map(|text| (*text).to_owned())).collect())
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn every_definition_file_is_inside_the_binary() {
    let on_disk: BTreeSet<String> = std::fs::read_dir(fixtures())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    let embedded: BTreeSet<String> = STANDARD_FILES
        .iter()
        .map(|(path, _)| path.rsplit('/').next().unwrap().to_owned())
        .collect();
    assert_eq!(embedded, on_disk);
}

#[test]
fn every_definition_file_says_where_it_comes_from() {
    for (path, text) in STANDARD_FILES {
        assert!(text.starts_with("# "), "{path} does not begin with what the object is");
        assert!(text.contains("\ngrade = ") && text.contains("\nsource = "), "{path}");
    }
}

#[test]
fn the_standard_objects_and_what_an_insert_into_them_must_give() {
    let mut table = String::new();
    for object in Schema::standard().objects() {
        let required: Vec<&str> = object.required().map(|(_, field)| field.name.as_str()).collect();
        let unique: Vec<&str> =
            object.unique_fields().map(|(_, field)| field.name.as_str()).collect();
        writeln!(
            table,
            "{} {} {} fields, required: {}; unique: {}",
            object.key_prefix,
            object.name,
            object.fields.len(),
            required.join(" "),
            unique.join(" "),
        )
        .unwrap();
    }
    insta::assert_snapshot!("standard_objects", table);
}

#[test]
fn names_are_found_in_any_letter_case_and_answered_in_their_own() {
    let schema = Schema::standard();
    let contact = schema.object("CONTACT").unwrap();
    assert_eq!(contact.name, "Contact");
    assert_eq!(schema.object_by_prefix("003").unwrap().name, "Contact");
    assert!(schema.object_by_prefix("zzz").is_none());
    let (index, field) = contact.field("LASTname").unwrap();
    assert_eq!((field.name.as_str(), field.label.as_str()), ("LastName", "Last Name"));
    assert_eq!(contact.field_at(index), field);
    assert_eq!(contact.relationship("reportsto").unwrap().1.name, "ReportsToId");
    let task = schema.object("Task").unwrap();
    assert!(task.relationship("Who").unwrap().1.reference.as_ref().unwrap().polymorphic);
    let line = schema.object("order_line__C").unwrap();
    assert_eq!(line.relationship("subscription__r").unwrap().1.name, "Subscription__c");
}

#[test]
fn the_sizes_and_keys_that_other_rules_rest_on() {
    let schema = Schema::standard();
    let field =
        |object: &str, name: &str| schema.object(object).unwrap().field(name).unwrap().1.clone();
    for object in ["Account", "Contact", "Lead", "Campaign"] {
        let key = field(object, "External_Id__c");
        assert!(key.external_id && key.unique && key.id_lookup && !key.case_sensitive);
        assert_eq!(field(object, "Long_Text__c").length, 131_072);
    }
    assert_eq!(field("Contact", "Description").length, 32_000);
    assert_eq!(field("Lead", "Company").length, 255);
    assert_eq!(field("Campaign", "Name").length, 80);
    assert_eq!(field("Opportunity", "Name").length, 120);
    assert!(field("User", "Username").id_lookup && field("User", "Email").id_lookup);
    assert!(!field("Contact", "Name").createable);
    assert!(!field("CampaignMember", "CampaignId").updateable);
    assert_eq!(field("Contact", "MailingAddress").kind, FieldType::Address);
    let contact = schema.object("Contact").unwrap();
    let parts: Vec<&str> =
        contact.parts_of("MailingAddress").map(|(_, field)| field.name.as_str()).collect();
    assert_eq!(parts[..2], ["MailingStreet", "MailingCity"]);
}

#[test]
fn what_bulk_jobs_and_queries_may_not_name() {
    let schema = Schema::standard();
    let names = |refused: fn(&Object) -> bool| -> Vec<String> {
        schema.objects().filter(|it| refused(it)).map(|it| it.name.clone()).collect()
    };
    assert_eq!(names(|object| !object.bulkable), ["ActivityHistory", "CaseStatus"]);
    assert_eq!(names(|object| !object.queryable), ["ActivityHistory"]);
}

#[test]
fn a_validation_rule_refuses_when_all_its_conditions_hold() {
    let schema = Schema::standard();
    let object = schema.object("Subscription__c").unwrap();
    let rule = &object.validation_rules[1];
    let (status, _) = object.field("Status__c").unwrap();
    let (end, _) = object.field("End_Date__c").unwrap();
    let refused = |status_value: &'static str, end_value: &'static str| {
        rule.refuses(|index| match index {
            it if it == status => status_value,
            it if it == end => end_value,
            _ => "",
        })
    };
    assert!(rule.field.is_none(), "it stands at the top of the page");
    assert!(refused("Cancelled", ""));
    assert!(!refused("Cancelled", "2026-01-01"));
    assert!(!refused("Active", ""));
}

#[test]
fn the_examples_of_the_readme_are_good_files() {
    let readme = std::fs::read_to_string(fixtures().join("README.md")).unwrap();
    let examples: Vec<&str> =
        readme.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    let schema = with(&examples).unwrap();
    assert_eq!(schema.object_by_prefix("a10").unwrap().name, "Invoice__c");
    let contact = schema.object("Contact").unwrap();
    assert_eq!(contact.field("shoe_size__c").unwrap().1.scale, 1);
    let (_, email) = contact.field("Email").unwrap();
    assert!(email.is_required() && email.id_lookup, "what the file does not name stays");
}

#[test]
fn a_later_file_may_change_one_key_of_a_field_in_another_letter_case() {
    let schema = with(&["extend = \"contact\"\n[fields]\nlastname = { length = 20 }\n"]).unwrap();
    let (_, field) = schema.object("Contact").unwrap().field("LastName").unwrap();
    assert_eq!((field.name.as_str(), field.length), ("LastName", 20));
    assert!(field.is_required());
}

#[test]
fn every_field_is_described_with_the_same_keys_in_alphabetical_order() {
    let schema = Schema::standard();
    let mut seen: Option<Vec<String>> = None;
    for object in schema.objects() {
        let described = describe(object, &schema, VERSION);
        assert!(keys(&described).is_sorted(), "{}", object.name);
        for field in described["fields"].as_array().unwrap() {
            let keys: Vec<String> = keys(field).into_iter().map(str::to_owned).collect();
            assert!(keys.is_sorted(), "{} {}", object.name, field["name"]);
            assert_eq!(*seen.get_or_insert_with(|| keys.clone()), keys);
        }
    }
    insta::assert_snapshot!("field_keys", seen.unwrap().join(" "));
}

#[test]
fn a_small_custom_object_described_in_full() {
    let file = format!(
        "{INVOICE}without = [\"CreatedDate\", \"CreatedById\", \"LastModifiedDate\", \
         \"LastModifiedById\", \"SystemModstamp\", \"OwnerId\"]\n[fields]\n\
         Account__c = {{ type = \"reference\", to = \"Account\", children = \"Invoices__r\" }}\n\
         State__c = {{ type = \"picklist\", restricted = true, default = \"Open\", \
         values = [\"Open\", \"Paid\"] }}\n"
    );
    let schema = with(&[file.as_str()]).unwrap();
    let object = schema.object("Invoice__c").unwrap();
    insta::assert_json_snapshot!("describe_small_object", describe(object, &schema, VERSION));
    let account = describe(schema.object("Account").unwrap(), &schema, VERSION);
    let children = account["childRelationships"].as_array().unwrap();
    assert!(children.iter().any(|child| child["relationshipName"] == "Invoices__r"));
}

#[test]
fn a_recorded_account_name_is_described_alike() {
    let schema = Schema::standard();
    let account = describe(schema.object("Account").unwrap(), &schema, VERSION);
    let fields = account["fields"].as_array().unwrap();
    let name = fields.iter().find(|field| field["name"] == "Name").unwrap();
    for (key, recorded) in [
        ("byteLength", Value::from(765)),
        ("compoundFieldName", "Name".into()),
        ("extraTypeInfo", "switchablepersonname".into()),
        ("idLookup", false.into()),
        ("label", "Account Name".into()),
        ("nillable", false.into()),
        ("permissionable", false.into()),
    ] {
        assert_eq!(name[key], recorded, "{key}");
    }
}

#[test]
fn the_global_describe_lists_every_object_and_the_basic_one_has_the_same_entry() {
    let schema = Schema::standard();
    let all = global_describe(&schema, VERSION);
    let listed = all["sobjects"].as_array().unwrap();
    assert_eq!(listed.len(), schema.objects().count());
    let account = basic_info(schema.object("Account").unwrap(), VERSION);
    assert_eq!(listed[0], account["objectDescribe"]);
    insta::assert_json_snapshot!("basic_info", account);
}

/// A file for each thing that can be wrong with one, and a word on what it is.
fn bad_files() -> Vec<(&'static str, String)> {
    let object = |rest: &str| format!("{INVOICE}{rest}");
    let field = |rest: &str| object(&format!("[fields]\nA__c = {{ {rest} }}\n"));
    let rule = |rest: &str| {
        object(&format!("[fields]\nA__c = {{ type = \"double\" }}\n[[validation_rules]]\n{rest}"))
    };
    vec![
        ("not TOML", "name = \n".to_owned()),
        ("unknown key", object("lable = \"Invoice\"\n")),
        ("unknown key of a field", field("type = \"string\", lenght = 3")),
        ("no type", field("label = \"A\"")),
        ("unknown type", field("type = \"strng\"")),
        ("type that is no text", field("type = 3")),
        ("field that is no table", object("[fields]\nA__c = \"string\"\n")),
        ("flag in quotes", field("type = \"string\", unique = \"yes\"")),
        ("date outside quotes", field("type = \"date\", default = 2026-01-01")),
        ("no name", "key_prefix = \"a10\"\n".to_owned()),
        ("name that exists", "name = \"contact\"\nkey_prefix = \"a10\"\n".to_owned()),
        ("name with a space", "name = \"My Invoice__c\"\nkey_prefix = \"a10\"\n".to_owned()),
        ("suffix in capitals", "name = \"Invoice__C\"\nkey_prefix = \"1zz\"\n".to_owned()),
        ("no key prefix", "name = \"Invoice__c\"\n".to_owned()),
        ("short key prefix", "name = \"Invoice__c\"\nkey_prefix = \"a1\"\n".to_owned()),
        ("key prefix in use", "name = \"Invoice__c\"\nkey_prefix = \"a00\"\n".to_owned()),
        ("standard key prefix", "name = \"Invoice__c\"\nkey_prefix = \"9zz\"\n".to_owned()),
        ("custom key prefix", "name = \"Invoice\"\nkey_prefix = \"a10\"\n".to_owned()),
        ("extended object unknown", "extend = \"Contcat\"\n".to_owned()),
        ("name and extend", "extend = \"Contact\"\nname = \"Kontakt\"\n".to_owned()),
        ("unknown grade", object("grade = \"sure\"\n")),
        ("system field unknown", object("without = [\"IsDelted\"]\n")),
        ("field without suffix", object("[fields]\nColor = { type = \"string\" }\n")),
        ("field twice", object("[fields]\nA__c = { type = \"int\" }\na__c = { type = \"int\" }\n")),
        ("target unknown", field("type = \"reference\", to = \"Acount\"")),
        ("target missing", field("type = \"reference\"")),
        ("target of a text", field("type = \"string\", to = \"Account\"")),
        (
            "way of deleting unknown",
            field("type = \"reference\", to = \"Account\", on_delete = \"x\""),
        ),
        ("text too long", field("type = \"string\", length = 300")),
        ("text far too long", field("type = \"textarea\", length = 131073")),
        ("length of a date", field("type = \"date\", length = 3")),
        ("length 0", field("type = \"string\", length = 0")),
        ("scale of a text", field("type = \"string\", scale = 2")),
        ("scale above precision", field("type = \"double\", precision = 3, scale = 4")),
        ("external id on a date", field("type = \"date\", external_id = true")),
        ("unique long text", field("type = \"textarea\", length = 300, unique = true")),
        ("case without unique", field("type = \"string\", case_sensitive = true")),
        ("values of a text", field("type = \"string\", values = [\"a\"]")),
        ("restricted without values", field("type = \"picklist\", restricted = true")),
        ("value twice", field("type = \"picklist\", values = [\"a\", \"a\"]")),
        (
            "default not a value",
            field("type = \"picklist\", values = [\"Open\"], default = \"Opn\""),
        ),
        ("default of a check box", field("type = \"boolean\", default = \"yes\"")),
        ("number format", field("type = \"string\", auto_number = \"A-{x}\"")),
        ("number format of a date", field("type = \"date\", auto_number = \"A-{0}\"")),
        ("part of nothing", field("type = \"string\", part_of = \"HomeAddress\"")),
        ("second name", field("type = \"string\", name_field = true")),
        (
            "relationship twice",
            object(
                "[fields]\nA__c = { type = \"reference\", to = \"Account\" }\n\
             B__c = { type = \"reference\", to = \"Account\", relationship = \"A__r\" }\n",
            ),
        ),
        ("rule without message", rule("name = \"x\"\n")),
        ("rule without condition", rule("name = \"x\"\nmessage = \"no\"\n")),
        (
            "rule on no field",
            rule("name = \"x\"\nmessage = \"no\"\nwhen = [{ field = \"B__c\", blank = true }]\n"),
        ),
        (
            "rule without test",
            rule("name = \"x\"\nmessage = \"no\"\nwhen = [{ field = \"A__c\" }]\n"),
        ),
        (
            "rule with two tests",
            rule(
                "name = \"x\"\nmessage = \"no\"\nwhen = [{ field = \"A__c\", blank = true, equals = \"1\" }]\n",
            ),
        ),
        (
            "bound in quotes",
            rule(
                "name = \"x\"\nmessage = \"no\"\nwhen = [{ field = \"A__c\", less_than = \"0\" }]\n",
            ),
        ),
    ]
}

#[test]
fn a_bad_file_is_refused_with_line_and_remedy() {
    let mut table = String::new();
    for (what, text) in bad_files() {
        let error = match with(&[text.as_str()]) {
            Ok(_) => panic!("accepted a file with this fault: {what}\n{text}"),
            Err(error) => error,
        };
        writeln!(table, "{what}:\n    {error}").unwrap();
    }
    insta::assert_snapshot!("definition_errors", table);
}
