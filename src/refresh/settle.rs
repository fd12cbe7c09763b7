//! What is done inside the one transaction: of a run, of an admin's word, of a tick.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Transaction;

use super::compose::Rules;
use super::decide::{self, Verdict};
use super::incoming::{Brought, retention_cutoff};
use super::{Done, due};
use crate::catalogue::{Catalogue, Edition};
use crate::clock::local_date;
use crate::config::Source;
use crate::id::{ItemId, ListingKey, Revision, RunId, SourceId};
use crate::listing::last_day;
use crate::plan::{self, Plan, Removals, Stored, Withdraw};
use crate::publish::RENDERER;
use crate::report::{
    ActivityChange, Counts, LISTED, ListingChange, ListingChangeKind, Report, RunState,
    count_rejections,
};
use crate::store::decisions::{self, AuditLine, Suppression};
use crate::store::held::{self, Held};
use crate::store::revisions::{self, Published};
use crate::store::{StoreError, activities, listings, runs, sources};

/// A run, as far as the transaction must know it.
pub(super) struct Job<'a> {
    pub(super) source: &'a Source,
    pub(super) run: RunId,
    pub(super) now: DateTime<Utc>,
}

/// An admin's word on removals that wait.
pub(super) struct Word<'a> {
    pub(super) source: &'a SourceId,
    /// Of the set that the admin saw.
    pub(super) digest: &'a str,
    pub(super) decision: Decision,
    pub(super) actor: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Remove those of the set that are still gone.
    Approve,
    /// Keep them all; a later run may hold them again.
    Reject,
}

