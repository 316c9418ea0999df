//! The settings of an org: every open question about the providers, with what it is now, what it can be
//! and how well its default is known. Changed while the org runs, all that are named or none.
//!
//! Types, choices and sentences come from the types of the settings; the evidence from the tables in
//! the providers' READMEs, which a test keeps complete.

use axum::http::Method;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::answer::Json;
use super::error::AdminError;
use super::input::{self, NoQuery, Sent};
use super::route::{Asked, Route};
use crate::core::change::SettingError;
use crate::org::OrgCell;
use crate::providers::{marketo, salesforce};

pub(super) fn routes() -> Vec<Route> {
    let path = "/_mock/orgs/{org}/settings";
    let says = "Every open question about the providers as a named setting: its value, its default, \
                what it can be, what it decides, how well its default is known.";
    vec![
        Route::new(Method::GET, path, "readSettings", says, read),
        Route::new(
            Method::PATCH,
            path,
            "changeSettings",
            "Change settings of an org while it runs, all that are named or none; what has begun \
             goes on as it began.",
            change,
        )
        .example(r#"{"salesforce":{"queue_wait":"5s"},"marketo":{"enforce_rate_limit":true}}"#),
    ]
}

/// The settings of an org.
#[derive(Serialize, JsonSchema)]
struct Settings {
    /// All of them, those of Salesforce first.
    settings: Vec<Setting>,
}

/// One setting.
#[derive(Serialize, JsonSchema)]
struct Setting {
    /// Whose question it is.
    provider: &'static str,
    /// Its name; of a text `messages.` stands before it.
    name: String,
    /// Its value.
    value: Value,
    /// What it is unless somebody changes it.
    default: Value,
    /// What it takes: `choice`, `duration`, `instant`, `number`, `text` or `yes or no`.
    r#type: &'static str,
    /// What can be chosen, for a choice.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    choices: Vec<Choice>,
    /// What it decides.
    says: String,
    /// How well the default is known.
    evidence: String,
    /// Whether the default is nothing but an assumption.
    assumed: bool,
}

/// Something that can be chosen.
#[derive(Serialize, JsonSchema)]
struct Choice {
    /// The word for it.
    value: String,
    /// What it means.
    says: String,
}

/// Changes of settings, by name; `messages` has names of its own.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Changes {
    /// Those of Salesforce.
    #[serde(default)]
    salesforce: Map<String, Value>,
    /// Those of Marketo.
    #[serde(default)]
    marketo: Map<String, Value>,
}

async fn read(asked: Asked) -> Result<Json<Settings>, AdminError> {
    let both = {
        let cell = asked.org()?;
        let org = cell.lock();
        (org.salesforce.world.settings.clone(), org.marketo.world.settings.clone())
    };
    Ok(Json(Settings { settings: told(&both.0, &both.1) }))
}

async fn change(asked: Asked<NoQuery, Sent<Changes>>) -> Result<Json<Settings>, AdminError> {
    let Changes { salesforce, marketo } = &asked.body.0;
    if salesforce.is_empty() && marketo.is_empty() {
        let refused = AdminError::bad_request("no setting is named");
        return Err(refused.remedy("send {\"salesforce\":{\"queue_wait\":\"5s\"}}"));
    }
    let changes = (table("salesforce", salesforce)?, table("marketo", marketo)?);
    let both = put(&*asked.org()?, &changes.0, &changes.1)?;
    let mut settings = told(&both.0, &both.1);
    settings.retain(|setting| {
        let changes = if setting.provider == "salesforce" { salesforce } else { marketo };
        changes.contains_key(setting.name.split('.').next().unwrap_or(""))
    });
    Ok(Json(Settings { settings }))
}

type Both = (salesforce::settings::Settings, marketo::settings::Settings);

/// Puts changes in force; gives what is in force then.
fn put(cell: &OrgCell, one: &toml::Table, other: &toml::Table) -> Result<Both, AdminError> {
    let mut org = cell.lock();
    let of_salesforce = org.salesforce.world.settings.changed(one);
    let of_salesforce = of_salesforce.map_err(|error| refused("salesforce", &error))?;
    let of_marketo = org.marketo.world.settings.changed(other);
    let of_marketo = of_marketo.map_err(|error| refused("marketo", &error))?;
    org.salesforce.world.settings = of_salesforce.clone();
    org.marketo.world.settings = of_marketo.clone();
    Ok((of_salesforce, of_marketo))
}

/// JSON as a settings file has it.
fn table(provider: &str, changes: &Map<String, Value>) -> Result<toml::Table, AdminError> {
    if let Some((name, _)) = changes.iter().find(|(_, value)| value.is_null()) {
        let key = format!("{provider}.{name}");
        let refused = AdminError::bad_request(format!("setting `{key}`: it is null")).key(key);
        return Err(refused.remedy("leave it out, or send a value of the setting's own type"));
    }
    toml::Table::try_from(changes).map_err(|error| {
        let refused = AdminError::bad_request(format!("settings of {provider}: {error}"));
        refused.remedy("leave out what has no value, and send one of the setting's own type")
    })
}

