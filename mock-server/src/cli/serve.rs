//! `bulk-mock serve`: from flags and files to a running server.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::files::{read, read_definitions, spread};
use super::marketo::MarketoFiles;
use super::{Failure, log};
use crate::core::time::{SimDuration, SimTime};
use crate::org::{AutoStops, ClockMode};
use crate::providers::salesforce::schema::Schema;
use crate::scenario::file::ScenarioFile;
use crate::scenario::{self, OrgSection, SettingsFile};
use crate::server::{self, Builder, MockServer};

const EXAMPLES: &str = "\
Examples:
  bulk-mock serve                                   port 8080, demo org with data
  bulk-mock serve --port 0 --seed 7                 any free port, another seed
  bulk-mock serve --clock auto --realistic-timing   real waits that pass as soon as a client polls
  bulk-mock serve --clock manual --epoch 2026-01-01T00:00:00Z
  bulk-mock serve --settings team.toml --objects ./objects --data ./seed
  bulk-mock serve --marketo-instance ./fields --marketo-data ./people
  bulk-mock serve --scenario rows-locked-once
  bulk-mock serve --generate contacts               a million accounts, ten million contacts
  bulk-mock serve --generate leads                  a million leads, three million activities

The line `ready http://127.0.0.1:PORT` on standard output says that requests are answered.";

