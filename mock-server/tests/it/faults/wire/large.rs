//! A large answer that is made while it is sent.

use bulk_mock::scenario::GeneratedRows;

use super::{Raw, start};
use crate::support::Org;

const TABLE: &str = "[[table]]\nobject = \"Contact\"\nrows = 100000\n[table.fields]\n\
                     LastName = { template = \"Müller {row:6}\" }\n\
                     Description = { value = \"one\\ntwo\" }\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_thousand_rows_are_cut_at_row_fifty_thousand() {
    let server = start().await;
    let sf = Org::fresh(&server, "large", "");
    let rows = GeneratedRows { file: "large.toml".into(), text: TABLE.into(), rows: None };
    sf.handle.generate(&rows).expect("a good fixture");
    let query = "SELECT LastName, Description FROM Contact";
    let job = serde_json::json!({ "operation": "query", "query": query });
    let job = sf.send("POST", "/jobs/query", &job).await.ok().json();
    sf.until_idle().await;
    let id = job["id"].as_str().expect("an id");
    let line = format!("GET /services/data/v62.0/jobs/query/{id}/results HTTP/1.1");
    let whole = sf.get(&format!("/jobs/query/{id}/results")).await.ok().text();
    let row = |n: usize| format!("\"Müller {:06}\",\"one\ntwo\"\n", n - 1);
    let before: usize = whole.find(&row(50_000)).expect("the row");
    // The line's end is no part of the row.
    let cut = before + (row(50_000).len() - 1).div_ceil(2);
    for (rule, length) in [
        ("truncate = { at = { row = 50000 } }", Some(whole.len())),
        ("stall = { at = { row = 50000 } }", None),
    ] {
        let rule: bulk_mock::faults::Rule =
            toml::from_str(&format!("name = \"it\"\ninject.{rule}")).expect("a rule");
        sf.handle.with(|org| org.faults.clear());
        sf.handle.install(&rule).expect("a rule");
        let mut raw = Raw::to(&server).await;
        raw.ask_as(&sf.token, &line, "", "").await;
        raw.until("\r\n\r\n").await;
        let head = raw.read.windows(4).position(|four| four == b"\r\n\r\n").expect("a head") + 4;
        let text = String::from_utf8_lossy(&raw.read[..head]).into_owned();
        match length {
            Some(length) => {
                assert!(text.contains(&format!("Content-Length: {length}\r\n")), "{text}");
                assert_eq!(raw.end().await, "closed");
                assert!(raw.read[head..] == whole.as_bytes()[..cut], "{}", raw.read.len());
            }
            None => {
                assert!(text.contains("Transfer-Encoding: chunked\r\n"), "{text}");
                // All of the rows before it, and no end.
                let before = row(49_999);
                while !raw.read[raw.read.len().saturating_sub(1 << 16)..]
                    .windows(before.len())
                    .any(|window| window == before.as_bytes())
                {
                    assert_eq!(raw.more().await, None);
                }
            }
        }
    }
}
