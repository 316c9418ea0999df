//! One step of a witness: a call, a move of the clock, or a login.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::expect::Expect;
use super::model::Provider;
use crate::core::time::SimDuration;
use crate::faults::Many;

/// A step.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(try_from = "Written")]
#[schemars(with = "Written")]
pub struct Step {
    /// What it is for, in words.
    pub why: Option<String>,
    /// What is done.
    pub action: Action,
    /// What is seen then.
    pub expect: Option<Expect>,
    /// The rules that fire, each as often as it is named; none if left out.
    pub fired: Vec<String>,
    /// What is kept of the answer, by name: a JSON pointer, `header:location`, or a
    /// parameter of the URL in a header, `header:location?code`.
    pub save: BTreeMap<String, String>,
}

/// What is done in a step.
#[derive(Clone, Debug)]
pub enum Action {
    /// A raw call.
    Send(Box<Send>),
    /// The clock of the demo org is moved.
    Advance(Advance),
    /// The demo org's client gets a token, and uses it from then on.
    Login(Provider),
}

/// A raw call over a socket.
#[derive(Clone, Debug)]
pub struct Send {
    /// The method.
    pub method: String,
    /// The target.
    pub target: String,
    /// Headers; those that are given replace those that are usual.
    pub headers: BTreeMap<String, String>,
    /// Whose token: the demo org's if absent, `none`, or its text.
    pub token: Option<String>,
    /// The body.
    pub body: Body,
    /// Whether the body goes out as gzip.
    pub gzip: bool,
    /// The connection's name; one of its own, closed afterwards, if absent.
    pub connection: Option<String>,
    /// The client goes away after so many bytes of the body.
    pub cut: Option<u64>,
}

/// The body of a call.
#[derive(Clone, Debug, Default)]
pub enum Body {
    /// None.
    #[default]
    None,
    /// JSON.
    Json(Value),
    /// Rows.
    Csv(String),
    /// A form.
    Form(BTreeMap<String, String>),
    /// Parts of a form with files.
    Multipart(Vec<Part>),
    /// This text, of whatever type the headers say.
    Text(String),
    /// Bytes, in hex.
    Hex(Vec<u8>),
}

/// How far the clock is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Advance {
    /// By so much.
    By(SimDuration),
    /// To the next event.
    NextEvent,
    /// Until no job has anything to do.
    UntilIdle,
}

/// One part of a form with files.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The name of its file.
    #[serde(default)]
    pub filename: Option<String>,
    /// Its content type.
    #[serde(default, rename = "type")]
    pub content_type: Option<String>,
    /// What stands in it.
    pub text: String,
    /// How often `text` is repeated, its first line only once: for files that must be large.
    #[serde(default)]
    pub times: Option<u32>,
}

/// One step: exactly one of `send`, `advance` and `login`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Written {
    /// What it is for, in words.
    why: Option<String>,
    /// A raw call: method and target, such as `GET /services/data/v62.0/jobs/ingest/{job}`.
    send: Option<String>,
    /// The clock of the demo org is moved: `5s`, `next_event` or `until_idle`.
    advance: Option<String>,
    /// The demo org's client gets a token, and uses it from then on.
    login: Option<Provider>,
    /// Headers; those that are given replace those that are usual.
    headers: BTreeMap<String, String>,
    /// Whose token: the demo org's if left out, `none`, or its text.
    token: Option<String>,
    /// A body of JSON.
    json: Option<Value>,
    /// A body of rows.
    csv: Option<String>,
    /// A body that is a form.
    form: Option<BTreeMap<String, String>>,
    /// A body that is a form with files.
    multipart: Option<Vec<Part>>,
    /// A body of any type.
    text: Option<String>,
    /// A body of bytes, in hex.
    hex: Option<String>,
    /// How often the body is repeated, its first line only once: for bodies that must be large.
    times: Option<u32>,
    /// Whether the body goes out as gzip.
    gzip: bool,
    /// The connection's name; one of its own, closed afterwards, if left out.
    connection: Option<String>,
    /// The client goes away after so many bytes of the body.
    cut: Option<u64>,
    /// What is seen then.
    expect: Option<Expect>,
    /// The rules that fire, each as often as it is named; none if left out.
    fired: Option<Many<String>>,
    /// What is kept of the answer, by name: a JSON pointer, `header:location`, or a
    /// parameter of the URL in a header, `header:location?code`.
    save: BTreeMap<String, String>,
}

impl TryFrom<Written> for Step {
    type Error = String;

