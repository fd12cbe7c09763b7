//! A run: plans and applies what it brought.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::{Moment, Outcome, Planned, carry_out, edition, told};
use crate::alarm::{self, Alarm};
use crate::catalogue::Catalogue;
use crate::clock::local_date;
use crate::config::Source;
use crate::id::{RunId, SourceId};
use crate::plan::{self, Before, Completeness, Withdraw};
use crate::refresh::compose::Rules;
use crate::refresh::incoming::{Brought, Outlines};
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
    mut brought: Brought,
    rules: &Rules,
) -> Outcome<Done, StoreError> {
    let source = &job.source.id;
    let before = before(tx, source, &mut brought)?;
    let waiting = held::of_source(tx, source)?;
    let removals = waiting.as_ref().map(|held| held.removals.clone()).unwrap_or_default();
    let today = local_date(job.now);
    let plan = plan::plan(&before, &brought.incoming, &removals, rules.policy(), today);
    let moment = Moment { run: Some(job.run), now: job.now };
    let mut report = {
        let outlines = brought.outlines(&before.records);
        told::report(&plan, &brought, &outlines, alarms(tx, job, &brought, &outlines)?)
    };
    keep_books(tx, job, &brought)?;
    remark(tx, &before, &brought)?;
    let marks = brought.marks;
    drop(brought.incoming);
    let waits = hold(tx, source, &plan.withdraw, waiting, job)?;
    let steps = plan::apply(&before, plan);
    // Where nothing is stored anew, what is served follows from the same as before.
    let is_new = !steps.is_empty();
    let planned = Planned { before, steps, marks };
    let verdicts = carry_out(tx, recognition, planned, source, rules.trust(), moment)?;
    report.counts.merged = activities::shared(tx, source)?;
    report.activities = told::activity_changes(&verdicts);
    report.changed_activities = verdicts.len();
    let next = match is_new {
        true => edition::publish(tx, catalogue, verdicts, rules, job.now)?,
        false => None,
    };
    let open = waits.is_some_and(|held| !held.rejected);
    let done = Done { state: state(open, &report), report };
    runs::end(tx, job.run, &done.ending(next.as_ref()), job.now)?;
    Ok((done, next))
}

/// In full only what came otherwise than it was.
fn before(
    tx: &Transaction<'_>,
    source: &SourceId,
    brought: &mut Brought,
) -> Result<Before, StoreError> {
    let records = listings::records(tx, source)?;
    brought.recall(&records);
    let listings = listings::some(tx, source, brought.incoming.compared(&records))?;
    Ok(Before { records, listings })
}

/// What was read anew to what it was is known by its bytes from now on.
fn remark(tx: &Transaction<'_>, before: &Before, brought: &Brought) -> Result<(), StoreError> {
    for (id, mark) in &brought.marks {
        let is_new = before.records.get(id).is_some_and(|record| record.mark != Some(*mark));
        let listing = brought.incoming.listings.get(id).filter(|_| is_new);
        if let Some(listing) = listing.filter(|listing| before.listings.get(id) == Some(*listing)) {
            listings::remark(tx, listing, mark)?;
        }
    }
    Ok(())
}

/// Compares what came with the last runs. Increments and answers without news hold no whole list.
fn alarms(
    tx: &Transaction<'_>,
    job: &Job<'_>,
    brought: &Brought,
    outlines: &Outlines<'_>,
) -> Result<Vec<Alarm>, StoreError> {
    /// How many runs make up what is usual.
    const LOOK_BACK: u32 = 20;
    let source = &job.source.id;
    let today = local_date(job.now);
    let last_news = listings::last_news(tx, source)?.map(local_date);
    let runs = runs::list(tx, Some(source), None, LOOK_BACK)?;
    let mut reports =
        runs.iter().filter(|run| run.mode != Mode::DryRun).filter_map(|run| run.report.as_ref());
    let silence = || alarm::alarms([], &[], last_news, today);
    Ok(match brought.incoming.completeness {
        Completeness::Complete => {
            let whole: Vec<_> =
                reports.filter(|report| report.completeness == Completeness::Complete).collect();
            let earlier: Vec<_> = whole.iter().map(|report| report.counts.brought()).collect();
            let shares = whole.iter().filter_map(|report| report.organisers);
            let strangers = brought.organisers.and_then(|now| alarm::strangers(now, shares));
            let outlines = outlines.values().map(AsRef::as_ref);
            let of_all = alarm::alarms(outlines, &earlier, last_news, today);
            of_all.into_iter().chain(strangers).collect()
        }
        // What was odd about the same bytes still is; how long they are the same is reckoned anew.
        Completeness::Unchanged => {
            let before = reports.next().into_iter().flat_map(|report| &report.alarms);
            let odd = before.filter(|alarm| !matches!(alarm, Alarm::Silence { .. })).cloned();
            odd.chain(silence()).collect()
        }
        Completeness::Partial(_) | Completeness::Increment => silence(),
    })
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
