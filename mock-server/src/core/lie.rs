//! Lies that the fake can be made to tell, so that the judge's model of it can be held on trial.
//!
//! Each is something that no rule of faults can tell, since what it damages is what the fake itself
//! believes. Without the feature `lies`, which no release has, nothing can be made to lie, and the
//! questions asked here are no code at all.

/// One lie.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Lie {
    /// A record that was made is gone at once, and its row counts as loaded.
    NewRecordIsLost = 1,
    /// An update changes nothing, and its row counts as loaded.
    UpdateChangesNothing,
    /// A delete deletes nothing, and its row counts as done.
    DeleteKeepsTheRecord,
    /// An upsert finds no record by its key.
    UpsertFindsNothing,
    /// Two rows of a transaction with one key are both taken.
    DoubledKeysPass,
    /// A unique value that another record has is taken.
    UniqueValuesAreShared,
    /// A file that is uploaded after another is dropped without a word.
    SecondUploadIsDropped,
    /// A job that is aborted ends as complete.
    AbortedIsComplete,
    /// A job that is aborted forgets which rows were written.
    AbortForgetsItsRows,
    /// A job that is worked on can be deleted.
    WorkCanBeDeleted,
    /// Rows that failed are not counted as failed.
    FailuresAreNotCounted,
    /// A lead that an import made is gone at once, and its row counts as loaded.
    NewLeadIsLost,
    /// A lead that an import should change stays as it was, and its row counts as loaded.
    LeadStaysAsItWas,
    /// An extract that was completed can be cancelled all the same.
    CompletedExtractIsCancelled,
    /// Any number of extracts are worked on at a time.
    ExtractsRunWithoutBound,
}

impl Lie {
    /// All of them.
    pub const ALL: [Lie; 15] = [
        Self::NewRecordIsLost,
        Self::UpdateChangesNothing,
        Self::DeleteKeepsTheRecord,
        Self::UpsertFindsNothing,
        Self::DoubledKeysPass,
        Self::UniqueValuesAreShared,
        Self::SecondUploadIsDropped,
        Self::AbortedIsComplete,
        Self::AbortForgetsItsRows,
        Self::WorkCanBeDeleted,
        Self::FailuresAreNotCounted,
        Self::NewLeadIsLost,
        Self::LeadStaysAsItWas,
        Self::CompletedExtractIsCancelled,
        Self::ExtractsRunWithoutBound,
    ];

    /// Whether this is the lie that is told.
    #[cfg(not(feature = "lies"))]
    #[inline]
    pub const fn is_told(self) -> bool {
        false
    }

    /// Whether this is the lie that is told.
    #[cfg(feature = "lies")]
    pub fn is_told(self) -> bool {
        told::TOLD.load(std::sync::atomic::Ordering::Relaxed) == self as u8
    }

    /// Makes every server of this process tell this lie, or none, from here on.
    #[cfg(feature = "lies")]
    pub fn tell(lie: Option<Self>) {
        told::TOLD.store(lie.map_or(0, |lie| lie as u8), std::sync::atomic::Ordering::Relaxed);
    }
}

#[cfg(feature = "lies")]
mod told {
    /// The lie that is told; 0 for none.
    pub(super) static TOLD: std::sync::atomic::AtomicU8 = std::sync::atomic::AtomicU8::new(0);
}
