//! Editions: what is served from when on.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use crate::catalogue::{Catalogue, Edition};
use crate::clock::local_date;
use crate::id::Revision;
use crate::publish::RENDERER;
use crate::refresh::compose::Rules;
use crate::refresh::decide::Verdict;
use crate::store::revisions::{self, Published};
use crate::store::{StoreError, activities};

/// The next edition, where any activity changed or may be the same as another one now. On a day of which no edition is yet, all is looked
/// at anew: what the day's tick left as it was is of an older date, and one edition has one date.
pub(super) fn publish(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    verdicts: Vec<Verdict>,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Catalogue>, StoreError> {
    let rules = rules.with_decisions(tx)?;
    let told: BTreeSet<_> = verdicts.iter().map(|verdict| verdict.activity.id.clone()).collect();
    let mut marked = rules.marked_anew(catalogue);
    marked.retain(|activity| !told.contains(&activity.id));
    if verdicts.is_empty() && marked.is_empty() {
        return Ok(None);
    }
    let edition = Edition { revision: next_revision(tx)?, as_of: local_date(now), published: now };
    note(tx, &edition)?;
    if edition.as_of != catalogue.edition.as_of {
        return Ok(Some(rules.catalogue(edition, activities::all(tx)?)));
    }
    let activities = verdicts.into_iter().map(|verdict| verdict.activity).chain(marked);
    let (entries, gone) = rules.compose(activities, edition.as_of);
    Ok(Some(catalogue.with(edition, entries, gone)))
}

/// Serves everything anew as of today, if that differs from what is served.
pub(super) fn republish(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Catalogue>, StoreError> {
    let rules = rules.with_decisions(tx)?;
    let edition = Edition { revision: next_revision(tx)?, as_of: local_date(now), published: now };
    let next = rules.catalogue(edition, activities::all(tx)?);
    let renderer_changed =
        revisions::latest(tx)?.is_none_or(|published| published.renderer != RENDERER);
    if !renderer_changed && next.same_content(catalogue) {
        return Ok(None);
    }
    note(tx, &edition)?;
    Ok(Some(next))
}

pub(super) fn next_revision(tx: &Transaction<'_>) -> Result<Revision, StoreError> {
    let latest = revisions::latest(tx)?.map_or(0, |published| published.revision.0);
    Ok(Revision(latest + 1))
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
