//! A run: plans and applies what it brought.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::{Moment, Outcome, carry_out, edition, told};
use crate::alarm::{self, Alarm};
use crate::catalogue::Catalogue;
use crate::clock::local_date;
use crate::config::Source;
use crate::id::{RunId, SourceId};
use crate::plan::{self, Completeness, Withdraw};
use crate::refresh::compose::Rules;
use crate::refresh::incoming::Brought;
use crate::refresh::recognise::Recognition;
use crate::refresh::{Done, due};
use crate::report::{Mode, Report, RunState};
use crate::store::held::{self, Held};
use crate::store::{StoreError, activities, hosts, listings, runs, sources};

/// A run, as far as the transaction must know it.
pub(in crate::refresh) struct Job<'a> {
    pub(in crate::refresh) source: &'a Source,
    pub(in crate::refresh) run: RunId,
    pub(in crate::refresh) now: DateTime<Utc>,
}

/// Plans and applies what a run brought. What is read through is let go before the next step makes its
/// own of it: a large page is held twice at most.
pub(in crate::refresh) fn run(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    recognition: &mut Recognition,
    job: &Job<'_>,
    brought: Brought,
    rules: &Rules,
) -> Outcome<Done, StoreError> {
    let source = &job.source.id;
    let before = listings::of_source(tx, source)?;
    let waiting = held::of_source(tx, source)?;
    let removals = waiting.as_ref().map(|held| held.removals.clone()).unwrap_or_default();
    let today = local_date(job.now);
    let plan = plan::plan(&before, &brought.incoming, &removals, rules.policy(), today);
    let moment = Moment { run: Some(job.run), now: job.now };
    let mut report = told::report(&plan, &brought, alarms(tx, job, &brought)?);
    keep_books(tx, job, &brought)?;
    drop(brought);
    let waits = hold(tx, source, &plan.withdraw, waiting, job)?;
    let after = plan::apply(&before, &plan);
    drop(plan);
    let verdicts = carry_out(tx, recognition, before, after, rules.trust(), moment)?;
    report.counts.merged = activities::shared(tx, source)?;
    report.activities = told::activity_changes(&verdicts);
    let next = edition::publish(tx, catalogue, verdicts, rules, job.now)?;
    let open = waits.is_some_and(|held| !held.rejected);
    let done = Done { state: state(open, &report), report };
    runs::end(tx, job.run, &done.ending(next.as_ref()), job.now)?;
    Ok((done, next))
}

/// Compares what came with the last runs. Increments and answers without news hold no whole list.
fn alarms(
    tx: &Transaction<'_>,
    job: &Job<'_>,
    brought: &Brought,
) -> Result<Vec<Alarm>, StoreError> {
    /// How many runs make up what is usual.
    const LOOK_BACK: u32 = 20;
    let source = &job.source.id;
    let today = local_date(job.now);
    let last_news = listings::last_news(tx, source)?.map(local_date);
    if brought.incoming.completeness != Completeness::Complete {
        return Ok(alarm::alarms([], &[], last_news, today));
    }
    let runs = runs::list(tx, Some(source), None, LOOK_BACK)?;
    let reports =
        runs.iter().filter(|run| run.mode != Mode::DryRun).filter_map(|run| run.report.as_ref());
    let whole = reports.filter(|report| report.completeness == Completeness::Complete);
    let earlier: Vec<_> = whole.map(|report| report.counts.brought()).collect();
    Ok(alarm::alarms(brought.incoming.listings.values(), &earlier, last_news, today))
}

/// Keeps, replaces or lifts what waits for a person. A set that did not change keeps its date.
fn hold(
    tx: &Transaction<'_>,
    source: &SourceId,
    withdraw: &Withdraw,
    waiting: Option<Held>,
    job: &Job<'_>,
) -> Result<Option<Held>, StoreError> {
    let Withdraw::Held { removals, reason } = withdraw else {
        held::set(tx, source, None)?;
        return Ok(None);
    };
    let digest = plan::digest(removals);
    if let Some(same) = waiting.filter(|held| held.digest == digest) {
        return Ok(Some(same));
    }
    let held = Held {
        digest,
        removals: removals.clone(),
        reason: *reason,
        since: job.now,
        run: job.run,
        rejected: false,
    };
    held::set(tx, source, Some(&held))?;
    Ok(Some(held))
}

fn keep_books(tx: &Transaction<'_>, job: &Job<'_>, brought: &Brought) -> Result<(), StoreError> {
    use plan::Completeness::{Complete, Unchanged};
    let complete = matches!(brought.incoming.completeness, Complete | Unchanged);
    let mut state = sources::get(tx, &job.source.id)?;
    let books = &brought.books;
    state = due::after_success(job.source, state, books, job.now);
    state.fingerprint.clone_from(&books.fingerprint);
    if let Some(validators) = &books.validators {
        state.validators.clone_from(validators);
    }
    state.cursor.clone_from(&books.cursor);
    state.moved.clone_from(&books.moved);
    if complete {
        state.last_complete = Some(job.now);
    }
    hosts::forget_past(tx, job.now)?;
    sources::put(tx, &job.source.id, &state)
}

/// `open` = removals wait that nobody has decided on.
fn state(open: bool, report: &Report) -> RunState {
    let changes = report.counts.added
        + report.counts.changed
        + report.counts.returned
        + report.counts.expired
        + report.counts.withdrawn;
    match changes {
        _ if open => RunState::Held,
        0 => RunState::Unchanged,
        _ => RunState::Applied,
    }
}
