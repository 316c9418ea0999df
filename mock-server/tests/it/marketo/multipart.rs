//! Multipart bodies in the shapes that clients send (4.2.7), and their content byte for byte.

use super::support::{Instance, LEADS, refusal};
use crate::support::server;

/// The first names that a body brings, and what it is answered otherwise.
async fn imported(instance: &Instance<'_>, boundary: &str, body: &str) -> String {
    let content_type = format!("multipart/form-data; boundary={boundary}");
    let headers = [("content-type", content_type.as_str())];
    let answer = instance.call("POST", LEADS.create, &headers, body.to_owned()).await;
    if answer.json()["success"] != true {
        return refusal(&answer);
    }
    instance.finish().await;
    let batch = answer.json()["result"][0]["batchId"].as_u64().expect("a batch");
    let message = instance.batch(LEADS, batch).await["message"].to_string();
    let query = "filterType=email&filterValues=a@example.com,b@example.com&fields=firstName";
    let found = instance.get(&format!("/rest/v1/leads.json?{query}")).await.json();
    let names = found["result"].as_array().expect("leads").iter();
    format!("{message} {}", names.map(|lead| lead["firstName"].to_string()).collect::<String>())
}

/// Bodies by what is odd about them, with their boundary.
fn bodies() -> Vec<(&'static str, &'static str, String)> {
    let rows = "email,firstName\na@example.com,A\nb@example.com,B";
    let file = "Content-Disposition: form-data; name=\"file\"; filename=\"l.csv\"";
    let hand_made = format!(
        "--mktoBoundary1\r\nContent-Disposition: form-data; name=\"file\";filename=\"/tmp/l.csv\";\r\n\
         Content-type: text/plain; charset=\"utf-8\"\r\nContent-Transfer-Encoding: text/plain\r\n\
         MIME-Version: 1.0\r\n\r\n{rows}\n\r\n--mktoBoundary1"
    );
    let segment = format!(
        "----SEGMENT-DATA--\r\n{file}\r\nContent-Type: text/csv\r\n\r\n{rows}\r\n----SEGMENT-DATA----\r\n"
    );
    let postman = "--------------------------118046853683028616211319";
    vec![
        ("as the standard has it", "B", format!("--B\r\n{file}\r\n\r\n{rows}\r\n--B--\r\n")),
        (
            "form parts behind the file",
            "B",
            format!(
                "--B\r\n{file}\r\n\r\n{rows}\r\n--B\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\ncsv\r\n--B--\r\n"
            ),
        ),
        ("no last dashes, no last line end, a trailing semicolon", "mktoBoundary1", hand_made),
        ("dashes around the boundary", "--SEGMENT-DATA--", segment.clone()),
        ("dashes around it, no last line end", "--SEGMENT-DATA--", segment.trim_end().into()),
        (
            "many dashes in front, bare line feeds, a blank line in the file",
            postman,
            format!("--{postman}\n{file}\nContent-Type: text/csv\n\n{rows}\n\n--{postman}--\n"),
        ),
        ("a quoted boundary", "\"a b\"", format!("--a b\r\n{file}\r\n\r\n{rows}\r\n--a b--\r\n")),
        ("no last boundary at all", "B", format!("--B\r\n{file}\r\n\r\n{rows}\n")),
        (
            "a last boundary on the line of the last row",
            "B",
            format!("--B\r\n{file}\r\n\r\n{rows}--B--"),
        ),
        (
            "blanks behind a boundary, text around",
            "B",
            format!("preamble\r\n--B \t\r\n{file}\r\n\r\n{rows}\r\n--B-- \r\nepilogue"),
        ),
        (
            "what looks like a boundary inside a line, and longer lines",
            "B",
            format!(
                "--B\r\n{file}\r\n\r\nemail,firstName\na@example.com,x--B--\nb@example.com,\"\n--Bee\n\"\r\n--B--\r\n"
            ),
        ),
        (
            "no quotes, other letter case, no blanks",
            "B",
            format!(
                "--B\r\ncontent-disposition:FORM-DATA;NAME=file;filename=a;b.csv\r\n\r\n{rows}\r\n--B--\r\n"
            ),
        ),
        (
            "a file name that holds a semicolon and a name",
            "B",
            format!(
                "--B\r\nContent-Disposition: form-data; filename=\"a; name=x.csv\"; name=\"file\"\r\n\r\n{rows}\r\n--B--\r\n"
            ),
        ),
        (
            "two files",
            "B",
            format!("--B\r\n{file}\r\n\r\n{rows}\r\n--B\r\n{file}\r\n\r\n{rows}\r\n--B--\r\n"),
        ),
        ("a boundary that never comes", "C", format!("--B\r\n{file}\r\n\r\n{rows}\r\n--B--\r\n")),
    ]
}

#[tokio::test]
async fn bodies_of_every_shape_are_read_and_a_strict_reader_says_which_it_refuses() {
    let mut told = String::new();
    for (what, boundary, body) in bodies() {
        let of_lenient = server();
        let lenient = Instance::fresh(&of_lenient, "");
        let lenient = imported(&lenient, boundary, &body).await;
        let of_strict = server();
        let strict = Instance::fresh(&of_strict, "multipart = \"refuse\"");
        let strict = imported(&strict, boundary, &body).await;
        told += &format!("{what}\n    lenient: {lenient}\n    strict:  {strict}\n");
    }
    insta::assert_snapshot!("shapes", told);
}
