//! What a scenario comes to in the orgs of a server: everything is found out first, so that what is
//! then done cannot fail half way. The clocks are moved by whoever knows how, see `stage`.

use std::sync::{Arc, Weak};

use super::check::{Finding, marketo_file};
use super::file::{Data, Generate, Provider, ScenarioFile};
use super::find_generated;
use crate::core::change::put_back;
use crate::core::time::SimTime;
use crate::faults::Rule;
use crate::org::{ClockMode, NotInstalled, Org, OrgCell, Registry, Standing};
use crate::providers::{marketo, salesforce};

/// The org that gets rows of which nothing else is said.
const DEMO_ORG: &str = "demo";

type SalesforceSettings = salesforce::settings::Settings;
type MarketoSettings = marketo::settings::Settings;

/// A scenario in force, and what was before.
pub struct Applied {
    /// The scenario.
    pub file: ScenarioFile,
    before: Standing,
    orgs: Vec<Before>,
}

/// What an org was like before.
struct Before {
    cell: Weak<OrgCell>,
    salesforce: SalesforceSettings,
    marketo: MarketoSettings,
    clock: ClockMode,
}

/// A clock that is to flow otherwise.
pub struct ClockChange {
    /// The org.
    pub cell: Arc<OrgCell>,
    /// How it is to flow.
    pub mode: ClockMode,
}

/// Settings that were changed by a scenario's sections.
fn changed(
    file: &ScenarioFile,
    salesforce: &SalesforceSettings,
    marketo: &MarketoSettings,
) -> Result<(SalesforceSettings, MarketoSettings), Finding> {
    let sections = &file.scenario.settings;
    let wrong = |provider: Provider, error: crate::core::change::SettingError| {
        file.finding(
            format!("settings.{provider}.{}", error.key),
            error.message,
            "mend the setting",
        )
    };
    let salesforce = match &sections.salesforce {
        Some(section) => salesforce.changed(section).map_err(|e| wrong(Provider::Salesforce, e))?,
        None => salesforce.clone(),
    };
    let marketo = match &sections.marketo {
        Some(section) => marketo.changed(section).map_err(|e| wrong(Provider::Marketo, e))?,
        None => marketo.clone(),
    };
    Ok((salesforce, marketo))
}

