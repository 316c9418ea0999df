//! An answer that goes out as no HTTP library would send it, on a socket that was taken away from the
//! library. What goes out is decided elsewhere; here it is done, and the journal told.
//!
//! `framed` writes head and chunks, `up_to` finds the place in a body, `client` is the other end of
//! the connection.

mod client;
mod framed;
mod source;
mod up_to;

use std::io;

use axum::http::Response;
use bytes::Bytes;
use tokio::net::TcpStream;
use tokio::sync::watch;

use self::client::Client;
use self::framed::{Framed, Wanted};
use self::source::Source;
use self::up_to::UpTo;
use crate::edge::exchange::{Story, Told};
use crate::edge::reply::ResponseBody;
use crate::faults::{Cut, Delivery, End, Felt, HeaderChange, Place};

/// Marks a response that is not to go out as usual.
#[derive(Clone)]
pub(in crate::edge) struct OnTheWire {
    /// How it goes out.
    pub(in crate::edge) delivery: Delivery,
    /// Changes of headers that the library would write itself.
    pub(in crate::edge) changes: Vec<HeaderChange>,
    /// What its `Date` says.
    pub(in crate::edge) date: String,
    /// What the journal is told when it is over.
    pub(in crate::edge) story: Story,
}

/// What the library knew of a request whose answer it does not send.
#[derive(Clone, Copy)]
pub(in crate::edge) struct Asked {
    /// Whether by HTTP/1.0, which knows no chunks.
    pub(in crate::edge) old: bool,
    /// Whether for a head only.
    pub(in crate::edge) head_only: bool,
    /// Whether the connection is to be closed after the answer.
    pub(in crate::edge) close: bool,
}

/// How it went: what the journal is told, and how the connection ends.
struct Gone {
    told: Told,
    end: Ending,
}

/// What becomes of the connection.
enum Ending {
    Now(End),
    HalfClose(Felt),
    AtReuse(End),
}

/// Writes a response as told, and ends the connection. `ahead` is what the client has sent already.
pub(in crate::edge) async fn deliver(
    socket: TcpStream,
    ahead: Bytes,
    response: Response<ResponseBody>,
    asked: Asked,
    on_the_wire: OnTheWire,
    stopped: watch::Receiver<bool>,
) {
    let mut client = Client::new(socket, ahead, stopped);
    let OnTheWire { delivery, changes, date, story } = on_the_wire;
    let answer = Answer { response, asked, changes, date };
    let gone = match answer.perform(&mut client, delivery).await {
        Ok(gone) => gone,
        Err(error) => Gone {
            told: Told::broke(format!("the client went away before the last byte: {error}")),
            end: Ending::Now(End::Reset),
        },
    };
    // Whoever sees the end may look into the journal at once.
    story.close(gone.told);
    match gone.end {
        Ending::Now(End::Fin) => client.hang_up().await,
        Ending::Now(End::Reset) => client.tear_down().await,
        Ending::HalfClose(lasts) => client.half_close(lasts).await,
        Ending::AtReuse(end) => {
            if client.next_head().await && end == End::Reset {
                client.tear_down().await;
            } else {
                client.hang_up().await;
            }
        }
    }
}

/// An answer, and what is to be known of it.
struct Answer {
    response: Response<ResponseBody>,
    asked: Asked,
    changes: Vec<HeaderChange>,
    date: String,
}

impl Answer {
    async fn perform(mut self, client: &mut Client, delivery: Delivery) -> io::Result<Gone> {
        let close = self.asked.close;
        // That the connection is not kept afterwards is no part of the fault: the client is told.
        self.asked.close |= delivery.ends_whole();
        match delivery {
            Delivery::Cut(cut) => self.cut(client, cut).await,
            Delivery::Stall { at, lasts } => self.stall(client, at, lasts).await,
            Delivery::BadChunk { at, size } => self.bad_chunk(client, at, &size).await,
            Delivery::Dribble { bytes, pause } => self.dribble(client, bytes, pause).await,
            Delivery::Garbage(bytes) => {
                client.send(&bytes).await?;
                Ok(Gone::nothing("a fault sent what is no HTTP instead", End::Fin))
            }
            Delivery::AsItIs => self.whole(client, Told::default()).await,
            Delivery::HalfClose { lasts } => {
                let gone = self.whole(client, Told::default()).await?;
                Ok(Gone { end: Ending::HalfClose(lasts), ..gone })
            }
            Delivery::CloseOnReuse { end } => {
                let note = match close {
                    true => "the client wanted the connection closed: there is no next request",
                    false => "the next request on this connection is not processed",
                };
                let gone = self.whole(client, Told::noted(note)).await?;
                Ok(if close { gone } else { Gone { end: Ending::AtReuse(end), ..gone } })
            }
        }
    }

    async fn framed(self, wanted: Wanted) -> Framed {
        Framed::new(self.response, self.asked, &self.changes, &self.date, wanted).await
    }

