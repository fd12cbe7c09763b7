//! `kooste sources`.

mod add;
mod test;

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::Session;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste sources test demo")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Ask a source once, change nothing, and tell what would be read and every complaint
    #[command(after_help = "Example:\n  kooste sources test demo")]
    Test {
        /// Its id in the configuration
        id: String,
    },
    /// Find out what kind of source is at an address, and print a table for the configuration
    Add {
        /// A list, a feed, a calendar file, or the address of a service that has one
        url: String,
    },
}

pub(super) fn run(session: Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match &arguments.what {
        What::Test { id } => runtime.block_on(test::run(session, id)),
        What::Add { url } => runtime.block_on(add::run(&session, url)),
    }
}
