//! What an admin says: of removals that wait, of an entry that is not to be shown.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::{Moment, Outcome, Planned, carry_out, edition};
use crate::catalogue::Catalogue;
use crate::id::{ItemId, ListingKey, SourceId};
use crate::plan::{self, Before, Plan, Removals};
use crate::refresh::compose::Rules;
use crate::refresh::recognise::Recognition;
use crate::store::decisions::{self, AuditLine, Suppression};
use crate::store::held::{self as waiting_sets, Held};
use crate::store::{StoreError, listings};

/// An admin's word on removals that wait.
pub(in crate::refresh) struct Word<'a> {
    pub(in crate::refresh) source: &'a SourceId,
    /// Of the set that the admin saw.
    pub(in crate::refresh) digest: &'a str,
    pub(in crate::refresh) decision: Decision,
    pub(in crate::refresh) actor: &'a str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Remove those of the set that are still gone.
    Approve,
    /// Keep them all, until the set differs.
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

/// Does what an admin says of the removals that wait; how many were removed.
pub(in crate::refresh) fn held(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    recognition: &mut Recognition,
    word: &Word<'_>,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Outcome<usize, SettleError> {
    let waiting = waiting_sets::of_source(tx, word.source)?.ok_or(SettleError::NothingHeld)?;
    if waiting.digest != word.digest {
        return Err(SettleError::Changed { current: waiting.digest });
    }
    let before = Before { records: listings::records(tx, word.source)?, ..Before::default() };
    let named: BTreeSet<ItemId> = waiting.removals.keys().cloned().collect();
    let (action, removals) = match word.decision {
        Decision::Approve => ("approve", plan::approve(&waiting.removals, &named, &before.records)),
        Decision::Reject => ("reject", Removals::new()),
    };
    let removed = removals.len();
    let steps = plan::apply(&before, Plan::removing(removals));
    let planned = Planned { before, steps, marks: BTreeMap::new() };
    let moment = Moment { run: None, now };
    let verdicts = carry_out(tx, recognition, planned, word.source, rules.trust(), moment)?;
    // What is to stay is remembered as that: the same set is not asked about again, and does not go by
    // itself when more entries make it a smaller share.
    let kept =
        (word.decision == Decision::Reject).then(|| Held { rejected: true, ..waiting.clone() });
    waiting_sets::set(tx, word.source, kept.as_ref())?;
    let line = AuditLine {
        at: now,
        actor: word.actor.to_owned(),
        action: format!("held/{action}"),
        subject: word.source.to_string(),
        detail: format!("{} of {} removed, set {}", removed, waiting.removals.len(), word.digest),
    };
    decisions::audit(tx, &line)?;
    Ok((removed, edition::publish(tx, catalogue, verdicts, rules, now)?))
}

/// Hides a listing by an admin's word.
pub(in crate::refresh) fn suppress(
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
    Ok(((), edition::republish(tx, catalogue, rules, word.at)?))
}

/// Takes that word back; false where there was none.
pub(in crate::refresh) fn unsuppress(
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
    Ok((true, edition::republish(tx, catalogue, rules, now)?))
}
