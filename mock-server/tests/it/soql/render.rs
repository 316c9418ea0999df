//! A read query in few words: places in the schema by the names they have there.

use bulk_mock::providers::salesforce::schema::Object;
use bulk_mock::providers::salesforce::soql::{
    Comparison, Condition, GroupCondition, GroupValue, Grouping, Operand, Path, Pattern,
    PatternPart, Query, Select, Step,
};

/// The whole query in one line.
pub(super) fn query(query: &Query) -> String {
    let object = &*query.object;
    let mut said = match &query.select {
        Select::Count => "count".to_owned(),
        Select::Rows(columns) => join(columns, ", ", |column| {
            let label = if column.label { " (label)" } else { "" };
            let way = path(object, &column.path);
            if way == column.name { way + label } else { format!("{}: {way}{label}", column.name) }
        }),
        Select::Groups(groups) => grouping(object, groups),
    };
    said = format!("{} | {said}", object.name);
    if let Some(filter) = &query.filter {
        said += &format!(" | where {}", condition(object, filter));
    }
    if !query.order.is_empty() {
        let keys = join(&query.order, ", ", |key| {
            path(object, &key.path) + direction(key.descending, key.nulls_last)
        });
        said += &format!(" | by {keys}");
    }
    if let Some(limit) = query.limit {
        said += &format!(" | limit {limit}");
    }
    if query.offset > 0 {
        said += &format!(" | offset {}", query.offset);
    }
    said
}

fn join<T>(parts: &[T], between: &str, show: impl Fn(&T) -> String) -> String {
    parts.iter().map(show).collect::<Vec<_>>().join(between)
}

fn direction(descending: bool, nulls_last: bool) -> &'static str {
    match (descending, nulls_last) {
        (false, false) => "",
        (true, false) => " desc",
        (false, true) => " nulls last",
        (true, true) => " desc nulls last",
    }
}

fn grouping(object: &Object, groups: &Grouping) -> String {
    let key = |key: usize| {
        let key = &groups.by[key];
        let way = path(object, &key.path);
        key.part.map_or(way.clone(), |part| format!("{part:?}({way})"))
    };
    let aggregate = |place: usize| {
        let aggregate = &groups.aggregates[place];
        let way = aggregate.path.as_ref().map_or(String::new(), |way| path(object, way));
        format!("{:?}({way})", aggregate.function)
    };
    let value = |value: GroupValue| match value {
        GroupValue::Key(place) => key(place),
        GroupValue::Aggregate(place) => aggregate(place),
    };
    let mut said = join(&groups.columns, ", ", |c| format!("{}: {}", c.name, value(c.value)));
    if !groups.by.is_empty() {
        let keys: Vec<String> = (0..groups.by.len()).map(key).collect();
        said += &format!(" | group {}", keys.join(", "));
    }
    if let Some(having) = &groups.having {
        said += &format!(" | having {}", group_condition(having, &value));
    }
    if !groups.order.is_empty() {
        let keys = join(&groups.order, ", ", |key| {
            value(key.value) + direction(key.descending, key.nulls_last)
        });
        said += &format!(" | by {keys}");
    }
    said
}

fn path(object: &Object, path: &Path) -> String {
    let exact = if path.exact { "!" } else { "" };
    step(object, &path.step) + exact
}

fn step(object: &Object, way: &Step) -> String {
    match way {
        Step::Field(field) => object.field_at(*field).name.clone(),
        Step::TypeName => "<type>".to_owned(),
        Step::Part { field, part } => format!("{part:?}({})", object.field_at(*field).name),
        Step::Parent { lookup, targets } => {
            let lookup = &object.field_at(*lookup).name;
            let target = join(targets, " ", |(at, way)| format!("{}.{}", at.name, step(at, way)));
            format!("{lookup}>({target})")
        }
    }
}

fn condition(object: &Object, part: &Condition) -> String {
    let all = |parts: &[Condition], between: &str| {
        format!("({})", join(parts, between, |part| condition(object, part)))
    };
    match part {
        Condition::All(parts) => all(parts, " and "),
        Condition::Any(parts) => all(parts, " or "),
        Condition::Not(denied) => format!("not {}", condition(object, denied)),
        Condition::Compare { path: way, comparison, operand: right } => {
            format!("{} {} {}", path(object, way), sign(*comparison), operand(right))
        }
        Condition::Like { path: way, pattern: like } => {
            format!("{} like {}", path(object, way), pattern(like))
        }
        Condition::In { path: way, negated, operands } => {
            format!("{}{} in [{}]", path(object, way), not(*negated), join(operands, " ", operand))
        }
        Condition::InQuery { path: way, negated, query: inner } => {
            format!("{}{} in [{}]", path(object, way), not(*negated), query(inner))
        }
        Condition::Includes { path: way, negated, sets } => {
            format!("{}{} includes {sets:?}", path(object, way), not(*negated))
        }
    }
}

fn group_condition(part: &GroupCondition, value: &impl Fn(GroupValue) -> String) -> String {
    let all = |parts: &[GroupCondition], between: &str| {
        format!("({})", join(parts, between, |part| group_condition(part, value)))
    };
    match part {
        GroupCondition::All(parts) => all(parts, " and "),
        GroupCondition::Any(parts) => all(parts, " or "),
        GroupCondition::Not(denied) => format!("not {}", group_condition(denied, value)),
        GroupCondition::Compare { value: left, comparison, operand: right } => {
            format!("{} {} {}", value(*left), sign(*comparison), operand(right))
        }
        GroupCondition::In { value: left, negated, operands } => {
            format!("{}{} in [{}]", value(*left), not(*negated), join(operands, " ", operand))
        }
        GroupCondition::Like { value: left, pattern: like } => {
            format!("{} like {}", value(*left), pattern(like))
        }
    }
}

fn not(negated: bool) -> &'static str {
    if negated { " not" } else { "" }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Null => "null".to_owned(),
        Operand::Text(text) => format!("{text:?}"),
        Operand::Number(number) => number.to_string(),
        Operand::Boolean(truth) => truth.to_string(),
        Operand::Span { from, until } => format!("{from}..{until}"),
        Operand::Id(id) => id.to_string(),
    }
}

fn pattern(pattern: &Pattern) -> String {
    join(&pattern.0, " ", |part| match part {
        PatternPart::Text(text) => format!("{text:?}"),
        PatternPart::One => "_".to_owned(),
        PatternPart::Any => "%".to_owned(),
    })
}