/// Finds out whether a scenario can be put in force; nothing is changed. `old` is the one in whose
/// place it comes.
///
/// # Errors
/// Everything that is in its way.
pub fn can_apply(
    file: &ScenarioFile,
    old: Option<&ScenarioFile>,
    registry: &Registry,
    wall_ms: i64,
) -> Result<(), Vec<Finding>> {
    let words = [salesforce::faults::vocabulary(), marketo::faults::vocabulary()];
    let found = file.check(&words);
    if !found.is_empty() {
        return Err(found);
    }
    let taken = rules_taken(file, old, registry, wall_ms);
    if !taken.is_empty() {
        return Err(taken);
    }
    let standing = registry.standing().clone();
    let of_orgs = registry.all().into_iter().map(|cell| {
        let org = cell.lock();
        (org.salesforce.world.settings.clone(), org.marketo.world.settings.clone())
    });
    let mut all: Vec<_> = of_orgs.collect();
    all.push((standing.salesforce.settings, standing.marketo.settings));
    for (salesforce, marketo) in &all {
        changed(file, salesforce, marketo).map_err(|finding| vec![finding])?;
    }
    let mut wrong = Vec::new();
    for (name, of_org) in by_org(file) {
        let Some(cell) = registry.named(name) else {
            wrong.push(no_org(file, name, &of_org));
            continue;
        };
        let mut copy = cell.lock().clone();
        let now = copy.clock.now(wall_ms);
        wrong.extend(load(file, &of_org, &mut copy, now).err());
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Rules of orgs that have the names of the scenario's.
fn rules_taken(
    file: &ScenarioFile,
    old: Option<&ScenarioFile>,
    registry: &Registry,
    wall_ms: i64,
) -> Vec<Finding> {
    let is_old =
        |name: &str| old.is_some_and(|old| old.scenario.fault.iter().any(|rule| rule.name == name));
    let mut found = Vec::new();
    for (place, rule) in file.scenario.fault.iter().enumerate().filter(|(_, r)| !is_old(&r.name)) {
        let holder = registry.all().into_iter().find(|cell| {
            registry.rules_of(cell, wall_ms).iter().any(|held| held.rule.name == rule.name)
        });
        if let Some(holder) = holder {
            let problem = format!("org `{}` has a fault `{}` already", holder.name, rule.name);
            let key = format!("fault[{place}].name");
            found.push(file.finding(key, problem, "remove that one first"));
        }
    }
    found
}

/// Puts a scenario in force that [`can_apply`] had nothing against; gives it, and the clocks that are
/// to flow otherwise.
///
/// # Errors
/// What came in its way since; nothing of it is in force then, and rows that came into an org stay.
pub fn apply(
    file: ScenarioFile,
    registry: &Registry,
    wall_ms: i64,
) -> Result<(Applied, Vec<ClockChange>), Vec<Finding>> {
    let rules: Vec<Arc<Rule>> = file.scenario.fault.iter().cloned().map(Arc::new).collect();
    registry
        .install_for_all(&rules, wall_ms)
        .map_err(|refused| vec![not_installed(&file, refused)])?;
    for (name, of_org) in by_org(&file) {
        let loaded = match registry.named(name) {
            Some(cell) => registry.load(&cell, wall_ms, |org, now| load(&file, &of_org, org, now)),
            None => Err(no_org(&file, name, &of_org)),
        };
        if let Err(finding) = loaded {
            remove_rules(&file, registry);
            return Err(vec![finding]);
        }
    }
    Ok(registry.change_all(|standing, cells| {
        let (orgs, clocks) = change_orgs(&file, cells);
        let before = change_standing(&file, standing);
        (Applied { file, before, orgs }, clocks)
    }))
}

/// Lets orgs be as the scenario says; gives what they were like, and clocks that are to flow otherwise.
fn change_orgs(file: &ScenarioFile, cells: &[Arc<OrgCell>]) -> (Vec<Before>, Vec<ClockChange>) {
    let mut orgs = Vec::new();
    let mut clocks = Vec::new();
    for cell in cells {
        let mut org = cell.lock();
        orgs.push(Before {
            cell: Arc::downgrade(cell),
            salesforce: org.salesforce.world.settings.clone(),
            marketo: org.marketo.world.settings.clone(),
            clock: org.clock.mode(),
        });
        let (salesforce, marketo) = (&org.salesforce.world.settings, &org.marketo.world.settings);
        // It was found out before that they can be changed.
        if let Ok((salesforce, marketo)) = changed(file, salesforce, marketo) {
            org.salesforce.world.settings = salesforce;
            org.marketo.world.settings = marketo;
        }
        if let Some(stops) = file.scenario.clock.auto_stops {
            org.auto_stops = stops;
        }
        drop(org);
        let change = |mode| ClockChange { cell: Arc::clone(cell), mode };
        clocks.extend(file.scenario.clock.mode.map(change));
    }
    (orgs, clocks)
}

/// Takes a scenario out of force: its faults, its settings, how time flows. Its rows stay. Gives the
/// clocks that are to flow as before.
pub fn take_back(applied: Applied, registry: &Registry) -> Vec<ClockChange> {
    let Applied { file, before, orgs } = applied;
    remove_rules(&file, registry);
    registry.change_all(|standing, cells| {
        let clocks = put_orgs_back(&file, &orgs, &before, cells);
        *standing = before;
        clocks
    })
}

/// Lets orgs be as they were before the scenario, and those that came since as all that come.
fn put_orgs_back(
    file: &ScenarioFile,
    orgs: &[Before],
    standing: &Standing,
    cells: &[Arc<OrgCell>],
) -> Vec<ClockChange> {
    let sections = &file.scenario.settings;
    let mut clocks = Vec::new();
    for cell in cells {
        let of_org = orgs.iter().find(|before| before.cell.as_ptr() == Arc::as_ptr(cell));
        let (salesforce, marketo, mode) = match of_org {
            Some(before) => (&before.salesforce, &before.marketo, before.clock),
            None => (&standing.salesforce.settings, &standing.marketo.settings, standing.clock),
        };
        let mut org = cell.lock();
        if let Some(section) = &sections.salesforce {
            let now = &org.salesforce.world.settings;
            org.salesforce.world.settings = put_back(now, salesforce, section);
        }
        if let Some(section) = &sections.marketo {
            let now = &org.marketo.world.settings;
            org.marketo.world.settings = put_back(now, marketo, section);
        }
        if file.scenario.clock.auto_stops.is_some() {
            org.auto_stops = standing.auto_stops;
        }
        // Whoever set it since meant it.
        let is_ours = file.scenario.clock.mode == Some(org.clock.mode());
        drop(org);
        if is_ours {
            clocks.push(ClockChange { cell: Arc::clone(cell), mode });
        }
    }
    clocks
}

/// Lets orgs to come be as the scenario says; gives what they would have been like.
fn change_standing(file: &ScenarioFile, standing: &mut Standing) -> Standing {
    let before = standing.clone();
    let (salesforce, marketo) = (&before.salesforce.settings, &before.marketo.settings);
    if let Ok((salesforce, marketo)) = changed(file, salesforce, marketo) {
        standing.salesforce.settings = salesforce;
        standing.marketo.settings = marketo;
    }
    let clock = &file.scenario.clock;
    standing.clock = clock.mode.unwrap_or(standing.clock);
    standing.epoch = clock.epoch.or(standing.epoch);
    standing.auto_stops = clock.auto_stops.unwrap_or(standing.auto_stops);
    before
}

fn remove_rules(file: &ScenarioFile, registry: &Registry) {
    for rule in &file.scenario.fault {
        registry.remove_for_all(Some(&rule.name));
    }
}

fn not_installed(file: &ScenarioFile, refused: NotInstalled) -> Finding {
    let NotInstalled { place, org, error } = refused;
    let problem = match org {
        Some(org) => format!("in org `{org}`: {}", error.problem),
        None => error.problem,
    };
    file.finding(format!("fault[{place}].{}", error.key), problem, error.remedy)
}

/// Rows for one org, in the order of the file, each with its place there.
#[derive(Default)]
struct OfOrg<'a> {
    data: Vec<(usize, &'a Data)>,
    generate: Vec<(usize, &'a Generate)>,
}

fn by_org(file: &ScenarioFile) -> Vec<(&str, OfOrg<'_>)> {
    let mut orgs: Vec<(&str, OfOrg<'_>)> = Vec::new();
    fn of<'o, 'a>(orgs: &'o mut Vec<(&'a str, OfOrg<'a>)>, name: &'a str) -> &'o mut OfOrg<'a> {
        let place = orgs.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            orgs.push((name, OfOrg::default()));
            orgs.len() - 1
        });
        &mut orgs[place].1
    }
    for (place, data) in file.scenario.data.iter().enumerate() {
        let name = data.org.as_deref().unwrap_or(DEMO_ORG);
        of(&mut orgs, name).data.push((place, data));
    }
    for (place, generate) in file.scenario.generate.iter().enumerate() {
        let name = generate.org.as_deref().unwrap_or(DEMO_ORG);
        of(&mut orgs, name).generate.push((place, generate));
    }
    orgs
}

fn no_org(file: &ScenarioFile, name: &str, of_org: &OfOrg<'_>) -> Finding {
    let key = match (of_org.data.first(), of_org.generate.first()) {
        (Some((place, _)), _) => format!("data[{place}].org"),
        (None, Some((place, _))) => format!("generate[{place}].org"),
        (None, None) => "data".into(),
    };
    let problem = format!("there is no org `{name}` for the rows");
    file.finding(key, problem, "declare that org, or keep the demo org")
}

/// Loads rows into an org, or into a copy of it.
fn load(
    file: &ScenarioFile,
    of_org: &OfOrg<'_>,
    org: &mut Org,
    now: SimTime,
) -> Result<(), Finding> {
    let mut of_marketo = Vec::new();
    for (place, data) in &of_org.data {
        if file.scenario.provider_of(data) == Some(Provider::Marketo) {
            of_marketo.push(marketo_file(data));
            continue;
        }
        org.salesforce.world.load_csv(&data.object, data.rows.as_bytes(), now).map_err(
            |error| file.finding(format!("data[{place}].rows"), error.to_string(), "mend the rows"),
        )?;
    }
    if !of_marketo.is_empty() {
        let mut records = org.marketo.world.records.clone();
        marketo::seed::add(&mut records, &of_marketo)
            .map_err(|error| file.finding("data", error.to_string(), "mend the rows"))?;
        org.marketo.world.records = records;
    }
    for (place, generate) in &of_org.generate {
        let key = format!("generate[{place}]");
        let wrong = |problem: String| file.finding(&key, problem, "mend it, or leave it out");
        let words = match generate.rows {
            Some(rows) => format!("{}={rows}", generate.fixture),
            None => generate.fixture.clone(),
        };
        let fixture = find_generated(&words, std::path::Path::new("")).map_err(wrong)?;
        org.generate(&fixture.file, &fixture.text, fixture.rows)
            .map_err(|error| wrong(error.to_string()))?;
    }
    Ok(())
}
