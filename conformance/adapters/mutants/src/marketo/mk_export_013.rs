//! MK-EXPORT-013: columns by their places.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use bulk_reference::csv::Field;
use bulk_reference::marketo::{Extract, Steps};
use bulk_reference::rows::{Line, Sink, read_table};
use bulk_reference::run::{Result, Run};
use serde_json::Value;

use crate::Mutant;
use crate::made::{made, on_disk};

pub(super) const MUTANT: Mutant = Mutant {
    requirement: "MK-EXPORT-013",
    bug: "takes columns to come in the order in which it asked for them",
    client: || made(|parts| parts.marketo = Arc::new(Orderly)),
};

struct Orderly;

impl Steps for Orderly {
    fn read_file(&self, run: &Run<'_>, _: &Extract, path: &Path, sink: &mut Sink) -> Result<()> {
        let mut file = on_disk(File::open(path))?;
        let fields = run.arg("fields").and_then(Value::as_array).cloned().unwrap_or_default();
        let names: Vec<_> = fields.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        let value = |field: &Field| run.parts.marketo.value(field);
        read_table(run, &mut file, b',', &value, &mut |_, line| match line {
            Line::Header(_) => sink.set_header(run, names.clone()),
            Line::Row(cells) => run.parts.rows.row(sink, cells),
        })
    }
}
