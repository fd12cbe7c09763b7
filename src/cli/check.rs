//! `kooste check`.

use std::path::Path;
use std::process::ExitCode;

use super::{complain, load, say};
use crate::app::client_options;
use crate::config::{Config, Problems};
use crate::fetch::Client;

/// Exit code 1 and every problem with its place, or 0 and a line.
pub(super) fn run(file: Option<&Path>) -> anyhow::Result<ExitCode> {
    let config = match load(file, Config::parse) {
        Ok(config) => config,
        Err(error) => {
            let problems = error.downcast::<Problems>()?;
            complain(&format!("{problems}\n\n{} to mend", problems.len()));
            return Ok(ExitCode::FAILURE);
        }
    };
    if config.fetch.ca_file.is_some() {
        Client::new(client_options(&config))?;
    }
    say(&format!(
        "the configuration is in order: {} sources, {} feeds, database {}\n",
        config.sources.len(),
        config.feeds.len(),
        config.store.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
