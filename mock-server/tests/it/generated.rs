//! Generated rows as clients meet them: read, updated, upserted, deleted; and what is wrong with a
//! fixture, on each way in.

use std::fmt::Write;
use std::path::Path;

use bulk_mock::core::time::SimTime;
use bulk_mock::org::Declaration;
use bulk_mock::providers::salesforce::generated::{BUILT_IN, Fixture};
use bulk_mock::providers::salesforce::record::{Record, Records};
use bulk_mock::providers::salesforce::schema::Schema;
use bulk_mock::scenario::{GeneratedRows, find_generated};
use bulk_mock::{MockServer, OrgHandle};
use serde_json::json;

use super::support::{Org, builder, call, server, show, visible};

/// A hundred contacts under ten accounts.
const SMALL: &str = r#"
[[table]]
object = "Account"
rows = 10

[table.fields]
Name = { template = "Company {row:3}" }
External_Id__c = { template = "A-{row:3}" }

[[table]]
object = "Contact"
rows = 100
created = ["2020-01-01T00:00:00Z", "2020-12-31T00:00:00Z"]

[table.fields]
FirstName = { words = ["Ada", "José"] }
LastName = { words = ["Blum", "Sato"] }
External_Id__c = { template = "C-{row:3}" }
AccountId = { parent = "Account" }
Title = { value = "Clerk" }
Description = { value = "plain", edge_cases = { every = 10, at = 3 } }
"#;

/// A fresh org with the small tables.
fn populated<'a>(server: &'a MockServer, name: &str) -> Org<'a> {
    let sf = Org::fresh(server, name, "");
    sf.handle.generate(&small()).expect("a good fixture");
    sf
}

fn small() -> GeneratedRows {
    GeneratedRows { file: "small.toml".into(), text: SMALL.into(), rows: None }
}