/// Start the server.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// Port to listen on; 0 takes any free one [default: 8080]
    #[arg(long)]
    port: Option<u16>,

    /// Address to listen on [default: 127.0.0.1]
    #[arg(long)]
    bind: Option<IpAddr>,

    /// Seed of everything that is drawn: ids, tokens, orders [default: 1]
    #[arg(long)]
    seed: Option<u64>,

    /// How time flows in every org [default: wall]
    #[arg(long, value_enum)]
    clock: Option<ClockArg>,

    /// How many times faster a scaled clock runs
    #[arg(long, value_name = "FACTOR", default_value_t = 60.0, value_parser = scale, allow_negative_numbers = true)]
    scale: f64,

    /// Where manual clocks start, such as 2026-01-01T00:00:00Z [default: now]
    #[arg(long)]
    epoch: Option<SimTime>,

    /// Which changes of a job a poll leaps to under an auto clock [default: states]
    #[arg(long, value_enum)]
    auto_stops: Option<AutoStopsArg>,

    /// Begin with a scenario: a name that `bulk-mock scenario list` gives, or a file that ends in .toml
    #[arg(long, value_name = "NAME")]
    scenario: Option<String>,

    /// Settings file (TOML: [server], [clock], [[org]], [settings.salesforce], [settings.marketo])
    #[arg(long, value_name = "FILE")]
    settings: Option<PathBuf>,

    /// Folder of object definitions (TOML) that come on top of the standard ones
    #[arg(long, value_name = "FOLDER")]
    objects: Option<PathBuf>,

    /// Seed file (Contact.csv, Account.json) or folder of them, for the demo org; may be repeated
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,

    /// Folder of definitions (TOML: fields, lists, programs …) laid over the standard Marketo instance
    #[arg(long, value_name = "FOLDER")]
    marketo_instance: Option<PathBuf>,

    /// Seed file (leads.csv, car_c.csv) or folder of them, for every Marketo instance; may be repeated
    #[arg(long, value_name = "PATH")]
    marketo_data: Vec<PathBuf>,

    /// Generated rows for the demo org: `contacts`, `leads` or a fixture (TOML), with `=1000` for
    /// as many contacts or leads; may be repeated
    #[arg(long, value_name = "FIXTURE[=ROWS]")]
    generate: Vec<String>,

    /// Start without the demo org
    #[arg(long)]
    no_demo: bool,

    /// Access token of the demo org
    #[arg(long, value_name = "TOKEN", default_value = server::DEMO_TOKEN)]
    demo_token: String,

    /// Let an unknown bearer token open, and from then on name, an org of its own
    #[arg(long)]
    any_token: bool,

    /// Refuse credentials that were not declared
    #[arg(long)]
    declared_only: bool,

    /// How open questions about the providers are answered
    #[arg(long, value_enum, default_value_t = Fidelity::Default)]
    fidelity: Fidelity,

    /// Put all quotas at the providers' own values, and enforce them
    #[arg(long)]
    realistic_limits: bool,

    /// Let jobs wait and work as long as a real org's do
    #[arg(long)]
    realistic_timing: bool,

    /// Orgs at most [default: 10000]
    #[arg(long)]
    max_orgs: Option<usize>,

    /// How long a client may be silent in an upload before it is cut [default: 60s]
    #[arg(long, value_name = "DURATION")]
    upload_stall: Option<SimDuration>,

    /// What callers of the admin surface (/_mock) must show as `Authorization: Bearer TOKEN`
    #[arg(long, value_name = "TOKEN")]
    admin_token: Option<String>,

    /// Name under which the admin surface is called, besides localhost and addresses; may be repeated
    #[arg(long, value_name = "NAME")]
    admin_host: Vec<String>,

    /// Scheme and host in answers, if clients reach the server under another name
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,

    /// How much is said on standard error: error, warn, info, debug, or a filter
    #[arg(long, default_value = "warn")]
    log: String,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum ClockArg {
    /// As real time
    Wall,
    /// As real time, --scale times faster
    Scaled,
    /// Only on command
    Manual,
    /// As real time, and ahead to a job's next change at every poll that would show none
    Auto,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum AutoStopsArg {
    /// Changes of state
    States,
    /// Every batch
    Batches,
}

#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
enum Fidelity {
    /// As friendly as the evidence allows
    Default,
    /// As the documentation says
    Strict,
}

impl Serve {
    /// Runs until SIGTERM or SIGINT.
    pub(super) fn run(self) -> Result<(), Failure> {
        log::start(&self.log).map_err(Failure::Wrong)?;
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::Stopped(error.to_string()))?;
        runtime.block_on(self.serve())
    }

    async fn serve(self) -> Result<(), Failure> {
        let file = match &self.settings {
            Some(path) => {
                scenario::load(path).map_err(|error| Failure::Wrong(error.to_string()))?
            }
            None => SettingsFile::default(),
        };
        self.refuse_rows_of_nobody(&file)?;
        let scenario = self.scenario()?;
        let mut server =
            self.builder(&file, scenario.as_ref())?.offline().map_err(Failure::Stopped)?;
        // Before anybody can call: a name that is declared must not be opened by its first use.
        self.declare(&server, &file)?;
        if let Some(scenario) = scenario {
            server.play(scenario).await.map_err(|found| {
                let told: Vec<String> = found.iter().map(ToString::to_string).collect();
                Failure::Wrong(told.join("\n"))
            })?;
        }
        server.listen(self.address(&file)).await.map_err(Failure::Stopped)?;
        self.greet(&server, &file);
        log::signal(&format!("ready {}", reachable(&server)));
        stop_signal().await.map_err(|error| Failure::Stopped(error.to_string()))?;
        log::say("stopping");
        server.stop().await;
        Ok(())
    }

    /// Rows on the command line are the demo org's.
    fn refuse_rows_of_nobody(&self, file: &SettingsFile) -> Result<(), Failure> {
        let flag = match (self.data.is_empty(), self.generate.is_empty()) {
            (false, _) => "data",
            (true, false) => "generate",
            (true, true) => return Ok(()),
        };
        if self.has_demo(&file.org) {
            return Ok(());
        }
        Err(Failure::Wrong(format!(
            "--{flag} is for the demo org, and there is none; leave out --no-demo, or give an \
             [[org]] of the settings file a `{flag}` of its own"
        )))
    }

    /// The scenario to begin with; what the command line says of clocks wins.
    fn scenario(&self) -> Result<Option<ScenarioFile>, Failure> {
        let Some(name) = &self.scenario else { return Ok(None) };
        let mut file = scenario::find(name).map_err(Failure::Wrong)?;
        let clock = &mut file.scenario.clock;
        clock.mode = clock.mode.filter(|_| self.clock.is_none());
        clock.epoch = clock.epoch.filter(|_| self.epoch.is_none());
        clock.auto_stops = clock.auto_stops.filter(|_| self.auto_stops.is_none());
        Ok(Some(file))
    }

    fn builder(
        &self,
        file: &SettingsFile,
        scenario: Option<&ScenarioFile>,
    ) -> Result<Builder, Failure> {
        // Where clocks start is to be known before there is an org.
        let of_scenario = scenario.map(|file| file.scenario.clock.clone()).unwrap_or_default();
        let schema = self.schema()?;
        let mut settings = crate::providers::salesforce::settings::Settings::default();
        let mut marketo = crate::providers::marketo::settings::Settings::default();
        if self.fidelity == Fidelity::Strict {
            settings = settings.with_strict_fidelity();
            marketo = marketo.with_strict_fidelity();
        }
        if self.realistic_limits {
            settings = settings.with_realistic_limits();
            marketo = marketo.with_realistic_limits();
        }
        if self.realistic_timing {
            settings = settings.with_realistic_timing();
            marketo = marketo.with_realistic_timing();
        }
        if let Some(changes) = &file.settings.salesforce {
            settings =
                settings.changed(changes).map_err(|error| Failure::Wrong(error.to_string()))?;
        }
        if let Some(changes) = &file.settings.marketo {
            marketo =
                marketo.changed(changes).map_err(|error| Failure::Wrong(error.to_string()))?;
        }
        let marketo = self.marketo(file).template(marketo)?;
        let admin = crate::admin::Settings {
            hosts: self.admin_host.clone(),
            token: self.admin_token.clone(),
        };
        Ok(MockServer::builder().demo(None).admin(admin).configure(|config, door| {
            config.seed = self.seed.or(file.server.seed).unwrap_or(config.seed);
            config.max_orgs = self.max_orgs.or(file.server.max_orgs).unwrap_or(config.max_orgs);
            config.any_token = self.any_token || file.server.any_token.unwrap_or(false);
            config.declared_only = self.declared_only || file.server.declared_only.unwrap_or(false);
            let mode = self.clock_mode().or(of_scenario.mode).or(file.clock.mode);
            config.clock = mode.unwrap_or_default();
            config.epoch = self.epoch.or(of_scenario.epoch).or(file.clock.epoch);
            config.auto_stops = self.stops().or(file.clock.auto_stops).unwrap_or_default();
            config.salesforce.schema = Arc::new(schema);
            config.salesforce.settings = settings;
            config.marketo = marketo;
            config.salesforce.strict = self.fidelity == Fidelity::Strict;
            door.public_url = self.public_url.clone().or(file.server.public_url.clone());
            if let Some(stall) = self.upload_stall.or(file.server.upload_stall) {
                door.upload_stall = Duration::from_millis(stall.millis());
            }
        }))
    }

    fn address(&self, file: &SettingsFile) -> SocketAddr {
        let ip = self.bind.or(file.server.bind).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        SocketAddr::new(ip, self.port.or(file.server.port).unwrap_or(8080))
    }

    fn schema(&self) -> Result<Schema, Failure> {
        let Some(folder) = &self.objects else { return Ok(Schema::standard()) };
        let files = read_definitions(folder)?;
        Schema::standard().with_files(files).map_err(|error| Failure::Wrong(error.to_string()))
    }

    /// What Marketo instances begin with: the settings file's word, then the command line's.
    fn marketo(&self, file: &SettingsFile) -> MarketoFiles {
        let beside = self.settings.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
        let of_file = |path: &PathBuf| beside.join(path);
        let flags = self.marketo_instance.iter().cloned();
        MarketoFiles {
            instance: file.marketo.instance.iter().map(of_file).chain(flags).collect(),
            data: file.marketo.data.iter().map(of_file).chain(self.marketo_data.clone()).collect(),
        }
    }

    /// Makes the demo org and those of the settings file, and fills them.
    fn declare(&self, server: &MockServer, file: &SettingsFile) -> Result<(), Failure> {
        let beside = self.settings.as_deref().and_then(Path::parent).unwrap_or(Path::new("."));
        for section in &file.org {
            let file = self.settings.as_deref().unwrap_or(Path::new("")).display();
            let whence = format!("{file}: org `{}`", section.name);
            let org = server
                .declare(&section.declaration())
                .map_err(|error| Failure::Wrong(format!("{whence}: {error}")))?;
            let paths: Vec<PathBuf> = section.data.iter().map(|path| beside.join(path)).collect();
            fill(&org, &paths)?;
            generate(&org, &section.generate, beside, &format!("{whence}: generate"))?;
        }
        if self.has_demo(&file.org) {
            let mut demo = server::demo();
            demo.access_token = Some(self.demo_token.clone());
            let org = server.declare(&demo).map_err(|error| {
                Failure::Wrong(format!("the demo org: {error}; --no-demo leaves it out"))
            })?;
            server::fill_demo(&org).map_err(Failure::Wrong)?;
            fill(&org, &self.data)?;
            generate(&org, &self.generate, Path::new(""), "--generate")?;
        }
        Ok(())
    }

    fn has_demo(&self, orgs: &[OrgSection]) -> bool {
        !self.no_demo && !orgs.iter().any(|org| org.name == server::DEMO_ORG)
    }

    fn greet(&self, server: &MockServer, file: &SettingsFile) {
        let url = reachable(server);
        let seed = self.seed.or(file.server.seed).unwrap_or(1);
        log::say(&format!("bulk-mock {} at {url}, seed {seed}", env!("CARGO_PKG_VERSION")));
        if !self.has_demo(&file.org) {
            return;
        }
        let token = &self.demo_token;
        log::say(&format!(
            "
demo org   user {user} / {password}, client {client} / {secret}
           access token {token}

curl               curl -H 'Authorization: Bearer {token}' {url}/services/data/v62.0/limits
jsforce            new Connection({{ instanceUrl: '{url}', accessToken: '{token}' }})
                   or loginUrl: '{url}' and login('{user}', '{password}')
simple-salesforce  Salesforce(instance_url='{url}', session_id='{token}')
                   it speaks https only: see the README for the two ways to point it here
Marketo            identity {url}/identity, endpoint {url}/rest, the same client
marketorestpython  mc = MarketoClient('123-ABC-456', '{client}', '{secret}'); mc.host = '{url}'
node-marketo-rest  new Marketo({{ endpoint: '{url}/rest', identity: '{url}/identity',
                   clientId: '{client}', clientSecret: '{secret}' }})
admin              {url}/_mock/health, {url}/_mock/orgs
",
            user = server::DEMO_USER,
            password = server::DEMO_PASSWORD,
            client = server::DEMO_CLIENT,
            secret = server::DEMO_SECRET,
        ));
    }

    fn clock_mode(&self) -> Option<ClockMode> {
        self.clock.map(|clock| match clock {
            ClockArg::Wall => ClockMode::Wall,
            ClockArg::Scaled => ClockMode::Scaled(self.scale),
            ClockArg::Manual => ClockMode::Manual,
            ClockArg::Auto => ClockMode::Auto,
        })
    }

    fn stops(&self) -> Option<AutoStops> {
        self.auto_stops.map(|stops| match stops {
            AutoStopsArg::States => AutoStops::States,
            AutoStopsArg::Batches => AutoStops::Batches,
        })
    }
}

