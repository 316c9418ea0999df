//! Records of a custom object that are asked for by what they hold.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::super::super::envelope::Envelope;
use super::super::super::errors::ApiError;
use super::super::super::instance::CustomObject;
use super::super::super::objects::{Record, find};
use super::super::super::page_token::Paging;
use super::super::super::records::Records;
use super::super::super::request::{Asked, JsonBody};
use super::super::super::world::World;
use super::super::Answer;
use super::super::json_records;
use super::super::lead_ids::{self, LEADS_MAX};
use super::place;
use crate::core::table::{FieldId, RecordNumber};

/// The field that every custom object is numbered by.
const ID_FIELD: &str = "marketoGUID";

/// What a call filters by: one value a record, or several that make a key together.
enum Filter {
    Guids(Vec<String>),
    Keys(Vec<Vec<String>>),
    Field(FieldId, Vec<String>),
}

/// A page of records. Layout: documented (A:custom-objects).
pub(super) fn by_filter(world: &mut World, asked: &Asked) -> Answer {
    let place = place(world, asked)?;
    let said = Said::read(world, asked)?;
    lead_ids::at_most(said.values.len(), &world.settings)?;
    let fields = fields(&world.instance().objects[place], &said.fields)?;
    let mut named: Vec<&str> = vec!["objects", asked.path("object"), &said.filter_type];
    named.extend(said.values.iter().flatten().map(String::as_str));
    let paging = Paging::read(world, &asked.params, &named, LEADS_MAX)?;
    let filter = said.filter(&world.instance().objects[place])?;
    // Records stand in the order in which they were asked for: a token says how many were shown.
    let found = matches(&mut world.records, place, filter).into_iter();
    let (shown, next) = paging.page((0..).zip(found));
    let rows = shown.into_iter().filter_map(|number| Record::get(&world.records, place, number));
    let rows = rows.enumerate().map(|(seq, record)| row(seq, &record, &fields));
    Ok(Envelope::page(rows.collect(), next))
}

/// What a call says, in its query or in JSON.
struct Said {
    filter_type: String,
    fields: Vec<String>,
    /// One value, or those of a key.
    values: Vec<Vec<String>>,
    /// The names of the values of a key, where they have names.
    names: Vec<Vec<String>>,
}

impl Said {
    fn read(world: &World, asked: &Asked) -> Result<Self, ApiError> {
        let owned = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
        if matches!(asked.body, JsonBody::Absent) {
            let filter_type = asked.params.get("filterType");
            let filter_type =
                filter_type.ok_or_else(|| ApiError::not_specified("filterType"))?.to_owned();
            let values = owned(asked.params.list("filterValues"));
            if values.is_empty() {
                return Err(ApiError::not_specified("filterValues"));
            }
            let values = values.into_iter().map(|value| vec![value]).collect();
            let fields = owned(asked.params.list("fields"));
            return Ok(Self { filter_type, fields, values, names: Vec::new() });
        }
        let body = asked.object()?;
        let filter_type = json_records::text(body, "filterType")?.unwrap_or("dedupeFields");
        let fields = match body.get("fields") {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(names)) => {
                names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
            }
            Some(_) => return Err(ApiError::invalid_attribute("fields")),
        };
        let mut said =
            Self { filter_type: filter_type.into(), fields, values: vec![], names: vec![] };
        for record in json_records::input(body, &world.settings)? {
            let (names, cells) = json_records::row(record)?;
            let text = |cell: Option<Cow<'_, [u8]>>| {
                cell.map_or_else(String::new, |cell| String::from_utf8_lossy(&cell).into_owned())
            };
            said.values.push(cells.into_iter().map(text).collect());
            said.names.push(names);
        }
        Ok(said)
    }

    fn filter(self, object: &CustomObject) -> Result<Filter, ApiError> {
        let one = |values: Vec<Vec<String>>| values.into_iter().flatten().collect::<Vec<_>>();
        match self.filter_type.as_str() {
            "idField" | ID_FIELD => Ok(Filter::Guids(one(self.values))),
            "dedupeFields" => self.keys(object).map(Filter::Keys),
            name => {
                let field = object.fields.named(name).filter(|field| {
                    let linked = object.link.as_ref().is_some_and(|(link, _)| link == field);
                    linked
                        || object.fields.at(*field).searchable
                        || object.dedupe_fields == [*field]
                });
                let unknown = || ApiError::invalid_data(format!("Invalid filterType '{name}'"));
                Ok(Filter::Field(field.ok_or_else(unknown)?, one(self.values)))
            }
        }
    }

    /// Values in the order of the dedupe fields.
    fn keys(self, object: &CustomObject) -> Result<Vec<Vec<String>>, ApiError> {
        let wanted = object.dedupe_fields.iter().map(|field| object.fields.at(*field).name());
        let wanted: Vec<&str> = wanted.collect();
        if self.names.is_empty() {
            let single = wanted.len() == 1;
            // Several values make a key only where each has its name.
            return if single { Ok(self.values) } else { Err(ApiError::missing("input")) };
        }
        let key = |(values, names): (Vec<String>, Vec<String>)| {
            let value = |name: &&str| {
                let place = names.iter().position(|known| known == name);
                let value = place.and_then(|place| values.get(place).cloned());
                value.ok_or_else(|| ApiError::missing(name))
            };
            wanted.iter().map(value).collect()
        };
        self.values.into_iter().zip(self.names).map(key).collect()
    }
}

/// The fields of a row. Which there are unless some are asked for is read off the samples.
fn fields(object: &CustomObject, wanted: &[String]) -> Result<Vec<FieldId>, ApiError> {
    if wanted.is_empty() {
        let usual = [ID_FIELD].into_iter().filter_map(|name| object.fields.named(name));
        let times = ["createdAt", "updatedAt"].into_iter();
        let times = times.filter_map(|name| object.fields.named(name));
        return Ok(usual.chain(object.dedupe_fields.iter().copied()).chain(times).collect());
    }
    // The sample of the guide asks for `marketoGuid`.
    let field = |name: &String| {
        let found = object.fields.named_in_any_case(name);
        found.ok_or_else(|| ApiError::field_not_found(name))
    };
    wanted.iter().map(field).collect()
}

fn matches(records: &mut Records, place: usize, filter: Filter) -> Vec<RecordNumber> {
    match filter {
        Filter::Guids(guids) => {
            let known = records.guids(&records.instance.objects[place]);
            let numbers = guids.iter().filter_map(|guid| known.number(guid)).map(RecordNumber);
            numbers.collect()
        }
        Filter::Keys(keys) => {
            let found = keys.iter().filter_map(|key| {
                let key: Vec<_> = key.iter().map(|it| Cow::Borrowed(it.as_bytes())).collect();
                find(records, place, &key)
            });
            found.collect()
        }
        Filter::Field(field, values) => {
            let table = records.object_mut(place);
            values.iter().flat_map(|value| table.find(field, value.as_bytes())).collect()
        }
    }
}

/// A record; a field that is empty is left out, "the value is implied to be null" (documented).
fn row(seq: usize, record: &Record<'_>, fields: &[FieldId]) -> Value {
    let mut out = Map::new();
    out.insert("seq".into(), seq.into());
    out.insert(ID_FIELD.into(), record.guid().into());
    for field in fields {
        let value = record.json(*field);
        if !value.is_null() {
            out.insert(record.name(*field).into(), value);
        }
    }
    Value::Object(out)
}
