//! Extracts that tests drive, and generated leads for them.

use std::sync::Arc;

use bulk_mock::core::generate::{
    AWKWARD, Column, Edges, Fold, Generator, Part, Shape, Share, Values, Words,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::support::{Instance, refusal};
use crate::support::Answer;

/// The path of extracts of leads.
pub(crate) const LEADS: &str = "/bulk/v1/leads/export";
/// The path of extracts of activities.
pub(crate) const ACTIVITIES: &str = "/bulk/v1/activities/export";
/// The path of extracts of members.
pub(crate) const MEMBERS: &str = "/bulk/v1/program/members/export";
/// The path of extracts of cars.
pub(crate) const CARS: &str = "/bulk/v1/customobjects/car_c/export";

/// A job.
pub(crate) struct Extract<'a> {
    pub(crate) instance: &'a Instance<'a>,
    pub(crate) path: &'static str,
    pub(crate) id: String,
}

impl<'a> Extract<'a> {
    /// A new job.
    #[track_caller]
    pub(crate) fn of(instance: &'a Instance<'a>, path: &'static str, created: &Answer) -> Self {
        let id = created.json()["result"][0]["exportId"].as_str().map(str::to_owned);
        let id = id.unwrap_or_else(|| panic!("no job: {}", created.text()));
        Self { instance, path, id }
    }

    pub(crate) async fn create(
        instance: &'a Instance<'a>,
        path: &'static str,
        body: &Value,
    ) -> Self {
        let created = instance.post(&format!("{path}/create.json"), body).await;
        Self::of(instance, path, &created)
    }

    /// A job about some leads, which there are.
    pub(crate) async fn usual(instance: &'a Instance<'a>) -> Self {
        Self::create(instance, LEADS, &some_leads()).await
    }

    /// Calls `enqueue`, `cancel`.
    pub(crate) async fn change(&self, what: &str) -> Answer {
        let path = format!("{}/{}/{what}.json", self.path, self.id);
        self.instance.call("POST", &path, &[], "").await
    }

    pub(crate) async fn status(&self) -> Answer {
        self.instance.get(&format!("{}/{}/status.json", self.path, self.id)).await
    }

    /// The word for its state.
    pub(crate) async fn state(&self) -> String {
        let status = self.status().await.json();
        status["result"][0]["status"].as_str().unwrap_or("none").to_owned()
    }

    pub(crate) async fn file(&self, headers: &[(&str, &str)]) -> Answer {
        let path = format!("{}/{}/file.json", self.path, self.id);
        self.instance.call("GET", &path, headers, "").await
    }

    /// Lets it come to its end; its file, which is what its status says.
    pub(crate) async fn run(&self) -> Vec<u8> {
        let queued = self.change("enqueue").await;
        assert_eq!(queued.json()["success"], true, "{}", queued.text());
        self.instance.finish().await;
        let status = self.status().await.json()["result"][0].clone();
        assert_eq!(status["status"], "Completed", "{status}");
        let file = self.file(&[]).await.ok().body.to_vec();
        assert_eq!(status["fileSize"], file.len());
        assert_eq!(status["fileChecksum"], checksum(&file));
        file
    }
}

/// As a status tells it.
pub(crate) fn checksum(file: &[u8]) -> String {
    let digest = Sha256::digest(file);
    format!("sha256:{}", digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

/// The body of a job about some leads, which there are.
pub(crate) fn some_leads() -> Value {
    json!({ "fields": ["id", "email"], "filter": { "staticListId": 1001 } })
}

/// What an answer tells of one job, on one line, its id left out; or the refusal.
pub(crate) fn told(answer: &Answer) -> String {
    let mut json = answer.json();
    let job = json.pointer_mut("/result/0").and_then(Value::as_object_mut);
    let Some(job) = job else { return refusal(answer) };
    job.shift_remove("exportId");
    Value::Object(job.clone()).to_string()
}

/// Puts that many generated leads in front of all others, made in the year 2025.
pub(crate) fn generate(instance: &Instance<'_>, rows: u32) {
    instance.handle.with(|org| {
        let records = &mut org.marketo.world.records;
        let fields = &records.instance.leads;
        let field = |name: &str| Some(fields.standard(name));
        let text = |text: &str| Part::Text(text.into());
        let first = Words::new([("Zoë", 1), ("Ada", 3), ("花子", 1), ("R\"2\"", 1)]);
        let mail =
            vec![Part::Column(0, Fold::Ascii), text("."), Part::Key(1), text("@example.com")];
        let mut city = Column::new(field("city"), "city", Values::Pattern("City ###".into()));
        city.nulls = Share::of(0.3);
        let mut note = Column::new(
            field("myCustomText"),
            "note",
            Values::Template(vec![Part::Column(0, Fold::None)]),
        );
        note.edges = Some(Edges::new(7, 3, AWKWARD.map(|(_, value)| value)));
        let columns = vec![
            Column::new(field("firstName"), "first", Values::Words(first)),
            Column::new(field("email"), "mail", Values::Template(mail)),
            city,
            note,
            Column::new(field("leadScore"), "score", Values::Whole(-5, 90)),
            Column::new(field("unsubscribed"), "gone", Values::Boolean(Share::of(0.2))),
        ];
        let shape = Shape {
            name: "leads".into(),
            seed: 7,
            rows,
            columns,
            from_ms: 1_735_689_600_000,
            span_ms: 365 * 86_400_000,
            by: 1,
        };
        records.leads_mut().set_generator(Arc::new(Generator::new(shape)));
    });
}
