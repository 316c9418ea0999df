//! The parts of a `multipart/form-data` body, read strictly or as leniently as servers do.
//!
//! A boundary is one only on a line of its own, so that what looks like one inside a line of content
//! cuts nothing. Content is exact: the line end in front of a boundary belongs to the boundary.
//! Nothing here knows a provider or decides what a part means. Every reader is one pass.

use std::borrow::Cow;

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
    let marks = marks(body, &format!("--{boundary}"));
    let closed = marks.last().is_some_and(|last| last.closes);
    if !closed || (ends == LineEnds::Crlf && !marks.iter().all(|mark| mark.after_crlf(body))) {
        return None;
    }
    marks.windows(2).map(|pair| part(&body[pair[0].end..pair[1].start])).collect()
}

/// As [`parts`], for bodies that no strict reader takes.
///
/// Clients in the field, and Marketo's own sample, leave out the two dashes of the last boundary, the
/// line end behind it, or all of it, and write boundaries that begin and end with dashes. Content that
/// no boundary ends reaches to the end of the body.
pub fn lenient_parts<'a>(body: &'a [u8], boundary: &str) -> Vec<Part<'a>> {
    let mut mark = format!("--{boundary}");
    let mut found = marks(body, &mark);
    if found.is_empty() && boundary.starts_with("--") {
        // Hand-made bodies name the whole line as their boundary.
        mark = boundary.to_owned();
        found = marks(body, &mark);
    }
    let mut parts = Vec::new();
    for (place, begin) in found.iter().enumerate() {
        if begin.closes {
            break;
        }
        let content = match found.get(place + 1) {
            Some(next) => without_line_end(&body[begin.end..next.start]),
            None => without_last_mark(&body[begin.end..], &mark),
        };
        // What follows a last boundary without its dashes is nothing at all.
        if !content.trim_ascii().is_empty() {
            parts.push(lenient_part(content));
        }
    }
    parts
}

impl<'a> Part<'a> {
    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        std::str::from_utf8(self.header_bytes(name)?).ok()
    }

    /// A parameter of its `Content-Disposition`, such as `name`.
    pub fn disposition(&self, parameter: &str) -> Option<Cow<'a, str>> {
        let mut rest = self.header_bytes("content-disposition")?;
        while let Some(semicolon) = unquoted(rest, b';') {
            rest = &rest[semicolon + 1..];
            let pair = &rest[..unquoted(rest, b';').unwrap_or(rest.len())];
            let Some(equals) = memchr::memchr(b'=', pair) else { continue };
            let (key, value) = (pair[..equals].trim_ascii(), pair[equals + 1..].trim_ascii());
            if key.eq_ignore_ascii_case(parameter.as_bytes()) {
                // A file's name may be a path of any machine, in any encoding.
                return Some(String::from_utf8_lossy(unwrapped(value)));
            }
        }
        None
    }

    fn header_bytes(&self, name: &str) -> Option<&'a [u8]> {
        self.headers.split(|byte| *byte == b'\n').find_map(|line| {
            let colon = memchr::memchr(b':', line)?;
            let named = line[..colon].trim_ascii().eq_ignore_ascii_case(name.as_bytes());
            named.then(|| line[colon + 1..].trim_ascii())
        })
    }
}

/// The line of a boundary.
struct Mark {
    /// Where it starts.
    start: usize,
    /// Where the next line starts.
    end: usize,
    /// Whether it is the last one.
    closes: bool,
}

impl Mark {
    /// Whether it may stand there if only CRLF ends a line.
    fn after_crlf(&self, body: &[u8]) -> bool {
        self.start == 0 || body[..self.start].ends_with(b"\r\n")
    }
}

/// All lines that are `mark`, with two dashes behind it or not.
fn marks(body: &[u8], mark: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for start in memchr::memmem::find_iter(body, mark.as_bytes()) {
        if start > 0 && body[start - 1] != b'\n' {
            continue;
        }
        let after = &body[start + mark.len()..];
        let closes = after.starts_with(b"--");
        let rest = if closes { &after[2..] } else { after };
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        match rest.get(blanks) {
            None => marks.push(Mark { start, end: body.len(), closes }),
            Some(b'\n') => {
                let end = body.len() - rest.len() + blanks + 1;
                marks.push(Mark { start, end, closes });
            }
            Some(_) => {}
        }
    }
    marks
}

