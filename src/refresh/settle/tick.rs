//! The local day: what ended leaves, what is past retention is forgotten.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rusqlite::Transaction;

use super::{Outcome, edition};
use crate::catalogue::Catalogue;
use crate::listing::last_day;
use crate::refresh::compose::Rules;
use crate::refresh::incoming::retention_cutoff;
use crate::store::{StoreError, activities, listings, runs};

/// The local day's edition: what ended leaves, what is past retention is forgotten. A new revision
/// only where anything that is served differs.
pub(in crate::refresh) fn tick(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    rules: &Rules,
    retention_months: u32,
    now: DateTime<Utc>,
) -> Outcome<(), StoreError> {
    forget(tx, retention_cutoff(now, retention_months))?;
    runs::prune(tx, KEPT_RUNS)?;
    Ok(((), edition::republish(tx, catalogue, rules, now)?))
}

/// How many runs of each source are kept.
const KEPT_RUNS: u32 = 1_000;

/// Deletes listings that ended before `cutoff`, and what was published of them and of what their
/// ids stood for earlier.
fn forget(tx: &Transaction<'_>, cutoff: NaiveDate) -> Result<(), StoreError> {
    for source in listings::sources(tx)? {
        for (_, stored) in listings::of_source(tx, &source)? {
            if last_day(&stored.listing.sessions).is_some_and(|last| last < cutoff) {
                activities::forget(tx, &stored.listing.key)?;
                listings::delete(tx, &stored.listing.key)?;
            }
        }
    }
    activities::forget_orphans(tx, cutoff.and_time(NaiveTime::MIN).and_utc())?;
    Ok(())
}
