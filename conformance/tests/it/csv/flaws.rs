//! Every flaw, with its place, and how findings show values.

use std::fmt::Write as _;

use bulk_conformance::csv::{difference, read, visible, visible_bytes};

#[test]
fn every_flaw_is_told_with_its_place() {
    let files: &[&[u8]] = &[
        b"a,b\n1,2\n",
        b"\xEF\xBB\xBFa,b\n1,2\n",
        b"a,b\n1,x\"y\n",
        b"a,b\n1,\"x\"y\n",
        b"a,b\n1,\"x\ny\n",
        b"a,b\n1\n1,2,3\n",
        b"a,b\n1,x\ry\n",
        b"a,b\r\n1,2\n",
        b"a,b\n\n1,2\n",
        b"a,b\n1,\xFF\n",
        b"a\n\n\"\"\n",
        b"a,b\n1, \"x\"\n",
        b"a,b\n1,\"x\"\"y\"",
        b"",
    ];
    let mut told = String::new();
    for bytes in files {
        let file = read(bytes, b',');
        let flaws: Vec<String> = file.flaws.iter().map(ToString::to_string).collect();
        let flaws = if flaws.is_empty() { "nothing".to_owned() } else { flaws.join("; ") };
        writeln!(told, "{}\n  {flaws}", visible_bytes(bytes)).unwrap();
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_finding_shows_what_eyes_would_miss() {
    let pairs = [
        ("one\r\ntwo", "one\ntwo"),
        ("e\u{301}", "\u{E9}"),
        ("text ", "text"),
        ("text", "text\u{200B}"),
        ("a\0b", "ab"),
        ("\u{5E9}\u{202E}", "\u{5E9}"),
        ("same", "same"),
    ];
    let mut told = String::new();
    for (expected, seen) in pairs {
        let how = difference(expected, seen).unwrap_or_else(|| "no difference".to_owned());
        writeln!(told, "{} {}\n  {how}", visible(expected), visible(seen)).unwrap();
    }
    writeln!(told, "{}", visible(&"x".repeat(100))).unwrap();
    insta::assert_snapshot!(told);
}
