//! What single writes cost in memory.

use bulk_mock::core::time::SimTime;
use bulk_mock::org::Org as Inner;
use bulk_mock::providers::salesforce::auth::Form;
use bulk_mock::providers::salesforce::operation::Operation;
use bulk_mock::providers::salesforce::rest::{RestCall, sobject};
use bulk_mock::providers::salesforce::service::Caller;
use bulk_mock::providers::salesforce::version::ApiVersion;

use crate::support::{Org, server};

/// Posts below HTTP, each at its own instant: the journal keeps bodies, which is its own affair.
fn post(org: &mut Inner, count: u32) -> usize {
    let mut own_bytes = 0;
    let parameters = [("object".to_owned(), "Contact".to_owned())];
    for n in 0..count {
        let body = format!(
            r#"{{"LastName":"Person {n}","External_Id__c":"C-{n}","Email":"ann@x.example","MailingCity":"Berlin"}}"#
        );
        own_bytes += format!("Person {n}C-{n}ann@x.exampleBerlin").len();
        let now = SimTime::from_millis(i64::from(n));
        let caller = Caller { now, user: 1 << 40, version: ApiVersion::NEWEST };
        let call = RestCall {
            operation: Operation::SobjectCreate,
            method: "POST",
            parameters: &parameters,
            query: Form::default(),
            body: body.as_bytes(),
        };
        let made = sobject::create(&mut org.salesforce.world, &caller, &call).expect("a record");
        assert_eq!(made.status, 201);
    }
    own_bytes
}

#[tokio::test]
async fn a_small_record_costs_little_beyond_its_values() {
    let server = server();
    let sf = Org::fresh(&server, "acme", "");
    // Of 100 000 such records the process takes some 300 bytes each, values and index included.
    let count = 4_096;
    let beyond = sf.handle.with(|org| {
        let own_bytes = post(org, count);
        let world = &org.salesforce.world;
        let contact = world.tables.schema().object("Contact").expect("an object").key_prefix;
        let table = world.tables.table(contact).expect("a table");
        (table.overhead_bytes() - own_bytes) / count as usize
    });
    assert!(beyond < 200, "{beyond} bytes a record");
}
