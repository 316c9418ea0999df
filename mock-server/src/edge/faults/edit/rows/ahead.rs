//! What stands before a file.

use super::{Change, Line};

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A byte order mark, before an empty file as well.
#[derive(Default)]
pub(super) struct ByteOrderMark {
    written: bool,
}

impl Change for ByteOrderMark {
    fn header(&mut self, line: Line<'_>, out: &mut Vec<u8>) {
        out.extend_from_slice(MARK);
        self.written = true;
        line.write(out);
    }

    fn row(&mut self, _: u64, line: Line<'_>, out: &mut Vec<u8>) {
        line.write(out);
    }

    fn finish(&mut self, out: &mut Vec<u8>) {
        if !self.written {
            out.extend_from_slice(MARK);
        }
    }
}
