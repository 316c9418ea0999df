//! What a file as a whole may look like: headers, quotes, delimiters, line ends, sizes.

use std::fmt::Write;
use std::sync::Arc;

use bulk_mock::providers::salesforce::schema::Schema;
use serde_json::{Value, json};

use crate::support::{Org, builder, server};

fn insert() -> Value {
    json!({ "object": "Contact", "operation": "insert" })
}

/// Tells what each file comes to in an org with those settings.
async fn page(settings: &str, files: &[(&str, Value, &[u8])]) -> String {
    let server = server();
    let mut page = String::new();
    for (name, job, csv) in files {
        let sf = Org::fresh(&server, name, settings);
        let told = sf.tell(job.clone(), csv.to_vec()).await;
        let _ = writeln!(page, "{name}: {told}");
    }
    page
}

#[tokio::test]
async fn a_header_that_cannot_be_read_fails_the_job() {
    let delete = json!({ "object": "Contact", "operation": "delete" });
    let update = json!({ "object": "Contact", "operation": "update" });
    let upsert = json!({
        "object": "Contact", "operation": "upsert", "externalIdFieldName": "External_Id__c"
    });
    let crlf = json!({ "object": "Contact", "operation": "insert", "lineEnding": "CRLF" });
    let page = page(
        "",
        &[
            ("unknown column", insert(), b"LastName,Shoe_Size__c\nAnn,41\n"),
            ("no header", insert(), b"399700,Ann\n399701,Bob\n"),
            ("a column twice", insert(), b"LastName,LASTNAME\nAnn,Ann\n"),
            ("a column without a name", insert(), b"LastName,\nAnn,x\n"),
            ("a name with a blank", insert(), b"LastName , Email\nAnn,a@b.example\n"),
            ("a compound field", insert(), b"LastName,MailingAddress\nAnn,x\n"),
            ("a byte order mark", insert(), b"\xef\xbb\xbfLastName\nAnn\n"),
            ("a byte order mark and a quote", insert(), b"\xef\xbb\xbf\"LastName\"\nAnn\n"),
            ("another delimiter", insert(), b"LastName;FirstName\nAnn;Lee\n"),
            ("CRLF for LF", insert(), b"LastName\r\nAnn\r\n"),
            ("LF for CRLF", crlf, b"LastName\nAnn\n"),
            ("one CRLF among LFs", insert(), b"LastName\nAnn\r\nBob\n"),
            ("an open quote", insert(), b"LastName\nAnn\n\"Bob\n"),
            ("a quote in a value", insert(), b"LastName\nAnn \"the\" Lee\n"),
            ("text after a quote", insert(), b"LastName\n\"Ann\"Lee\n"),
            ("no Id to update by", update, b"LastName\nAnn\n"),
            ("no Id to delete by", delete.clone(), b"LastName\nAnn\n"),
            ("more than the Id", delete, b"Id,LastName\n003000000000001,Ann\n"),
            ("no external id", upsert, b"LastName\nAnn\n"),
            ("two hops", insert(), b"LastName,Account.Parent.Name\nAnn,Acme\n"),
            ("a parent by no key", insert(), b"LastName,Account.Phone\nAnn,1\n"),
        ],
    )
    .await;
    insta::assert_snapshot!("failed_files", page);
}

#[tokio::test]
async fn files_with_little_in_them_complete() {
    let page = page(
        "",
        &[
            ("nothing", insert(), b""),
            ("a header only", insert(), b"LastName,FirstName\n"),
            ("a header without an end", insert(), b"LastName"),
            ("only a line end", insert(), b"\n"),
            ("no last line end", insert(), b"LastName\nAnn"),
            ("blank lines", insert(), b"LastName\n\nAnn\n\n\nBob\n\n"),
            ("quoted header", insert(), b"\"LastName\",\"FirstName\"\n\"Ann\",\"Lee\"\n"),
            ("a lone CR", insert(), b"LastName\nAnn\rLee\n"),
            ("only empty cells", insert(), b"LastName,FirstName\n,\n"),
        ],
    )
    .await;
    insta::assert_snapshot!("small_files", page);
}

