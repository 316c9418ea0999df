//! The instance that ships with the program, and instances that files of a user lay over it.

use std::sync::{Arc, OnceLock};

use super::Instance;
use super::build;
use crate::core::document::{DefinitionError, Table, parse};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$((
            concat!("fixtures/marketo/instance/", $name, ".toml"),
            include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../fixtures/marketo/instance/",
                $name,
                ".toml"
            )),
        )),*]
    };
}

/// Where they lie.
pub(super) const FOLDER: &str = "fixtures/marketo/instance/";

/// Path and text of each definition file inside the binary.
const FILES: [(&str, &str); 5] =
    files!["lead-fields", "member-fields", "objects", "activity-types", "assets"];

/// What every fresh instance has.
///
/// # Panics
/// If a definition inside the binary is wrong, which a test rules out.
pub(super) fn instance() -> Arc<Instance> {
    static STANDARD: OnceLock<Arc<Instance>> = OnceLock::new();
    let read = || match with_files(&[]) {
        Ok(instance) => Arc::new(instance),
        Err(error) => panic!("a definition inside the binary is wrong: {error}"),
    };
    Arc::clone(STANDARD.get_or_init(read))
}

/// The standard instance with a user's files on top, each a file name and its text.
///
/// # Errors
/// The first thing that is wrong, with file and line.
pub(super) fn with_files(files: &[(String, String)]) -> Result<Instance, DefinitionError> {
    let own = FILES.iter().map(|(name, text)| (*name, *text));
    let users = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let mut all: Option<Table> = None;
    for (name, text) in own.chain(users) {
        let document = parse(name, text)?;
        match &mut all {
            Some(below) => below.overlay(document),
            None => all = Some(document),
        }
    }
    match all {
        Some(document) => build::read(&document),
        None => Ok(Instance::default()),
    }
}