/// The place of `byte` outside of quotes.
fn unquoted(text: &[u8], byte: u8) -> Option<usize> {
    let mut quoted = false;
    text.iter().position(|here| {
        quoted ^= *here == b'"';
        !quoted && *here == byte
    })
}

/// A value without the quotes around it.
fn unwrapped(value: &[u8]) -> &[u8] {
    let inner = value.strip_prefix(b"\"").unwrap_or(value);
    inner.strip_suffix(b"\"").unwrap_or(inner)
}

fn without_line_end(bytes: &[u8]) -> &[u8] {
    let line = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    if line.len() < bytes.len() { line.strip_suffix(b"\r").unwrap_or(line) } else { line }
}

/// Content to the end of the body, less a last boundary that no line end precedes.
fn without_last_mark<'a>(bytes: &'a [u8], mark: &str) -> &'a [u8] {
    let text = without_line_end(bytes);
    let open = text.strip_suffix(mark.as_bytes());
    let closed = || text.strip_suffix(b"--").and_then(|text| text.strip_suffix(mark.as_bytes()));
    open.or_else(closed).unwrap_or(bytes)
}

/// Head and content are parted by an empty line; the line end before the next boundary is no content.
fn part(bytes: &[u8]) -> Option<Part<'_>> {
    let content = without_line_end(bytes);
    if content.len() == bytes.len() {
        return None;
    }
    let (head, start) = head(content)?;
    Some(Part { headers: &content[..head], content: &content[start..] })
}

/// A part that may lack the empty line, and with it all content.
fn lenient_part(content: &[u8]) -> Part<'_> {
    let (head, start) = head(content).unwrap_or((content.len(), content.len()));
    Part { headers: &content[..head], content: &content[start..] }
}

/// Where a head ends and where the content begins.
fn head(content: &[u8]) -> Option<(usize, usize)> {
    let mut start = 0;
    for newline in memchr::memchr_iter(b'\n', content) {
        let line = &content[start..newline];
        if line.is_empty() || line == b"\r" {
            return Some((start, newline + 1));
        }
        start = newline + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            assert_eq!(parts[0].disposition("name").as_deref(), Some("job"));
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

    /// What follows the last row of a file: boundaries as clients write them.
    const ENDS: [&str; 8] = [
        "\r\n--B--\r\n",
        "\r\n--B--",
        "\n--B--\n",
        "\r\n--B\r\n",
        "\r\n--B",
        "\n--B",
        "--B--",
        "--B",
    ];

    proptest! {
        #[test]
        fn content_is_exact_whatever_ends_it(
            content in "[-aB\r\n]{0,24}",
            end in prop::sample::select(&ENDS[..]),
        ) {
            // A boundary in the content ends it; one right behind its head leaves none.
            prop_assume!(!content.contains("--B"));
            prop_assume!(!format!("{content}{end}").starts_with("--B"));
            // A bare end of line in front of it would be taken for half of another one, and a
            // boundary without any would come to stand on a line of its own.
            prop_assume!(!(content.ends_with('\r') && end.starts_with('\n')));
            prop_assume!(!(content.ends_with('\n') && end.starts_with("--")));
            let body = format!("--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n{content}{end}");
            let parts = lenient_parts(body.as_bytes(), "B");
            prop_assert_eq!(parts.len(), 1);
            prop_assert_eq!(parts[0].content, content.as_bytes());
        }

        #[test]
        fn nothing_that_is_sent_is_too_odd_to_be_read(body in "[-B:;=\"a\r\n ]{0,60}") {
            for part in lenient_parts(body.as_bytes(), "B") {
                let _ = (part.header("a"), part.disposition("a"));
            }
            let _ = parts(body.as_bytes(), "B", LineEnds::Any);
        }
    }
}
