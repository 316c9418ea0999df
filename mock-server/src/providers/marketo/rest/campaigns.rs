//! Smart campaigns. Documented: A:smart-campaigns and the schema `Campaign`; recorded: EM
//! `campaign_response.json`.

use serde_json::{Map, Value};

use super::super::envelope::Envelope;
use super::super::errors::ApiError;
use super::super::instance::Campaign;
use super::super::operation::Operation;
use super::super::page_token::Paging;
use super::super::request::Asked;
use super::super::values;
use super::super::world::World;
use super::Answer;
use super::lead_ids;
use crate::core::time::SimTime;

/// Campaigns on a page. Documented (section 3).
const CAMPAIGNS_MAX: usize = 300;

/// Answers a call.
pub(super) fn answer(operation: Operation, world: &World, asked: &Asked) -> Answer {
    match operation {
        Operation::Campaigns => all(world, asked),
        Operation::CampaignGet => {
            let id = asked.path_number("campaign")?;
            let campaign = world.instance().campaigns.iter().find(|one| u64::from(one.id) == id);
            let campaign = campaign.ok_or_else(|| ApiError::object_not_found("Campaign"))?;
            Ok(Envelope::one(row(world, campaign)))
        }
        _ => Err(ApiError::not_found()),
    }
}

/// The campaigns that the filters leave.
fn all(world: &World, asked: &Asked) -> Answer {
    let list_of = |name: &str| asked.params.list(name);
    let (names, programs, workspaces) =
        (list_of("name"), list_of("programName"), list_of("workspaceName"));
    let ids = lead_ids::numbers(&list_of("id"))?;
    let triggerable = flag(asked, "isTriggerable")?;
    let any = |wanted: &[&str], value: &str| wanted.is_empty() || wanted.contains(&value);
    let wanted = |one: &&Campaign| {
        (ids.is_empty() || ids.contains(&u64::from(one.id)))
            && any(&names, &one.name)
            && any(&programs, program_name(world, one).unwrap_or(""))
            && any(&workspaces, &world.instance().workspace)
            && triggerable.is_none_or(|wanted| wanted == (one.kind == "trigger" && one.active))
    };
    let filters = format!("{ids:?} {names:?} {programs:?} {workspaces:?} {triggerable:?}");
    let paging = Paging::read(world, &asked.params, &["campaigns", &filters], CAMPAIGNS_MAX)?;
    let all = world.instance().campaigns.iter().filter(wanted);
    let (page, next) = paging.page(all.map(|one| (u64::from(one.id), one)));
    Ok(Envelope::page(page.into_iter().map(|one| row(world, one)).collect(), next))
}

/// A parameter that is `true` or `false`.
///
/// # Errors
/// 1001 for anything else.
fn flag(asked: &Asked, name: &str) -> Result<Option<bool>, ApiError> {
    let Some(text) = asked.params.get(name) else { return Ok(None) };
    let read = text.to_ascii_lowercase().parse();
    read.map(Some).map_err(|_| ApiError::invalid_type(text, "Boolean"))
}

fn program_name<'a>(world: &'a World, campaign: &Campaign) -> Option<&'a str> {
    let program = world.instance().program(campaign.program?)?;
    Some(&program.name)
}

/// A campaign in the order of the recording; a campaign without a program says nothing of one.
fn row(world: &World, campaign: &Campaign) -> Value {
    let instant = |ms: i64| Value::from(values::instant_text(SimTime::from_millis(ms)));
    let mut row = Map::new();
    row.insert("id".into(), campaign.id.into());
    row.insert("name".into(), campaign.name.clone().into());
    row.insert("description".into(), campaign.description.clone().unwrap_or_default().into());
    row.insert("type".into(), campaign.kind.clone().into());
    if let (Some(name), Some(id)) = (program_name(world, campaign), campaign.program) {
        row.insert("programName".into(), name.into());
        row.insert("programId".into(), id.into());
    }
    row.insert("workspaceName".into(), world.instance().workspace.clone().into());
    row.insert("createdAt".into(), instant(campaign.created_ms));
    row.insert("updatedAt".into(), instant(campaign.updated_ms));
    row.insert("active".into(), campaign.active.into());
    Value::Object(row)
}
