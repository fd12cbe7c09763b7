//! The local day: what ended leaves, what is past retention is forgotten.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rusqlite::Transaction;

use super::{Moment, Outcome, belief, clusters, edition};
use crate::catalogue::Catalogue;
use crate::clock::local_date;
use crate::dedupe::index::Cluster;
use crate::id::{ActivityId, ListingKey};
use crate::refresh::compose::Rules;
use crate::refresh::incoming::retention_cutoff;
use crate::refresh::recognise::{Fresh, Recognition, takes_part};
use crate::store::{StoreError, activities, listings, runs};

/// The local day's edition: what ended leaves, what is past retention is forgotten, and what several
/// tell is merged as they are believed now. A new revision only where anything that is served differs.
pub(in crate::refresh) fn tick(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    recognition: &mut Recognition,
    rules: &Rules,
    retention_months: u32,
    now: DateTime<Utc>,
) -> Outcome<(), StoreError> {
    let cutoff = retention_cutoff(now, retention_months);
    let (deleted, mut dirty) = forget(tx, cutoff, local_date(now))?;
    if let Some(aged) = recognition.aged(tx, &deleted, now)? {
        dirty = aged;
    }
    let moment = Moment { run: None, now };
    clusters::settle(tx, &dirty, Fresh::new(), &[].into(), rules.trust(), moment)?;
    let mut shaken = Vec::new();
    for cluster in belief::shaken(tx, rules.trust())? {
        shaken.push(taking_part(tx, cluster, local_date(now))?);
    }
    shaken.retain(|cluster| !cluster.is_empty());
    clusters::settle(tx, &shaken, Fresh::new(), &[].into(), rules.trust(), moment)?;
    // After what is left of them is settled: their own rows go last.
    activities::forget_orphans(tx, cutoff.and_time(NaiveTime::MIN).and_utc())?;
    runs::prune(tx, KEPT_RUNS)?;
    Ok(((), edition::republish(tx, catalogue, rules, now)?))
}

/// How many runs of each source are kept.
const KEPT_RUNS: u32 = 1_000;

/// Deletes listings that ended before `cutoff`, and what was published of them and of what their
/// ids stood for earlier. Those deleted, and what is left of the activities of which they were a part.
fn forget(
    tx: &Transaction<'_>,
    cutoff: NaiveDate,
    today: NaiveDate,
) -> Result<(BTreeSet<ListingKey>, Vec<Cluster>), StoreError> {
    let mut deleted = BTreeSet::new();
    let mut parts = BTreeSet::new();
    for source in listings::sources(tx)? {
        for (id, record) in listings::records(tx, &source)? {
            let key = ListingKey::new(source.clone(), id);
            if record.outline.has_ended(cutoff) {
                if let Some(id) = activities::id_of_listing(tx, &key)? {
                    activities::forget(tx, &key, &id)?;
                    parts.insert(id);
                }
                listings::delete(tx, &key)?;
                deleted.insert(key);
            }
        }
    }
    let left = parts.iter().map(|id| rest(tx, id, today));
    let left: Vec<_> = left.collect::<Result<_, _>>()?;
    Ok((deleted, left.into_iter().filter(|cluster| !cluster.is_empty()).collect()))
}

/// The listings of an activity that still take part.
fn rest(tx: &Transaction<'_>, id: &ActivityId, today: NaiveDate) -> Result<Cluster, StoreError> {
    taking_part(tx, activities::listings_of(tx, id)?.into_iter().collect(), today)
}

fn taking_part(
    tx: &Transaction<'_>,
    keys: Cluster,
    today: NaiveDate,
) -> Result<Cluster, StoreError> {
    let mut rest = Cluster::new();
    for key in keys {
        let kept = listings::times(tx, &key)?;
        if kept.is_some_and(|kept| takes_part(&kept, today)) {
            rest.insert(key);
        }
    }
    Ok(rest)
}
