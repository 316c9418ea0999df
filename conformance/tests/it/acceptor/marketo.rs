//! The acceptor over journals of extracts and imports of Marketo, written by hand.

use std::fmt::Write;

use bulk_conformance::evidence::Journal;
use bulk_conformance::judge::acceptor::{Provider, deviations};
use serde_json::{Value, json};

/// Lines of a journal of one export, as the admin surface tells them.
#[derive(Default)]
struct Lines {
    text: String,
    seq: u64,
    state: Option<&'static str>,
}

impl Lines {
    fn place(&mut self) -> Value {
        self.seq += 1;
        json!({ "seq": self.seq, "at": "", "wall_ms": self.seq })
    }

    fn line(&mut self, line: &Value) {
        let _ = writeln!(self.text, "{line}");
    }

    /// The export goes over to another state.
    fn becomes(mut self, state: &'static str) -> Self {
        let from = self.state.replace(state);
        let place = self.place();
        let line = json!({ "entry": "transition", "place": place, "subject": "e-1", "from": from,
            "to": state });
        self.line(&line);
        self
    }

    /// A request, and an answer that shows this state.
    fn asks(self, what: &str, shows: &str) -> Self {
        let path = format!("/bulk/v1/leads/export/e-1/{what}.json");
        self.on(what, &path, shows)
    }

    fn on(mut self, what: &str, path: &str, shows: &str) -> Self {
        let (received, answered) = (self.place(), self.place());
        let answer = json!({ "success": true, "result": [{ "exportId": "e-1", "status": shows }] });
        let line = json!({ "entry": "exchange", "operation": format!("marketo.export.{what}"),
            "method": "GET", "target": path, "headers": [], "received": received,
            "answered": answered, "request": {}, "status": 200,
            "response": { "whole": answer.to_string() } });
        self.line(&line);
        self
    }

    fn said(&self) -> String {
        let journal = Journal::read(&self.text).expect("a journal");
        let found = deviations(&journal, Provider::Marketo);
        let lines: Vec<_> = found
            .iter()
            .map(|it| format!("{} at {:?}: {}", it.requirement, it.places, it.what))
            .collect();
        lines.join("\n")
    }
}

fn made() -> Lines {
    Lines::default().on("create", "/bulk/v1/leads/export/create.json", "Created").becomes("Created")
}

#[test]
fn the_documented_way_is_accepted() {
    let lines = made().becomes("Queued").asks("enqueue", "Queued").asks("status", "Created");
    let lines = lines.becomes("Processing").asks("status", "Processing").becomes("Completed");
    assert_eq!(lines.asks("status", "Completed").asks("file", "").said(), "");
}

#[test]
fn a_second_enqueue_is_named_unless_the_first_came_to_nothing() {
    let twice = |lines: Lines| lines.asks("enqueue", "Queued").said();
    insta::assert_snapshot!(twice(made().asks("enqueue", "Queued").becomes("Queued")), @"MK-EXPORT-015 at [5, 7]: an export is enqueued again though it was answered that it is queued");
    insta::assert_snapshot!(twice(made().asks("enqueue", "Queued")), @"");
}

#[test]
fn a_file_before_its_time_is_named() {
    let lines = made().becomes("Queued").asks("enqueue", "Queued").asks("status", "Queued");
    insta::assert_snapshot!(lines.asks("file", "").said(), @"MK-EXPORT-001 at [9]: the file is asked for while the export is Queued");
}

#[test]
fn polling_behind_an_end_is_named() {
    let mut lines = made().becomes("Cancelled");
    for _ in 0..9 {
        lines = lines.asks("status", "Canceled");
    }
    insta::assert_snapshot!(lines.said(), @"MK-EXPORT-002 at [7, 17]: the client goes on polling a job that was shown to be Canceled");
}

#[test]
fn a_path_through_rest_is_named() {
    let lines =
        Lines::default().on("create", "/rest/../bulk/v1/leads/export/create.json", "Created");
    insta::assert_snapshot!(lines.said(), @"MK-HTTP-001 at [1]: the path goes through `/rest`, or has an empty segment");
}
