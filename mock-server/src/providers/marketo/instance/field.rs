//! Fields of leads, custom objects and program memberships: names, types, who may write them.

use std::collections::HashMap;

use crate::core::table::FieldId;

/// The type of a field. Documented: A:field-types.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DataType {
    /// Text of at most 255 characters.
    String,
    /// Text of at most 30 000 bytes.
    Text,
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// A whole number.
    Integer,
    /// A whole number that campaigns count up and down.
    Score,
    /// A whole number of hundredths.
    Percent,
    /// A number.
    Float,
    /// An amount of money.
    Currency,
    /// True or false.
    Boolean,
    /// A day.
    Date,
    /// A day and a time.
    Datetime,
    /// The number of a record elsewhere.
    Reference,
    /// Text that is computed; never imported or extracted.
    Formula,
    /// A function of the lead, such as its score rank; never imported.
    LeadFunction,
}

impl DataType {
    /// All types with the word that describe answers.
    pub const WORDS: [(&'static str, Self); 16] = [
        ("string", Self::String),
        ("text", Self::Text),
        ("email", Self::Email),
        ("phone", Self::Phone),
        ("url", Self::Url),
        ("integer", Self::Integer),
        ("score", Self::Score),
        ("percent", Self::Percent),
        ("float", Self::Float),
        ("currency", Self::Currency),
        ("boolean", Self::Boolean),
        ("date", Self::Date),
        ("datetime", Self::Datetime),
        ("reference", Self::Reference),
        ("formula", Self::Formula),
        ("lead_function", Self::LeadFunction),
    ];

    /// The word that describe answers.
    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, known)| *known == self).map_or("string", |(word, _)| word)
    }

    /// Whether JSON shows its values without quotes.
    pub fn is_number(self) -> bool {
        use DataType::{Currency, Float, Integer, Percent, Reference, Score};
        matches!(self, Integer | Score | Percent | Reference | Float | Currency)
    }
}

/// A field's name in one of the APIs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldName {
    /// The name.
    pub name: String,
    /// Whether clients may not write it there.
    pub read_only: bool,
}

/// One field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Marketo's number of it, as describe shows it.
    pub id: u32,
    /// Its name for people; failure reasons use it.
    pub display_name: String,
    /// Its type.
    pub data_type: DataType,
    /// Characters at most, where describe says so.
    pub length: Option<u32>,
    /// Its name in REST; some fields have none.
    pub rest: Option<FieldName>,
    /// Its name in SOAP.
    pub soap: Option<FieldName>,
    /// Whether records can be looked up by it.
    pub searchable: bool,
    /// Whether it may be the lookup field of an import or a sync.
    pub lookup: bool,
    /// Whether it was made by the instance's users.
    pub custom: bool,
    /// Whether a CRM owns it.
    pub crm_managed: bool,
    /// Whether it shows something of the record itself, such as its number or when it was made.
    pub computed: bool,
}

impl Field {
    /// The REST name; empty for a field that has none.
    pub fn name(&self) -> &str {
        self.rest.as_ref().map_or("", |rest| &rest.name)
    }

    /// Whether clients may write it over REST or by import.
    pub fn is_writable(&self) -> bool {
        let read_only = self.rest.as_ref().is_none_or(|rest| rest.read_only);
        let is_derived = matches!(self.data_type, DataType::Formula | DataType::LeadFunction);
        !read_only && !self.computed && !is_derived
    }
}

/// The fields of one kind of record; a [`FieldId`] is the place in it.
#[derive(Clone, Default, Debug)]
pub struct Fields {
    all: Vec<Field>,
    by_name: HashMap<String, FieldId>,
}

impl Fields {
    /// Those fields, in the order of describe. Of two with one REST name the first one has it.
    pub fn new(all: Vec<Field>) -> Self {
        let mut by_name = HashMap::new();
        for (place, field) in all.iter().enumerate().filter(|(_, field)| field.rest.is_some()) {
            by_name.entry(field.name().to_owned()).or_insert(place as FieldId);
        }
        Self { all, by_name }
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (FieldId, &Field)> {
        self.all.iter().enumerate().map(|(place, field)| (place as FieldId, field))
    }

    /// The field at that place.
    pub fn at(&self, id: FieldId) -> &Field {
        &self.all[usize::from(id)]
    }

    /// The field of that REST name, spelt exactly so.
    pub fn named(&self, name: &str) -> Option<FieldId> {
        self.by_name.get(name).copied()
    }

    /// As [`Fields::named`], letter case ignored.
    pub fn named_in_any_case(&self, name: &str) -> Option<FieldId> {
        let folded = || self.iter().find(|(_, field)| field.name().eq_ignore_ascii_case(name));
        self.named(name).or_else(|| folded().map(|(id, _)| id)).filter(|_| !name.is_empty())
    }

    /// The field of that REST name that every instance has.
    ///
    /// # Panics
    /// If the instance's definition lacks it; reading one refuses that.
    pub fn standard(&self, name: &str) -> FieldId {
        self.named(name).unwrap_or_else(|| panic!("every instance has the field {name}"))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
