//! What is done inside the one transaction: of a run, of an admin's word, of a tick.

mod edition;
mod run;
mod tick;
mod told;
mod word;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::decide::{self, Verdict};
use crate::catalogue::Catalogue;
use crate::id::{ItemId, RunId, SourceId};
use crate::plan::Stored;
use crate::store::{StoreError, activities, listings};

pub(super) use run::{Job, run};
pub(super) use tick::tick;
pub use word::{Decision, SettleError};
pub(super) use word::{Word, held, suppress, unsuppress};

/// What came of it, and what is to be served from then on, if anything else.
type Outcome<T, E> = Result<(T, Option<Catalogue>), E>;

/// Listings, and the activities that follow from them.
fn carry_out(
    tx: &Transaction<'_>,
    source: &SourceId,
    before: &BTreeMap<ItemId, Stored>,
    after: &BTreeMap<ItemId, Stored>,
    run: Option<RunId>,
    now: DateTime<Utc>,
) -> Result<Vec<Verdict>, StoreError> {
    let revision = edition::next_revision(tx)?;
    let known = activities::of_source(tx, source)?;
    let verdicts = decide::verdicts(before, after, &known, now, revision);
    listings::apply(tx, before, after, now)?;
    for verdict in &verdicts {
        activities::put(tx, &verdict.activity)?;
        activities::log(tx, revision, &verdict.activity.id, verdict.change, &verdict.fields, run)?;
    }
    Ok(verdicts)
}
