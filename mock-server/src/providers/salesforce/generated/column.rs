//! One column of a fixture: which key says what it holds, and what the values under it are.

use std::sync::Arc;

use super::super::schema::{DefinitionError, Field, FieldIndex, Object, Schema};
use super::template::{self, Mark};
use crate::core::calendar::day_number;
use crate::core::document::Section;
use crate::core::document::{Node, Table, Value};
use crate::core::generate::{AWKWARD, Column, Edges, Fold, Part, Share, Values, Words, awkward};
use crate::core::id_text::IdText;
use crate::core::nearest::suggest;

/// The keys that say what a column holds.
pub(super) const KINDS: [&str; 10] = [
    "words", "template", "value", "digits", "whole", "decimal", "true_in", "date", "datetime",
    "parent",
];

/// What a column is and what its table in the file says.
pub(super) struct Draft<'t> {
    pub(super) name: &'t str,
    pub(super) section: Section<'t>,
    /// The key that says what it holds.
    pub(super) kind: &'static str,
    /// The object and its field, unless it is a helper.
    pub(super) field: Option<(Arc<Object>, FieldIndex)>,
    marks: Vec<Mark>,
}

impl<'t> Draft<'t> {
    pub(super) fn helper(name: &'t str, table: &'t Table) -> Result<Self, DefinitionError> {
        Self::new(name, table, None)
    }

    pub(super) fn field(
        object: &Arc<Object>,
        index: FieldIndex,
        name: &'t str,
        table: &'t Table,
    ) -> Result<Self, DefinitionError> {
        Self::new(name, table, Some((Arc::clone(object), index)))
    }

    fn new(
        name: &'t str,
        table: &'t Table,
        field: Option<(Arc<Object>, FieldIndex)>,
    ) -> Result<Self, DefinitionError> {
        let known: Vec<&str> = KINDS.into_iter().chain(["nulls", "edge_cases"]).collect();
        let section = Section::new(table, &known)?;
        let mut kinds = KINDS.into_iter().filter(|key| section.has(key));
        let (Some(kind), None) = (kinds.next(), kinds.next()) else {
            let remedy = format!("give one of {}", KINDS.join(", "));
            let problem = "it is not said, or said twice, what the column holds";
            return Err(DefinitionError::new(&table.place, &table.path, problem, remedy));
        };
        let text = match kind {
            "template" => section.required_text(kind, "what its values look like")?,
            _ => "",
        };
        let marks = template::read(text)
            .map_err(|(problem, remedy)| section.error(kind, problem, remedy))?;
        Ok(Self { name, section, kind, field, marks })
    }

    /// The columns that its template names.
    pub(super) fn uses(&self) -> impl Iterator<Item = &str> {
        self.marks.iter().filter_map(|mark| match mark {
            Mark::Column(name, _) => Some(name.as_str()),
            Mark::Text(_) | Mark::Row(_) | Mark::Key(_) => None,
        })
    }

    pub(super) fn definition(&self) -> Option<&Field> {
        self.field.as_ref().map(|(object, index)| object.field_at(*index))
    }

