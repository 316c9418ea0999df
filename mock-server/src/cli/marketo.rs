//! What Marketo instances begin with: from folders of definitions and seed files to a template.

use std::path::PathBuf;

use super::Failure;
use super::files::{read, read_definitions, spread};
use crate::providers::marketo::Template;
use crate::providers::marketo::instance::Instance;
use crate::providers::marketo::settings::Settings;

/// Folders and files that a user gave.
pub(super) struct MarketoFiles {
    /// Folders of definitions, each laid over those before it.
    pub(super) instance: Vec<PathBuf>,
    /// Seed files, or folders of them.
    pub(super) data: Vec<PathBuf>,
}

impl MarketoFiles {
    /// The instance that they describe.
    pub(super) fn template(&self, settings: Settings) -> Result<Template, Failure> {
        let wrong = |error: &dyn std::error::Error| Failure::Wrong(error.to_string());
        let mut definitions = Vec::new();
        for folder in &self.instance {
            definitions.extend(read_definitions(folder)?);
        }
        let instance = if definitions.is_empty() {
            Instance::standard()
        } else {
            Instance::with_files(&definitions).map_err(|error| wrong(&error))?
        };
        let data = spread(&self.data, &["csv", "toml"])?.into_iter().map(|path| {
            let text = read(&path)?;
            Ok((path.display().to_string(), text))
        });
        let data = data.collect::<Result<Vec<_>, Failure>>()?;
        Template::with_data(&instance, settings, &data).map_err(|error| wrong(&error))
    }
}
