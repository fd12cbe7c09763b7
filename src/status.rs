//! How the sources are doing: the same answer for the admin API and for `kooste status`.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use serde::Serialize;

use crate::alarm::Alarm;
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
    /// Why a person is to look at it; empty = nobody need.
    pub attention: BTreeSet<Attention>,
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
    /// It answers, and nothing of what it sends can be read: what it sent before is still served.
    Unreadable,
    Failing,
}

/// What a person is to look at. The codes are public and stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Attention {
    /// So often in a row that it is no passing fault.
    Failing,
    Held,
    Unreadable,
    /// Its time has come and gone: the daemon does not run, or hangs.
    Overdue,
    /// Nothing new or changed for weeks.
    Silent,
    /// It brought far fewer entries than it used to.
    Fewer,
    /// Nearly all entries begin on one day.
    OneDay,
    /// The region's own table names none of its organisers, or far fewer than before.
    Strangers,
}

/// Fewer failures in a row are a night's maintenance.
const FAILURES: u32 = 3;
/// A run that is queued behind others is late, and not overdue.
const OVERDUE: TimeDelta = TimeDelta::hours(1);

pub fn sources(
    connection: &Connection,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<Vec<SourceStatus>, StoreError> {
    let waits = hosts::all(connection)?;
    config.sources.iter().map(|source| of(connection, source, &waits, now)).collect()
}

fn of(
    connection: &Connection,
    source: &Source,
    waits: &Waits,
    now: DateTime<Utc>,
) -> Result<SourceStatus, StoreError> {
    let state = sources::get(connection, &source.id)?;
    let held = held::of_source(connection, &source.id)?;
    let last_run = last_run(connection, &source.id)?;
    let failed = last_run.as_ref().filter(|run| run.state == RunState::Failed);
    let last_error = failed.and_then(|run| run.error.clone());
    let undecided = held.as_ref().filter(|held| !held.rejected);
    let report = last_run.as_ref().and_then(|run| run.report.as_ref());
    let health = match (&last_run, undecided) {
        _ if state.failures > 0 => Health::Failing,
        (Some(_), Some(_)) => Health::Held,
        (Some(_), None) if report.is_some_and(nothing_readable) => Health::Unreadable,
        (Some(_), None) => Health::Ok,
        (None, _) => Health::NeverRun,
    };
    let alarms = report.map(|report| report.alarms.as_slice()).unwrap_or_default();
    let mut attention: BTreeSet<_> = alarms.iter().map(Attention::of_alarm).collect();
    let also = [
        (Attention::Failing, state.failures >= FAILURES),
        (Attention::Held, health == Health::Held),
        (Attention::Unreadable, health == Health::Unreadable),
        (Attention::Overdue, state.next_due.is_some_and(|due| now - due > OVERDUE)),
    ];
    attention.extend(also.into_iter().filter(|(_, is_so)| *is_so).map(|(what, _)| what));
    Ok(SourceStatus {
        attention,
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

/// Entries came, and each was refused.
fn nothing_readable(report: &Report) -> bool {
    report.counts.rejected > 0 && report.counts.brought() == 0
}

impl Health {
    pub const ALL: [Self; 5] =
        [Self::NeverRun, Self::Ok, Self::Held, Self::Unreadable, Self::Failing];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NeverRun => "never_run",
            Self::Ok => "ok",
            Self::Held => "held",
            Self::Unreadable => "unreadable",
            Self::Failing => "failing",
        }
    }
}

impl Attention {
    pub const ALL: [Self; 8] = [
        Self::Failing,
        Self::Held,
        Self::Unreadable,
        Self::Overdue,
        Self::Silent,
        Self::Fewer,
        Self::OneDay,
        Self::Strangers,
    ];

    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Failing => "failing",
            Self::Held => "held",
            Self::Unreadable => "unreadable",
            Self::Overdue => "overdue",
            Self::Silent => "silent",
            Self::Fewer => "fewer",
            Self::OneDay => "one_day",
            Self::Strangers => "strangers",
        }
    }

    /// What is so, for who looks after it.
    #[must_use]
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Failing => "it has failed three times or more in a row",
            Self::Held => "removals wait to be approved or refused",
            Self::Unreadable => "not one of its entries can be read",
            Self::Overdue => "its run is more than an hour late; does the daemon run?",
            Self::Silent => "nothing new or changed for more than 30 days",
            Self::Fewer => "it has far fewer entries than it used to",
            Self::OneDay => "nearly all of its entries begin on one day",
            Self::Strangers => "the table of organisers names few of those who arrange its entries",
        }
    }

    fn of_alarm(alarm: &Alarm) -> Self {
        match alarm {
            Alarm::Floor { .. } => Self::Fewer,
            Alarm::Silence { .. } => Self::Silent,
            Alarm::OneDay { .. } => Self::OneDay,
            Alarm::Strangers { .. } => Self::Strangers,
        }
    }
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
