//! `kooste check`.

use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Helsinki;

use super::{complain, counted, load, say};
use crate::app::client_options;
use crate::calendar::{Form, Outlet};
use crate::catalogue::Filter;
use crate::clock::Clock;
use crate::config::{Config, Origin, Problems, Source};
use crate::feed::Feed;
use crate::fetch::Client;
use crate::fetch::files::{self, FileLimits};
use crate::refresh::{self, organisers};
use crate::store::{Reader, StoreError};

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
    for warning in large_calendars(&config) {
        complain(&format!("warning: {warning}"));
    }
    let faults: Vec<_> = config.sources.iter().filter_map(refused_organisers).collect();
    if !faults.is_empty() {
        complain(&format!("{}\n\n{} to mend", faults.join("\n"), faults.len()));
        return Ok(ExitCode::FAILURE);
    }
    say(&format!(
        "the configuration is in order: {}, {}, database {}\n",
        counted(config.sources.len(), "source"),
        counted(config.feeds.len(), "feed"),
        config.store.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// The feeds that are more than many programs read, by what was published last.
fn large_calendars(config: &Config) -> Vec<String> {
    let reader = Reader::new(&config.store);
    // A database that there is not yet, or that cannot be read, is no fault of the configuration.
    let read: Result<_, StoreError> = reader.read(|store| refresh::stored(store, config, None));
    let Ok(catalogue) = read else { return Vec::new() };
    let site = &config.publish.site;
    let told = |feed: &Feed| {
        let asked = Filter::default();
        let outlet = Outlet { site, feed: Some(feed), asked: &asked, form: Form::Series };
        let size = outlet.size(&catalogue);
        let (name, events, bytes) = (&feed.name, size.events, size.bytes);
        size.is_large().then(|| {
            format!(
                "feed {name}: its calendar has {events} events ({bytes} bytes), and many programs \
                 read only a part of so many; narrow its filter, or make several feeds of it"
            )
        })
    };
    config.feeds.iter().filter_map(told).collect()
}

/// What would fail or never happen once it runs.
fn warnings(source: &Source, now: DateTime<Utc>) -> Vec<String> {
    let id = &source.id;
    let nothing = match &source.origin {
        Origin::Files(pattern) => no_files(&pattern.to_string_lossy()),
        Origin::Http(_) | Origin::Demo => None,
    };
    let nothing = nothing.map(|what| format!("{id}: {what}, so every run fails"));
    let missing = source.organisers.as_ref().filter(|path| !path.is_file()).map(|path| {
        format!("{id}: there is no file of organisers {}, so every run fails", path.display())
    });
    let schedules = [("schedule", &source.schedule), ("full_schedule", &source.full_schedule)];
    let never = schedules.into_iter().filter_map(|(name, cron)| {
        let never = cron.as_ref()?.next_after(now, Helsinki).is_none();
        never.then(|| format!("{id}: `{name}` names a day that never comes"))
    });
    nothing.into_iter().chain(missing).chain(rowless(source)).chain(never).collect()
}

fn no_files(pattern: &str) -> Option<String> {
    let found = files::list(pattern, Path::new(""), &FileLimits::default());
    found.err().map(|error| error.to_string())
}

/// A table that every run would refuse.
fn refused_organisers(source: &Source) -> Option<String> {
    let path = source.organisers.as_ref().filter(|path| path.is_file())?;
    let error = organisers::read(path).err()?;
    Some(format!("{}: the file of organisers {}: {error}", source.id, path.display()))
}

fn rowless(source: &Source) -> Option<String> {
    let path = source.organisers.as_ref()?;
    let rows = organisers::read(path).ok()?;
    let (id, path) = (&source.id, path.display());
    rows.is_empty().then(|| format!("{id}: the file of organisers {path} has no row"))
}
