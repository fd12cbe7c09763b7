//! What an admin says of two listings: that they are one activity, or never are.

use chrono::{DateTime, Utc};
use rusqlite::Transaction;

use super::{Moment, Outcome, clusters, edition};
use crate::catalogue::Catalogue;
use crate::dedupe::rulings::{Pair, Ruling};
use crate::id::ListingKey;
use crate::refresh::compose::Rules;
use crate::refresh::recognise::{Fresh, Recognition};
use crate::store::decisions::{self, AuditLine};
use crate::store::rulings::{self, Ruled};
use crate::store::{StoreError, listings, possible};

#[derive(Debug, thiserror::Error)]
pub enum RuleError {
    #[error("there is no listing `{0}`")]
    NoListing(ListingKey),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps a word on a pair, and does what follows from it.
pub(in crate::refresh) fn rule(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    recognition: &mut Recognition,
    ruled: &Ruled,
    rules: &Rules,
) -> Outcome<(), RuleError> {
    for key in ruled.pair.keys() {
        if listings::times(tx, key)?.is_none() {
            return Err(RuleError::NoListing(key.clone()));
        }
    }
    rulings::put(tx, ruled)?;
    possible::remove(tx, &ruled.pair)?;
    let action = match ruled.ruling {
        Ruling::Together => "rule/together",
        Ruling::Apart => "rule/apart",
    };
    audit(tx, &ruled.pair, action, &ruled.actor, &ruled.reason, ruled.at)?;
    Ok(((), follow(tx, catalogue, recognition, rules, ruled.at)?))
}

/// Takes such a word back; false where there was none.
pub(in crate::refresh) fn unrule(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    recognition: &mut Recognition,
    (pair, actor): (&Pair, &str),
    rules: &Rules,
    now: DateTime<Utc>,
) -> Outcome<bool, StoreError> {
    if !rulings::remove(tx, pair)? {
        return Ok((false, None));
    }
    audit(tx, pair, "unrule", actor, "", now)?;
    Ok((true, follow(tx, catalogue, recognition, rules, now)?))
}

fn audit(
    tx: &Transaction<'_>,
    pair: &Pair,
    action: &str,
    actor: &str,
    detail: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let [a, b] = pair.keys();
    let line = AuditLine {
        at,
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject: format!("{a} {b}"),
        detail: detail.to_owned(),
    };
    decisions::audit(tx, &line)
}

fn follow(
    tx: &Transaction<'_>,
    catalogue: &Catalogue,
    recognition: &mut Recognition,
    rules: &Rules,
    now: DateTime<Utc>,
) -> Result<Option<Catalogue>, StoreError> {
    let dirty = recognition.ruled(tx, now)?;
    let moment = Moment { run: None, now };
    let verdicts = clusters::settle(tx, &dirty, Fresh::new(), &[].into(), rules.trust(), moment)?;
    edition::publish(tx, catalogue, verdicts, rules, now)
}
