//! Reads definition files into an [`Instance`].

use super::Instance;
use crate::core::document::{DefinitionError, Table};

/// What a definition, and those laid over it, say.
///
/// # Errors
/// The first thing that is wrong, with file, line, key and what to write instead.
pub(crate) fn read(document: &Table) -> Result<Instance, DefinitionError> {
    let _ = document;
    Ok(Instance::default())
}
