//! One admin call: method, path, what it takes, what it answers and what runs, in one place.
//!
//! The router and the document are both made from these; neither knows a call that the other does not.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use axum::http::{HeaderMap, Method, Uri};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::DeserializeOwned;

use super::Admin;
use super::answer::{Answer, Told};
use super::error::AdminError;
use super::input::{self, Body, NoBody, NoQuery};
use crate::edge::Door;
use crate::org::OrgCell;

/// A call as it came.
pub(super) struct Came {
    pub(super) admin: Arc<Admin>,
    pub(super) path: HashMap<String, String>,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// A right body.
    pub(super) example: &'static str,
}

/// A call that was read.
pub(super) struct Asked<Q = NoQuery, B = NoBody> {
    pub(super) admin: Arc<Admin>,
    pub(super) query: Q,
    pub(super) body: B,
    pub(super) headers: HeaderMap,
    path: HashMap<String, String>,
}

impl<Q, B> Asked<Q, B> {
    /// The way of every provider request.
    pub(super) fn door(&self) -> &Arc<Door> {
        &self.admin.door
    }

    /// A part of the path.
    pub(super) fn named(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// The org of the path, or a sentence that says which there are.
    pub(super) fn org(&self) -> Result<Arc<OrgCell>, AdminError> {
        let (registry, name) = (self.door().registry(), self.named("org"));
        registry.named(name).ok_or_else(|| {
            let known = registry.all();
            let names = known.iter().map(|cell| cell.name.as_str());
            AdminError::unknown("org", name, names)
        })
    }
}

/// What runs when a call comes.
pub(super) type Run =
    Arc<dyn Fn(Came) -> Pin<Box<dyn Future<Output = Response> + Send>> + Send + Sync>;

/// What the document says of a call.
pub(super) struct Described {
    pub(super) query: Schema,
    pub(super) bodies: Vec<(&'static str, Schema)>,
    pub(super) body_may_be_empty: bool,
    pub(super) answers: Vec<Told>,
}

/// One call.
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) path: &'static str,
    /// Its name in the document.
    pub(super) name: &'static str,
    /// What it does, in one sentence.
    pub(super) summary: &'static str,
    /// A right body.
    pub(super) example: &'static str,
    /// Statuses with which it refuses a call, besides those that its shape implies.
    pub(super) refuses: &'static [u16],
    /// Whether it answers without the admin token.
    pub(super) open: bool,
    pub(super) describe: fn(&mut SchemaGenerator) -> Described,
    pub(super) run: Run,
}

impl Route {
    /// The call that `run` answers.
    pub(super) fn new<Q, B, A, F, Fut>(
        method: Method,
        path: &'static str,
        name: &'static str,
        summary: &'static str,
        run: F,
    ) -> Self
    where
        Q: DeserializeOwned + JsonSchema + Send + 'static,
        B: Body + 'static,
        A: Answer + 'static,
        F: Fn(Asked<Q, B>) -> Fut + Copy + Send + Sync + 'static,
        Fut: Future<Output = Result<A, AdminError>> + Send + 'static,
    {
        let run: Run = Arc::new(move |came| {
            let asked = read::<Q, B>(came);
            Box::pin(async move {
                let answer = match asked {
                    Ok(asked) => run(asked).await,
                    Err(refused) => Err(refused),
                };
                answer.map_or_else(IntoResponse::into_response, Answer::into_response)
            })
        });
        let (example, refuses, open) = ("", &[][..], false);
        let describe = describe::<Q, B, A>;
        Self { method, path, name, summary, example, refuses, open, describe, run }
    }

    /// With a right body.
    pub(super) fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    /// With the statuses of refusals that its shape does not imply.
    pub(super) fn refuses(self, refuses: &'static [u16]) -> Self {
        Self { refuses, ..self }
    }

    /// Open to everybody, whether there is an admin token or not.
    pub(super) fn open(self) -> Self {
        Self { open: true, ..self }
    }
}

fn describe<Q: JsonSchema, B: Body, A: Answer>(schemas: &mut SchemaGenerator) -> Described {
    Described {
        query: Q::json_schema(schemas),
        bodies: B::content(schemas),
        body_may_be_empty: B::may_be_empty(),
        answers: A::told(schemas),
    }
}

fn read<Q: DeserializeOwned, B: Body>(came: Came) -> Result<Asked<Q, B>, AdminError> {
    let query = input::query(&came.uri)?;
    let content_type = came.headers.get("content-type").and_then(|value| value.to_str().ok());
    let body = B::read(&came.body, content_type.unwrap_or(""), came.example)?;
    let Came { admin, path, headers, .. } = came;
    Ok(Asked { admin, query, body, headers, path })
}
