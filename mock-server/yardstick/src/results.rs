//! Successful results: the raw rows behind an invented id, in pages of about 64 KiB.

use std::sync::Arc;

use axum::body::Bytes;

use crate::records::Uploaded;

const PAGE_BYTES: usize = 65_000;

/// The pages, made one at a time while the client reads.
pub(crate) fn pages(rows: Arc<Uploaded>) -> impl Iterator<Item = Bytes> {
    let mut next = 0;
    let mut header = true;
    std::iter::from_fn(move || {
        if next == rows.count() && !header {
            return None;
        }
        let mut page = Vec::with_capacity(PAGE_BYTES + (15 << 10));
        if std::mem::take(&mut header) {
            page.extend_from_slice(b"\"sf__Id\",\"sf__Created\",");
            page.extend_from_slice(rows.header());
        }
        let mut digits = itoa::Buffer::new();
        while next < rows.count() && page.len() < PAGE_BYTES {
            page.extend_from_slice(b"\"003");
            page.extend_from_slice(digits.format(next + 100_000_000_000).as_bytes());
            page.extend_from_slice(b"AAA\",\"true\",");
            page.extend_from_slice(rows.row(next));
            next += 1;
        }
        Some(Bytes::from(page))
    })
}
