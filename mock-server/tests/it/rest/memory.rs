//! What single writes cost in memory.

use bulk_mock::core::table::Table;
use bulk_mock::core::time::SimTime;

/// Measured below HTTP: the journal keeps bodies, which is its own affair.
#[test]
fn a_hundred_thousand_small_records_stay_small() {
    let records = 100_000_u32;
    let mut table = Table::new([3]);
    let mut own_bytes = 0;
    for n in 0..records {
        let commit = table.commit(SimTime::from_millis(n.into()), 1);
        let values =
            [format!("Person {n}"), format!("C-{n}"), "ann@x.example".into(), "Berlin".into()];
        own_bytes += values.iter().map(String::len).sum::<usize>();
        let cells: Vec<_> =
            (1..).zip(values).map(|(f, v)| (f, Some(v.into_bytes().into()))).collect();
        table.insert_cells(commit, &cells, &[Some(u64::from(n))]);
    }
    let beyond = (table.overhead_bytes() - own_bytes) / records as usize;
    assert!(beyond < 250, "{beyond} bytes a record");
}
