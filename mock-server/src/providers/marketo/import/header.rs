//! The header of an upload: names as they were typed, and those that are no field.

use super::super::instance::{Fields, Instance};
use super::super::rows::Spelling;
use super::super::settings::Settings;
use super::target::Target;
use crate::core::csv;
use crate::core::rows::Upload;

/// The names in a header, blanks around them included (4.3.1).
pub(super) fn names(upload: &Upload) -> Vec<String> {
    let cells = csv::cells(upload.header(), upload.delimiter());
    cells.map(|cell| String::from_utf8_lossy(&cell.decode()).into_owned()).collect()
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
    let spelling = Spelling::of_upload(settings);
    let known = |name: &str| kinds.iter().any(|fields| spelling.field(fields, name).is_some());
    names.iter().map(String::as_str).find(|name| !known(name.trim()))
}
