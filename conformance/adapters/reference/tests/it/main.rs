//! The client against the embedded fake, operation by operation, and against an upstream that says
//! whatever a test wants.

mod marketo;
mod salesforce;
mod support;
mod transcripts;
mod upstream;
