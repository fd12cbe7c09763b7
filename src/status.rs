//! How the sources are doing: the same answer for the admin API and for `kooste status`.

use chrono::{DateTime, Utc};
use rusqlite::Connection;
use serde::Serialize;

use crate::config::{Config, Origin, Source};
use crate::fetch::Shown;
use crate::id::SourceId;
use crate::report::{Mode, Report, Run, RunState};
use crate::store::held::{self, Held};
use crate::store::hosts::{self, Waits};
use crate::store::{StoreError, listings, runs, sources};

#[derive(Debug, Serialize)]
pub struct SourceStatus {
    pub id: SourceId,
    pub kind: &'static str,
    /// Without secrets.
    pub address: String,
    pub health: Health,
    /// Five fields, as configured.
    pub schedule: Option<String>,
    /// When all is asked for, where otherwise only changes are; five fields.
    pub full_schedule: Option<String>,
    pub next_run: Option<DateTime<Utc>>,
    /// Until when its host is to be left alone, by the host's own word.
    pub not_before: Option<DateTime<Utc>>,
    /// Where it says that it has moved to for good: the configuration should say so too.
    pub moved_to: Option<String>,
    pub last_success: Option<DateTime<Utc>>,
    /// The newest time at which its whole list was seen.
    pub last_complete: Option<DateTime<Utc>>,
    /// In a row.
    pub failures: u32,
    /// Of the newest run, if that failed.
    pub last_error: Option<String>,
    pub listings: listings::Numbers,
    /// The newest run that is not a rehearsal.
    pub last_run: Option<Run>,
    pub held: Option<Held>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    NeverRun,
    Ok,
    /// Its removals wait for a person.
    Held,
    Failing,
}

pub fn sources(connection: &Connection, config: &Config) -> Result<Vec<SourceStatus>, StoreError> {
    let waits = hosts::all(connection)?;
    config.sources.iter().map(|source| of(connection, source, &waits)).collect()
}

fn of(connection: &Connection, source: &Source, waits: &Waits) -> Result<SourceStatus, StoreError> {
    let state = sources::get(connection, &source.id)?;
    let held = held::of_source(connection, &source.id)?;
    let last_run = last_run(connection, &source.id)?;
    let failed = last_run.as_ref().filter(|run| run.state == RunState::Failed);
    let last_error = failed.and_then(|run| run.error.clone());
    let undecided = held.as_ref().filter(|held| !held.rejected);
    let health = match (&last_run, undecided) {
        _ if state.failures > 0 => Health::Failing,
        (Some(_), Some(_)) => Health::Held,
        (Some(_), None) => Health::Ok,
        (None, _) => Health::NeverRun,
    };
    Ok(SourceStatus {
        id: source.id.clone(),
        kind: source.kind.name(),
        address: address(source),
        health,
        schedule: source.schedule.as_ref().map(ToString::to_string),
        full_schedule: source.full_schedule.as_ref().map(ToString::to_string),
        next_run: state.next_due,
        not_before: not_before(source, waits),
        moved_to: state.moved,
        last_success: state.last_success,
        last_complete: state.last_complete,
        failures: state.failures,
        last_error,
        listings: listings::numbers(connection, &source.id)?,
        last_run,
        held,
    })
}

fn not_before(source: &Source, waits: &Waits) -> Option<DateTime<Utc>> {
    source.origin.host().and_then(|host| waits.get(&host).copied())
}

fn last_run(connection: &Connection, source: &SourceId) -> Result<Option<Run>, StoreError> {
    const LOOK_BACK: u32 = 20;
    let runs = runs::list(connection, Some(source), None, LOOK_BACK)?;
    let ended = |run: &Run| !matches!(run.state, RunState::Queued | RunState::Running);
    Ok(runs.into_iter().find(|run| run.mode != Mode::DryRun && ended(run)).map(|mut run| {
        run.report = run.report.take().map(Report::in_short);
        run
    }))
}

fn address(source: &Source) -> String {
    match &source.origin {
        Origin::Http(http) => Shown(&http.url).to_string(),
        Origin::Files(glob) => format!("file:{}", glob.display()),
        Origin::Demo => "demo:".to_owned(),
    }
}
