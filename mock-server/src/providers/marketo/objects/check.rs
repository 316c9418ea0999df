//! One row of a custom object, checked alone: what the row and the instance can tell.

use super::super::errors::{ApiError, Reason};
use super::super::instance::{CustomObject, Instance};
use super::super::rows::{Cells, Checked, Problem, Said};
use super::super::values;
use super::plan::{DedupeBy, ID_FIELD, Plan};

/// Checks the values of a row.
pub fn check(instance: &Instance, plan: &Plan, cells: &Cells<'_>) -> Checked {
    let object = &instance.objects[plan.wanted.object];
    let problem = key_missing(object, plan, cells).or_else(|| bad_value(object, plan, cells));
    Checked { problem, warning: None }
}

/// What a cell says, if its column is there.
pub(super) fn said<'a>(plan: &Plan, cells: &'a Cells<'_>, column: Option<usize>) -> Said<'a> {
    plan.spelling.said(column.and_then(|column| cells.get(column)?.as_deref()))
}

/// A row that does not say which record it is about. The text in a failures file is a raw key of the
/// provider's own (4.5.5, documented); that over REST is assumed.
fn key_missing(object: &CustomObject, plan: &Plan, cells: &Cells<'_>) -> Option<Problem> {
    let given = |column| matches!(said(plan, cells, column), Said::Value(_));
    let missing = |name: &str| {
        let reason: Reason = ApiError::missing(name).reason();
        Problem::reported(reason, "missing.dedupe.fields")
    };
    match plan.wanted.dedupe_by {
        DedupeBy::IdField => (!given(plan.id)).then(|| missing(ID_FIELD)),
        DedupeBy::DedupeFields => {
            let fields = plan.dedupe.iter().zip(&object.dedupe_fields);
            let mut absent = fields.filter(|(column, _)| !given(**column));
            absent.next().map(|(_, field)| missing(object.fields.at(*field).name()))
        }
    }
}

fn bad_value(object: &CustomObject, plan: &Plan, cells: &Cells<'_>) -> Option<Problem> {
    plan.columns.iter().enumerate().find_map(|(place, field)| {
        let Said::Value(value) = said(plan, cells, Some(place)) else { return None };
        let field = object.fields.at((*field)?);
        let flaw = values::stored(field, value).err()?;
        Some(values::problem(field, value, flaw))
    })
}
