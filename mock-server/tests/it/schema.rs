//! Definitions as data: what the binary holds, and what is said of a file that cannot be used.

use bulk_mock::providers::salesforce::schema::Schema;

#[test]
fn the_standard_schema_loads() {
    let schema = Schema::standard();
    for o in schema.objects() {
        println!("{} {}", o.name, o.fields.len());
    }
    assert!(schema.object("contact").is_some());
}
