//! The parts of a `multipart/form-data` body, read as leniently as servers do.
//!
//! Lines may end in CRLF or LF, and something may stand before the first boundary: real clients send
//! both. It knows no provider and takes no decision about what a part means.

/// One part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part<'a> {
    /// Its headers, as one block of lines.
    headers: &'a [u8],
    /// Its content.
    pub content: &'a [u8],
}

/// The boundary that a content type names, quoted or not; `None` if it is no multipart type.
pub fn boundary(content_type: &str) -> Option<&str> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/")) {
        return None;
    }
    parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches('"');
        (name.trim().eq_ignore_ascii_case("boundary") && !value.is_empty()).then_some(value)
    })
}

/// Which ends of lines are taken between and inside the heads of parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LineEnds {
    /// CRLF or LF, whatever stands before the first boundary.
    Any,
    /// CRLF only.
    Crlf,
}

/// The parts between the boundaries, in order; `None` if a boundary is missing or a part has no head.
pub fn parts<'a>(body: &'a [u8], boundary: &str, ends: LineEnds) -> Option<Vec<Part<'a>>> {
    let mark = format!("--{boundary}");
    let mut marks = Vec::new();
    for at in memchr::memmem::find_iter(body, mark.as_bytes()) {
        if at == 0 || body[at - 1] == b'\n' {
            marks.push(at);
        }
    }
    let closed = marks.last().is_some_and(|last| body[last + mark.len()..].starts_with(b"--"));
    if !closed || (ends == LineEnds::Crlf && !marks.iter().all(|at| ends_in_crlf(&body[..*at]))) {
        return None;
    }
    marks.windows(2).map(|pair| part(after_line(&body[pair[0] + mark.len()..pair[1]])?)).collect()
}

/// As [`parts`], for bodies that no strict reader takes.
pub fn lenient_parts<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    parts(body, boundary, LineEnds::Any).unwrap_or_default()
}

impl<'a> Part<'a> {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.split(|byte| *byte == b'\n').find_map(|line| {
            let (key, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// A parameter of its `Content-Disposition`, such as `name`.
    pub fn disposition(&self, parameter: &str) -> Option<&'a str> {
        self.header("content-disposition")?.split(';').skip(1).find_map(|pair| {
            let (key, value) = pair.split_once('=')?;
            key.trim().eq_ignore_ascii_case(parameter).then(|| value.trim().trim_matches('"'))
        })
    }
}

/// Whether a boundary may follow where only CRLF ends a line.
fn ends_in_crlf(before: &[u8]) -> bool {
    before.is_empty() || before.ends_with(b"\r\n")
}

/// What follows the rest of a boundary's line.
fn after_line(bytes: &[u8]) -> Option<&[u8]> {
    memchr::memchr(b'\n', bytes).map(|end| &bytes[end + 1..])
}

/// Head and content are parted by an empty line; the line end before the next boundary is no content.
fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let content = bytes.strip_suffix(b"\r\n").or_else(|| bytes.strip_suffix(b"\n"))?;
    let gap = |mark: &[u8]| memchr::memmem::find(content, mark).map(|at| (at, at + mark.len()));
    let (head, start) = [gap(b"\r\n\r\n"), gap(b"\n\n")].into_iter().flatten().min()?;
    Some(Part { headers: &content[..head], content: &content[start..] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_with_either_line_ending() {
        for newline in ["\r\n", "\n"] {
            let body = [
                "",
                "--B",
                "Content-Type: application/json",
                "Content-Disposition: form-data; name=\"job\"",
                "",
                "{}",
                "--B",
                "Content-Disposition: form-data; name=\"content\"; filename=\"content\"",
                "",
                "Name\nA\n",
                "--B--",
                "",
            ]
            .join(newline);
            let strict = parts(body.as_bytes(), "B", LineEnds::Crlf);
            assert_eq!(strict.is_some(), newline == "\r\n");
            let parts = parts(body.as_bytes(), "B", LineEnds::Any).expect("two parts");
            assert_eq!(parts.len(), 2);
            assert_eq!(parts[0].disposition("name"), Some("job"));
            assert_eq!(parts[0].header("content-type"), Some("application/json"));
            assert_eq!(parts[1].content, b"Name\nA\n");
        }
    }

    #[test]
    fn a_boundary_may_be_quoted_and_a_body_must_be_closed() {
        assert_eq!(boundary("multipart/form-data; charset=utf-8; boundary=\"a b\""), Some("a b"));
        assert_eq!(boundary("application/json; boundary=x"), None);
        assert_eq!(parts(b"--B\r\n\r\nx", "B", LineEnds::Any), None);
        assert_eq!(parts(b"", "B", LineEnds::Any), None);
    }
}