#[tokio::test]
async fn what_a_flaw_costs_is_a_setting() {
    let space: &[(&str, Value, &[u8])] =
        &[("space before a quote", insert(), b"LastName,FirstName\nAnn, \"Lee\"\nBob,Roy\n")];
    let blank: &[(&str, Value, &[u8])] =
        &[("a blank line", insert(), b"LastName,FirstName\n\nBob,Roy\n")];
    let only: &[(&str, Value, &[u8])] = &[("a header only", insert(), b"LastName\n")];
    let mut all = String::new();
    for (setting, files) in [
        ("space_before_quote = \"row\"", space),
        ("space_before_quote = \"job\"", space),
        ("blank_lines = \"skip\"", blank),
        ("blank_lines = \"row\"", blank),
        ("header_only_file = \"complete\"", only),
        ("header_only_file = \"fail\"", only),
        (
            "messages = { header_only_file = \"InvalidBatch : Nothing here\" }\nheader_only_file = \"fail\"",
            only,
        ),
    ] {
        let _ = writeln!(all, "{setting}\n{}", page(setting, files).await);
    }
    insta::assert_snapshot!("flaws_by_setting", all);
}

#[tokio::test]
async fn quoted_newlines_are_data_or_must_match_the_line_ending() {
    let crlf = json!({ "object": "Contact", "operation": "insert", "lineEnding": "CRLF" });
    let files: &[(&str, Value, &[u8])] = &[
        ("LF in LF", insert(), b"LastName,Description\nAnn,\"a\nb\"\n"),
        ("CRLF in LF", insert(), b"LastName,Description\nAnn,\"a\r\nb\"\n"),
        ("CR in LF", insert(), b"LastName,Description\nAnn,\"a\rb\"\n"),
        ("LF in CRLF", crlf.clone(), b"LastName,Description\r\nAnn,\"a\nb\"\r\n"),
        ("CRLF in CRLF", crlf, b"LastName,Description\r\nAnn,\"a\r\nb\"\r\n"),
    ];
    let mut all = String::new();
    for choice in ["accept", "must_match"] {
        let setting = format!("quoted_newlines = \"{choice}\"");
        let _ = writeln!(all, "{choice}\n{}", page(&setting, files).await);
    }
    insta::assert_snapshot!("quoted_newlines", all);
}

const DELIMITERS: [(&str, char); 6] = [
    ("BACKQUOTE", '`'),
    ("CARET", '^'),
    ("COMMA", ','),
    ("PIPE", '|'),
    ("SEMICOLON", ';'),
    ("TAB", '\t'),
];

#[tokio::test]
async fn every_delimiter_goes_with_every_line_ending() {
    let server = server();
    let mut page = String::new();
    for (name, delimiter) in DELIMITERS {
        for (line_ending, end) in [("LF", "\n"), ("CRLF", "\r\n")] {
            let sf = Org::fresh(&server, &format!("{name} {line_ending}"), "");
            let job = json!({
                "object": "Contact", "operation": "insert", "columnDelimiter": name,
                "lineEnding": line_ending
            });
            let others: String =
                DELIMITERS.iter().map(|(_, c)| *c).filter(|c| *c != delimiter).collect();
            let d = delimiter;
            let csv = format!(
                "LastName{d}Title{end}Ann{d}{others}{end}\"B{d}b\"{d}\"\"\"\"{end}{d}Nobody{end}"
            );
            let told = sf.tell(job, csv).await;
            let stored = sf.rows("Contact").await;
            let _ = writeln!(page, "{name} {line_ending}: {told}{stored}");
        }
    }
    insta::assert_snapshot!("delimiters", page);
}

#[tokio::test]
async fn bytes_come_back_as_they_were_sent() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    let hostile: &[&[u8]] = &[
        b"nul \x00 inside",
        "astral \u{1f980}\u{10ffff}".as_bytes(),
        "combining e\u{301} \u{200d} \u{202e}right to left".as_bytes(),
        b"latin1 \xe9\xff, no UTF-8",
        b" blanks around ",
        b"=cmd|'/c calc'!A1",
        b"#N/A ",
        b"\\n \\\" %0A &amp;",
        b"\xef\xbb\xbf mark",
    ];
    let mut csv = b"External_Id__c,LastName,Description\n".to_vec();
    for (n, value) in hostile.iter().enumerate() {
        csv.extend_from_slice(format!("K-{n},P,\"").as_bytes());
        let doubled: Vec<u8> =
            value.iter().flat_map(|byte| [*byte].repeat(1 + usize::from(*byte == b'"'))).collect();
        csv.extend_from_slice(&doubled);
        csv.extend_from_slice(b"\"\n");
    }
    let job = sf.run(insert(), csv).await;
    let file = sf.results(&job, "successfulResults").await.ok().body;
    let admin = "/_mock/orgs/acme/rows/Contact?format=csv";
    let stored = crate::support::call(&server, "GET", admin, &[], "").await.ok().body;
    for source in [&file, &stored] {
        let mut reader = csv::Reader::from_reader(source.as_ref());
        let header = reader.byte_headers().expect("a header").clone();
        let column = header.iter().position(|name| name == b"Description").expect("a column");
        let values: Vec<Vec<u8>> = reader
            .byte_records()
            .map(|row| row.expect("a row").get(column).expect("a cell").to_vec())
            .collect();
        assert_eq!(values, hostile);
    }
}