    /// All of it, as it should be.
    async fn whole(self, client: &mut Client, told: Told) -> io::Result<Gone> {
        let framed = self.framed(Wanted::AsItIs).await;
        let framing = framed.framing;
        let mut source = framed.begin(client).await?;
        while let Some(piece) = source.next().await {
            client.send(&framing.piece(piece)).await?;
        }
        client.send(framing.end()).await?;
        Ok(Gone { told, end: Ending::Now(End::Fin) })
    }

    async fn cut(self, client: &mut Client, cut: Cut) -> io::Result<Gone> {
        if cut.at == Place::BeforeHead {
            return Ok(Gone::nothing("a fault ended it before its head", cut.end));
        }
        let wanted = if cut.promises_length { Wanted::Length } else { Wanted::AsItIs };
        let framed = self.framed(wanted).await;
        let (length, framing) = (framed.length, framed.framing);
        let mut told = Told { notes: framed.notes.clone(), ..Told::default() };
        let mut up_to = UpTo::new(framed.begin(client).await?, cut.at);
        while let Some(piece) = up_to.next().await {
            client.send(&framing.piece(piece)).await?;
        }
        match up_to.found() {
            // A body that ends where its head says lacks nothing.
            Some(at) if !cut.promises_length || length != Some(at) => {
                told.broke = Some(format!("a fault ended it after {at} bytes of its body"));
                Ok(Gone { told, end: Ending::Now(cut.end) })
            }
            _ => {
                client.send(framing.end()).await?;
                told.notes.push(no_such_place(cut.at));
                Ok(Gone { told, end: Ending::Now(End::Fin) })
            }
        }
    }

    async fn stall(self, client: &mut Client, at: Place, lasts: Option<Felt>) -> io::Result<Gone> {
        if at == Place::BeforeHead {
            let Some(lasts) = lasts else {
                let why = client.silence().await;
                let how = format!("a fault kept it for ever before its head; {why}");
                return Ok(Gone::nothing(&how, End::Reset));
            };
            client.pause(lasts).await?;
            return self.whole(client, Told::default()).await;
        }
        let framed = self.framed(Wanted::AsItIs).await;
        let framing = framed.framing;
        let mut told = Told::default();
        let mut up_to = UpTo::new(framed.begin(client).await?, at);
        while let Some(piece) = up_to.next().await {
            client.send(&framing.piece(piece)).await?;
        }
        match (up_to.found(), lasts) {
            (Some(at), None) => {
                let mut rest = up_to.rest();
                let why = client.silence().await;
                rest.give_up();
                let how = format!("a fault kept it for ever after {at} bytes of its body; {why}");
                return Ok(Gone { told: Told::broke(how), end: Ending::Now(End::Reset) });
            }
            (Some(_), Some(lasts)) => client.pause(lasts).await?,
            (None, _) => told.notes.push(no_such_place(at)),
        }
        let mut rest = up_to.rest();
        while let Some(piece) = rest.next().await {
            client.send(&framing.piece(piece)).await?;
        }
        client.send(framing.end()).await?;
        Ok(Gone { told, end: Ending::Now(End::Fin) })
    }

    async fn dribble(self, client: &mut Client, bytes: u64, pause: Felt) -> io::Result<Gone> {
        let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        let framed = self.framed(Wanted::AsItIs).await;
        let mut drops = client.drops(bytes, pause);
        drops.send(&framed.head).await?;
        let framing = framed.framing;
        let mut source = framed.source;
        while let Some(piece) = source.next().await {
            drops.send(&framing.piece(piece)).await?;
        }
        drops.send(framing.end()).await?;
        Ok(Gone { told: Told::default(), end: Ending::Now(End::Fin) })
    }

    async fn bad_chunk(self, client: &mut Client, at: Place, size: &str) -> io::Result<Gone> {
        let framed = self.framed(Wanted::Chunks).await;
        let framing = framed.framing;
        let mut told = Told { notes: framed.notes.clone(), ..Told::default() };
        let mut up_to = UpTo::new(framed.begin(client).await?, at);
        while let Some(piece) = up_to.next().await {
            client.send(&framing.piece(piece)).await?;
        }
        match up_to.found() {
            Some(at) if framing.is_chunked() => {
                client.send(format!("{size}\r\n").as_bytes()).await?;
                told.broke = Some(format!("a fault ended it after {at} bytes of its body"));
            }
            found => {
                if found.is_none() {
                    told.notes.push(no_such_place(at));
                }
                let mut rest = up_to.rest();
                while let Some(piece) = rest.next().await {
                    client.send(&framing.piece(piece)).await?;
                }
                client.send(framing.end()).await?;
            }
        }
        Ok(Gone { told, end: Ending::Now(End::Fin) })
    }
}

impl Gone {
    /// No byte of an answer was sent.
    fn nothing(how: &str, end: End) -> Self {
        let told = Told { nothing_sent: true, ..Told::broke(how.to_owned()) };
        Self { told, end: Ending::Now(end) }
    }
}

fn no_such_place(place: Place) -> String {
    let place = serde_json::to_string(&place).unwrap_or_default();
    format!("the answer went out whole: it has no place {place}")
}