/// Where a client on this machine reaches the server; nobody can connect to "any address".
fn reachable(server: &MockServer) -> String {
    match server.address() {
        Some(address) if address.ip().is_unspecified() => {
            format!("http://127.0.0.1:{}", address.port())
        }
        Some(_) | None => server.url(),
    }
}

/// A factor that time can run by.
fn scale(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(factor) if factor.is_finite() && factor > 0.0 => Ok(factor),
        Ok(_) | Err(_) => Err("time runs by a factor above 0, such as 60; use --clock manual to \
                               stop it"
            .into()),
    }
}

/// Loads seed files into an org.
fn fill(org: &server::OrgHandle, paths: &[PathBuf]) -> Result<(), Failure> {
    for file in spread(paths, &["csv", "json"])? {
        let text = read(&file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        org.load(&name, &text)
            .map_err(|error| Failure::Wrong(format!("{}: {error}", file.display())))?;
    }
    Ok(())
}

/// Puts generated rows into an org; `whence` says who asked for them.
fn generate(
    org: &server::OrgHandle,
    wanted: &[String],
    beside: &Path,
    whence: &str,
) -> Result<(), Failure> {
    for words in wanted {
        let fixture = scenario::find_generated(words, beside)
            .map_err(|error| Failure::Wrong(format!("{whence}: {error}")))?;
        org.generate(&fixture).map_err(Failure::Wrong)?;
    }
    Ok(())
}

/// Waits for SIGTERM or SIGINT.
async fn stop_signal() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}
