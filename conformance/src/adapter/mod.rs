//! Clients under test, however they are reached: in this process, or as a program that speaks the
//! protocol. Knows the protocol; knows no requirement, no verdict and no fake.

mod client;
mod deadline;
mod in_process;
mod process;
mod serve;
mod subject;

pub use client::{Client, Cx};
pub use in_process::InProcess;
pub(crate) use process::Probe;
pub(crate) use process::end_all;
pub use process::{CommandLine, Options, Process, StartError};
pub use serve::{serve, serve_on};
pub use subject::{Ended, Report, Subject};

/// The guide for those who write adapters, its Rust held to compile.
#[cfg(doctest)]
#[doc = include_str!("../../ADAPTERS.md")]
pub struct Guide;
