//! Changes of the rows of a CSV answer.

/// A change of a CSV answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ResultEdit {
    /// Its rows in another order, drawn from this number.
    Shuffled(u64),
}
