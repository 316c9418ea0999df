//! All objects of an org, found by name or by the prefix of an id.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::check::{Built, check};
use super::standard::STANDARD_FILES;
use super::{DefinitionError, KeyPrefix, Object, build};
use crate::core::document::{Table, parse};
use crate::core::nearest::suggest;

/// The objects that an org knows. Immutable: share it as `Arc<Schema>`.
#[derive(Debug, Clone)]
pub struct Schema {
    /// By name in lower case, which is the order of a global describe.
    objects: BTreeMap<String, Arc<Object>>,
    prefixes: HashMap<KeyPrefix, Arc<Object>>,
    /// The files as read and in that order, so that a user's file can be laid over them and a clash
    /// is laid at the later one's door.
    documents: Vec<Table>,
}

impl Schema {
    /// The definitions inside the binary.
    ///
    /// # Panics
    /// If one of them has an error, which a test rules out.
    pub fn standard() -> Schema {
        let empty =
            Schema { objects: BTreeMap::new(), prefixes: HashMap::new(), documents: Vec::new() };
        let files = STANDARD_FILES.map(|(name, text)| (name.to_owned(), text.to_owned()));
        match empty.with_files(files.into()) {
            Ok(schema) => schema,
            Err(error) => panic!("a definition inside the binary is wrong: {error}"),
        }
    }

    /// The object of that name, letter case ignored.
    pub fn object(&self, name: &str) -> Option<&Arc<Object>> {
        self.objects.get(&name.to_ascii_lowercase())
    }

    /// The object whose ids begin with these three characters.
    pub fn object_by_prefix(&self, prefix: &str) -> Option<&Arc<Object>> {
        self.prefixes.get(&KeyPrefix::from_text(prefix)?)
    }

    /// Every object, sorted by name.
    pub fn objects(&self) -> impl Iterator<Item = &Arc<Object>> {
        self.objects.values()
    }

    /// This schema with a user's files on top, each a file name and its text.
    ///
    /// A file with `name` defines an object; one with `extend` adds fields and rules to an object,
    /// or changes what it names of a field. The order of the files does not matter.
    ///
    /// # Errors
    /// The first file that cannot be used, with line and remedy.
    pub fn with_files(mut self, files: Vec<(String, String)>) -> Result<Schema, DefinitionError> {
        let mut extensions = Vec::new();
        for (file, text) in files {
            let document = parse(&file, &text)?;
            if build::open(&document)?.has("extend") {
                extensions.push(document);
            } else {
                self.define(document)?;
            }
        }
        for extension in extensions {
            self.extend(extension)?;
        }
        self.rebuild()
    }

    fn define(&mut self, document: Table) -> Result<(), DefinitionError> {
        let section = build::open(&document)?;
        let why = "the API name of a new object; to change one, write `extend`";
        let name = section.required_text("name", why)?.to_owned();
        if self.position(&name).is_some() {
            let problem = format!("there is an object `{name}` already");
            let remedy = format!("write `extend = \"{name}\"` to change it");
            return Err(section.error("name", problem, remedy));
        }
        self.documents.push(document);
        Ok(())
    }

    /// Where the file of that object stands, letter case ignored.
    fn position(&self, name: &str) -> Option<usize> {
        let is_it = |document: &Table| {
            document.text("name").is_some_and(|known| known.eq_ignore_ascii_case(name))
        };
        self.documents.iter().position(is_it)
    }

    fn extend(&mut self, mut document: Table) -> Result<(), DefinitionError> {
        let section = build::open(&document)?;
        let name = section.required_text("extend", "the object to change")?.to_owned();
        if section.has("name") {
            let remedy = "keep `extend` to change an object, `name` to define one";
            return Err(section.error("name", "`name` and `extend` exclude each other", remedy));
        }
        let Some(position) = self.position(&name) else {
            let names = self.documents.iter().filter_map(|known| known.text("name"));
            let remedy = suggest(&name, names);
            return Err(section.error("extend", format!("there is no object `{name}`"), remedy));
        };
        build::refuse_doubles(&document)?;
        document.entries.retain(|(key, _)| key != "extend");
        self.documents[position].overlay(document);
        Ok(())
    }

    fn rebuild(mut self) -> Result<Schema, DefinitionError> {
        let built = self
            .documents
            .iter()
            .map(|document| Ok(Built { object: build::build(document)?, document }))
            .collect::<Result<Vec<_>, DefinitionError>>()?;
        check(&built)?;
        let objects: Vec<Arc<Object>> =
            built.into_iter().map(|built| Arc::new(built.object)).collect();
        self.prefixes =
            objects.iter().map(|object| (object.key_prefix, Arc::clone(object))).collect();
        self.objects =
            objects.into_iter().map(|object| (object.name.to_ascii_lowercase(), object)).collect();
        Ok(self)
    }
}