    fn try_from(mut written: Written) -> Result<Self, String> {
        let action = match (written.send.take(), written.advance.take(), written.login) {
            (Some(call), None, None) => Action::Send(Box::new(written.take_send(&call)?)),
            (None, Some(how_far), None) => {
                written.has_no_call()?;
                Action::Advance(Advance::read(&how_far)?)
            }
            (None, None, Some(provider)) => {
                written.has_no_call()?;
                Action::Login(provider)
            }
            (None, None, None) => {
                return Err("a step does nothing; give it `send`, `advance` or `login`".into());
            }
            _ => {
                return Err(
                    "a step does one thing: `send`, `advance` or `login`; make it two".into()
                );
            }
        };
        Ok(Self {
            why: written.why,
            action,
            expect: written.expect,
            fired: written.fired.iter().flat_map(Many::iter).cloned().collect(),
            save: written.save,
        })
    }
}

impl Written {
    fn take_send(&mut self, call: &str) -> Result<Send, String> {
        let (method, target) = call.split_once(' ').ok_or_else(|| {
            format!("`{call}` is no call; write method and target, such as `GET /services/data`")
        })?;
        if self.cut.is_some() && self.expect.is_some() {
            return Err(
                "a client that goes away sees no answer; leave out `expect` or `cut`".into()
            );
        }
        Ok(Send {
            method: method.to_owned(),
            target: target.trim().to_owned(),
            headers: std::mem::take(&mut self.headers),
            token: self.token.take(),
            body: self.body()?,
            gzip: self.gzip,
            connection: self.connection.take(),
            cut: self.cut,
        })
    }

    fn body(&mut self) -> Result<Body, String> {
        let times = self.times;
        let repeated = |text: String| times.map_or(text.clone(), |times| repeat(&text, times));
        let hex = self.hex.take().map(|text| bytes_of_hex(&text)).transpose()?;
        let mut given: Vec<(&str, Body)> = Vec::new();
        given.extend(self.json.take().map(|json| ("json", Body::Json(json))));
        given.extend(self.csv.take().map(|rows| ("csv", Body::Csv(repeated(rows)))));
        given.extend(self.form.take().map(|form| ("form", Body::Form(form))));
        given.extend(self.multipart.take().map(|parts| ("multipart", Body::Multipart(parts))));
        given.extend(self.text.take().map(|text| ("text", Body::Text(repeated(text)))));
        given.extend(hex.map(|bytes| ("hex", Body::Hex(bytes))));
        let names: Vec<&str> = given.iter().map(|(name, _)| *name).collect();
        match names.as_slice() {
            [] | [_] => Ok(given.pop().map(|(_, body)| body).unwrap_or_default()),
            _ => Err(format!("a call has one body; leave out one of: {}", names.join(", "))),
        }
    }

    /// That nothing is said of a call where there is none.
    fn has_no_call(&self) -> Result<(), String> {
        let said = [
            ("headers", !self.headers.is_empty()),
            ("token", self.token.is_some()),
            ("json", self.json.is_some()),
            ("csv", self.csv.is_some()),
            ("form", self.form.is_some()),
            ("multipart", self.multipart.is_some()),
            ("text", self.text.is_some()),
            ("hex", self.hex.is_some()),
            ("times", self.times.is_some()),
            ("gzip", self.gzip),
            ("connection", self.connection.is_some()),
            ("cut", self.cut.is_some()),
        ];
        match said.iter().find(|(_, said)| *said) {
            Some((key, _)) => Err(format!("`{key}` is for a call; add `send`, or leave it out")),
            None => Ok(()),
        }
    }
}

impl Part {
    /// What stands in it.
    pub fn content(&self) -> String {
        self.times.map_or_else(|| self.text.clone(), |times| repeat(&self.text, times))
    }
}

impl Advance {
    fn read(text: &str) -> Result<Self, String> {
        match text {
            "next_event" => Ok(Self::NextEvent),
            "until_idle" => Ok(Self::UntilIdle),
            _ => text.parse().map(Self::By).map_err(|_| {
                format!("`{text}` is no move of a clock; write `5s`, `next_event` or `until_idle`")
            }),
        }
    }
}

/// A body of more bytes than this proves nothing that a smaller one does not.
const BODY_BYTES_MAX: usize = 256 << 20;

/// The first line once, all others so many times.
fn repeat(text: &str, times: u32) -> String {
    let (head, rest) = text.split_at(text.find('\n').map_or(text.len(), |at| at + 1));
    let times = (times as usize).min(BODY_BYTES_MAX / rest.len().max(1));
    format!("{head}{}", rest.repeat(times))
}

fn bytes_of_hex(text: &str) -> Result<Vec<u8>, String> {
    let digits: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let byte = |pair: &[char]| u8::from_str_radix(&pair.iter().collect::<String>(), 16).ok();
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(byte).collect();
    bytes
        .filter(|_| digits.len().is_multiple_of(2))
        .ok_or_else(|| "`hex` is no hex; write two digits for each byte, such as `ef bb bf`".into())
}
