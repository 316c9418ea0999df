//! All errors that Marketo is known to give, as a client would read them.

use bulk_mock::providers::marketo::envelope::{Family, refusal};
use bulk_mock::providers::marketo::errors::{KNOWN, Level, of_code};

#[test]
fn every_known_error_has_its_code_text_evidence_and_forms() {
    let mut table = String::new();
    for known in KNOWN {
        let retry = if known.transient { "try again" } else { "give up" };
        table += &format!("{} {:?}, {retry}\n", known.code, known.evidence);
        for error in known.forms() {
            let form = match error.level {
                Level::Http(status) => format!("HTTP {status}, a page: {}", error.message),
                Level::Response => format!("HTTP 200, {}", refusal(&error, Family::Data, "1#2")),
                Level::Gap => panic!("no provider answers so"),
            };
            table += &format!("    {form}\n");
        }
    }
    insta::assert_snapshot!("known_errors", table);
}

#[test]
fn a_code_leads_to_its_error_and_another_number_to_none() {
    assert!(KNOWN.windows(2).all(|pair| pair[0].code < pair[1].code), "in order of their codes");
    assert!(KNOWN.iter().all(|known| of_code(known.code) == Some(known)));
    assert_eq!(of_code(1030), None);
}
