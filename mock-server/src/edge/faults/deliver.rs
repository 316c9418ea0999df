//! An answer that goes out as no HTTP library would send it: our own small writer of head, framing and
//! body, on a socket that was taken away from the library.

use axum::http::Response;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::edge::reply::ResponseBody;
use crate::faults::{Cut, Delivery, End, Place};

/// Marks a response that is not to go out as usual.
#[derive(Clone)]
pub(in crate::edge) struct OnTheWire(pub(in crate::edge) Delivery);

/// Bytes that a client may still be sending when it is sent away.
const LINGER_BYTES_MAX: usize = 1 << 20;

/// Writes a response as told, and ends the connection.
pub(in crate::edge) async fn deliver(
    mut socket: TcpStream,
    response: Response<ResponseBody>,
    delivery: Delivery,
) {
    let done = match delivery {
        Delivery::Cut(cut) => self::cut(&mut socket, response, &cut).await,
        _ => Ok(End::Fin),
    };
    match done {
        Ok(End::Reset) | Err(_) => {
            let _ = socket.set_zero_linger();
        }
        Ok(End::Fin) => hang_up(&mut socket).await,
    }
}

async fn cut(
    socket: &mut TcpStream,
    response: Response<ResponseBody>,
    cut: &Cut,
) -> std::io::Result<End> {
    if cut.at == Place::BeforeHead {
        return Ok(cut.end);
    }
    let (head, mut body) = framed(response);
    socket.write_all(&head).await?;
    while let Some(Ok(frame)) = body.frame().await {
        if let Ok(piece) = frame.into_data() {
            socket.write_all(&piece).await?;
        }
    }
    Ok(cut.end)
}

/// The head of a response as bytes, and its body.
fn framed(response: Response<ResponseBody>) -> (Bytes, ResponseBody) {
    let (parts, body) = response.into_parts();
    let mut head = BytesMut::new();
    head.extend_from_slice(format!("HTTP/1.1 {}\r\n", parts.status).as_bytes());
    for (name, value) in &parts.headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    (head.freeze(), body)
}

/// Ends a connection in order: what the client still sends is read, so that it is not torn down.
async fn hang_up(socket: &mut TcpStream) {
    let _ = socket.shutdown().await;
    let mut sink = vec![0; 16 << 10];
    let mut read = 0;
    while read < LINGER_BYTES_MAX {
        match socket.read(&mut sink).await {
            Ok(0) | Err(_) => return,
            Ok(bytes) => read += bytes,
        }
    }
}
