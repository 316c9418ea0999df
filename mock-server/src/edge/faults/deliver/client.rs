//! The other end of a connection that was taken from the library: sending, waiting, and every way to
//! end it. No wait outlives the client, or the server.

use std::io;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::edge::faults::wait;
use crate::faults::Felt;

/// What a client may still send after its connection was closed, in bytes …
const LINGER_BYTES_MAX: usize = 1 << 20;

/// … and in time. It is read so that the connection is not torn down under the answer.
const LINGER: Felt = Felt(Duration::from_secs(2));

/// A client that has closed its half may still read: it gets the rest of a wait up to this.
const HALF_OPEN: Felt = Felt(Duration::from_secs(60));

/// How long a connection is kept for its next request, and how long that one's head may be.
const KEPT: Felt = Felt(Duration::from_secs(75));
const HEAD_BYTES_MAX: usize = 64 << 10;

/// A reset throws away what is still on its way; so long it has time to arrive.
const ON_ITS_WAY: Felt = Felt(Duration::from_millis(50));

/// A client's connection.
pub(super) struct Client {
    socket: TcpStream,
    /// What the client has sent already.
    ahead: Bytes,
    stopped: watch::Receiver<bool>,
    sent: bool,
}

/// What became of a client while nothing was sent.
enum Meanwhile {
    /// The time is over.
    Over,
    /// It closed the connection, or broke it.
    Gone,
    /// The server stops.
    Stopped,
}

impl Client {
    pub(super) fn new(socket: TcpStream, ahead: Bytes, stopped: watch::Receiver<bool>) -> Self {
        Self { socket, ahead, stopped, sent: false }
    }

    pub(super) async fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sent |= !bytes.is_empty();
        self.socket.write_all(bytes).await
    }

    /// Sends nothing for a while.
    ///
    /// # Errors
    /// The client went away, or the server stops.
    pub(super) async fn pause(&mut self, felt: Felt) -> io::Result<()> {
        match self.listen(felt, HALF_OPEN, usize::MAX).await {
            Meanwhile::Over => Ok(()),
            Meanwhile::Gone => Err(io::ErrorKind::ConnectionAborted.into()),
            Meanwhile::Stopped => Err(io::Error::other("the server stops")),
        }
    }

    /// Sends nothing until the client goes away or the server stops; says which.
    pub(super) async fn silence(&mut self) -> &'static str {
        loop {
            match self.listen(Felt::MAX, Felt::default(), usize::MAX).await {
                Meanwhile::Over => {}
                Meanwhile::Gone => return "the client went away",
                Meanwhile::Stopped => return "the server stopped",
            }
        }
    }

    /// Sends in drops of so many bytes, with a pause between them.
    pub(super) fn drops(&mut self, bytes: usize, pause: Felt) -> Drops<'_> {
        Drops { client: self, bytes, pause, left: bytes }
    }

    /// Waits for the head of the next request; `false` if none comes.
    pub(super) async fn next_head(&mut self) -> bool {
        let mut head = std::mem::take(&mut self.ahead).to_vec();
        let mut over = pin!(wait(KEPT));
        loop {
            if head.windows(4).any(|four| four == b"\r\n\r\n") || head.len() > HEAD_BYTES_MAX {
                return true;
            }
            tokio::select! {
                read = self.socket.read_buf(&mut head) => match read {
                    Ok(0) | Err(_) => return false,
                    Ok(_) => {}
                },
                () = &mut over => return false,
                _ = self.stopped.wait_for(|stopped| *stopped) => return false,
            }
        }
    }

    /// Ends the connection in order: what the client still sends is read, so that it is not torn down.
    pub(super) async fn hang_up(mut self) {
        let _ = self.socket.shutdown().await;
        self.listen(LINGER, Felt::default(), LINGER_BYTES_MAX).await;
    }

    /// Closes the server's half; the client's stays open for a while.
    pub(super) async fn half_close(mut self, lasts: Felt) {
        let _ = self.socket.shutdown().await;
        self.listen(lasts, Felt::default(), usize::MAX).await;
    }

    /// Tears the connection down.
    pub(super) async fn tear_down(mut self) {
        if self.sent {
            self.listen(ON_ITS_WAY, ON_ITS_WAY, usize::MAX).await;
        }
        let _ = self.socket.set_zero_linger();
    }

    /// Takes what the client sends and throws it away, for so long; `half_open` is how much of that is
    /// left to a client that closes its half.
    async fn listen(&mut self, lasts: Felt, half_open: Felt, bytes_max: usize) -> Meanwhile {
        let mut over = pin!(wait(lasts));
        let mut sink = vec![0; 16 << 10];
        let mut taken = 0;
        loop {
            tokio::select! {
                () = &mut over => return Meanwhile::Over,
                _ = self.stopped.wait_for(|stopped| *stopped) => return Meanwhile::Stopped,
                read = self.socket.read(&mut sink) => match read {
                    Ok(0) => break,
                    Ok(bytes) => taken += bytes,
                    Err(_) => return Meanwhile::Gone,
                },
            }
            if taken >= bytes_max {
                return Meanwhile::Over;
            }
        }
        tokio::select! {
            () = &mut over => Meanwhile::Over,
            () = wait(half_open) => Meanwhile::Gone,
            _ = self.stopped.wait_for(|stopped| *stopped) => Meanwhile::Stopped,
        }
    }
}

/// A client that gets its answer in drops.
pub(super) struct Drops<'a> {
    client: &'a mut Client,
    bytes: usize,
    pause: Felt,
    /// What is left of the drop.
    left: usize,
}

impl Drops<'_> {
    pub(super) async fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            if self.left == 0 {
                self.client.pause(self.pause).await?;
                self.left = self.bytes;
            }
            let (now, later) = bytes.split_at(bytes.len().min(self.left));
            self.client.send(now).await?;
            self.left -= now.len();
            bytes = later;
        }
        Ok(())
    }
}
