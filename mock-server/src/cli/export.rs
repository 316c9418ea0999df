//! `bulk-mock export`: what a bulk query gives, as CSV or as its digest, without a server.
//!
//! It asks as a client asks, through the same door; so the digest is that of what a client must have
//! after it joined all pages of the same query, from a server with the same seed and rows.

use std::io::{ErrorKind, Write};
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use clap::Args;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Failure, log};
use crate::edge::{JumpTarget, ResponseBody};
use crate::org::ClockMode;
use crate::providers::salesforce::settings::Settings;
use crate::scenario::find_generated;
use crate::server::{self, MockServer, OrgHandle};

/// The token of an org that is made for the export.
const TOKEN: &str = "export";

const EXAMPLES: &str = "\
Examples:
  bulk-mock export 'SELECT Id, Name FROM Account' > accounts.csv
  bulk-mock export --generate contacts --digest \\
    'SELECT Id, Email FROM Contact WHERE CreatedDate < 2026-01-01T00:00:00Z'

The digest is SHA-256 over the header line and all rows, as from pages whose repeated header lines were
left out. Rows of the demo org are made when a server starts: leave out CreatedDate and its like, or the
rows themselves, where the digest is to be known in advance.";

/// Write what a bulk query gives, without a server.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Export {
    /// The query
    #[arg(value_name = "SOQL")]
    query: String,

    /// Name of the org: its ids and generated values follow from the name and the seed; any other
    /// than demo has no rows but generated ones
    #[arg(long, value_name = "NAME", default_value = server::DEMO_ORG)]
    org: String,

    /// Generated rows, as `serve` takes them; may be repeated
    #[arg(long, value_name = "ROWS")]
    generate: Vec<String>,

    /// Seed of everything that is drawn: ids and generated values
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// API version; up to v49 columns come in alphabetical order
    #[arg(long, value_name = "VERSION", default_value = "v62.0")]
    api_version: String,

    /// Print the number of rows and bytes and the digest instead of the rows
    #[arg(long)]
    digest: bool,
}

impl Export {
    /// Runs the query to its end.
    pub(super) fn run(self) -> Result<(), Failure> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
        let runtime = runtime.map_err(|error| Failure::Stopped(error.to_string()))?;
        runtime.block_on(self.export())
    }

    async fn export(self) -> Result<(), Failure> {
        let settings = Settings { query_page_rows: u64::MAX, ..Settings::default() };
        let builder =
            MockServer::builder().seed(self.seed).clock(ClockMode::Auto).salesforce(settings);
        let server = builder.offline().map_err(Failure::Wrong)?;
        let org = self.org(&server)?;
        let wanted = json!({ "operation": "query", "query": self.query }).to_string();
        let job = json(self.ask(&server, "POST", "", wanted).await?).await?;
        let id = job["id"].as_str().unwrap_or_default();
        org.advance(JumpTarget::Idle).await;
        let results = self.ask(&server, "GET", &format!("/{id}/results"), String::new()).await?;
        let rows = results.headers().get("sforce-numberofrecords");
        let rows = rows.and_then(|rows| rows.to_str().ok()).unwrap_or("?").to_owned();
        let (bytes, digest) = if self.digest {
            read(results, |_| Ok(())).await?
        } else {
            let mut out = std::io::stdout().lock();
            read(results, |part| out.write_all(part)).await?
        };
        if self.digest {
            log::signal(&format!("rows    {rows}\nbytes   {bytes}\nsha256  {digest}"));
        }
        Ok(())
    }

    /// The org, with its generated rows.
    fn org(&self, server: &MockServer) -> Result<OrgHandle, Failure> {
        let org = match server.find_org(&self.org) {
            Some(demo) => demo,
            None => {
                let mut declared = server::demo();
                declared.name.clone_from(&self.org);
                declared.access_token = Some(TOKEN.to_owned());
                (declared.users, declared.clients) = (Vec::new(), Vec::new());
                server.declare(&declared).map_err(Failure::Wrong)?
            }
        };
        for words in &self.generate {
            let rows = find_generated(words, Path::new(".")).map_err(Failure::Wrong)?;
            org.generate(&rows).map_err(Failure::Wrong)?;
        }
        Ok(org)
    }

    fn token(&self) -> &'static str {
        if self.org == server::DEMO_ORG { server::DEMO_TOKEN } else { TOKEN }
    }

    /// Asks as the org's client.
    async fn ask(
        &self,
        server: &MockServer,
        method: &str,
        path: &str,
        body: String,
    ) -> Result<Response<ResponseBody>, Failure> {
        let request = Request::builder()
            .method(method)
            .uri(format!("/services/data/{}/jobs/query{path}", self.api_version))
            .header("authorization", format!("Bearer {}", self.token()))
            .header("content-type", "application/json")
            .body(Body::from(body))
            .map_err(|error| Failure::Wrong(error.to_string()))?;
        let answer = server.call(request).await;
        if answer.status() == StatusCode::OK {
            return Ok(answer);
        }
        let refused = json(answer).await?;
        let message = refused[0]["message"].as_str().unwrap_or("the query was refused");
        let code = refused[0]["errorCode"].as_str().unwrap_or_default();
        Err(Failure::Wrong(format!("{code}\n{}", message.trim_start_matches('\n'))))
    }
}

/// A JSON body.
async fn json(answer: Response<ResponseBody>) -> Result<Value, Failure> {
    let Ok(body) = answer.into_body().collect().await;
    serde_json::from_slice(&body.to_bytes()).map_err(|error| Failure::Stopped(error.to_string()))
}

/// Reads a body to its end; gives how many bytes it has, and their digest.
async fn read(
    answer: Response<ResponseBody>,
    mut take: impl FnMut(&[u8]) -> std::io::Result<()>,
) -> Result<(u64, String), Failure> {
    let (mut body, mut bytes, mut digest) = (answer.into_body(), 0, Sha256::new());
    while let Some(Ok(frame)) = body.frame().await {
        if let Ok(part) = frame.into_data() {
            bytes += part.len() as u64;
            digest.update(&part);
            match take(&part) {
                // Who reads has seen enough, as `head` has.
                Err(error) if error.kind() == ErrorKind::BrokenPipe => break,
                done => {
                    done.map_err(|error| Failure::Stopped(format!("standard output: {error}")))?
                }
            }
        }
    }
    let digest = digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((bytes, digest))
}
