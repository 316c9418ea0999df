//! The body of a create call, read into a spec: format, columns, filter (5.2).

use serde_json::{Map, Value};

use super::super::errors::ApiError;
use super::super::instance::{DataType, Fields};
use super::super::records::Records;
use super::super::request::Asked;
use super::super::settings::{FormulaFields, Settings};
use super::filter::Known;
use super::json::given;
use super::spec::{ActivityPart, Column, ExportKind, ExportSpec, Filter, Format, Holds};
use crate::core::table::FieldId;

/// Reads what is asked for.
///
/// # Errors
/// 612 for another content type, 609 for what is no JSON object or has members of wrong shapes,
/// 1002 for what is missing, 1003 for unknown fields, and what is wrong with the filter.
pub(super) fn read(
    asked: &Asked,
    of: ExportKind,
    records: &Records,
    settings: &Settings,
) -> Result<ExportSpec, ApiError> {
    let body = asked.object()?;
    let format = match given(body.get("format")) {
        None => Some(Format::Csv),
        Some(Value::String(name)) => Format::named(name),
        Some(_) => None,
    };
    let format = format.ok_or_else(|| ApiError::invalid_attribute("format"))?;
    let names = names(body)?;
    if names.is_empty() && of != ExportKind::Activities {
        return Err(ApiError::missing("fields"));
    }
    let mut columns = columns(of, records, settings.formula_fields, &names)?;
    let filter = Known { records, settings }.filter(of, body.get("filter"))?;
    if has_program_column(body, &filter) {
        columns.insert(0, ("programId".into(), Holds::ProgramId));
    }
    let headers = headers(body)?;
    let column = |(name, holds): (String, Holds)| {
        let renamed = headers.and_then(|headers| headers.get(&name)).and_then(Value::as_str);
        Column { header: renamed.map(str::to_owned).unwrap_or(name), holds }
    };
    Ok(ExportSpec { of, format, columns: columns.into_iter().map(column).collect(), filter })
}

/// The names in `fields`; none for null, nothing and an empty list alike.
fn names(body: &Map<String, Value>) -> Result<Vec<&str>, ApiError> {
    let wrong = || ApiError::invalid_attribute("fields");
    match given(body.get("fields")) {
        None => Ok(Vec::new()),
        Some(Value::Array(names)) => {
            names.iter().map(|name| name.as_str().ok_or_else(wrong)).collect()
        }
        Some(_) => Err(wrong()),
    }
}

/// The headers that stand in the place of names.
fn headers(body: &Map<String, Value>) -> Result<Option<&Map<String, Value>>, ApiError> {
    match given(body.get("columnHeaderNames")) {
        None => Ok(None),
        Some(Value::Object(headers)) if headers.values().all(Value::is_string) => Ok(Some(headers)),
        Some(_) => Err(ApiError::invalid_attribute("columnHeaderNames")),
    }
}

/// A list of programs, however long, puts their numbers in front. Documented.
fn has_program_column(body: &Map<String, Value>, filter: &Filter) -> bool {
    let several = body.get("filter").and_then(|filter| given(filter.get("programIds")));
    matches!(filter, Filter::Members(_)) && several.is_some()
}

fn columns(
    of: ExportKind,
    records: &Records,
    formulas: FormulaFields,
    names: &[&str],
) -> Result<Vec<(String, Holds)>, ApiError> {
    let instance = &records.instance;
    if of == ExportKind::Activities && names.is_empty() {
        let usual = ActivityPart::usual();
        return Ok(usual.map(|(name, part)| (name.to_owned(), Holds::Activity(part))).collect());
    }
    let field = |fields: &Fields, name: &str, holds| field(fields, name, formulas, holds);
    let holds = |name: &str| match of {
        ExportKind::Activities => ActivityPart::named(name).map(Holds::Activity),
        // The cookies of a lead in the visitor database, which nobody fills here.
        ExportKind::Leads if name == "ecids" => Some(Holds::Nothing),
        ExportKind::Leads => field(&instance.leads, name, Holds::Own),
        ExportKind::Object(place) => {
            let fields = &instance.objects.get(place)?.fields;
            field(fields, name, Holds::Own).or_else(|| lead_id(fields, name).map(Holds::Own))
        }
        ExportKind::Members => {
            let own = field(&instance.members, name, Holds::Own);
            own.or_else(|| field(&instance.leads, name, Holds::OfLead))
        }
    };
    // What a client depends on is the text (section 7 of the sheet, 41).
    let unknown = || ApiError::invalid_data("Invalid fields");
    let column = |name: &&str| Ok(((*name).to_owned(), holds(name).ok_or_else(unknown)?));
    names.iter().map(column).collect()
}

/// What a column of that name holds; formulas are never extracted (4.3.8).
fn field(
    fields: &Fields,
    name: &str,
    formulas: FormulaFields,
    holds: fn(FieldId) -> Holds,
) -> Option<Holds> {
    let id = fields.named(name)?;
    match (fields.at(id).data_type, formulas) {
        (DataType::Formula, FormulaFields::Empty) => Some(Holds::Nothing),
        (DataType::Formula, FormulaFields::Refuse) => None,
        _ => Some(holds(id)),
    }
}

/// `leadId` is taken where the describe says `leadID`. Documented.
fn lead_id(fields: &Fields, name: &str) -> Option<FieldId> {
    let is_lead_id = name.eq_ignore_ascii_case("leadId");
    fields.named_in_any_case(name).filter(|_| is_lead_id)
}
