//! A client that reads bytes off a socket and judges for itself whether they are an answer, and how
//! it ended. It uses no HTTP library, since those mend or hide what is to be seen.

use std::io::{ErrorKind, Read};
use std::net::SocketAddr;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::ReadHalf;
use tokio::time::{Instant, timeout};

use super::call::Call;
use super::chunks::{self, Chunks};
use crate::scenario::file::Ending;

/// An answer that does not come in this time will not come.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// So long a silence is a stall, for a step that expects one.
const STALL: Duration = Duration::from_millis(400);

/// What was seen of an answer.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// How the exchange ended.
    pub(super) ending: Ending,
    /// The status; absent if no head came.
    pub(super) status: Option<u16>,
    /// The headers.
    pub(super) headers: Vec<(String, String)>,
    /// The body that came: chunks put together, gzip undone.
    pub(super) body: Vec<u8>,
    /// Bytes of it before gzip was undone.
    pub(super) bytes: u64,
    /// Bytes that were promised and did not come.
    pub(super) missing: Option<u64>,
    /// How long it took.
    pub(super) took: Duration,
}

impl Seen {
    /// A header's text.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }
}

/// A connection.
pub(super) struct Wire {
    socket: TcpStream,
    /// What came and was not read yet.
    ahead: Vec<u8>,
}

impl Wire {
    pub(super) async fn connect(to: SocketAddr) -> std::io::Result<Self> {
        let socket = TcpStream::connect(to).await?;
        socket.set_nodelay(true)?;
        Ok(Self { socket, ahead: Vec::new() })
    }

    /// Sends what there is of a request, and goes away.
    pub(super) async fn abandon(mut self, call: &Call) -> std::io::Result<()> {
        self.socket.write_all(&call.head).await?;
        self.socket.write_all(&call.body).await?;
        self.socket.shutdown().await
    }

    /// Sends a request and reads its answer to its end, whatever that is.
    pub(super) async fn exchange(&mut self, call: &Call, stalls: bool) -> Seen {
        let began = Instant::now();
        let (reader, mut writer) = self.socket.split();
        let write = async {
            // A server may answer, or hang up, before it has read everything.
            if writer.write_all(&call.head).await.is_ok() {
                let _ = writer.write_all(&call.body).await;
            }
            std::future::pending::<()>().await;
        };
        let silence = if stalls { STALL } else { PATIENCE };
        let mut bytes = Bytes { reader, came: std::mem::take(&mut self.ahead), silence };
        let read = bytes.answer(call.is_head);
        let mut seen = tokio::select! {
            seen = read => seen,
            () = write => unreachable!("it never ends"),
        };
        self.ahead = bytes.came;
        seen.took = began.elapsed();
        ungzip(&mut seen);
        seen
    }
}

/// Bytes as they come.
struct Bytes<'a> {
    reader: ReadHalf<'a>,
    came: Vec<u8>,
    silence: Duration,
}

/// Why no more bytes come.
type NoMore = Ending;

