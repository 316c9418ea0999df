//! What exists in a Marketo instance: lead fields, custom objects, activity types, partitions, lists,
//! programs and the other assets; read once from files, immutable afterwards.
//!
//! `field` and the other types are plain data, `build` reads them from definition files, `standard`
//! is what every fresh instance has. Nothing here knows records, jobs or HTTP.

mod activity_type;
mod asset;
mod build;
mod custom_object;
mod field;
mod standard;

use std::sync::Arc;

use crate::core::document::DefinitionError;

pub use activity_type::{ActivityAttribute, ActivityType, numbers};
pub use asset::{
    Campaign, Email, Folder, FolderType, Partition, Program, ProgramStatus, Segmentation,
    SmartList, SmartListRule, StaticListDefinition, Token,
};
pub use custom_object::CustomObject;
pub use field::{DataType, Field, FieldName, Fields};

/// Everything that was defined.
#[derive(Clone, Debug, Default)]
pub struct Instance {
    /// The fields of leads.
    pub leads: Fields,
    /// The fields of program memberships.
    pub members: Fields,
    /// The custom objects, by their place here.
    pub objects: Vec<CustomObject>,
    /// The types of activities, by id.
    pub activity_types: Vec<ActivityType>,
    /// The partitions of the lead database; the first one is the default.
    pub partitions: Vec<Partition>,
    /// The name of the one workspace.
    pub workspace: String,
    /// The static lists that are there from the start.
    pub static_lists: Vec<StaticListDefinition>,
    /// The smart lists.
    pub smart_lists: Vec<SmartList>,
    /// The programs.
    pub programs: Vec<Program>,
    /// The campaigns.
    pub campaigns: Vec<Campaign>,
    /// The folders.
    pub folders: Vec<Folder>,
    /// The segmentations.
    pub segmentations: Vec<Segmentation>,
    /// The emails.
    pub emails: Vec<Email>,
}

impl Instance {
    /// What every fresh instance has.
    pub fn standard() -> Arc<Self> {
        standard::instance()
    }

    /// The standard instance with a user's definition files laid over it, each a file name and its text.
    ///
    /// A table that a file shares with the standard ones replaces only the keys that it names.
    ///
    /// # Errors
    /// The first thing that is wrong, with file, line, key and what to write instead.
    pub fn with_files(files: &[(String, String)]) -> Result<Arc<Self>, DefinitionError> {
        standard::with_files(files).map(Arc::new)
    }

    /// The custom object of that API name, and its place; letter case is ignored.
    pub fn object(&self, name: &str) -> Option<(usize, &CustomObject)> {
        let mut objects = self.objects.iter().enumerate();
        objects.find(|(_, object)| object.name.eq_ignore_ascii_case(name))
    }

    /// The activity type of that id.
    pub fn activity_type(&self, id: u32) -> Option<&ActivityType> {
        self.activity_types.iter().find(|known| known.id == id)
    }

    /// The program of that id.
    pub fn program(&self, id: u32) -> Option<&Program> {
        self.programs.iter().find(|program| program.id == id)
    }
}
