//! What is done inside the one transaction: of a run, of an admin's word, of a tick.

mod clusters;
mod edition;
mod ruling;
mod run;
mod tick;
mod told;
mod turns;
mod word;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::decide::{Trust, Verdict};
use super::recognise::Recognition;
use crate::catalogue::Catalogue;
use crate::id::{ItemId, RunId};
use crate::plan::Stored;
use crate::store::{StoreError, listings};

pub(super) use edition::edits;
pub use ruling::RuleError;
pub(super) use ruling::{rule, unrule};
pub(super) use run::{Job, run};
pub(super) use tick::tick;
pub use word::{Decision, SettleError};
pub(super) use word::{Word, held, suppress, unsuppress};

/// What came of it, and what is to be served from then on, if anything else.
type Outcome<T, E> = Result<(T, Option<Catalogue>), E>;

/// When something is done, and by which run if by any.
#[derive(Clone, Copy, Debug)]
struct Moment {
    run: Option<RunId>,
    now: DateTime<Utc>,
}

/// Listings, and the activities that follow from them.
fn carry_out(
    tx: &Transaction<'_>,
    recognition: &mut Recognition,
    before: BTreeMap<ItemId, Stored>,
    after: BTreeMap<ItemId, Stored>,
    trust: &Trust,
    moment: Moment,
) -> Result<Vec<Verdict>, StoreError> {
    listings::apply(tx, &before, &after, moment.now)?;
    let changed = after.iter().filter(|(id, stored)| before.get(*id) != Some(*stored));
    let changed: BTreeSet<_> = changed.map(|(_, stored)| stored.listing.key.clone()).collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let other_generation = |stored: &&Stored| {
        let old = before.get(&stored.listing.key.id);
        old.is_some_and(|old| old.generation != stored.generation)
    };
    let reused = after.values().filter(other_generation);
    let reused = reused.map(|stored| stored.listing.key.clone()).collect();
    // What follows reads of them what it needs.
    drop((before, after));
    let dirty = recognition.changed(tx, &changed, moment.now)?;
    clusters::settle(tx, &dirty, &reused, trust, moment)
}
