//! What is said of a scenario file that is wrong: file, line, key, and what to write instead.

use bulk_mock::scenario::file::read_scenario;

/// The lines of refusals of texts that are no scenarios.
fn refused(texts: &[&str]) -> String {
    let told = texts
        .iter()
        .map(|text| read_scenario("s.toml", text).expect_err("it is no scenario").to_string());
    told.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_mistake_is_answered_with_its_line_and_the_nearest_right_word() {
    insta::assert_snapshot!(
        "scenario_refusals",
        refused(&[
            "version = 1\nwhi = \"x\"\n",
            "version = 1\n[[fault]]\nname = \"a\"\ninject.rest = {}\n",
            "version = 1\n[[fault]]\nname = \"a\"\non.operatoin = \"x\"\ninject.reset = {}",
            "version = 1\n[[fault]]\nname = \"a\"\nwhen.nth = \"two\"\ninject.reset = {}",
            "version = 1\n[[fault]]\nname = \"a\"\ninject.reset = { at = \"midle\" }",
            "version = 1\n[[witness]]\nwhy = \"nothing\"\n",
            "version = 1\n[[witness]]\nadvance = \"5\"\n",
            "version = 1\n\n[[witness]]\nsend = \"GET /\"\nexpect.sttus = 200\n",
            "version = 1\n[clock]\nmode = \"manul\"\n",
            "version = 2\n",
            "version = \n",
        ])
    );
}

/// One file in which everything is wrong that can be seen without running it.
const ALL_WRONG: &str = r#"# Everything is wrong here.
version = 1
why = ""
source = ["salesforce 8.99", "marketo 7.1", "cases 3"]
providers = ["salesforce"]

[clock]
mode = "wall"

[settings.salesforce]
bach_rows = 3

[[data]]
object = "Contact"
rows = """
LastNam
Lovelace
"""

[[data]]
object = "Campaign"
rows = """
Name
Spring
"""

[[fault]]
name = "no such operation"
on.operation = "salesforce.ingest.creat"
inject.reset = {}

[[fault]]
name = "no such code"
inject.status = { status = 500, code = "UNKNOWN_EXEPTION" }

[[fault]]
name = "not of its operation"
on.operation = "salesforce.ingest.info"
on.method = "PUT"
on.state = "Processing"
inject.reset = {}

[[fault]]
name = "a query is never open"
on.operation = ["salesforce.query.info", "salesforce.query.create"]
on.state = "Open"
on.object = "Contcat"
inject.stuck = { state = "Open" }

[[fault]]
name = "about no job"
on.operation = "salesforce.limits"
on.state = "InProgress"
on.object = "Contact"
on.body = { "/operation" = "insert" }
inject.reset = {}

[[fault]]
name = "never"
on.operation = "marketo.identity.token"
when = { nth = [1, 5], first = 3, budget = 1, every = 0, after = { fault = "nevr" } }
inject.reset = {}

[[fault]]
name = "never"
inject.reset = {}

[[witness]]
send = "GET /services/data/v62.0/jobs/ingest/{jbo}"
fired = "nver"

[[witness]]
advance = "5s"
"#;

#[test]
fn a_page_of_findings_names_line_key_problem_and_remedy() {
    let server = bulk_mock::MockServer::builder().offline().expect("a server");
    let file = read_scenario("wrong.toml", ALL_WRONG).expect("of the format");
    let found = file.lint(&server.vocabularies());
    let told: Vec<String> = found.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("scenario_findings", told.join("\n"));
}
