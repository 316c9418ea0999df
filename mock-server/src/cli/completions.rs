//! `bulk-mock completions`: what a shell completes.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, log};

const EXAMPLES: &str = "\
Examples:
  source <(bulk-mock completions bash)
  bulk-mock completions zsh > ~/.zfunc/_bulk-mock
  bulk-mock completions fish > ~/.config/fish/completions/bulk-mock.fish";

/// Print what a shell completes.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "bulk-mock", &mut script);
        log::print(&script);
    }
}
