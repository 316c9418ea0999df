//! Generated rows for an org: a fixture says for which provider it is.

use std::fmt;

use super::Org;
use crate::core::document::DefinitionError;
use crate::core::generate::fixture::provider_of;
use crate::providers::{marketo, salesforce};

/// Why generated rows do not come into an org.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GenerateError {
    /// The fixture cannot be read.
    Wrong(DefinitionError),
    /// It does not fit what the org holds.
    Unfit(DefinitionError),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Wrong(error) | Self::Unfit(error) => error.fmt(out),
        }
    }
}

impl Org {
    /// Puts generated rows in front of all others, `rows` of them in the table that counts if given; `file`
    /// is the fixture's name in errors. Gives the name of each kind and how many rows it got.
    ///
    /// # Errors
    /// What is wrong with the fixture, with its file and line; nothing of it is there then.
    pub fn generate(
        &mut self,
        file: &str,
        text: &str,
        rows: Option<u32>,
    ) -> Result<Vec<(String, u32)>, GenerateError> {
        if provider_of(text).as_deref() == Some(marketo::generated::PROVIDER) {
            let world = &mut self.marketo.world;
            let fixture = marketo::generated::Fixture::read(world.instance().as_ref(), file, text);
            let fixture = fixture.map_err(GenerateError::Wrong)?.scaled(rows);
            return world.generate(&fixture).map_err(GenerateError::Unfit);
        }
        let world = &mut self.salesforce.world;
        let fixture = salesforce::generated::Fixture::read(&**world.tables.schema(), file, text);
        let fixture = fixture.map_err(GenerateError::Wrong)?.scaled(rows);
        world.generate(&fixture).map_err(GenerateError::Unfit)
    }
}
