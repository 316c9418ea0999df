//! Clients under test, however they are reached: in this process, or as a program that speaks the
//! protocol. Knows the protocol; knows no requirement, no verdict and no fake.

mod client;
mod in_process;
mod subject;

pub use client::{Client, Cx};
pub use in_process::InProcess;
pub use subject::{Ended, Report, Subject};