#[tokio::test]
async fn sizes_are_counted_in_characters() {
    let server = server();
    let mut page = String::new();
    let long = |n: usize| "é".repeat(n);
    for (name, header, row) in [
        ("a field of 32 000 characters", "LastName,Description", format!("A,{}", long(32_000))),
        ("one character more", "LastName,Description", format!("A,{}", long(32_001))),
    ] {
        let sf = Org::fresh(&server, name, "");
        let errors = sf.row_errors(insert(), format!("{header}\n{row}\n")).await;
        let errors: Vec<String> = errors.iter().map(|e| e.replace(&long(32_001), "…")).collect();
        let _ = writeln!(page, "{name}: {errors:?}");
    }
    insta::assert_snapshot!(page, @r#"
    a field of 32 000 characters: []
    one character more: ["STRING_TOO_LONG:Contact Description: data value too large: … (max length=32000):Description --"]
    "#);
}

#[tokio::test]
async fn limits_of_the_file_fail_the_job_and_limits_of_a_cell_its_row() {
    let settings =
        "header_chars_max = 30\ncolumns_max = 3\nfield_chars_max = 10\nrecord_chars_max = 30";
    let page = page(
        settings,
        &[
            ("a header of 30", insert(), b"LastName,FirstName,Description\nA,B,C\n"),
            ("a header of 31", insert(), b"LastName,FirstName,\"Description\"\nA,B,C\n"),
            ("four columns", insert(), b"LastName,Fax,Phone,Title\nA,1,2,3\n"),
            ("a cell of 10", insert(), "LastName\nabcdefghi\u{e9}\n".as_bytes()),
            ("a cell of 11", insert(), "LastName\nabcdefghij\u{e9}\nB\n".as_bytes()),
            (
                "a record of 30",
                insert(),
                b"LastName,FirstName,Title\nabcdefghij,abcdefgh,abcdefghij\n",
            ),
            (
                "a record of 32",
                insert(),
                b"LastName,FirstName,Title\nabcdefghij,abcdefghij,abcdefghij\n",
            ),
        ],
    )
    .await;
    insta::assert_snapshot!("sizes", page);
}

#[tokio::test]
async fn the_largest_cell_is_taken_and_one_more_character_is_not() {
    // No standard field is as long, so an object of the test's own has one.
    let object = "name = \"Memo__c\"\nkey_prefix = \"a0Z\"\nsource = \"invented\"\n\
        grade = \"assumed\"\n[fields]\nBody__c = { type = \"textarea\", length = 131072 }\n";
    let schema = Schema::standard().with_files(vec![("Memo__c.toml".into(), object.into())]);
    let schema = Arc::new(schema.expect("a schema"));
    let server = builder().configure(|config, _| config.salesforce.schema = schema).offline();
    let server = server.expect("a server");
    let sf = Org::fresh(&server, "acme", "");
    let job = json!({ "object": "Memo__c", "operation": "insert" });
    let csv = format!("Body__c\n{}\n{}\n", "é".repeat(131_072), "é".repeat(131_073));
    let told = sf.tell(job, csv).await.replace(&"é".repeat(131_072), "{131072 letters}");
    insta::assert_snapshot!(sf.show_text(&told), @r#"
    JobComplete processed 2 failed 1
    successfulResults
    "sf__Id","sf__Created",Body__c\n
    "<memo1>","true","{131072 letters}"\n
    failedResults
    "sf__Id","sf__Error",Body__c\n
    "","INVALID_CSV_ROW_DATA:Found a field that is too large:--","{131072 letters}é"\n
    "#);
}
