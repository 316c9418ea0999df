//! What the client says on the wire, requirement by requirement: a changed text is a changed client.

use bulk_conformance::assert_transcripts;
use bulk_reference::{Parts, Reference};

#[test]
fn the_client_says_what_it_always_said() {
    assert_transcripts!("*", || Reference::new(Parts::honest()));
}
