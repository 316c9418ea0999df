//! The filter of a create body: which there are for each kind, and how many at once (5.2).

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::instance::SmartList;
use super::super::records::Records;
use super::super::settings::Settings;
use super::dates::DateRange;
use super::json::{given, id, small_id, text};
use super::spec::{ExportKind, Filter};
use super::{filter_activities, filter_members};

/// What a filter is read against.
pub(super) struct Known<'a> {
    pub(super) records: &'a Records,
    pub(super) settings: &'a Settings,
}

impl Known<'_> {
    /// Reads the member `filter` of a create body.
    ///
    /// # Errors
    /// 1002 without a filter, 609 for a wrong shape, 1035 for a filter that the kind or the
    /// subscription does not have, 1003 unless it is exactly one, and what is wrong with its value.
    pub(super) fn filter(&self, of: ExportKind, value: Option<&Value>) -> Result<Filter, ApiError> {
        let filter = match given(value) {
            None => return Err(ApiError::missing("filter")),
            Some(Value::Object(filter)) => filter,
            Some(_) => return Err(super::json::bad_filter()),
        };
        match of {
            ExportKind::Leads | ExportKind::Object(_) => self.one_of(of, filter),
            ExportKind::Members => filter_members::read(self, filter).map(Filter::Members),
            ExportKind::Activities => filter_activities::read(self, filter).map(Filter::Activities),
        }
    }

    /// The one filter of leads and custom objects.
    fn one_of(&self, of: ExportKind, filter: &Map<String, Value>) -> Result<Filter, ApiError> {
        let mut members = filter.iter().filter(|(_, value)| !value.is_null());
        let all: Vec<&str> = members.clone().map(|(name, _)| name.as_str()).collect();
        for name in &all {
            self.supports(of, name)?;
        }
        match (members.next(), all.len()) {
            (Some((name, value)), 1) => self.single(name, value),
            _ => Err(ApiError::invalid_data(&*self.settings.messages.one_filter)),
        }
    }

    /// Whether leads or custom objects can be filtered so. That `updatedAt` of custom objects needs
    /// no feature: documented.
    fn supports(&self, of: ExportKind, name: &str) -> Result<(), ApiError> {
        let supported = match name {
            "createdAt" => of == ExportKind::Leads,
            "updatedAt" => of != ExportKind::Leads || self.settings.updated_at_filter,
            "staticListId" | "staticListName" => true,
            "smartListId" | "smartListName" => self.settings.smart_list_filter,
            _ => false,
        };
        if supported { Ok(()) } else { Err(ApiError::filter_not_supported()) }
    }

    fn single(&self, name: &str, value: &Value) -> Result<Filter, ApiError> {
        let instance = &self.records.instance;
        Ok(match name {
            "createdAt" => Filter::Created(DateRange::read(value, self.settings)?),
            "updatedAt" => Filter::Updated(DateRange::read(value, self.settings)?),
            "staticListId" => {
                let list = self.records.lists.get(small_id(value)?);
                Filter::StaticList(
                    list.ok_or_else(|| ApiError::object_not_found("Static list"))?.id,
                )
            }
            "staticListName" => {
                let list = self.records.lists.named(text(value, name)?);
                Filter::StaticList(
                    list.ok_or_else(|| ApiError::object_not_found("Static list"))?.id,
                )
            }
            "smartListId" => {
                let wanted = id(value)?;
                let list = instance.smart_lists.iter().find(|list| u64::from(list.id) == wanted);
                smart(list, self.settings)?
            }
            _ => {
                let wanted = text(value, name)?;
                let list = instance.smart_lists.iter().find(|list| list.name == wanted);
                smart(list, self.settings)?
            }
        })
    }

    /// A list in the filter that is too long, if it is.
    pub(super) fn no_more_than(
        &self,
        most: usize,
        name: &str,
        length: usize,
    ) -> Result<(), ApiError> {
        if length <= most {
            return Ok(());
        }
        let text = self.settings.messages.too_many_values.replace("{name}", name);
        Err(ApiError::invalid_data(text.replace("{most}", &most.to_string())))
    }

    /// A value that the filter of that name does not know.
    pub(super) fn unknown_value(&self, name: &str, value: &str) -> ApiError {
        let text = self.settings.messages.invalid_filter_value.replace("{name}", name);
        ApiError::invalid_data(text.replace("{value}", value))
    }

    /// The range of `updatedAt`, where the subscription has that filter.
    pub(super) fn updated(&self, value: &Value) -> Result<DateRange, ApiError> {
        if !self.settings.updated_at_filter {
            return Err(ApiError::filter_not_supported());
        }
        DateRange::read(value, self.settings)
    }
}

/// A smart list, which must ask for something: one without a rule holds everybody, and is refused
/// (documented, text assumed).
fn smart(list: Option<&SmartList>, settings: &Settings) -> Result<Filter, ApiError> {
    let list = list.ok_or_else(|| ApiError::object_not_found("Smart list"))?;
    match list.rule {
        Some(_) => Ok(Filter::SmartList(list.id)),
        None => Err(ApiError::invalid_data(&*settings.messages.smart_list_without_filter)),
    }
}
