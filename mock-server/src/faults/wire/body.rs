//! Changes of the bytes of an answer.

/// A change of an answer's bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    /// It says that it is gzip, and is broken from this byte on.
    BadGzip {
        /// Bytes that are right.
        after: u64,
    },
}
