//! One row, checked alone: what the row and the instance can tell, no lock held.

use super::super::errors::Reason;
use super::super::instance::{DataType, Instance};
use super::super::rows::{Cells, Checked, Problem, Said};
use super::super::values::{self, Flaw};
use super::plan::{Action, Column, Lookup, Plan};

/// Checks the values of a row.
pub fn check(instance: &Instance, plan: &Plan, cells: &Cells<'_>) -> Checked {
    let mut checked = Checked { problem: key_missing(instance, plan, cells), warning: None };
    for (column, cell) in plan.columns.iter().zip(cells) {
        if checked.problem.is_some() {
            break;
        }
        let (Column::Written(id), Said::Value(value)) =
            (column, plan.spelling.said(cell.as_deref()))
        else {
            continue;
        };
        let field = instance.leads.at(*id);
        match values::stored(field, value) {
            // A row is imported with a bad mail address, unless it is that of a custom field.
            // Source: 4.4.2 and 4.5.6, recorded.
            Err(Flaw::Address) if field.data_type == DataType::Email && !field.custom => {
                checked.warning = Some("Invalid email address".into());
            }
            Err(flaw) => checked.problem = Some(values::problem(field, value, flaw)),
            Ok(_) => {}
        }
    }
    checked
}

/// A row that does not say which lead it is about. The text is recorded for failures files (4.5.5)
/// and assumed for REST.
fn key_missing(instance: &Instance, plan: &Plan, cells: &Cells<'_>) -> Option<Problem> {
    let (name, column) = match plan.lookup {
        _ if plan.action == Action::CreateDuplicate => return None,
        Lookup::Id(column) => ("id", column),
        Lookup::Field(field, column) => (instance.leads.at(field).name(), column),
    };
    let cell = column.and_then(|column| cells.get(column)?.as_deref());
    match plan.spelling.said(cell) {
        Said::Value(_) => None,
        Said::Empty | Said::Nothing => {
            let text = format!("Value for lookup field '{name}' not found");
            Some(Problem::of(Reason::new(1003, text)))
        }
    }
}
