//! The knobs of the model: durations, sizes and the object it knows.

/// What the model must know of the server it is held against.
#[derive(Debug, Clone)]
pub struct Settings {
    /// From UploadComplete to InProgress.
    pub queue_wait_ms: u64,
    /// Time that each row of a batch takes.
    pub per_record_ms: u64,
    /// Rows that become visible together; 10 000 at the provider (3.5).
    pub batch_rows: usize,
    /// Rows within which an upsert may not name one external id twice (3.11).
    pub chunk_rows: usize,
    /// The version in the URL, times ten: 62.0 is 620.
    pub api_version_tenths: u32,
    /// The objects that exist.
    pub objects: Vec<ObjectRules>,
}

/// What rows of an object must obey.
#[derive(Debug, Clone)]
pub struct ObjectRules {
    /// API name.
    pub name: String,
    /// Writable fields by API name.
    pub fields: Vec<String>,
    /// Those that a new record must have.
    pub required: Vec<String>,
    /// Those that are unique external ids.
    pub external_ids: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            queue_wait_ms: 1_000,
            per_record_ms: 1,
            batch_rows: 10_000,
            chunk_rows: 200,
            api_version_tenths: 620,
            objects: vec![ObjectRules::contact()],
        }
    }
}

impl Settings {
    /// The rules of an object; letter case does not count (section 2).
    pub fn object(&self, name: &str) -> Option<&ObjectRules> {
        self.objects.iter().find(|object| object.name.eq_ignore_ascii_case(name))
    }
}

impl ObjectRules {
    /// Contact with an external id.
    pub fn contact() -> Self {
        let text = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        ObjectRules {
            name: "Contact".to_owned(),
            fields: text(&["LastName", "External_Id__c", "Description"]),
            required: text(&["LastName"]),
            external_ids: text(&["External_Id__c"]),
        }
    }

    /// The API name of a field, however its letters are cased; `Id` is none of ours.
    pub fn field(&self, name: &str) -> Option<&str> {
        find(&self.fields, name)
    }

    /// The API name of an external id field.
    pub fn external_id(&self, name: &str) -> Option<&str> {
        find(&self.external_ids, name)
    }
}

fn find<'a>(names: &'a [String], name: &str) -> Option<&'a str> {
    names.iter().find(|known| known.eq_ignore_ascii_case(name)).map(String::as_str)
}
