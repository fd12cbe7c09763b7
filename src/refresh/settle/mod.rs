//! What is done inside the one transaction: of a run, of an admin's word, of a tick.

mod belief;
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
use super::recognise::{Fresh, Recognition};
use crate::catalogue::Catalogue;
use crate::id::{ItemId, ListingKey, RunId, SourceId};
use crate::listing::Mark;
use crate::plan::{Before, Step};
use crate::store::StoreError;
use crate::store::listings::{self, Kept};

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

/// What a plan comes to.
struct Planned {
    before: Before,
    steps: BTreeMap<ItemId, Step>,
    /// What those that are to be stored anew were read from.
    marks: BTreeMap<ItemId, Mark>,
}

/// Listings, and the activities that follow from them.
fn carry_out(
    tx: &Transaction<'_>,
    recognition: &mut Recognition,
    outcome: Planned,
    source: &SourceId,
    trust: &Trust,
    moment: Moment,
) -> Result<Vec<Verdict>, StoreError> {
    let Planned { before, steps, marks } = outcome;
    listings::apply(tx, source, &steps, &marks, moment.now)?;
    if steps.is_empty() {
        return Ok(Vec::new());
    }
    let key = |id: &ItemId| ListingKey::new(source.clone(), id.clone());
    let changed: BTreeSet<_> = steps.keys().map(key).collect();
    let other_generation = |id: &ItemId, step: &Step| {
        let old = before.records.get(id);
        old.is_some_and(|old| old.generation != step.generation)
    };
    let reused = steps.iter().filter(|(id, step)| other_generation(id, step));
    let reused = reused.map(|(id, _)| key(id)).collect();
    let new = steps.into_iter().filter(|(id, _)| !before.records.contains_key(id));
    let fresh: Fresh =
        new.filter_map(|(id, step)| Some((key(&id), Kept::first(step, moment.now)?))).collect();
    // Of all others what follows reads what it needs.
    drop((before, marks));
    let dirty = recognition.changed(tx, &changed, &fresh, moment.now)?;
    clusters::settle(tx, &dirty, fresh, &reused, trust, moment)
}
