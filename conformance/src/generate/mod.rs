//! Cases that are drawn: tables, files, dialects and what goes wrong, from strategies of proptest.
//!
//! Every class of cells, tables, headers, files and dialects has a name; a case tells which of them it
//! holds, so that what was covered can be counted. Classes stand in lists (`CELLS`, `HEADERS`, `FILES`,
//! `RECORDS`, `WEATHER`): one line adds one. Values are kept, the trees that would shrink them are
//! dropped. Knows scenarios, tables and how files are written; no requirement and no judge.

mod cell;
mod cells;
mod dialect;
mod draw;
mod file;
mod header;
mod record;
mod size;
mod table;
mod weather;

pub use cell::{CELLS, CellClass, Kind};
pub use cells::Cells;
pub use dialect::{WORLDS, dialect, quoted_newlines, style};
pub use draw::Draw;
pub use file::{FILES, FileClass, csv_file, file_class};
pub use header::{HEADERS, HeaderClass};
pub use record::{RECORDS, RecordClass};
pub use size::{CI_ROWS, NIGHTLY_ROWS, Template};
pub use table::{Columns, Drawn, Plan, SHAPES};
pub use weather::{WEATHER, WeatherClass};
