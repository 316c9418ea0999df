//! What is known of a request when its faults are drawn: what the client said, and what it is about.

use serde_json::Value;

/// What a client says of a request, and what its org knows of the job.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The org.
    pub org: String,
    /// The operation.
    pub operation: &'static str,
    /// The method.
    pub method: String,
    /// The path in its one form.
    pub path: String,
    /// The parameters of the query, in the order of their names.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The user or client who calls.
    pub client: String,
    /// The body as JSON, where it was read: a form is an object of texts.
    pub body: Option<Value>,
    /// A digest of the body, where it was read: what says the same has the same.
    pub body_digest: u64,
    /// Whether it does nothing but show a job.
    pub reads_job: bool,
    /// Whether it makes a job.
    pub makes_job: bool,
    /// The job that the path names.
    pub job: Option<JobFacts>,
    /// The object that a new job is about.
    pub new_object: Option<String>,
}

/// What an org knows of a job.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JobFacts {
    /// Its id as the provider prints it.
    pub id: String,
    /// The provider's word for its state.
    pub state: &'static str,
    /// The object that it is about.
    pub object: String,
}

/// What a provider says of a request.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// The user or client who calls.
    pub client: String,
    /// What the request is known by, where its path or body holds what a counter gave, such as a token.
    pub known_by: Option<String>,
    /// The job that the path names.
    pub job: Option<JobFacts>,
    /// The id of the job that the path names, whether or not it is still there.
    pub job_id: Option<String>,
    /// The object that a new job is about.
    pub new_object: Option<String>,
    /// Which part of a result is asked for: its first row or byte.
    pub page: Option<u64>,
}

impl Facts {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// The object that the request is about.
    pub fn object(&self) -> Option<&str> {
        let of_job = self.job.as_ref().map(|job| job.object.as_str());
        of_job.or(self.new_object.as_deref())
    }
}
