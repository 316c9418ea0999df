//! A stream of bytes as lines, in bounded memory: a message, noise, or too long to be either.

use crate::protocol::LINE_BYTES_MAX;

/// A line without its line feed.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// It begins with `{`.
    Message(&'a [u8]),
    /// It does not. Of one that is longer than a message may be, the first bytes.
    Noise(&'a [u8]),
    /// It begins with `{` and is longer than a message may be: its first bytes.
    TooLong(&'a [u8]),
}

/// Puts lines together from chunks.
#[derive(Debug, Default)]
pub(super) struct Lines {
    begun: Vec<u8>,
    /// The line was given away before its end; the rest of it is of no interest.
    skipping: bool,
}

impl Lines {
    /// The lines that this chunk completes.
    pub(super) fn push(&mut self, chunk: &[u8], mut each: impl FnMut(Line<'_>)) {
        let mut rest = chunk;
        while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
            self.more(&rest[..end], &mut each);
            self.finish(&mut each);
            rest = &rest[end + 1..];
        }
        self.more(rest, &mut each);
    }

    /// The stream is at its end; a last line without a line feed counts.
    pub(super) fn finish(&mut self, mut each: impl FnMut(Line<'_>)) {
        if !self.skipping && !self.begun.is_empty() {
            each(kind(&self.begun));
        }
        self.begun.clear();
        self.skipping = false;
    }

    /// The line that has begun, if it may become a message.
    pub(super) fn unfinished(&self) -> Option<&[u8]> {
        self.begun.starts_with(b"{").then_some(self.begun.as_slice())
    }

    fn more(&mut self, bytes: &[u8], each: &mut impl FnMut(Line<'_>)) {
        if self.skipping {
            return;
        }
        let room = LINE_BYTES_MAX - self.begun.len();
        self.begun.extend_from_slice(&bytes[..room.min(bytes.len())]);
        if bytes.len() > room {
            each(match kind(&self.begun) {
                Line::Message(start) => Line::TooLong(start),
                other => other,
            });
            self.begun = Vec::new();
            self.skipping = true;
        }
    }
}

fn kind(line: &[u8]) -> Line<'_> {
    if line.starts_with(b"{") { Line::Message(line) } else { Line::Noise(line) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(chunks: &[&[u8]]) -> Vec<(char, usize)> {
        let (mut lines, mut seen) = (Lines::default(), Vec::new());
        let mut each = |line: Line<'_>| {
            seen.push(match line {
                Line::Message(line) => ('m', line.len()),
                Line::Noise(line) => ('n', line.len()),
                Line::TooLong(line) => ('t', line.len()),
            });
        };
        for chunk in chunks {
            lines.push(chunk, &mut each);
        }
        lines.finish(&mut each);
        seen
    }

    #[test]
    fn lines_are_put_together_from_chunks() {
        assert_eq!(of(&[b"{\"t\"", b":1}\nno", b"ise\n\n{}"]), [('m', 7), ('n', 5), ('m', 2)]);
    }

    #[test]
    fn a_line_of_the_greatest_length_is_a_message_and_one_byte_more_is_too_much() {
        let mut line = vec![b'{'; LINE_BYTES_MAX];
        line.push(b'\n');
        assert_eq!(of(&[&line, b"{}\n"]), [('m', LINE_BYTES_MAX), ('m', 2)]);
        line.insert(0, b'{');
        assert_eq!(of(&[&line, b"{}\n"]), [('t', LINE_BYTES_MAX), ('m', 2)]);
    }

    #[test]
    fn noise_without_an_end_is_cut_and_what_follows_is_read() {
        let flood = vec![b'x'; LINE_BYTES_MAX];
        assert_eq!(of(&[&flood, &flood, b"\n{}\n"]), [('n', LINE_BYTES_MAX), ('m', 2)]);
    }
}