#[derive(Debug, thiserror::Error)]
pub enum SettleError {
    #[error("there is no such source")]
    NoSource,
    #[error("nothing waits to be decided")]
    NothingHeld,
    #[error("the set has changed since; it is now {current}")]
    Changed { current: String },
    #[error(transparent)]
    Store(#[from] StoreError),
}

type Outcome<T, E> = Result<(T, Option<Catalogue>), E>;

/// Plans and applies what a run brought.
pub(super) fn run(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    job: &Job<'_>,
    brought: &Brought,
    rules: &Rules,
) -> Outcome<Done, StoreError> {
    let source = &job.source.id;
    let before = listings::of_source(tx, source)?;
    let waiting = held::of_source(tx, source)?;
    let removals = waiting.as_ref().map(|held| held.removals.clone()).unwrap_or_default();
    let plan = plan::plan(&before, &brought.incoming, &removals, local_date(job.now));
    let after = plan::apply(&before, &plan);
    let verdicts = carry_out(tx, source, &before, &after, Some(job.run), job.now)?;
    hold(tx, source, &plan.withdraw, waiting, job)?;
    keep_books(tx, job, brought)?;
    let next = publish(tx, catalogue, &verdicts, rules, job.now)?;
    let report = report(&plan, brought, &verdicts);
    let done = Done { state: state(&plan, &report), report };
    runs::end(tx, job.run, &done.ending(next.as_ref()), job.now)?;
    Ok((done, next))
}

/// Listings, and the activities that follow from them.
fn carry_out(
    tx: &Transaction<'_>,
    source: &SourceId,
    before: &BTreeMap<ItemId, Stored>,
    after: &BTreeMap<ItemId, Stored>,
    run: Option<RunId>,
    now: DateTime<Utc>,
) -> Result<Vec<Verdict>, StoreError> {
    let revision = next_revision(tx)?;
    let known = activities::of_source(tx, source)?;
    let verdicts = decide::verdicts(before, after, &known, now, revision);
    listings::apply(tx, before, after, now)?;
    for verdict in &verdicts {
        activities::put(tx, &verdict.activity)?;
        activities::log(tx, revision, &verdict.activity.id, verdict.change, &verdict.fields, run)?;
    }
    Ok(verdicts)
}

fn next_revision(tx: &Transaction<'_>) -> Result<Revision, StoreError> {
    let latest = revisions::latest(tx)?.map_or(0, |published| published.revision.0);
    Ok(Revision(latest + 1))
}

/// The next edition, where any activity changed. On a day of which no edition is yet, all is looked
/// at anew: what the day's tick left as it was is of an older date, and one edition has one date.
fn publish(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    verdicts: &[Verdict],
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Catalogue>, StoreError> {
    if verdicts.is_empty() {
        return Ok(None);
    }
    let rules = rules.with_decisions(tx)?;
    let edition = Edition { revision: next_revision(tx)?, as_of: local_date(now), published: now };
    note(tx, &edition)?;
    if edition.as_of != catalogue.edition.as_of {
        return Ok(Some(rules.catalogue(edition, &activities::all(tx)?)));
    }
    let activities = verdicts.iter().map(|verdict| &verdict.activity);
    let (entries, gone) = rules.compose(activities, edition.as_of);
    Ok(Some(catalogue.with(edition, entries, gone)))
}

fn note(tx: &Transaction<'_>, edition: &Edition) -> Result<(), StoreError> {
    let published = Published {
        revision: edition.revision,
        as_of: edition.as_of,
        renderer: RENDERER,
        at: edition.published,
    };
    revisions::add(tx, &published)
}

/// Keeps, replaces or lifts what waits for a person. A set that did not change keeps its date.
fn hold(
    tx: &Transaction<'_>,
    source: &SourceId,
    withdraw: &Withdraw,
    waiting: Option<Held>,
    job: &Job<'_>,
) -> Result<(), StoreError> {
    let Withdraw::Held { removals, reason } = withdraw else {
        return held::set(tx, source, None);
    };
    let digest = plan::digest(removals);
    if waiting.is_some_and(|held| held.digest == digest) {
        return Ok(());
    }
    let held =
        Held { digest, removals: removals.clone(), reason: *reason, since: job.now, run: job.run };
    held::set(tx, source, Some(&held))
}

fn keep_books(tx: &Transaction<'_>, job: &Job<'_>, brought: &Brought) -> Result<(), StoreError> {
    use plan::Completeness::{Complete, Unchanged};
    let complete = matches!(brought.incoming.completeness, Complete | Unchanged);
    let mut state = due::after_success(job.source, sources::get(tx, &job.source.id)?, job.now);
    state.fingerprint = job.source.fingerprint();
    // Validators of a run that was not complete would make the next one believe that it was.
    state.validators = if complete { brought.validators.clone() } else { Vec::new() };
    if complete {
        state.last_complete = Some(job.now);
    }
    sources::put(tx, &job.source.id, &state)
}

fn state(plan: &Plan, report: &Report) -> RunState {
    let changes = report.counts.added
        + report.counts.changed
        + report.counts.returned
        + report.counts.expired
        + report.counts.withdrawn;
    match plan.withdraw {
        Withdraw::Held { .. } => RunState::Held,
        Withdraw::Now { .. } if changes > 0 => RunState::Applied,
        Withdraw::Now { .. } => RunState::Unchanged,
    }
}

fn report(plan: &Plan, brought: &Brought, verdicts: &[Verdict]) -> Report {
    let (withdrawn, held, reason) = match &plan.withdraw {
        Withdraw::Now { removals } => (removals.len(), 0, None),
        Withdraw::Held { removals, reason } => (0, removals.len(), Some(*reason)),
    };
    let counts = Counts {
        added: plan.add.len(),
        changed: plan.change.len(),
        unchanged: plan.unchanged,
        returned: plan.returned.len(),
        expired: plan.expire.len(),
        withdrawn,
        held,
        ..brought.counts
    };
    Report {
        completeness: brought.incoming.completeness.clone(),
        counts,
        rejections: count_rejections(&brought.rejections),
        notes: brought.notes.clone(),
        held: reason,
        listings: listing_changes(plan),
        activities: verdicts.iter().take(LISTED).map(activity_change).collect(),
    }
}

fn activity_change(verdict: &Verdict) -> ActivityChange {
    ActivityChange {
        id: verdict.activity.id.clone(),
        name: verdict.activity.content.title().to_owned(),
        change: verdict.change,
        fields: verdict.fields.iter().copied().collect(),
    }
}

fn listing_changes(plan: &Plan) -> Vec<ListingChange> {
    use ListingChangeKind::{Added, Changed, Expired, Held, Returned, Withdrawn};
    let named = |listing: &crate::listing::Listing, change| ListingChange {
        id: listing.key.id.clone(),
        name: listing.content.title().to_owned(),
        change,
    };
    let unnamed =
        |id: &ItemId, change| ListingChange { id: id.clone(), name: String::new(), change };
    let removal = match plan.withdraw {
        Withdraw::Now { .. } => Withdrawn,
        Withdraw::Held { .. } => Held,
    };
    let (Withdraw::Now { removals } | Withdraw::Held { removals, .. }) = &plan.withdraw;
    let added = plan.add.iter().map(|listing| named(listing, Added));
    let changed = plan.change.iter().map(|change| named(&change.after, Changed));
    let returned = plan.returned.iter().map(|listing| named(listing, Returned));
    let expired = plan.expire.iter().map(|id| unnamed(id, Expired));
    let removed = removals.keys().map(|id| unnamed(id, removal));
    added.chain(changed).chain(returned).chain(expired).chain(removed).take(LISTED).collect()
}

/// Does what an admin says of the removals that wait; how many were removed.
pub(super) fn held(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    word: &Word<'_>,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Outcome<usize, SettleError> {
    let waiting = held::of_source(tx, word.source)?.ok_or(SettleError::NothingHeld)?;
    if waiting.digest != word.digest {
        return Err(SettleError::Changed { current: waiting.digest });
    }
    let before = listings::of_source(tx, word.source)?;
    let named: BTreeSet<ItemId> = waiting.removals.keys().cloned().collect();
    let (action, removals) = match word.decision {
        Decision::Approve => ("approve", plan::approve(&waiting.removals, &named, &before)),
        Decision::Reject => ("reject", Removals::new()),
    };
    let removed = removals.len();
    let after = plan::apply(&before, &Plan::removing(removals));
    let verdicts = carry_out(tx, word.source, &before, &after, None, now)?;
    held::set(tx, word.source, None)?;
    let line = AuditLine {
        at: now,
        actor: word.actor.to_owned(),
        action: format!("held/{action}"),
        subject: word.source.to_string(),
        detail: format!("{} of {} removed, set {}", removed, waiting.removals.len(), word.digest),
    };
    decisions::audit(tx, &line)?;
    Ok((removed, publish(tx, catalogue, &verdicts, rules, now)?))
}

/// Hides a listing by an admin's word.
pub(super) fn suppress(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    key: &ListingKey,
    word: &Suppression,
    rules: &Rules,
) -> Outcome<(), StoreError> {
    decisions::suppress(tx, &key.to_string(), word)?;
    let line = AuditLine {
        at: word.at,
        actor: word.actor.clone(),
        action: "suppress".to_owned(),
        subject: key.to_string(),
        detail: word.reason.clone(),
    };
    decisions::audit(tx, &line)?;
    Ok(((), republish(tx, catalogue, rules, word.at)?))
}

/// Takes that word back; false where there was none.
pub(super) fn unsuppress(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    key: &ListingKey,
    actor: &str,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Outcome<bool, StoreError> {
    if !decisions::unsuppress(tx, &key.to_string())? {
        return Ok((false, None));
    }
    let line = AuditLine {
        at: now,
        actor: actor.to_owned(),
        action: "unsuppress".to_owned(),
        subject: key.to_string(),
        detail: String::new(),
    };
    decisions::audit(tx, &line)?;
    Ok((true, republish(tx, catalogue, rules, now)?))
}

/// The local day's edition: what ended leaves, what is past retention is forgotten. A new revision
/// only where anything that is served differs.
pub(super) fn tick(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    rules: &Rules,
    retention_months: u32,
    now: DateTime<Utc>,
) -> Outcome<(), StoreError> {
    forget(tx, retention_cutoff(now, retention_months))?;
    runs::prune(tx, KEPT_RUNS)?;
    Ok(((), republish(tx, catalogue, rules, now)?))
}

/// How many runs of each source are kept.
const KEPT_RUNS: u32 = 1_000;

/// Serves everything anew as of today, if that differs from what is served.
pub(super) fn republish(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Catalogue>, StoreError> {
    let rules = rules.with_decisions(tx)?;
    let edition = Edition { revision: next_revision(tx)?, as_of: local_date(now), published: now };
    let next = rules.catalogue(edition, &activities::all(tx)?);
    let renderer_changed =
        revisions::latest(tx)?.is_none_or(|published| published.renderer != RENDERER);
    if !renderer_changed && next.same_content(catalogue) {
        return Ok(None);
    }
    note(tx, &edition)?;
    Ok(Some(next))
}

/// Deletes listings that ended before `cutoff`, and what was published of them.
fn forget(tx: &Transaction<'_>, cutoff: NaiveDate) -> Result<(), StoreError> {
    for source in listings::sources(tx)? {
        for (_, stored) in listings::of_source(tx, &source)? {
            if last_day(&stored.listing.sessions).is_some_and(|last| last < cutoff) {
                activities::forget(tx, &stored.listing.key)?;
                listings::delete(tx, &stored.listing.key)?;
            }
        }
    }
    Ok(())
}
