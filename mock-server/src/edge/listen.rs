//! Our own accept loop: every socket is ours before hyper speaks HTTP on it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONNECTION;
use axum::http::{Method, Request, Version};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::conn::{Answering, Conn};
use super::faults::{Asked, OnTheWire, deliver, wait};
use super::reply::ResponseBody;
use crate::faults::Felt;

/// How long a client may take to send a head, and an idle connection is kept.
const HEAD_TIMEOUT: Duration = Duration::from_secs(75);

/// How often a connection is looked at whose client may be gone while an answer is waited for. A client
/// that only closed its half gets an answer all the same, if its first byte takes no longer than this.
const LOOK: Felt = Felt(Duration::from_secs(60));

/// How long requests under way may take once the server is asked to stop.
const STOP_GRACE: Duration = Duration::from_secs(5);

/// How long nothing is accepted after a failure to do so.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// What answers a request.
pub trait Answers: Send + Sync + 'static {
    /// Answers one request.
    fn answer(
        self: Arc<Self>,
        request: Request<Body>,
    ) -> impl Future<Output = axum::http::Response<ResponseBody>> + Send;

    /// The whole answer, head included, to what is no HTTP at all.
    fn not_http(&self) -> &'static [u8];
}

/// A bound socket that does not accept yet.
pub struct Listener {
    socket: TcpListener,
    /// Where it listens; with port 0 asked for, the port that was given.
    pub address: SocketAddr,
}

/// A server that accepts connections.
pub struct Running {
    stop: watch::Sender<bool>,
    task: tokio::task::JoinHandle<()>,
}

impl Listener {
    /// Binds `address`.
    ///
    /// # Errors
    /// The address cannot be bound.
    pub async fn bind(address: SocketAddr) -> std::io::Result<Self> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        Ok(Self { socket, address })
    }

    /// Accepts connections until told to stop.
    pub fn run(self, answers: Arc<impl Answers>) -> Running {
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(accept(self.socket, answers, stopped));
        Running { stop, task }
    }
}

impl Running {
    /// Stops accepting, lets requests under way finish for a while, then cuts them.
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        let _ = self.task.await;
    }
}

async fn accept(
    socket: TcpListener,
    answers: Arc<impl Answers>,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = socket.accept() => match accepted {
                Ok((stream, _)) => {
                    let (answers, stopped) = (Arc::clone(&answers), stopped.clone());
                    connections.spawn(serve(stream, answers, stopped));
                }
                // Too many open files, say: give others the time to close theirs.
                Err(error) => {
                    tracing::warn!("cannot accept a connection: {error}");
                    pause().await;
                }
            },
            Some(_) = connections.join_next() => {}
            _ = stopped.changed() => break,
        }
    }
    drop(socket);
    let finish = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(STOP_GRACE, finish).await;
}

#[expect(clippy::disallowed_methods, reason = "the machine tells nobody when it has room again")]
async fn pause() {
    tokio::time::sleep(ACCEPT_PAUSE).await;
}

async fn serve(stream: TcpStream, answers: Arc<impl Answers>, mut stopped: watch::Receiver<bool>) {
    // Answers are written whole; waiting to fill a packet only delays them.
    let _ = stream.set_nodelay(true);
    let answering = Answering::default();
    let socket = Conn::new(stream, answering.clone(), answers.not_http());
    let other_end = answering.clone();
    let (seize, mut seized) = mpsc::unbounded_channel();
    let service = service_fn(move |request: Request<Incoming>| {
        let answers = Arc::clone(&answers);
        let made = answering.begin();
        let seize = seize.clone();
        async move {
            let asked = asked(&request);
            let mut response = answers.answer(request.map(Body::new)).await;
            if let Some(on_the_wire) = response.extensions_mut().remove::<OnTheWire>() {
                // The library hears no more of this request: the socket is taken from it.
                let _ = seize.send((response, asked, on_the_wire));
                return std::future::pending().await;
            }
            // The body takes the mark along, so that it is dropped where the answer ends.
            let marked = |body: ResponseBody| {
                body.map_err(move |never| {
                    let _mark = &made;
                    never
                })
            };
            Ok::<_, Infallible>(response.map(marked))
        }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .title_case_headers(true)
        .half_close(true)
        .serve_connection(TokioIo::new(socket), service);
    let mut stopping = false;
    let mut look = pin!(wait(LOOK));
    let ended = loop {
        tokio::select! {
            ended = &mut connection => break ended,
            Some((response, asked, on_the_wire)) = seized.recv() => {
                let parts = connection.into_parts();
                let socket = parts.io.into_inner().into_socket();
                deliver(socket, parts.read_buf, response, asked, on_the_wire, stopped).await;
                return;
            }
            _ = stopped.changed(), if !stopping => {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
            // What is told here is heard when the connection is polled next, and that is at once.
            () = &mut look => {
                other_end.look();
                look.set(wait(LOOK));
            }
        }
    };
    if let Err(error) = ended {
        tracing::debug!("a connection ended: {error}");
    }
}

/// What the library knows of a request, for those who answer it in its place.
fn asked(request: &Request<Incoming>) -> Asked {
    let old = request.version() == Version::HTTP_10;
    let mut options = request
        .headers()
        .get_all(CONNECTION)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let mut names = |word: &str| options.any(|option| option.trim().eq_ignore_ascii_case(word));
    let close = if old { !names("keep-alive") } else { names("close") };
    Asked { old, head_only: request.method() == Method::HEAD, close }
}