fn refused(provider: &str, error: &SettingError) -> AdminError {
    let key = format!("{provider}.{}", error.key);
    let see = "see GET /_mock/orgs/{org}/settings for what it takes";
    let [one, other] = [
        ("salesforce", json_of(&salesforce::settings::Settings::default())),
        ("marketo", json_of(&marketo::settings::Settings::default())),
    ];
    let other = if provider == one.0 { other } else { one };
    if error.message.starts_with("there is none") && !other.1[&error.key].is_null() {
        let refused =
            AdminError::bad_request(format!("setting `{key}`: there is none of that name"));
        let remedy = format!("it is one of the provider `{}`: name that one", other.0);
        return refused.remedy(remedy).key(key);
    }
    match error.message.split_once("; ") {
        Some((problem, remedy)) => {
            AdminError::bad_request(format!("setting `{key}`: {problem}")).remedy(remedy).key(key)
        }
        None => input::sharpened(&error.message, see).key(key),
    }
}

fn told(one: &salesforce::settings::Settings, other: &marketo::settings::Settings) -> Vec<Setting> {
    let mut told = of_provider(
        "salesforce",
        [json_of(one), json_of(&salesforce::settings::Settings::default())],
        &schemars::schema_for!(salesforce::settings::Settings),
        salesforce::settings::TABLE,
    );
    told.extend(of_provider(
        "marketo",
        [json_of(other), json_of(&marketo::settings::Settings::default())],
        &schemars::schema_for!(marketo::settings::Settings),
        marketo::settings::TABLE,
    ));
    told
}

fn json_of(settings: &impl Serialize) -> Value {
    serde_json::to_value(settings).unwrap_or_default()
}

fn of_provider(
    provider: &'static str,
    [values, defaults]: [Value; 2],
    schema: &Schema,
    table: &str,
) -> Vec<Setting> {
    let schema = schema.as_value();
    let mut told = Vec::new();
    for (name, property) in members(&schema["properties"]) {
        let (value, default) = (&values[name], &defaults[name]);
        if let Some(texts) = value.as_object() {
            let inner = &resolved(schema, property)["properties"];
            for (text, property) in members(inner).filter(|(text, _)| texts.contains_key(*text)) {
                let name = format!("{name}.{text}");
                let values = (&value[text], &default[text]);
                told.push(setting(provider, name, values, (schema, property), "assumed: the text"));
            }
            continue;
        }
        let evidence = evidence(table, name);
        told.push(setting(provider, name.clone(), (value, default), (schema, property), evidence));
    }
    told
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn setting(
    provider: &'static str,
    name: String,
    (value, default): (&Value, &Value),
    (schema, property): (&Value, &Value),
    evidence: &str,
) -> Setting {
    let choices = choices(resolved(schema, property));
    Setting {
        provider,
        name,
        value: value.clone(),
        default: default.clone(),
        r#type: type_of(property, !choices.is_empty()),
        choices,
        says: property["description"].as_str().unwrap_or_default().replace('\n', " "),
        evidence: evidence.to_owned(),
        assumed: evidence.starts_with("assumed"),
    }
}

/// The type that a property refers to, or the property itself.
fn resolved<'a>(schema: &'a Value, property: &'a Value) -> &'a Value {
    let target = property["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|target| schema.pointer(target)).unwrap_or(property)
}

fn choices(schema: &Value) -> Vec<Choice> {
    let either = schema["oneOf"].as_array().into_iter().flatten();
    let choice = |one: &Value| {
        let says = one["description"].as_str().unwrap_or_default().replace('\n', " ");
        Some(Choice { value: one["const"].as_str()?.to_owned(), says })
    };
    either.filter_map(choice).collect()
}

fn type_of(property: &Value, is_choice: bool) -> &'static str {
    if is_choice {
        return "choice";
    }
    let text = property.to_string();
    if text.contains("/Duration\"") {
        return "duration";
    }
    if text.contains("/Instant\"") {
        return "instant";
    }
    match property["type"].as_str() {
        Some("boolean") => "yes or no",
        Some("integer" | "number") => "number",
        _ => "text",
    }
}

/// What the table of a provider's README says of the evidence for a default.
fn evidence<'a>(table: &'a str, name: &str) -> &'a str {
    let begins = format!("| `{name}` |");
    let line = table.lines().find(|line| line.starts_with(&begins));
    line.and_then(|line| line.split('|').nth(5)).map_or("", str::trim)
}
