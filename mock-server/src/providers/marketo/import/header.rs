//! The header of an upload: names as they were typed, and those that are no field.

use super::super::instance::{Fields, Instance};
use super::super::rows::Spelling;
use super::super::settings::Settings;
use super::target::Target;
use crate::core::csv;
use crate::core::rows::Upload;
use crate::core::table::FieldId;

/// The names in a header, blanks around them included (4.3.1).
pub(super) fn names(upload: &Upload) -> Vec<String> {
    let cells = csv::cells(upload.header(), upload.delimiter());
    cells.map(|cell| String::from_utf8_lossy(&cell.decode()).into_owned()).collect()
}

/// The first name that stands for nothing.
///
/// The name of a key with blanks around it is no field either, but nobody counts it as unknown: rows
/// of such a file were seen to fail one by one, as if the column were not there (4.3.1).
pub(super) fn unknown<'a>(
    names: &'a [String],
    target: &Target,
    instance: &Instance,
    settings: &Settings,
) -> Option<&'a str> {
    let (kinds, keys): (Vec<&Fields>, Vec<FieldId>) = match target {
        Target::Leads { lookup_field, .. } => {
            let key = instance.leads.named(lookup_field.as_deref().unwrap_or("email"));
            (vec![&instance.leads], key.into_iter().collect())
        }
        Target::Object(place) => {
            let object = &instance.objects[*place];
            (vec![&object.fields], object.dedupe_fields.clone())
        }
        Target::Members { .. } => {
            let key = instance.leads.named("email");
            (vec![&instance.leads, &instance.members], key.into_iter().collect())
        }
    };
    let spelling = Spelling::of_upload(settings);
    let known = |name: &str| kinds.iter().any(|fields| spelling.field(fields, name).is_some());
    // The keys belong to the first kind.
    let key = |name: &str| spelling.field(kinds[0], name).is_some_and(|it| keys.contains(&it));
    names.iter().map(String::as_str).find(|name| !known(name) && !key(name.trim()))
}
