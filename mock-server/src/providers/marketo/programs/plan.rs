//! What a header means for the members of a program: columns of leads and of memberships.

use super::super::errors::ApiError;
use super::super::leads;
use super::super::records::Records;
use super::super::rows::Spelling;
use super::super::settings::Settings;
use crate::core::table::FieldId;

/// What a call asks for beside its records.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The program.
    pub program: u32,
    /// The status that members get; none leaves it as it is.
    pub status: Option<String>,
}

/// What a header means.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The columns of leads, found by mail address (4.2.6).
    pub(super) leads: leads::Plan,
    /// The field of the membership that each column fills.
    pub(super) columns: Vec<Option<FieldId>>,
    pub(super) wanted: Wanted,
    pub(super) spelling: Spelling,
}

impl Plan {
    /// What the header of an upload means.
    ///
    /// # Errors
    /// What the rules of leads refuse.
    pub fn read(
        records: &Records,
        settings: &Settings,
        names: &[String],
        wanted: &Wanted,
    ) -> Result<Self, ApiError> {
        let instance = &records.instance;
        // Members are imported into no partition: new leads come into the first one.
        let partition = instance.partitions.first().map(|partition| partition.name.clone());
        let lead = leads::Wanted { partition, ..leads::Wanted::default() };
        let mut leads = leads::Plan::read(records, settings, names, &lead)?;
        leads.partition = None;
        let spelling = Spelling::of_upload(settings);
        let mut columns = Vec::with_capacity(names.len());
        for (name, lead_column) in names.iter().zip(&leads.columns) {
            let field = spelling.field(&instance.members, name);
            let of_member = *lead_column == leads::Column::Unknown;
            let written = field.filter(|field| {
                of_member
                    && instance.members.at(*field).is_writable()
                    && !columns.contains(&Some(*field))
            });
            columns.push(written);
        }
        Ok(Self { leads, columns, wanted: wanted.clone(), spelling })
    }

    /// Which field of leads each column of an upload fills, for the table of leads.
    pub fn table_columns(&self) -> Vec<Option<FieldId>> {
        self.leads.table_columns()
    }

    /// The text that stands for null in the rows of an upload, for the table.
    pub fn table_null(&self) -> &'static [u8] {
        self.leads.table_null()
    }
}