    /// An error at the key that says what it holds.
    pub(super) fn error(
        &self,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> DefinitionError {
        self.section.error(self.kind, problem, remedy)
    }
}

/// The column of a draft, and the object that it refers to; `before` are the columns in front of it.
pub(super) fn read(
    schema: &Schema,
    draft: &Draft<'_>,
    before: &[Column],
) -> Result<(Column, Option<Arc<Object>>), DefinitionError> {
    let mut parent = None;
    let (section, kind) = (&draft.section, draft.kind);
    let values = match kind {
        "words" => Values::Words(words(draft)?),
        "template" => Values::Template(parts(draft, before)),
        "value" => Values::Template(vec![Part::Text(
            section.required_text(kind, "what every row holds")?.to_owned(),
        )]),
        "digits" => {
            Values::Pattern(section.required_text(kind, "each # becomes a digit")?.to_owned())
        }
        "whole" => {
            let (from, to) = pair(draft, "a whole number", whole)?;
            Values::Whole(from, to)
        }
        "decimal" => {
            let scale = draft.definition().map_or(2, |field| field.scale).min(6);
            let unit = 10_f64.powi(i32::from(scale));
            let (from, to) = pair(draft, "a number", decimal)?;
            Values::Decimal((from * unit).round() as i64, (to * unit).round() as i64, scale)
        }
        "true_in" => Values::Boolean(share(section, kind)?),
        "date" => {
            let (from, to) = pair(draft, "a date such as \"1980-12-31\"", day)?;
            Values::Date(from, to)
        }
        "datetime" => {
            let (from, to) = pair(draft, "an instant such as \"2026-01-01T00:00:00Z\"", second)?;
            Values::Moment(from, to)
        }
        _ => {
            let name = section.required_text(kind, "the object whose rows it refers to")?;
            let Some(object) = schema.object(name) else {
                let known = schema.objects().map(|object| object.name.as_str());
                let remedy = suggest(name, known);
                return Err(draft.error(format!("there is no object `{name}`"), remedy));
            };
            parent = Some(Arc::clone(object));
            // Which ids, and of how many rows, is known when the table comes into an org.
            Values::Reference(IdText::new(*b"000000", 0), 1)
        }
    };
    let field = draft.field.as_ref().map(|(_, index)| index.0);
    let mut column = Column::new(field, draft.name, values);
    if section.has("nulls") {
        column.nulls = share(section, "nulls")?;
    }
    column.edges = edges(draft)?;
    Ok((column, parent))
}

fn words(draft: &Draft<'_>) -> Result<Words, DefinitionError> {
    let Some(node) = draft.section.table.get("words") else { unreachable!("it is the kind") };
    let weighted: Vec<(&str, u32)> = match &node.value {
        Value::Table(table) => {
            let section = Section { table };
            let weight = |(word, _): &(String, Node)| section.whole(word, 1000);
            let weights: Result<Vec<_>, _> = table.entries.iter().map(weight).collect();
            let words = table.entries.iter().map(|(word, _)| word.as_str());
            words.zip(weights?.into_iter().map(|weight| weight.unwrap_or(1))).collect()
        }
        _ => draft.section.texts("words")?.into_iter().map(|word| (word, 1)).collect(),
    };
    let empty = weighted.iter().any(|(word, _)| word.is_empty());
    if empty || weighted.len() > 1000 || weighted.iter().all(|(_, weight)| *weight == 0) {
        let remedy = "write 1 to 1000 words, none of them empty; `nulls` leaves rows empty";
        return Err(draft.error("these words cannot be drawn", remedy));
    }
    Ok(Words::new(weighted))
}

fn parts(draft: &Draft<'_>, before: &[Column]) -> Vec<Part> {
    let place =
        |name: &str| before.iter().position(|column| column.name.eq_ignore_ascii_case(name));
    let part = |mark: &Mark| match mark {
        Mark::Text(text) => Part::Text(text.clone()),
        Mark::Row(width) => Part::Row(*width),
        Mark::Key(width) => Part::Key(*width),
        Mark::Column(name, form) => {
            let fold = match form.as_deref() {
                Some("lower") => Fold::Lower,
                Some(_) => Fold::Ascii,
                None => Fold::None,
            };
            Part::Column(place(name).unwrap_or_default(), fold)
        }
    };
    draft.marks.iter().map(part).collect()
}

/// The first and the last value of a range.
fn pair<T: PartialOrd>(
    draft: &Draft<'_>,
    what: &str,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<(T, T), DefinitionError> {
    let list = draft.section.list(draft.kind)?;
    let mut values = list.iter().map(|node| read(&node.value));
    match (values.next().flatten(), values.next().flatten(), list.len()) {
        (Some(from), Some(to), 2) if from <= to => Ok((from, to)),
        _ => {
            let remedy = format!("write [first, last], each {what}, the first not after the last");
            Err(draft.error("it is no range", remedy))
        }
    }
}

fn whole(value: &Value) -> Option<i64> {
    match value {
        Value::Whole(number) if number.abs() <= 1 << 53 => Some(*number),
        _ => None,
    }
}

fn decimal(value: &Value) -> Option<f64> {
    match value {
        Value::Decimal(number) => Some(*number).filter(|number| number.abs() <= 1e12),
        other => whole(other).map(|number| number as f64).filter(|number| number.abs() <= 1e12),
    }
}

fn day(value: &Value) -> Option<i64> {
    let Value::Text(text) = value else { return None };
    text.parse().ok().map(day_number)
}

fn second(value: &Value) -> Option<i64> {
    let Value::Text(text) = value else { return None };
    text.parse::<jiff::Timestamp>().ok().map(jiff::Timestamp::as_second)
}

fn share(section: &Section<'_>, key: &str) -> Result<Share, DefinitionError> {
    match section.number(key)? {
        Some(share) if (0.0..=1.0).contains(&share) => Ok(Share::of(share)),
        _ => Err(section.error(key, "it is no share of all rows", "write a number from 0 to 1")),
    }
}

fn edges(draft: &Draft<'_>) -> Result<Option<Edges>, DefinitionError> {
    let Some(node) = draft.section.table.get("edge_cases") else { return Ok(None) };
    let remedy = "write `edge_cases = { every = 1000, at = 7 }`";
    let Value::Table(table) = &node.value else {
        return Err(draft.section.error("edge_cases", "it is no table", remedy));
    };
    let section = Section::new(table, &["every", "at", "values"])?;
    let every = section.whole("every", 1 << 31)?.unwrap_or(0);
    let at = section.whole("at", u32::MAX)?.unwrap_or(0);
    if at >= every {
        let remedy = "let the value stand at row `at` of each `every` rows: at is the smaller one";
        return Err(section.error("at", "there is no such row", remedy));
    }
    let names: Vec<&str> = AWKWARD.iter().map(|(name, _)| *name).collect();
    let given = section.texts("values")?;
    if let Some(unknown) = given.iter().find(|name| awkward(name).is_none()) {
        let problem = format!("there is no edge case `{unknown}`");
        return Err(section.error("values", problem, suggest(unknown, names)));
    }
    let length_max = draft.definition().map_or(u32::MAX, |field| field.length) as usize;
    let fits = |name: &&str| awkward(name).is_some_and(|value| value.chars().count() <= length_max);
    if let Some(long) = given.iter().find(|name| !fits(name)) {
        let problem = format!("the edge case `{long}` is longer than the field");
        return Err(section.error("values", problem, "leave it out"));
    }
    let wanted = if section.has("values") { given } else { names };
    let values: Vec<&str> = wanted.into_iter().filter(fits).filter_map(awkward).collect();
    if values.is_empty() {
        return Err(section.error("values", "there is no edge case", "name one, or all by none"));
    }
    Ok(Some(Edges::new(every, at, values)))
}
