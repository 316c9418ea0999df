//! What is known of one living program: what it was given, what it said, and how it came to its end.
//! Reads messages; knows no pipe and no time.

use std::collections::{HashMap, HashSet};
use std::process::ExitStatus;

use parking_lot::{Condvar, Mutex};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::lines::{Line, Lines};
use super::spill::Spill;
use crate::adapter::Cx;
use crate::protocol::{LINE_BYTES_MAX, Note, NoteKind, Outcome, Ready};

/// More than this of one case's notes is a flood.
const NOTES_BYTES_MAX: usize = 16 << 20;
const NOTES_MAX: usize = 10_000;

/// A book that several threads read and write.
#[derive(Default)]
pub(super) struct Watch {
    pub(super) book: Mutex<Book>,
    pub(super) changed: Condvar,
}

/// What is known of one living program.
#[derive(Default)]
pub(super) struct Book {
    pub(super) ready: Option<Ready>,
    pub(super) ending: Option<Ending>,
    pub(super) out_closed: bool,
    pub(super) err_closed: bool,
    pub(super) stderr: Spill,
    noise: Spill,
    lines: Lines,
    /// Notes are being passed on; outcomes that came after them wait.
    telling: bool,
    flights: HashMap<String, Flight>,
    /// All ids that it was ever given.
    given: HashSet<String>,
    last_done: Option<String>,
    /// How many of the cases that it died with were run again and are innocent of it.
    innocent: usize,
}

/// A case under way.
struct Flight {
    case_id: String,
    cx: Cx,
    notes: Vec<Note>,
    note_bytes: usize,
    outcome: Option<Outcome>,
}

/// Why the program is of no more use.
#[derive(Clone, Debug)]
pub(super) struct Ending {
    pub(super) end: End,
    /// The cases that were under way then, by the ids that the program knows.
    pub(super) open: Vec<String>,
    /// The case that it is about, if that is plain.
    about: Option<String>,
}

/// How it came to its end.
#[derive(Clone, Debug)]
pub(super) enum End {
    /// It broke the protocol.
    Broken(String),
    /// It did not answer in time.
    Hung,
    /// It ended by itself, or by a signal that was not the kit's.
    Exited(ExitStatus),
}

/// How a case stands.
pub(super) enum Standing {
    /// Nothing yet.
    Open,
    /// The adapter answered it.
    Done(Outcome),
    /// The program came to its end, and it is plain that this case is to blame for it.
    Guilty(End),
    /// The program came to its end while this case was under way, perhaps for another reason.
    Caught,
}

/// A note on its way to who wants to hear it.
pub(super) struct Told {
    pub(super) cx: Cx,
    pub(super) kind: NoteKind,
    pub(super) data: Value,
}

/// All that is kept of a case when it leaves the book.
pub(super) struct Kept {
    pub(super) notes: Vec<Note>,
    pub(super) noise: Vec<String>,
    pub(super) stderr: String,
}

impl Book {
    /// Enters a case, and gives the id under which the program is to know it: the case's own, unless
    /// the program had one of that name before.
    pub(super) fn enter(&mut self, case_id: &str, cx: &Cx) -> String {
        if self.flights.is_empty() {
            self.noise.clear();
            self.stderr.clear();
        }
        let mut id = case_id.to_owned();
        let mut nth = 1;
        while !self.given.insert(id.clone()) {
            nth += 1;
            id = format!("{case_id}~{nth}");
        }
        let flight = Flight {
            case_id: case_id.to_owned(),
            cx: cx.clone(),
            notes: Vec::new(),
            note_bytes: 0,
            outcome: None,
        };
        self.flights.insert(id.clone(), flight);
        id
    }

    /// Takes a case out of the book.
    pub(super) fn leave(&mut self, id: &str) -> Kept {
        let mut noise: Vec<String> = self.noise.text().lines().map(str::to_owned).collect();
        if let Some(line) = self.lines.unfinished() {
            noise.push(format!("(no line feed yet) {}", start_of(line)));
        }
        let flight = self.flights.remove(id);
        let notes = flight.map(|flight| flight.notes).unwrap_or_default();
        Kept { notes, noise, stderr: self.stderr.text() }
    }

    /// Whether both streams are at their ends.
    pub(super) fn both_closed(&self) -> bool {
        self.out_closed && self.err_closed
    }

