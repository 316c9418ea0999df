//! The rules that the rows of an import go through: those of leads, custom objects or memberships.

use std::sync::Arc;

use super::super::errors::ApiError;
use super::super::instance::Instance;
use super::super::leads;
use super::super::objects;
use super::super::programs;
use super::super::records::Records;
use super::super::rows::{Cells, Checked, Outcome, Writer};
use super::super::settings::{Settings, UnknownColumn};
use super::header;
use super::target::Target;
use crate::core::table::{FieldId, Source, SourceId, Table};

/// What the columns of a file mean.
pub(super) enum RowPlan {
    /// Rows are leads.
    Leads(leads::Plan),
    /// Rows are records of a custom object.
    Objects(objects::Plan),
    /// Rows are members of a program.
    Members(programs::Plan),
}

impl RowPlan {
    /// Reads the names of a header. What fails the batch and not the call is the inner error: its
    /// message.
    ///
    /// # Errors
    /// What the rules refuse, such as a lookup field that is none.
    pub(super) fn read(
        records: &Records,
        settings: &Settings,
        names: &[String],
        target: &Target,
    ) -> Result<Result<Self, String>, ApiError> {
        let plan = Self::of_known(records, settings, names, target)?;
        let instance = &records.instance;
        // The rules pass over columns that are no field; they are judged here, alike for all kinds.
        let Some(unknown) = header::unknown(names, target, instance, settings) else {
            return Ok(Ok(plan));
        };
        match settings.unknown_column {
            UnknownColumn::Ignore => Ok(Ok(plan)),
            UnknownColumn::RefuseCall => Err(ApiError::field_not_found(unknown)),
            UnknownColumn::FailBatch => {
                Ok(Err(settings.messages.unknown_column.replace("{column}", unknown)))
            }
        }
    }

    fn of_known(
        records: &Records,
        settings: &Settings,
        names: &[String],
        target: &Target,
    ) -> Result<Self, ApiError> {
        Ok(match target {
            Target::Leads { lookup_field, partition, .. } => {
                let wanted = leads::Wanted {
                    action: leads::Action::CreateOrUpdate,
                    lookup_field: lookup_field.clone(),
                    partition: partition.clone(),
                };
                Self::Leads(leads::Plan::read(records, settings, names, &wanted)?)
            }
            Target::Object(place) => {
                let wanted = objects::Wanted::import(*place);
                Self::Objects(objects::Plan::read(records, settings, names, &wanted))
            }
            Target::Members { program, status } => {
                let wanted = programs::Wanted { program: *program, status: Some(status.clone()) };
                Self::Members(programs::Plan::read(records, settings, names, &wanted)?)
            }
        })
    }

    /// The columns of the file as the table sees them that keeps it.
    pub(super) fn table_columns(&self) -> Vec<Option<FieldId>> {
        match self {
            Self::Leads(plan) => plan.table_columns(),
            Self::Objects(plan) => plan.table_columns(),
            Self::Members(plan) => plan.table_columns(),
        }
    }

    /// The text that stands for null in the file, for the table.
    pub(super) fn table_null(&self) -> &'static [u8] {
        match self {
            Self::Leads(plan) => plan.table_null(),
            Self::Objects(plan) => plan.table_null(),
            Self::Members(plan) => plan.table_null(),
        }
    }

    /// Puts the file where records can refer to its rows.
    pub(super) fn add_source(&self, records: &mut Records, source: Arc<Source>) -> SourceId {
        self.table(records).add_source(source)
    }

    /// Lets go of rows to which no record refers.
    pub(super) fn compact(&self, records: &mut Records, source: SourceId) {
        self.table(records).compact(source);
    }

    /// What can be said of a row before any record is looked at.
    pub(super) fn check(&self, instance: &Instance, cells: &Cells<'_>) -> Checked {
        match self {
            Self::Leads(plan) => leads::check(instance, plan, cells),
            Self::Objects(plan) => objects::check(instance, plan, cells),
            Self::Members(plan) => programs::check(instance, plan, cells),
        }
    }

    /// Writes a row that was checked.
    pub(super) fn write(
        &self,
        records: &mut Records,
        cells: &Cells<'_>,
        writer: &Writer<'_>,
    ) -> Outcome {
        match self {
            Self::Leads(plan) => leads::write(records, plan, cells, writer),
            Self::Objects(plan) => objects::write(records, plan, cells, writer),
            Self::Members(plan) => programs::write(records, plan, cells, writer),
        }
    }

    /// The table to which the columns belong.
    fn table<'a>(&self, records: &'a mut Records) -> &'a mut Table {
        match self {
            Self::Leads(_) | Self::Members(_) => records.leads_mut(),
            Self::Objects(plan) => records.object_mut(plan.object()),
        }
    }
}
