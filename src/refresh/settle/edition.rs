//! Editions: what is served from when on.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, Transaction};

use super::turns::{Teller, forget};
use crate::catalogue::{Catalogue, Edition, Edits};
use crate::clock::local_date;
use crate::id::Revision;
use crate::month::Month;
use crate::publish::RENDERER;
use crate::refresh::compose::Rules;
use crate::refresh::decide::Verdict;
use crate::store::revisions::{self, Published};
use crate::store::{StoreError, edits, turns};

/// The next edition, where any activity changed or may be the same as another one now. On a day of which no edition is yet, all is looked
/// at anew: what the day's tick left as it was is of an older date, and one edition has one date.
pub(super) fn publish(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    mut verdicts: Vec<Verdict>,
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
    let edition = next_edition(tx, now)?;
    note(tx, &edition)?;
    if edition.as_of != catalogue.edition.as_of {
        return all_anew(tx, catalogue, &rules, edition).map(Some);
    }
    let month = Month::of(edition.published);
    let edited = verdicts.iter().map(|verdict| (&verdict.activity.id, month, &verdict.fields));
    let edits = catalogue.edits().clone().with(edited);
    // In which they are written.
    verdicts.sort_by(|a, b| a.activity.id.cmp(&b.activity.id));
    let activities = verdicts.into_iter().map(|verdict| verdict.activity).chain(marked);
    let mut teller = Teller::new(tx, edition);
    let composed = rules.compose(activities, edition.as_of, |id, told| teller.tell(id, told))?;
    let turns = catalogue.turns().with(teller.anew());
    let next = catalogue.with(edition, composed.entries, composed.gone);
    Ok(Some(next.turned(turns).edited(edits)))
}

/// Serves everything anew as of today, if that differs from what is served.
pub(super) fn republish(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Catalogue>, StoreError> {
    let rules = rules.with_decisions(tx)?;
    let edition = next_edition(tx, now)?;
    let next = all_anew(tx, catalogue, &rules, edition)?;
    let renderer_changed =
        revisions::latest(tx)?.is_none_or(|published| published.renderer != RENDERER);
    if !renderer_changed && next.same_content(catalogue) {
        return Ok(None);
    }
    note(tx, &edition)?;
    Ok(Some(next))
}

/// Everything that is stored, as of the edition's date.
fn all_anew(
    tx: &Transaction<'_>,
    served: &Catalogue,
    rules: &Rules,
    edition: Edition,
) -> Result<Catalogue, StoreError> {
    forget(tx, edition.published)?;
    let mut teller = Teller::new(tx, edition);
    let next = rules.catalogue(tx, edition, served, |id, told| teller.tell(id, told))?;
    Ok(next.turned(turns::all(tx)?.into()).edited(edits(tx, edition.published)?))
}

/// Out of the change log.
pub(in crate::refresh) fn edits(
    connection: &Connection,
    published: DateTime<Utc>,
) -> Result<Edits, StoreError> {
    let since = Month::of(published).before(Edits::MONTHS);
    let logged = edits::since(connection, since)?;
    let logged = logged.iter().map(|(id, month, fields)| (id, *month, fields));
    Ok(Edits::default().with(logged))
}

pub(super) fn next_revision(tx: &Transaction<'_>) -> Result<Revision, StoreError> {
    let latest = revisions::latest(tx)?.map_or(0, |published| published.revision.0);
    Ok(Revision(latest + 1))
}

/// No two are of one second, the precision of Last-Modified: what was published later says so, or who
/// asks by the time alone would be told that nothing changed.
fn next_edition(tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<Edition, StoreError> {
    let earliest = revisions::latest(tx)?.map(|latest| latest.at + TimeDelta::seconds(1));
    let published = earliest.map_or(now, |earliest| earliest.max(now));
    Ok(Edition { revision: next_revision(tx)?, as_of: local_date(now), published })
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