    /// Whether how cases stand may change although the program has come to its end.
    pub(super) fn is_telling(&self) -> bool {
        self.telling
    }

    /// How a case stands.
    pub(super) fn standing(&self, id: &str) -> Standing {
        if let Some(ending) = &self.ending
            && ending.about.as_deref() == Some(id)
        {
            return Standing::Guilty(ending.end.clone());
        }
        if let Some(outcome) = self.flights.get(id).and_then(|flight| flight.outcome.as_ref()) {
            return if self.telling { Standing::Open } else { Standing::Done(outcome.clone()) };
        }
        let Some(ending) = &self.ending else { return Standing::Open };
        let alone = ending.about.is_none() && ending.open == [id];
        // A program that hangs hangs in what it was given. One that dies may do so from what it did
        // before, as when an error surfaces after the answer.
        let certain = matches!(ending.end, End::Hung) || self.given.len() == 1;
        if alone && certain { Standing::Guilty(ending.end.clone()) } else { Standing::Caught }
    }

    /// The program came to its end; only the first reason counts.
    pub(super) fn end(&mut self, end: End) {
        self.end_about(end, None);
    }

    fn end_about(&mut self, end: End, about: Option<&str>) {
        if self.ending.is_none() {
            let open = self.flights.iter().filter(|(_, flight)| flight.outcome.is_none());
            let mut open: Vec<String> = open.map(|(id, _)| id.clone()).collect();
            open.extend(
                about.filter(|id| !open.iter().any(|known| known == id)).map(str::to_owned),
            );
            open.sort();
            self.ending = Some(Ending { end, open, about: about.map(str::to_owned) });
        }
    }

    /// One sentence about the end of the program, if it has come.
    pub(super) fn obituary(&self) -> Option<String> {
        let ending = self.ending.as_ref()?;
        let how = match &ending.end {
            End::Broken(what) => format!("broke the protocol ({what})"),
            End::Hung => "did not answer in time".to_owned(),
            End::Exited(status) => how_it_left(*status),
        };
        let when = match (&ending.open[..], &self.last_done) {
            ([], Some(last)) => format!("with nothing to do, after case {last}"),
            ([], None) => "before its first case".to_owned(),
            (open, Some(last)) => format!("in case {}, after case {last}", open.join(", ")),
            (open, None) => format!("in case {}", open.join(", ")),
        };
        Some(format!("The program {how} {when}."))
    }

    /// Counts a case that was run again alone; true once all of them are innocent.
    pub(super) fn tried(&mut self, innocent: bool) -> bool {
        self.innocent += usize::from(innocent);
        self.ending.as_ref().is_some_and(|ending| ending.open.len() == self.innocent)
    }

    /// Takes in a piece of standard out; what is told is to be passed on before [`Self::publish`].
    pub(super) fn hear(&mut self, chunk: &[u8]) -> Vec<Told> {
        self.read(|lines, each| lines.push(chunk, each))
    }

    /// Standard out is at its end.
    pub(super) fn hear_end(&mut self) -> Vec<Told> {
        let told = self.read(|lines, each| lines.finish(each));
        self.out_closed = true;
        told
    }

    /// Outcomes that have come may be taken.
    pub(super) fn publish(&mut self) {
        self.telling = false;
    }

