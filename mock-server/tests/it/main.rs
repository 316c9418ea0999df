//! Every integration test of the server, in one binary: one link instead of many.

mod admin;
mod auth;
mod clock;
mod core_generate;
mod core_table;
mod csv_cells;
mod csv_oracle;
mod csv_scanner;
mod csv_tables;
mod csv_writer;
mod discovery;
mod errors;
mod generated;
mod hostile;
mod ingest_routes;
mod ingest_rules;
mod journal;
mod orgs;
mod over_the_wire;
mod rows_upload;
mod schema;
mod settings_files;
mod support;
mod tidy;
