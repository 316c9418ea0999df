//! Everything that is tested from outside the crate, in one binary.

mod csv_cells;
mod csv_oracle;
mod csv_scanner;
mod csv_tables;
mod csv_writer;
mod rows_upload;
