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
    insta::assert_snapshot!(refused(&[
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
    ]), @"");
}
