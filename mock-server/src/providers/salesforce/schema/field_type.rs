//! The closed list of field types, under the names that a describe gives them.
//!
//! Source: Object Reference, "Primitive data types" and "Field types"; the list that clients map
//! (an unknown name makes one of them stop). *relied upon*

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// The record's own id.
    Id,
    /// One line of text.
    String,
    /// Several lines of text; above 255 characters neither filterable nor sortable.
    Textarea,
    /// One value of a list.
    Picklist,
    /// Several values of a list, separated by `;`.
    Multipicklist,
    /// A suggestion list that accepts any text.
    Combobox,
    /// An e-mail address, 80 characters.
    Email,
    /// A phone number as typed, 40 characters.
    Phone,
    /// A link, 255 characters.
    Url,
    /// True or false, never empty.
    Boolean,
    /// A whole number of 32 bits.
    Int,
    /// A whole number of 64 bits.
    Long,
    /// A number with a precision and a scale.
    Double,
    /// An amount of money.
    Currency,
    /// A percentage.
    Percent,
    /// A day.
    Date,
    /// An instant.
    Datetime,
    /// A time of day.
    Time,
    /// The id of another record.
    Reference,
    /// A compound of street, city and so on; read only.
    Address,
    /// A compound of latitude and longitude; read only.
    Location,
    /// A body of bytes.
    Base64,
    /// Text that is stored encrypted.
    Encryptedstring,
    /// A value of several types, as in histories.
    AnyType,
}

impl FieldType {
    /// Every type, in the order above.
    pub const ALL: [FieldType; 24] = [
        FieldType::Id,
        FieldType::String,
        FieldType::Textarea,
        FieldType::Picklist,
        FieldType::Multipicklist,
        FieldType::Combobox,
        FieldType::Email,
        FieldType::Phone,
        FieldType::Url,
        FieldType::Boolean,
        FieldType::Int,
        FieldType::Long,
        FieldType::Double,
        FieldType::Currency,
        FieldType::Percent,
        FieldType::Date,
        FieldType::Datetime,
        FieldType::Time,
        FieldType::Reference,
        FieldType::Address,
        FieldType::Location,
        FieldType::Base64,
        FieldType::Encryptedstring,
        FieldType::AnyType,
    ];

    /// The name in a describe: `textarea`, `anyType`.
    pub fn as_str(self) -> &'static str {
        match self {
            FieldType::Id => "id",
            FieldType::String => "string",
            FieldType::Textarea => "textarea",
            FieldType::Picklist => "picklist",
            FieldType::Multipicklist => "multipicklist",
            FieldType::Combobox => "combobox",
            FieldType::Email => "email",
            FieldType::Phone => "phone",
            FieldType::Url => "url",
            FieldType::Boolean => "boolean",
            FieldType::Int => "int",
            FieldType::Long => "long",
            FieldType::Double => "double",
            FieldType::Currency => "currency",
            FieldType::Percent => "percent",
            FieldType::Date => "date",
            FieldType::Datetime => "datetime",
            FieldType::Time => "time",
            FieldType::Reference => "reference",
            FieldType::Address => "address",
            FieldType::Location => "location",
            FieldType::Base64 => "base64",
            FieldType::Encryptedstring => "encryptedstring",
            FieldType::AnyType => "anyType",
        }
    }

    /// The type of that name, in exactly that letter case.
    pub fn from_name(name: &str) -> Option<FieldType> {
        FieldType::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The XML type that a describe and the messages about a bad value name: `xsd:double`.
    pub fn soap_type(self) -> &'static str {
        match self {
            FieldType::Id | FieldType::Reference => "tns:ID",
            FieldType::Boolean => "xsd:boolean",
            FieldType::Int => "xsd:int",
            FieldType::Long => "xsd:long",
            FieldType::Double | FieldType::Currency | FieldType::Percent => "xsd:double",
            FieldType::Date => "xsd:date",
            FieldType::Datetime => "xsd:dateTime",
            FieldType::Time => "xsd:time",
            FieldType::Base64 => "xsd:base64Binary",
            FieldType::Address => "urn:address",
            FieldType::Location => "urn:location",
            FieldType::AnyType => "xsd:anyType",
            FieldType::String
            | FieldType::Textarea
            | FieldType::Picklist
            | FieldType::Multipicklist
            | FieldType::Combobox
            | FieldType::Email
            | FieldType::Phone
            | FieldType::Url
            | FieldType::Encryptedstring => "xsd:string",
        }
    }

    /// Whether a value is text whose length is counted in characters.
    pub fn is_text(self) -> bool {
        self.soap_type() == "xsd:string"
    }

    /// Whether a value is a number.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            FieldType::Int
                | FieldType::Long
                | FieldType::Double
                | FieldType::Currency
                | FieldType::Percent
        )
    }

    /// Whether a field of this type has a list of values.
    pub fn has_values(self) -> bool {
        matches!(self, FieldType::Picklist | FieldType::Multipicklist | FieldType::Combobox)
    }

    /// Whether it is put together from other fields and never written itself.
    pub fn is_compound(self) -> bool {
        matches!(self, FieldType::Address | FieldType::Location)
    }
}