    fn read(&mut self, feed: impl FnOnce(&mut Lines, &mut dyn FnMut(Line<'_>))) -> Vec<Told> {
        let mut lines = std::mem::take(&mut self.lines);
        let mut told = Vec::new();
        feed(&mut lines, &mut |line| match line {
            Line::Noise(line) => {
                self.noise.push(line);
                self.noise.push(b"\n");
            }
            Line::TooLong(start) => self.end(End::Broken(format!(
                "a message is longer than {LINE_BYTES_MAX} bytes: {}",
                start_of(start)
            ))),
            // Whoever broke the protocol is not believed any more.
            Line::Message(_) if self.ending.is_some() => {}
            Line::Message(line) => match self.message(line) {
                Ok(note) => told.extend(note),
                Err((what, about)) => self.end_about(End::Broken(what), about.as_deref()),
            },
        });
        self.lines = lines;
        self.telling = true;
        told
    }

    /// A message, or what is wrong with it and which case that is about.
    fn message(&mut self, line: &[u8]) -> Result<Option<Told>, (String, Option<String>)> {
        let nobody = |what: String| (what, None);
        let text = std::str::from_utf8(line)
            .map_err(|_| nobody(format!("a message is no UTF-8: {}", start_of(line))))?;
        let message: Value = serde_json::from_str(text).map_err(|error| {
            nobody(format!("a line begins with `{{` and is no JSON ({error}): {}", start_of(line)))
        })?;
        match message["t"].as_str() {
            Some("ready") if self.ready.is_some() => Err(nobody("`ready` came twice".to_owned())),
            Some("ready") => {
                self.ready = Some(parse("ready", message).map_err(nobody)?);
                Ok(None)
            }
            Some(early @ ("note" | "done")) if self.ready.is_none() => {
                Err(nobody(format!("`{early}` came before `ready`")))
            }
            Some("note") => self.note(message).map(Some),
            Some("done") => self.done(message).map(|()| None),
            // Messages may be added within a version.
            Some(_) => Ok(None),
            None => Err(nobody(format!(
                "a line begins with `{{` and has no `t`; logs belong on standard error: {}",
                start_of(line)
            ))),
        }
    }

    fn note(&mut self, message: Value) -> Result<Told, (String, Option<String>)> {
        let bytes = message.to_string().len();
        let id = id_of(&message);
        let note: Note = parse("note", message).map_err(|what| (what, self.known(&id)))?;
        let Some(flight) = self.flights.get_mut(&note.id) else {
            return Err((self.stranger("note", &note.id), None));
        };
        let about = Some(note.id.clone());
        if flight.outcome.is_some() {
            return Err((format!("a note on case {} after its `done`", note.id), about));
        }
        flight.note_bytes += bytes;
        if flight.notes.len() == NOTES_MAX || flight.note_bytes > NOTES_BYTES_MAX {
            return Err((format!("a flood of notes on case {}", note.id), about));
        }
        let told = Told { cx: flight.cx.clone(), kind: note.kind, data: note.data.clone() };
        flight.notes.push(Note { id: flight.case_id.clone(), ..note });
        Ok(told)
    }

    fn done(&mut self, message: Value) -> Result<(), (String, Option<String>)> {
        #[derive(serde::Deserialize)]
        struct Done {
            id: String,
            outcome: Outcome,
        }
        let id = id_of(&message);
        let done: Done = parse("done", message).map_err(|what| (what, self.known(&id)))?;
        let Some(flight) = self.flights.get_mut(&done.id) else {
            return Err((self.stranger("done", &done.id), None));
        };
        if flight.outcome.is_some() {
            return Err((format!("two answers to case {}", done.id), Some(done.id)));
        }
        flight.outcome = Some(done.outcome);
        self.last_done = Some(done.id);
        Ok(())
    }

    /// The id, if it is that of a case under way.
    fn known(&self, id: &str) -> Option<String> {
        self.flights.contains_key(id).then(|| id.to_owned())
    }

    /// What is wrong with a message about a case that is not under way.
    fn stranger(&self, message: &str, id: &str) -> String {
        if self.given.contains(id) {
            format!("`{message}` on case {id:?}, which was answered before")
        } else {
            format!("`{message}` on case {id:?}, which was never given")
        }
    }
}

fn id_of(message: &Value) -> String {
    message["id"].as_str().unwrap_or_default().to_owned()
}

fn parse<T: DeserializeOwned>(name: &str, message: Value) -> Result<T, String> {
    let text = message.to_string();
    serde_json::from_value(message)
        .map_err(|error| format!("`{name}` is not valid ({error}): {}", start_of(text.as_bytes())))
}

/// The first bytes of a line, as text.
fn start_of(line: &[u8]) -> String {
    const SHOWN: usize = 120;
    let shown = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]);
    if line.len() > SHOWN { format!("{shown}…") } else { shown.into_owned() }
}

/// How a program came to its end, as a part of a sentence.
pub(super) fn how_it_left(status: ExitStatus) -> String {
    match (status.code(), signal_of(status)) {
        (Some(0), _) => "left (exit code 0)".to_owned(),
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "ended".to_owned(),
    }
}

/// The signal that ended a program, where there are signals.
#[cfg(unix)]
pub(super) fn signal_of(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

/// The signal that ended a program, where there are signals.
#[cfg(not(unix))]
pub(super) fn signal_of(_status: ExitStatus) -> Option<i32> {
    None
}
