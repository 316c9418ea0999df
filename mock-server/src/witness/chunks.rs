//! A body in chunks, read as strictly as HTTP says.

/// What the bytes of a body in chunks come to so far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Chunks {
    /// All of it; so many bytes were used up.
    Whole { body: Vec<u8>, used: usize },
    /// More must come; this came.
    More { body: Vec<u8> },
    /// They are no chunks.
    Malformed { body: Vec<u8> },
}

/// The line that ends at the next CRLF, and what follows.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.windows(2).position(|pair| pair == b"\r\n")?;
    Some((&bytes[..end], &bytes[end + 2..]))
}

/// The longest line of a size that anybody writes.
const SIZE_LINE_MAX: usize = 256;

/// Reads a body in chunks from its beginning.
pub(super) fn read(bytes: &[u8]) -> Chunks {
    let mut body = Vec::new();
    let mut rest = bytes;
    loop {
        let Some((size, after)) = line(rest) else {
            let malformed = rest.len() > SIZE_LINE_MAX
                || rest.first().is_some_and(|byte| !byte.is_ascii_hexdigit());
            return if malformed { Chunks::Malformed { body } } else { Chunks::More { body } };
        };
        let digits = size.split(|byte| *byte == b';').next().unwrap_or_default();
        let size = std::str::from_utf8(digits).ok().map(str::trim);
        let Some(size) = size.and_then(|size| usize::from_str_radix(size, 16).ok()) else {
            return Chunks::Malformed { body };
        };
        if size == 0 {
            return trailers(after, bytes.len(), body);
        }
        let Some(data) = after.get(..size) else {
            body.extend_from_slice(after);
            return Chunks::More { body };
        };
        body.extend_from_slice(data);
        rest = &after[size..];
        match rest {
            [b'\r', b'\n', more @ ..] => rest = more,
            [] | [b'\r'] => return Chunks::More { body },
            _ => return Chunks::Malformed { body },
        }
    }
}

fn trailers(mut rest: &[u8], whole: usize, body: Vec<u8>) -> Chunks {
    while let Some((trailer, after)) = line(rest) {
        rest = after;
        if trailer.is_empty() {
            return Chunks::Whole { body, used: whole - rest.len() };
        }
    }
    Chunks::More { body }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_whole_short_or_malformed() {
        let body = b"abc".to_vec();
        let whole = Chunks::Whole { body: body.clone(), used: 15 - 2 };
        assert_eq!(read(b"3\r\nabc\r\n0\r\n\r\nxx"), whole);
        for short in ["3\r\nabc", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n", "5\r\nabc"] {
            assert_eq!(read(short.as_bytes()), Chunks::More { body: body.clone() }, "{short:?}");
        }
        for wrong in ["3\r\nabcd\r\n", "3\r\nabc\r\nxyz\r\n", "3\r\nabc\r\nz"] {
            assert_eq!(
                read(wrong.as_bytes()),
                Chunks::Malformed { body: body.clone() },
                "{wrong:?}"
            );
        }
    }
}
