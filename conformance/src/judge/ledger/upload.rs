//! The files that a client sent, as the journal shows them: Salesforce uploads, multipart creates and
//! Marketo imports.

use std::borrow::Cow;

use crate::csv::{Delimiter, File, read};
use crate::evidence::{Exchange, Journal};
use crate::protocol::Dialect;

/// A file that a client sent.
#[derive(Clone, Debug)]
pub struct Upload<'a> {
    /// The exchange that carried it.
    pub exchange: &'a Exchange,
    /// The job: its Salesforce id, or the number of a Marketo batch. `None` if no job took it.
    pub job: Option<String>,
    /// How the job was told that it is written.
    pub declared: Dialect,
    /// The file. Bytes that are no UTF-8 stand as U+FFFD.
    pub text: Cow<'a, str>,
}

impl Upload<'_> {
    /// The file as the strict reader sees it, with the delimiter that was declared.
    pub fn file(&self) -> File {
        read(self.text.as_bytes(), self.declared.delimiter().byte())
    }

    /// Its place in the journal.
    pub fn seq(&self) -> u64 {
        self.exchange.seq()
    }
}

impl Journal {
    /// All files that were sent, in their order. Those of uploads that broke off, or that were refused,
    /// are among them.
    pub fn uploads(&self) -> Vec<Upload<'_>> {
        self.exchanges().filter_map(|exchange| self.upload(exchange)).collect()
    }

    /// Those that the provider took.
    pub fn taken_uploads(&self) -> Vec<Upload<'_>> {
        let mut uploads = self.uploads();
        uploads.retain(|upload| upload.exchange.effect.is_some() && upload.job.is_some());
        uploads
    }

    fn upload<'a>(&'a self, exchange: &'a Exchange) -> Option<Upload<'a>> {
        match exchange.operation.as_deref()? {
            "salesforce.ingest.upload" => Some(self.put(exchange)),
            "salesforce.ingest.create" => multipart_create(exchange),
            "marketo.import.create" => import(exchange),
            _ => None,
        }
    }

    fn put<'a>(&self, exchange: &'a Exchange) -> Upload<'a> {
        let job = exchange.job().map(str::to_owned);
        let create = self
            .of("salesforce.ingest.create")
            .find(|create| create.answer_json()["id"].as_str() == job.as_deref());
        Upload {
            exchange,
            declared: create.map_or_else(Dialect::plain, |create| dialect(&create.sent_json())),
            job,
            text: exchange.request.text().into(),
        }
    }
}

/// The dialect that a create body tells; what it leaves out is comma and LF (salesforce-bulk2.md 3.2).
fn dialect(create: &serde_json::Value) -> Dialect {
    let said = |name: &str| create[name].as_str();
    let plain = Dialect::plain();
    Dialect {
        column_delimiter: said("columnDelimiter").unwrap_or(&plain.column_delimiter).to_owned(),
        line_ending: said("lineEnding").unwrap_or(&plain.line_ending).to_owned(),
    }
}

fn multipart_create(exchange: &Exchange) -> Option<Upload<'_>> {
    let parts = parts(exchange)?;
    let job = parts.iter().find(|part| part.name.as_deref() == Some("job"))?;
    let content = parts.iter().find(|part| part.name.as_deref() == Some("content"))?;
    let told: serde_json::Value = serde_json::from_str(job.body).unwrap_or_default();
    Some(Upload {
        exchange,
        job: exchange.answer_json()["id"].as_str().map(str::to_owned),
        declared: dialect(&told),
        text: content.body.into(),
    })
}

fn import(exchange: &Exchange) -> Option<Upload<'_>> {
    let parts = parts(exchange)?;
    let file = parts.iter().find(|part| part.name.as_deref() == Some("file"))?;
    let said = |name: &str| {
        let part = parts.iter().find(|part| part.name.as_deref() == Some(name));
        exchange.query(name).or_else(|| part.map(|part| part.body.trim().to_owned()))
    };
    let delimiter = said("format").and_then(|format| Delimiter::of_format(&format));
    let crlf = file.body.contains("\r\n");
    let batch = &exchange.answer_json()["result"][0]["batchId"];
    Some(Upload {
        exchange,
        job: (!batch.is_null()).then(|| batch.to_string().trim_matches('"').to_owned()),
        // Marketo is not told about line ends, and takes both (marketo-bulk.md 4.3.3).
        declared: Dialect::of(delimiter.unwrap_or(Delimiter::Comma), crlf),
        text: file.body.into(),
    })
}

/// A part of a multipart body.
struct Part<'a> {
    name: Option<String>,
    body: &'a str,
}

/// The parts of a multipart body, read as loosely as providers read them (marketo-bulk.md 4.2.7): the
/// judge of the form itself is a requirement of its own.
fn parts(exchange: &Exchange) -> Option<Vec<Part<'_>>> {
    let kind = exchange.header("content-type")?;
    let boundary = kind.split(';').find_map(|param| param.trim().strip_prefix("boundary="))?;
    let line = format!("--{}", boundary.trim_matches('"'));
    let text = exchange.request.text();
    let mut starts: Vec<usize> = text
        .match_indices(&line)
        .map(|(at, _)| at)
        .filter(|at| *at == 0 || text[..*at].ends_with('\n'))
        .collect();
    starts.push(text.len());
    let pieces =
        starts.windows(2).map(|pair| &text[pair[0] + line.len().min(pair[1] - pair[0])..pair[1]]);
    Some(pieces.filter_map(part).collect())
}

fn part(piece: &str) -> Option<Part<'_>> {
    let blank =
        ["\r\n\r\n", "\n\n"].into_iter().find_map(|gap| Some((piece.find(gap)?, gap.len())));
    let (at, gap) = blank?;
    let body = &piece[at + gap..];
    let body = body.strip_suffix("\r\n").or_else(|| body.strip_suffix('\n')).unwrap_or(body);
    let disposition = piece[..at]
        .lines()
        .find(|line| line.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let name = disposition.split(';').find_map(|param| param.trim().strip_prefix("name="));
    Some(Part { name: name.map(|name| name.trim_matches('"').to_owned()), body })
}
