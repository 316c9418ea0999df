//! What the rows of an import are to become, and whether that is there.

use super::super::errors::ApiError;
use super::super::operation::Kind;
use super::super::records::Records;
use super::super::request::Params;

/// What rows become.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// Leads.
    Leads {
        /// The field by which they are found; the mail address if absent.
        lookup_field: Option<String>,
        /// The partition of new ones.
        partition: Option<String>,
        /// The static list that they come into.
        list: Option<u32>,
    },
    /// Records of the custom object at that place.
    Object(usize),
    /// Members of a program.
    Members {
        /// The program.
        program: u32,
        /// The status that they get.
        status: String,
    },
}

impl Target {
    /// What a call of that kind asks for; `of` is the object or program in its path.
    ///
    /// # Errors
    /// 1013 for a list, object or program that is not there, 1001 for a list that is no number, 1002
    /// without a status, 1025 for another one. Which call gets 1025 is inferred (4.2.6).
    pub(super) fn read(
        kind: Kind,
        of: &str,
        params: &Params,
        records: &Records,
    ) -> Result<Self, ApiError> {
        let instance = &records.instance;
        match kind {
            Kind::Leads | Kind::Activities => {
                let text = |name: &str| params.get(name).map(str::to_owned);
                Ok(Self::Leads {
                    lookup_field: text("lookupField"),
                    partition: text("partitionName"),
                    list: list(params, records)?,
                })
            }
            Kind::Objects => {
                let object = instance.object(of).ok_or_else(|| not_found("Object"))?;
                Ok(Self::Object(object.0))
            }
            Kind::Members => {
                let number: u32 = of.parse().map_err(|_| ApiError::invalid_type(of, "Integer"))?;
                let program = instance.program(number).ok_or_else(|| not_found("Program"))?;
                let wanted = params.get("programMemberStatus");
                let wanted = wanted.ok_or_else(|| ApiError::missing("programMemberStatus"))?;
                let status = program.status_named(wanted.trim());
                let status = status.ok_or_else(ApiError::program_status_not_found)?;
                Ok(Self::Members { program: number, status: status.name.clone() })
            }
        }
    }

    /// The static list that rows come into.
    pub(super) fn list(&self) -> Option<u32> {
        match self {
            Self::Leads { list, .. } => *list,
            Self::Object(_) | Self::Members { .. } => None,
        }
    }
}

fn list(params: &Params, records: &Records) -> Result<Option<u32>, ApiError> {
    let Some(number) = params.number("listId")? else { return Ok(None) };
    let known = u32::try_from(number).ok().filter(|id| records.lists.get(*id).is_some());
    known.map(Some).ok_or_else(|| not_found("Static list"))
}

fn not_found(what: &str) -> ApiError {
    ApiError::object_not_found(what)
}
