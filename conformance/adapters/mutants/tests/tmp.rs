use bulk_conformance::requirements;
use bulk_conformance::runner::*;
#[test]
fn x() {
    let id = std::env::var("REQ").unwrap();
    let m = bulk_mutants::all().find(|m| m.requirement == id).unwrap();
    let own = requirements::find(&id).unwrap();
    let v = try_out(
        &[own],
        (m.client)(),
        &Options { probes: 0, dir: Some("/tmp/req-csv/out".into()), ..Options::default() },
    )
    .unwrap();
    println!("{:#?}", v.checks);
    for j in v.journals.iter().take(1) {
        println!("{}", serde_json::to_string_pretty(j).unwrap());
    }
}