impl Bytes<'_> {
    /// Waits for more.
    async fn more(&mut self) -> Result<(), NoMore> {
        let mut piece = [0; 16 << 10];
        match timeout(self.silence, self.reader.read(&mut piece)).await {
            Err(_) => Err(Ending::Stalled),
            Ok(Ok(0)) => Err(Ending::Short),
            Ok(Ok(bytes)) => {
                self.came.extend_from_slice(&piece[..bytes]);
                Ok(())
            }
            Ok(Err(error)) if error.kind() == ErrorKind::ConnectionReset => Err(Ending::Reset),
            Ok(Err(_)) => Err(Ending::Short),
        }
    }

    async fn answer(&mut self, is_head: bool) -> Seen {
        let (status, headers) = loop {
            match self.head().await {
                Ok((status, _)) if (100..200).contains(&status) => {}
                Ok(head) => break head,
                Err(ending) => return self.no_answer(ending),
            }
        };
        let mut seen = Seen {
            ending: Ending::Whole,
            status: Some(status),
            headers,
            body: Vec::new(),
            bytes: 0,
            missing: None,
            took: Duration::ZERO,
        };
        if is_head || status == 204 || status == 304 {
            return seen;
        }
        let length = seen.header("content-length").map(str::parse::<usize>);
        let chunked = seen.header("transfer-encoding").is_some_and(|says| says.contains("chunked"));
        match length {
            _ if chunked => self.chunked(&mut seen).await,
            Some(Ok(length)) => self.counted(&mut seen, length).await,
            Some(Err(_)) => seen.ending = Ending::NoHttp,
            None => self.read_to_end(&mut seen).await,
        }
        seen.bytes = seen.body.len() as u64;
        seen
    }

    /// What is to be said of bytes that are not even a head.
    fn no_answer(&mut self, ending: Ending) -> Seen {
        let body = std::mem::take(&mut self.came);
        let ending = match ending {
            Ending::Short if body.is_empty() => Ending::Empty,
            Ending::Short if !looks_like_http(&body) => Ending::NoHttp,
            other => other,
        };
        let bytes = body.len() as u64;
        Seen {
            ending,
            status: None,
            headers: Vec::new(),
            body,
            bytes,
            missing: None,
            took: Duration::ZERO,
        }
    }

    /// Status and headers.
    async fn head(&mut self) -> Result<(u16, Vec<(String, String)>), NoMore> {
        loop {
            if let Some(end) = self.came.windows(4).position(|four| four == b"\r\n\r\n") {
                let head = String::from_utf8_lossy(&self.came[..end]).into_owned();
                let read = read_head(&head).ok_or(Ending::NoHttp)?;
                self.came.drain(..end + 4);
                return Ok(read);
            }
            if !looks_like_http(&self.came) {
                // Whatever else it is comes to its end.
                while self.more().await.is_ok() {}
                return Err(Ending::NoHttp);
            }
            self.more().await?;
        }
    }

    async fn counted(&mut self, seen: &mut Seen, length: usize) {
        while self.came.len() < length {
            if let Err(ending) = self.more().await {
                seen.missing = Some((length - self.came.len()) as u64);
                seen.ending = ending;
                break;
            }
        }
        let rest = self.came.split_off(length.min(self.came.len()));
        seen.body = std::mem::replace(&mut self.came, rest);
    }

    async fn chunked(&mut self, seen: &mut Seen) {
        loop {
            match chunks::read(&self.came) {
                Chunks::Whole { body, used } => {
                    self.came.drain(..used);
                    seen.body = body;
                    return;
                }
                Chunks::Malformed { body } => {
                    (seen.body, seen.ending) = (body, Ending::Malformed);
                    return;
                }
                Chunks::More { body } => {
                    if let Err(ending) = self.more().await {
                        (seen.body, seen.ending) = (body, ending);
                        return;
                    }
                }
            }
        }
    }

    /// A body that ends with its connection.
    async fn read_to_end(&mut self, seen: &mut Seen) {
        let ending = loop {
            if let Err(ending) = self.more().await {
                break ending;
            }
        };
        seen.ending = if ending == Ending::Short { Ending::Whole } else { ending };
        seen.body = std::mem::take(&mut self.came);
    }
}

fn looks_like_http(bytes: &[u8]) -> bool {
    let start = b"HTTP/1.1 ";
    bytes.iter().zip(start).all(|(byte, right)| byte == right)
}

fn read_head(head: &str) -> Option<(u16, Vec<(String, String)>)> {
    let mut lines = head.split("\r\n");
    let status = lines.next()?.strip_prefix("HTTP/1.1 ")?.split(' ').next()?.parse().ok()?;
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Some((status, lines.map(header).collect::<Option<_>>()?))
}

/// Undoes gzip, if the head says that it is.
fn ungzip(seen: &mut Seen) {
    let says =
        seen.header("content-encoding").is_some_and(|says| says.eq_ignore_ascii_case("gzip"));
    if !says || seen.body.is_empty() {
        return;
    }
    let mut plain = Vec::new();
    let done = MultiGzDecoder::new(seen.body.as_slice()).read_to_end(&mut plain);
    if done.is_err() && seen.ending == Ending::Whole {
        seen.ending = Ending::BadGzip;
    }
    seen.body = plain;
}
