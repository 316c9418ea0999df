//! The header of an upload: names as they were typed, and those that are no field.

use super::super::instance::{Fields, Instance};
use super::super::settings::{LetterCase, Settings};
use super::target::Target;
use crate::core::csv;
use crate::core::rows::Upload;
use crate::core::table::FieldId;

/// The names in a header, blanks around them included (4.3.1).
pub(super) fn names(upload: &Upload) -> Vec<String> {
    let cells = csv::cells(upload.header(), upload.delimiter());
    cells.map(|cell| String::from_utf8_lossy(&cell.decode()).into_owned()).collect()
}

/// The field that a name means, blanks around it included.
pub(super) fn named(fields: &Fields, name: &str, settings: &Settings) -> Option<FieldId> {
    match settings.header_letter_case {
        LetterCase::Exact => fields.named(name),
        LetterCase::Ignore => fields.named_in_any_case(name),
    }
}

/// The first name that stands for nothing.
///
/// A field's name with blanks around it is no field either, but nobody counts it as unknown: rows of
/// such a file were seen to fail one by one, as if the column were not there (4.3.1).
pub(super) fn unknown<'a>(
    names: &'a [String],
    target: &Target,
    instance: &Instance,
    settings: &Settings,
) -> Option<&'a str> {
    let kinds: Vec<&Fields> = match target {
        Target::Leads { .. } => vec![&instance.leads],
        Target::Object(place) => vec![&instance.objects[*place].fields],
        Target::Members { .. } => vec![&instance.leads, &instance.members],
    };
    let known = |name: &str| kinds.iter().any(|fields| named(fields, name, settings).is_some());
    names.iter().map(String::as_str).find(|name| !known(name.trim()))
}