/// What `read` makes of the record of an object at a place.
fn look<T>(org: &OrgHandle, object: &str, place: usize, read: impl Fn(&Record<'_>) -> T) -> T {
    org.with(|org| {
        let tables = &org.salesforce.world.tables;
        let object = tables.schema().object(object).expect("an object").clone();
        let records = Records::of(tables, &object).expect("records");
        read(&records.iter().nth(place).expect("a record"))
    })
}

fn texts(org: &OrgHandle, object: &str, place: usize, fields: &[&str]) -> Vec<String> {
    look(org, object, place, |record| {
        fields.iter().map(|field| record.text(field).unwrap_or_default()).collect()
    })
}

#[tokio::test]
async fn a_generated_row_has_all_that_a_record_has() {
    let server = server();
    let sf = populated(&server, "acme");
    let fields =
        ["Id", "Name", "External_Id__c", "AccountId", "CreatedDate", "SystemModstamp", "IsDeleted"];
    let mut page = String::new();
    for place in [0, 1, 99] {
        let _ = writeln!(page, "{}", texts(&sf.handle, "Contact", place, &fields).join(" | "));
    }
    let counts = sf.handle.with(|org| org.salesforce.world.record_counts());
    let _ = writeln!(page, "{} contacts, {} accounts", counts["Contact"], counts["Account"]);
    insta::assert_snapshot!(sf.show_text(&page), @"
    <contact1> | Ada Sato | C-000 | <account1> | 2020-01-04T05:48:03.000+0000 | 2020-01-04T05:48:03.000+0000 | false
    <contact2> | José Sato | C-001 | <account2> | 2020-01-07T22:21:45.000+0000 | 2020-01-07T22:21:45.000+0000 | false
    <contact3> | José Sato | C-099 | <account3> | 2020-12-28T07:35:33.000+0000 | 2020-12-28T07:35:33.000+0000 | false
    100 contacts, 10 accounts
    ");
}

#[tokio::test]
async fn an_update_of_a_generated_row_holds() {
    let server = server();
    let sf = populated(&server, "acme");
    let id = sf.handle_id("Contact", 42);
    let csv = format!("Id,Title,FirstName\n{id},Chair,#N/A\n");
    let told = sf.tell(json!({ "object": "Contact", "operation": "update" }), csv).await;
    let page = format!("{told}\n{}", sf.rows("Contact").await);
    insta::assert_snapshot!(page, @r##"
    JobComplete processed 1 failed 0
    successfulResults
    "sf__Id","sf__Created",Id,Title,FirstName\n
    "<contact1>","false","<contact1>","Chair","#N/A"\n

    "Id","IsDeleted","AccountId","LastName","FirstName","Title","Description","External_Id__c"
    "<contact1>","false","<account1>","Blum","","Chair","plain","C-042"
    "##);
    let fields = ["CreatedDate", "LastModifiedDate", "Name"];
    let [created, modified, name] = texts(&sf.handle, "Contact", 42, &fields).try_into().unwrap();
    assert!(created.starts_with("2020-") && modified.starts_with("2026-"), "{created} {modified}");
    assert!(!name.contains("Ada"), "{name}");
}

#[tokio::test]
async fn an_upsert_finds_a_generated_row_by_its_key_before_and_after_a_change() {
    let server = server();
    let sf = populated(&server, "acme");
    let upsert = json!({
        "object": "Contact", "operation": "upsert", "externalIdFieldName": "External_Id__c"
    });
    let csv = "External_Id__c,LastName,Account.External_Id__c\nc-007,Eze,A-003\nC-100,New,A-004\n";
    let first = sf.tell(upsert.clone(), csv).await;
    let moved = format!("Id,External_Id__c\n{},Z-1\n", sf.handle_id("Contact", 7));
    sf.run(json!({ "object": "Contact", "operation": "update" }), moved).await;
    // The old key is free now, and the new one leads to the row.
    let second = sf.tell(upsert, "External_Id__c,LastName\nz-1,Okafor\nC-007,Second\n").await;
    let counts = sf.handle.with(|org| org.salesforce.world.record_counts());
    let page = format!("{first}\n{second}\n{} contacts", counts["Contact"]);
    insta::assert_snapshot!(page, @r#"
    JobComplete processed 2 failed 0
    successfulResults
    "sf__Id","sf__Created",External_Id__c,LastName,Account.External_Id__c\n
    "<contact1>","false","c-007","Eze","A-003"\n
    "<contact2>","true","C-100","New","A-004"\n

    JobComplete processed 2 failed 0
    successfulResults
    "sf__Id","sf__Created",External_Id__c,LastName\n
    "<contact1>","false","z-1","Okafor"\n
    "<contact3>","true","C-007","Second"\n

    102 contacts
    "#);
}

#[tokio::test]
async fn a_generated_key_is_taken() {
    let server = server();
    let sf = populated(&server, "acme");
    let insert = json!({ "object": "Contact", "operation": "insert" });
    let errors = sf.row_errors(insert, "LastName,External_Id__c\nEze,c-007\n").await;
    insta::assert_debug_snapshot!(errors, @r#"
    [
        "DUPLICATE_VALUE:duplicate value found: External_Id__c duplicates value on record with id: <contact1>:--",
    ]
    "#);
}

#[tokio::test]
async fn the_deletion_of_a_generated_parent_takes_its_generated_children_along() {
    let server = server();
    let sf = populated(&server, "acme");
    let of_parent = |org: &OrgHandle, parent: &str| {
        (0..100).filter(|place| texts(org, "Contact", *place, &["AccountId"])[0] == parent).count()
    };
    let parent = sf.handle_id("Account", 4);
    assert_eq!(of_parent(&sf.handle, &parent), 10);
    // One child leaves before, one comes from elsewhere.
    let place = |wanted: bool| {
        let belongs = |place: &usize| {
            (texts(&sf.handle, "Contact", *place, &["AccountId"])[0] == parent) == wanted
        };
        (0..100).find(belongs).expect("a child")
    };
    let (leaves, comes) =
        (sf.handle_id("Contact", place(true)), sf.handle_id("Contact", place(false)));
    let other = sf.handle_id("Account", 5);
    let csv = format!("Id,AccountId\n{leaves},{other}\n{comes},{parent}\n");
    sf.run(json!({ "object": "Contact", "operation": "update" }), csv).await;
    let delete = json!({ "object": "Account", "operation": "delete" });
    let told = sf.tell(delete, format!("Id\n{parent}\n")).await;
    let counts = sf.handle.with(|org| org.salesforce.world.record_counts());
    let page = format!("{told}\n{} contacts, {} accounts", counts["Contact"], counts["Account"]);
    insta::assert_snapshot!(page, @r#"
    JobComplete processed 1 failed 0
    successfulResults
    "sf__Id","sf__Created",Id\n
    "<account1>","false","<account1>"\n

    90 contacts, 9 accounts
    "#);
    let again = sf.row_errors(
        json!({ "object": "Contact", "operation": "update" }),
        format!("Id,Title\n{comes},Chair\n{leaves},Chair\n"),
    );
    insta::assert_debug_snapshot!(again.await, @r#"
    [
        "ENTITY_IS_DELETED:entity is deleted:--",
    ]
    "#);
}

#[tokio::test]
async fn generated_children_forbid_a_deletion_or_lose_their_reference() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let reports = SMALL.replace("Title = ", "ReportsToId = { parent = \"Contact\" }\nTitle = ");
    let cases = "[[table]]\nobject = \"Case\"\nrows = 5\n[table.fields]\n\
                 ContactId = { parent = \"Contact\" }\n";
    let rows = GeneratedRows { text: reports + cases, ..small() };
    sf.handle.generate(&rows).expect("a good fixture");
    let reporting = |boss: &str| {
        let chief = |place: usize| texts(&sf.handle, "Contact", place, &["ReportsToId"]).remove(0);
        (0..100).filter(|place| chief(*place) == boss).count()
    };
    // Five cases among a hundred contacts: the first five contacts have one each.
    let (busy, free) = (sf.handle_id("Contact", 3), sf.handle_id("Contact", 50));
    assert_eq!((reporting(&busy), reporting(&free)), (1, 1));
    let delete = json!({ "object": "Contact", "operation": "delete" });
    let told = sf.tell(delete, format!("Id\n{busy}\n{free}\n")).await;
    insta::assert_snapshot!(told, @r#"
    JobComplete processed 2 failed 1
    successfulResults
    "sf__Id","sf__Created",Id\n
    "<contact1>","false","<contact1>"\n
    failedResults
    "sf__Id","sf__Error",Id\n
    "<contact2>","DELETE_FAILED:Your attempt to delete the record could not be completed because it is associated with the following Cases.:--","<contact2>"\n
    "#);
    assert_eq!((reporting(&busy), reporting(&free)), (1, 0));
}

#[tokio::test]
async fn a_hard_delete_is_told_from_a_soft_one() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "hard_delete_permission = true");
    sf.handle.generate(&small()).expect("a good fixture");
    for (operation, place) in [("delete", 1), ("hardDelete", 2)] {
        let csv = format!("Id\n{}\n", sf.handle_id("Contact", place));
        sf.run(json!({ "object": "Contact", "operation": operation }), csv).await;
    }
    let tables = sf.handle.with(|org| org.salesforce.world.tables.clone());
    let contact = tables.schema().object("Contact").expect("an object");
    let table = tables.table(contact.key_prefix).expect("a table");
    let lives: Vec<_> =
        table.iter().take(4).map(|view| (view.is_deleted(), view.is_gone())).collect();
    assert_eq!(lives, [(false, false), (true, false), (true, true), (false, false)]);
    assert_eq!(table.len(), 98);
}

#[tokio::test]
async fn generated_rows_come_by_the_admin_surface() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let target = "/_mock/orgs/acme/generated";
    let mut page = String::new();
    for (query, body) in [
        ("?rows=20", SMALL),
        ("", SMALL),
        ("", "[[table]]\nobject = \"Contakt\"\n"),
        ("?rows=0", SMALL),
        ("?row=1", SMALL),
    ] {
        let answer = call(&server, "POST", &format!("{target}{query}"), &[], body).await;
        let _ = writeln!(page, "{query} {}", show(&answer));
    }
    let rows =
        call(&server, "GET", "/_mock/orgs/acme/rows/Account?generated=true&format=csv", &[], "");
    page.push_str(&sf.show_text(&rows.await.text()));
    page.push_str(&sf.rows("Account").await);
    insta::assert_snapshot!(page, @r#"
    ?rows=20 201 application/json
    {
      "generated": {
        "Account": 2,
        "Contact": 20
      }
    }

     409 application/json
    {
      "error": "body:3: table.object: `Account` has generated rows already; generate the rows of an object once"
    }

     400 application/json
    {
      "error": "body:2: table[0].object: there is no object `Contakt`; did you mean `Contact`?",
      "line": 2,
      "column": 1
    }

    ?rows=0 400 application/json
    {
      "error": "`rows` is out of range",
      "remedy": "write a number from 1 to 2147483648",
      "key": "rows"
    }

    ?row=1 400 application/json
    {
      "error": "there is no key `row` here",
      "remedy": "did you mean `rows`?",
      "key": "row"
    }

    "Id","IsDeleted","Name","External_Id__c"
    "<account1>","false","Company 000","A-000"
    "<account2>","false","Company 001","A-001"
    "Id","IsDeleted","Name","External_Id__c"
    "#);
}

#[test]
fn an_embedder_names_the_rows_that_the_demo_org_begins_with() {
    let server = builder().generate("contacts=1000").offline().expect("a server");
    let demo = server.org("demo");
    let counts = demo.with(|org| org.salesforce.world.record_counts());
    assert_eq!((counts["Contact"], counts["Account"]), (1008, 105));
    let refused = |words: &str| builder().generate(words).offline().err().expect("a mistake");
    insta::assert_debug_snapshot!(["contact", "contacts=many", "nowhere.toml"].map(refused), @r#"
    [
        "there are no generated rows `contact` (a file of your own ends in .toml); did you mean `contacts`?",
        "`many` in `contacts=many` is no number of rows; write contacts=1000000, at most 2147483648",
        "nowhere.toml: the file cannot be read: No such file or directory (os error 2)",
    ]
    "#);
    assert!(builder().demo(None).generate("contacts").offline().is_err());
}

#[test]
fn the_shipped_contacts_look_like_this() {
    let server = MockServer::builder().seed(1).demo(None).offline().expect("a server");
    let named = |name: &str| Declaration { name: name.into(), ..Declaration::default() };
    let org = server.declare(&named("acme")).expect("an org");
    let rows = find_generated("contacts", Path::new("")).expect("a fixture");
    let made = org.generate(&rows).expect("a good fixture");
    assert_eq!(made, [("Account".to_owned(), 1_000_000), ("Contact".to_owned(), 10_000_000)]);
    let contact =
        ["Name", "Email", "External_Id__c", "Phone", "MailingCity", "Birthdate", "Description"];
    let mut page = String::new();
    for place in [0, 1, 2, 7] {
        let _ = writeln!(
            page,
            "{}",
            visible(texts(&org, "Contact", place, &contact).join(" | ").as_bytes())
        );
    }
    let account = ["Name", "External_Id__c", "Website", "Phone", "BillingCity", "Industry"];
    for place in [0, 1] {
        let _ = writeln!(page, "{}", texts(&org, "Account", place, &account).join(" | "));
    }
    insta::assert_snapshot!(page, @r"
    Linda Sanchez | linda.sanchez.9213297@example.org | GEN-C-09213297 | +1 206 555-0147 | Houston | 1960-04-28 | 
    Noor Clark | noor.clark.5300208@mail.example | GEN-C-05300208 |  | Los Angeles | 1977-05-05 | 
    Sandra Perez | sandra.perez.9145605@post.example | GEN-C-09145605 | +1 206 555-0115 | Tampa | 1982-05-30 | Asked for a demo
    Karen Rodriguez | karen.rodriguez.710723@example.com | GEN-C-00710723 | +1 206 555-0178 | Phoenix | 2001-07-18 | two\nlines
    Oakridge Design LLC | GEN-A-0363333 | https://www.oakridge-design.example | +1 206 555-0112 | Santa Fe | Energy
    Silver Lake Schools GmbH | GEN-A-0392669 | https://www.silverlake-schools.example | +1 206 555-0122 | Coeur d'Alene | Finance
    ");
    let bytes = org.with(|org| {
        let tables = &org.salesforce.world.tables;
        let bytes = tables.schema().objects().filter_map(|object| tables.table(object.key_prefix));
        bytes.map(|table| table.overhead_bytes()).sum::<usize>()
    });
    assert!(bytes < 1_000_000, "{bytes} bytes for eleven million rows");
}

#[test]
fn rows_of_two_orgs_differ_and_those_of_one_do_not() {
    let look = |seed: u64, name: &str| {
        let server = MockServer::builder().seed(seed).demo(None).offline().expect("a server");
        let named = Declaration { name: name.into(), ..Declaration::default() };
        let org = server.declare(&named).expect("an org");
        org.generate(&find_generated("contacts=500", Path::new("")).expect("rows")).expect("good");
        texts(&org, "Contact", 77, &["Id", "Email", "AccountId"])
    };
    assert_eq!(look(1, "a"), look(1, "a"));
    assert_ne!(look(1, "a"), look(1, "b"));
    assert_ne!(look(1, "a"), look(2, "a"));
}

#[test]
fn a_mistake_in_a_fixture_is_named_with_its_line_and_what_to_do() {
    let schema = Schema::standard();
    let mut page = String::new();
    let mut tell = |text: &str| {
        let error = Fixture::read(&schema, "f.toml", text).expect_err(text);
        let _ = writeln!(page, "{error}");
    };
    tell("");
    tell("[table\n");
    tell("[[tabel]]\n");
    tell("[[table]]\nobject = \"Contakt\"\nrows = 1\n");
    tell("[[table]]\nobject = \"Contact\"\n");
    tell("[[table]]\nobject = \"Contact\"\nrows = 0\n");
    tell("[[table]]\nobject = \"Organization\"\nrows = 5\n");
    tell("[[table]]\nobject = \"Contact\"\nrows = 5\ncreated = [\"2020\"]\n");
    tell(
        "[[table]]\nobject = \"Contact\"\nrows = 5\n[table.fields]\nFirstName = { value = \"a\" }\n",
    );
    for column in [
        "LastNam = { value = \"a\" }",
        "Title = 5",
        "Title = { wrods = [\"a\"] }",
        "Title = {}",
        "Title = { value = \"a\", words = [\"b\"] }",
        "Title = { words = [] }",
        "Title = { words = [\"a\"], nulls = 2 }",
        "Title = { template = \"{Name\" }",
        "Title = { template = \"{Lastname} {key:99}\" }",
        "Title = { template = \"{FirstNam}\" }",
        "Title = { template = \"{Title}\" }",
        "Salutation = { words = [\"a rather long way of addressing somebody politely\"] }",
        "CleanStatus = { words = [\"Match\"] }",
        "Name = { value = \"a\" }",
        "CreatedDate = { datetime = [\"2020-01-01T00:00:00Z\", \"2021-01-01T00:00:00Z\"] }",
        "Birthdate = { value = \"2020-01-01\" }",
        "Birthdate = { date = [\"2020-01-01\", \"1999-01-01\"] }",
        "AccountId = { parent = \"Lead\" }",
        "AccountId = { value = \"001\" }",
        "DoNotCall = { true_in = \"half\" }",
        "Email = { words = [\"a@example.com\"] }",
        "External_Id__c = { template = \"{key}{Title}1\" }\nTitle = { words = [\"1\"] }",
        "External_Id__c = { template = \"{key}\", edge_cases = { every = 5 } }",
        "Description = { value = \"a\", edge_cases = { every = 5, at = 5 } }",
        "Description = { value = \"a\", edge_cases = { every = 5, values = [\"newlin\"] } }",
        "Fax = { value = \"1\", edge_cases = { every = 5, values = [\"long\"] } }",
        "LastName = { value = \"b\" }",
    ] {
        let head = "[[table]]\nobject = \"Contact\"\nrows = 5\n[table.fields]\n";
        let last = if column.starts_with("LastName ") { "lastname" } else { "LastName" };
        tell(&format!("{head}{last} = {{ value = \"a\" }}\n{column}\n"));
    }
    let table =
        "[[table]]\nobject = \"Account\"\nrows = 5\n[table.fields]\nName = { value = \"a\" }\n";
    tell(&format!("counts = \"Acount\"\n{table}"));
    insta::assert_snapshot!(page, @r#"
    f.toml:1: table: there is no table; add `[[table]]` with `object`, `rows` and `[table.fields]`
    f.toml:1: unclosed table, expected `]`; write it as TOML, see the README
    f.toml:1: unknown key `tabel`; did you mean `table`?
    f.toml:2: table[0].object: there is no object `Contakt`; did you mean `Contact`?
    f.toml:1: table[0].rows: there are no rows; add `rows = 1000`, from 1 to 2147483648
    f.toml:3: table[0].rows: there are no rows; add `rows = 1000`, from 1 to 2147483648
    f.toml:2: table[0].object: an org has one Organization row; generate rows of another object
    f.toml:4: table[0].created: it is no span of time; write the first and the last instant, as ["2015-01-01T00:00:00Z", "2025-12-31T00:00:00Z"]
    f.toml:4: table[0].fields: `LastName` is required, and has no column; add `LastName = { … }` to the fields
    f.toml:6: table[0].fields.LastNam: `Contact` has no field `LastNam`; did you mean `LastName`?
    f.toml:6: table[0].fields.Title: found a whole number; write it as a table: `LastName = { words = ["Smith"] }`
    f.toml:6: table[0].fields.Title: unknown key `wrods`; did you mean `words`?
    f.toml:6: table[0].fields.Title: it is not said, or said twice, what the column holds; give one of words, template, value, digits, whole, decimal, true_in, date, datetime, parent, by
    f.toml:6: table[0].fields.Title: it is not said, or said twice, what the column holds; give one of words, template, value, digits, whole, decimal, true_in, date, datetime, parent, by
    f.toml:6: table[0].fields.Title.words: these words cannot be drawn; write 1 to 1000 words, none of them empty; `nulls` leaves rows empty
    f.toml:6: table[0].fields.Title.nulls: it is no share of all rows; write a number from 0 to 1
    f.toml:6: table[0].fields.Title.template: a brace stands alone in `{Name`; write {Name} around a column, and {{ or }} for a brace itself
    f.toml:6: table[0].fields.Title.template: `99` is no number of digits; write the least number of digits, from 1 to 20, as in {key:8}
    f.toml:6: table[0].fields.Title.template: there is no column `FirstNam`; use one of: LastName, Title, key, row
    f.toml:6: table[0].fields.Title.template: it is made from itself; let one of them stand on its own
    f.toml:6: table[0].fields.Salutation.words: values may have 49 characters, and the field takes 40; write shorter ones
    f.toml:6: table[0].fields.CleanStatus.words: the pick list has no value `Match`; did you mean `Matched`?
    f.toml:6: table[0].fields.Name.value: the provider fills this field by itself; leave it out
    f.toml:6: table[0].fields.CreatedDate.datetime: the provider fills this field by itself; leave it out, and say `created` of the table
    f.toml:6: table[0].fields.Birthdate.value: `value` does not fit the type date; say it with date
    f.toml:6: table[0].fields.Birthdate.date: it is no range; write [first, last], each a date such as "1980-12-31", the first not after the last
    f.toml:6: table[0].fields.AccountId.parent: the field does not refer to `Lead`; use one of: Account
    f.toml:6: table[0].fields.AccountId.value: `value` does not fit the type reference; say it with parent
    f.toml:6: table[0].fields.DoNotCall.true_in: found text; write a number, without quotes
    f.toml:6: table[0].fields.Email.words: records are found by this field, and its values do not name their row; put {key:8} or {row:8} into a template, and leave out edge cases
    f.toml:6: table[0].fields.External_Id__c.template: the field is unique, and two rows may hold the same value; put text without digits beside {key:8} or {row:8}, and nothing but text on one side of it
    f.toml:6: table[0].fields.External_Id__c.template: records are found by this field, and its values do not name their row; put {key:8} or {row:8} into a template, and leave out edge cases
    f.toml:6: table[0].fields.Description.edge_cases.at: there is no such row; let the value stand at row `at` of each `every` rows: at is the smaller one
    f.toml:6: table[0].fields.Description.edge_cases.values: there is no edge case `newlin`; did you mean `newline`?
    f.toml:6: table[0].fields.Fax.edge_cases.values: the edge case `long` is longer than the field; leave it out
    f.toml:6: table[0].fields.LastName.value: `LastName` stands here twice; give helpers names of their own
    f.toml:1: counts: there is no table of `Acount` here; did you mean `Account`?
    "#);
}

#[tokio::test]
async fn a_fixture_that_does_not_fit_the_org_changes_nothing() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let insert = json!({ "object": "Contact", "operation": "insert" });
    sf.run(insert, "LastName,External_Id__c\nBlum,c-003\n").await;
    let generate = |text: String| {
        let rows = GeneratedRows { file: "f.toml".into(), text, rows: None };
        sf.handle.generate(&rows).expect_err("a mistake")
    };
    let mut page = generate(SMALL.into()) + "\n";
    page += &generate(SMALL[SMALL.rfind("[[table]]").expect("a table")..].replace("C-", "D-"));
    insta::assert_snapshot!(page, @"
    f.toml:18: table.fields.External_Id__c: a stored record holds `c-003` already; let generated values begin with other letters
    f.toml:10: table.fields.AccountId: `Account` has no generated rows to refer to; add a table of `Account` to the fixture
    ");
    let counts = sf.handle.with(|org| org.salesforce.world.record_counts());
    assert!(!counts.contains_key("Account"), "{counts:?}");
    assert_eq!(counts["Contact"], 1);
}

#[test]
fn every_fixture_inside_the_binary_is_good() {
    for (_, file, text) in BUILT_IN {
        let fixture = Fixture::read(&Schema::standard(), file, text).expect("a good fixture");
        let to = fixture.tables.iter().map(|table| table.to).max();
        // Before the instant at which tests' clocks begin.
        assert!(to < Some(SimTime::from_millis(1_767_225_600_000)));
    }
}
