//! The wire log of an org, as its admin surface tells it.

use serde::Deserialize;
use serde_json::Value;

/// Every exchange and every change of state, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    /// The entries.
    pub entries: Vec<Entry>,
}

/// One line.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// A request and its answer.
    Exchange(Box<Exchange>),
    /// A change of state that the provider made.
    Transition(Transition),
}

/// A request and its answer.
#[derive(Clone, Debug, Deserialize)]
pub struct Exchange {
    /// The operation, such as `salesforce.ingest.create`; absent if the request named none.
    #[serde(default)]
    pub operation: Option<String>,
    /// The method.
    pub method: String,
    /// The target as it was sent: path and query.
    pub target: String,
    /// The request's headers.
    pub headers: Vec<(String, String)>,
    /// When its head was read.
    pub received: Place,
    /// When the provider acted on it.
    #[serde(default)]
    pub effect: Option<Place>,
    /// When the last byte of the answer was handed over, or the connection broke.
    #[serde(default)]
    pub answered: Option<Place>,
    /// The request's body.
    pub request: Body,
    /// The answer's status.
    #[serde(default)]
    pub status: Option<u16>,
    /// The answer's headers.
    #[serde(default)]
    pub response_headers: Vec<(String, String)>,
    /// The answer's body.
    pub response: Body,
    /// How it ended, if not with the last byte.
    #[serde(default)]
    pub broke: Option<String>,
    /// Words of the fake for a reader.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The faults that changed it.
    #[serde(default)]
    pub faults: Vec<Fired>,
}

/// A place in the one order of an org's events.
#[derive(Clone, Debug, Deserialize)]
pub struct Place {
    /// The place: 1 is the first event of the org.
    pub seq: u64,
    /// The org's time.
    pub at: String,
    /// Wall time in milliseconds since the Unix epoch.
    pub wall_ms: i64,
}

/// A body as the journal keeps it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Body {
    /// Bytes on the wire.
    pub raw_bytes: u64,
    /// Bytes after decompression.
    pub decoded_bytes: u64,
    /// The whole body; bytes that are no UTF-8 stand as U+FFFD.
    pub whole: Option<String>,
    /// How it ended, if not with its last byte.
    pub broke: Option<String>,
}

/// A fault that changed an exchange.
#[derive(Clone, Debug, Deserialize)]
pub struct Fired {
    /// The rule's name.
    pub rule: String,
    /// The kind of fault.
    pub kind: String,
}

/// A change of state that the provider made.
#[derive(Clone, Debug, Deserialize)]
pub struct Transition {
    /// When.
    pub place: Place,
    /// A job's id.
    pub subject: String,
    /// The state before.
    #[serde(default)]
    pub from: Option<String>,
    /// The state after.
    #[serde(default)]
    pub to: Option<String>,
    /// Why, where that is not plain.
    #[serde(default)]
    pub reason: Option<String>,
}

impl Journal {
    /// Reads the lines of `/_mock/orgs/{org}/journal`.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn read(lines: &str) -> Result<Self, String> {
        let read = |(at, line): (usize, &str)| {
            serde_json::from_str(line).map_err(|error| format!("journal line {}: {error}", at + 1))
        };
        Ok(Self { entries: lines.lines().enumerate().map(read).collect::<Result<_, _>>()? })
    }

    /// All exchanges, in the order in which they came.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Exchange(exchange) => Some(&**exchange),
            Entry::Transition(_) => None,
        })
    }

    /// The exchanges of one operation; one that ends in `.*` stands for all that begin so.
    pub fn of<'a>(&'a self, operation: &'a str) -> impl Iterator<Item = &'a Exchange> {
        self.exchanges().filter(move |exchange| exchange.is(operation))
    }

    /// How many exchanges there are of one operation.
    pub fn count(&self, operation: &str) -> usize {
        self.of(operation).count()
    }

    /// All changes of state.
    pub fn transitions(&self) -> impl Iterator<Item = &Transition> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Transition(transition) => Some(transition),
            Entry::Exchange(_) => None,
        })
    }
}

impl Exchange {
    /// Whether it is of this operation; one that ends in `.*` stands for all that begin so.
    pub fn is(&self, operation: &str) -> bool {
        let Some(own) = &self.operation else { return false };
        match operation.strip_suffix('*') {
            Some(head) => own.starts_with(head),
            None => own == operation,
        }
    }

    /// Its place in the journal.
    pub fn seq(&self) -> u64 {
        self.received.seq
    }

    /// A header of the request, by its name in any letter case.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// A header of the answer, by its name in any letter case.
    pub fn response_header(&self, name: &str) -> Option<&str> {
        find(&self.response_headers, name)
    }

    /// The path, without the query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// A parameter of the query, percent-decoded.
    pub fn query(&self, name: &str) -> Option<String> {
        let query = self.target.split_once('?')?.1;
        let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        pairs.into_iter().find(|(key, _)| decode(key) == name).map(|(_, value)| decode(value))
    }

    /// The request's body as JSON; null if it is none.
    pub fn sent_json(&self) -> Value {
        self.request.json()
    }

    /// The answer's body as JSON; null if it is none.
    pub fn answer_json(&self) -> Value {
        self.response.json()
    }

    /// Whether the client got the whole answer.
    pub fn is_answered(&self) -> bool {
        self.answered.is_some() && self.broke.is_none()
    }

    /// Milliseconds from its arrival to that of a later request: no less than the client waited between
    /// them. The end of an answer is no measure: on a busy machine it is noted after the client read it.
    pub fn ms_until(&self, later: &Self) -> i64 {
        later.received.wall_ms - self.received.wall_ms
    }

    /// Whether this rule changed it.
    pub fn hit_by(&self, rule: &str) -> bool {
        self.faults.iter().any(|fault| fault.rule == rule)
    }

    /// The id in the path behind `jobs/ingest/`, `jobs/query/`, `batch/` or `export/`, without `.json`.
    pub fn job(&self) -> Option<&str> {
        let parts: Vec<&str> = self.path().split('/').filter(|part| !part.is_empty()).collect();
        let at = parts
            .iter()
            .rposition(|part| matches!(*part, "ingest" | "query" | "batch" | "export"))?;
        parts.get(at + 1).map(|id| id.trim_end_matches(".json")).filter(|id| *id != "create")
    }
}

impl Body {
    /// The body as text; empty if there was none.
    pub fn text(&self) -> &str {
        self.whole.as_deref().unwrap_or_default()
    }

    fn json(&self) -> Value {
        serde_json::from_str(self.text()).unwrap_or(Value::Null)
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
}

/// Undoes percent-encoding; `+` is a blank.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let pair = after.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, pair.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(first),
        }
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
