//! `kooste check`.

use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Helsinki;

use super::{complain, load, say};
use crate::app::client_options;
use crate::clock::Clock;
use crate::config::{Config, Problems, Source};
use crate::fetch::Client;

/// Exit code 1 and every problem with its place, or 0 and a line, after what may be meant but is odd.
pub(super) fn run(file: Option<&Path>, now: Option<DateTime<Utc>>) -> anyhow::Result<ExitCode> {
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
    let now = now.map_or(Clock::Wall, Clock::Fixed).now();
    for warning in config.sources.iter().flat_map(|source| warnings(source, now)) {
        complain(&format!("warning: {warning}"));
    }
    say(&format!(
        "the configuration is in order: {} sources, {} feeds, database {}\n",
        config.sources.len(),
        config.feeds.len(),
        config.store.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// What would fail or never happen once it runs.
fn warnings(source: &Source, now: DateTime<Utc>) -> Vec<String> {
    let id = &source.id;
    let missing = source.organisers.as_ref().filter(|path| !path.is_file()).map(|path| {
        format!("{id}: there is no file of organisers {}, so every run fails", path.display())
    });
    let schedules = [("schedule", &source.schedule), ("full_schedule", &source.full_schedule)];
    let never = schedules.into_iter().filter_map(|(name, cron)| {
        let never = cron.as_ref()?.next_after(now, Helsinki).is_none();
        never.then(|| format!("{id}: `{name}` names a day that never comes"))
    });
    missing.into_iter().chain(never).collect()
}
