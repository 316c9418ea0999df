//! Places in a CSV with quoted line ends and umlauts.

use super::{inject, results, seen, start, told};

#[tokio::test]
async fn every_place_in_a_csv_is_found() {
    let server = start().await;
    let target = results(&server).await;
    let mut shown = String::new();
    for at in [
        "\"after_header_row\"",
        "{ row = 1 }",
        "{ row = 3 }",
        "{ row = 4 }",
        "{ in_quotes = 4 }",
        "{ in_quotes = 6 }",
        "{ in_quotes = 8 }",
        "{ in_char = 1 }",
        "{ in_char = 3 }",
        "{ before_end = 3 }",
    ] {
        inject(&server, &format!("truncate = {{ at = {at} }}"));
        // What is told by the body's own words goes out uncompressed, whatever the client takes.
        let headers = if at.contains("end") { "" } else { "Accept-Encoding: gzip\r\n" };
        let answer = seen(&server, &target, headers, "").await;
        let (_, body) = answer.split_once("\n\\r\\n\n").expect("a body");
        shown += &format!("-- {at}\n{body}{}\n", told(&server));
    }
    insta::assert_snapshot!("wire_places", shown);
}
