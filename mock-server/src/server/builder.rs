//! How a server is to be, said step by step.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use super::MockServer;
use super::demo::{demo, fill_demo};
use crate::admin;
use crate::app::App;
use crate::core::journal::KeptBodies;
use crate::core::time::SimTime;
use crate::edge::DoorSettings;
use crate::org::{AutoStops, ClockMode, Config, Declaration};
use crate::providers::marketo;
use crate::providers::salesforce::Template;
use crate::providers::salesforce::schema::Schema;
use crate::providers::salesforce::settings::Settings;
use crate::scenario::find_generated;

/// How a server is to be.
#[derive(Clone)]
pub struct Builder {
    config: Config,
    door: DoorSettings,
    admin: admin::Settings,
    bind: SocketAddr,
    demo: Option<Declaration>,
    generate: Vec<String>,
}

impl Default for Builder {
    fn default() -> Self {
        let config = Config {
            seed: 1,
            max_orgs: 10_000,
            declared_only: false,
            any_token: false,
            clock: ClockMode::Wall,
            auto_stops: AutoStops::States,
            epoch: None,
            journal: Default::default(),
            salesforce: Template {
                schema: Arc::new(Schema::standard()),
                settings: Settings::default(),
                strict: false,
            },
            marketo: marketo::Template::default(),
        };
        let bind = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);
        Self {
            config,
            door: DoorSettings::default(),
            admin: admin::Settings::default(),
            bind,
            demo: Some(demo()),
            generate: Vec::new(),
        }
    }
}

impl Builder {
    /// The seed of everything that is drawn; 1 by default.
    pub fn seed(mut self, seed: u64) -> Self {
        self.config.seed = seed;
        self
    }

    /// How time flows; as real time by default.
    pub fn clock(mut self, mode: ClockMode) -> Self {
        self.config.clock = mode;
        self
    }

    /// Time stands still at `epoch` until it is moved.
    pub fn manual_clock(mut self, epoch: SimTime) -> Self {
        self.config.clock = ClockMode::Manual;
        self.config.epoch = Some(epoch);
        self
    }

    /// Lets jobs wait and work as long as those of a real org do, instead of no time at all. Under
    /// [`ClockMode::Auto`] nobody waits all the same.
    pub fn realistic_timing(mut self) -> Self {
        let (salesforce, marketo) = (self.config.salesforce, self.config.marketo);
        let settings = salesforce.settings.with_realistic_timing();
        self.config.salesforce = Template { settings, ..salesforce };
        let settings = marketo.settings.with_realistic_timing();
        self.config.marketo = marketo::Template { settings, ..marketo };
        self
    }

    /// The settings of Salesforce orgs.
    pub fn salesforce(mut self, settings: Settings) -> Self {
        self.config.salesforce.settings = settings;
        self
    }

    /// The settings of Marketo instances.
    pub fn marketo(mut self, settings: marketo::settings::Settings) -> Self {
        self.config.marketo.settings = settings;
        self
    }

    /// Objects of your own, as `--objects` takes them: each a file name, for messages, and its text.
    ///
    /// # Errors
    /// The first definition that cannot be used, with line and remedy.
    pub fn objects(mut self, files: Vec<(String, String)>) -> Result<Self, String> {
        let schema = Schema::clone(&self.config.salesforce.schema);
        let schema = schema.with_files(files).map_err(|error| error.to_string())?;
        self.config.salesforce.schema = Arc::new(schema);
        Ok(self)
    }

    /// Keeps every body whole in journals, not only head and tail of those above 64 KiB.
    pub fn keep_bodies(mut self) -> Self {
        self.door.journal_bodies = KeptBodies::All;
        self
    }

    /// Everything about orgs that the other methods do not reach.
    pub fn configure(mut self, change: impl FnOnce(&mut Config, &mut DoorSettings)) -> Self {
        change(&mut self.config, &mut self.door);
        self
    }

    /// Who may call the admin surface: by default whoever calls the server by an address or as
    /// `localhost`, and is no page in a browser.
    pub fn admin(mut self, settings: admin::Settings) -> Self {
        self.admin = settings;
        self
    }

    /// Where to listen; a free port on the loopback interface by default.
    pub fn bind(mut self, address: SocketAddr) -> Self {
        self.bind = address;
        self
    }

    /// The org that is there from the start; `None` for none.
    pub fn demo(mut self, demo: Option<Declaration>) -> Self {
        self.demo = demo;
        self
    }

    /// Generated rows in the first org, as `--generate` takes them: `contacts`, `leads=1000`, or a
    /// fixture that ends in `.toml`.
    pub fn generate(mut self, words: impl Into<String>) -> Self {
        self.generate.push(words.into());
        self
    }

    /// Puts the server together without listening: requests go through [`MockServer::call`].
    ///
    /// # Errors
    /// What is wrong with the declaration of the first org, or with its generated rows.
    pub fn offline(self) -> Result<MockServer, String> {
        let server = MockServer::new(App::new(self.config, self.door, self.admin));
        if let Some(demo) = &self.demo {
            let org = server.declare(demo)?;
            fill_demo(&org)?;
            for words in &self.generate {
                org.generate(&find_generated(words, Path::new(""))?)?;
            }
        } else if let Some(words) = self.generate.first() {
            return Err(format!(
                "there is no org for the generated rows `{words}`; keep the demo org"
            ));
        }
        Ok(server)
    }

    /// Starts the server.
    ///
    /// # Errors
    /// The address cannot be bound, or the first org cannot be made.
    pub async fn start(self) -> Result<MockServer, String> {
        let bind = self.bind;
        let mut server = self.offline()?;
        server.listen(bind).await?;
        Ok(server)
    }
}
