//! Rows made up while they are sent: what a large download costs before anybody looks a record up.

use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Rows of one chunk, about 64 KiB.
const CHUNK_ROWS: u64 = 640;

/// `GET /blob/{rows}`: so many rows of about 105 bytes each, the same as of a query for seven fields.
pub(crate) async fn blob(Path(rows): Path<u64>) -> Response {
    let chunks = (0..rows).step_by(CHUNK_ROWS as usize).map(move |first| {
        let mut chunk = Vec::with_capacity(CHUNK_ROWS as usize * 112);
        for row in first..rows.min(first + CHUNK_ROWS) {
            write_row(&mut chunk, row);
        }
        Ok::<_, std::io::Error>(Bytes::from(chunk))
    });
    let body = Body::from_stream(futures_util::stream::iter(chunks));
    ([(header::CONTENT_TYPE, "text/csv")], body).into_response()
}

fn write_row(out: &mut Vec<u8>, row: u64) {
    let mut digits = itoa::Buffer::new();
    let number = digits.format(row + 100_000_000).as_bytes();
    for part in [
        b"003" as &[u8],
        number,
        b"AAA,C-",
        number,
        b",Margaret,Hamilton,margaret.hamilton.",
        number,
        b"@example.com,+1-555-0000000,alpha bravo\n",
    ] {
        out.extend_from_slice(part);
    }
}
