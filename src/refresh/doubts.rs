//! The queue of pairs that may be one activity, kept in step with what recognises them.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use serde_json::json;

use crate::dedupe::explain::{Comparison, log_odds};
use crate::dedupe::index::{Doubt, Index, Outcome, Refused};
use crate::dedupe::rulings::Pair;
use crate::dedupe::weights::MODEL;
use crate::dedupe::words;
use crate::id::ListingKey;
use crate::store::StoreError;
use crate::store::possible::{self, Possible};

/// Which earlier doubts are void.
pub(super) enum Scope<'a> {
    All,
    /// Those of these listings.
    Of(&'a BTreeSet<ListingKey>),
}

/// What a person has decided is in doubt no more.
pub(super) fn keep(
    tx: &Transaction<'_>,
    index: &Index,
    outcome: &Outcome,
    scope: &Scope<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let open = |doubt: &&Doubt| !matches!(doubt.refused, Some(Refused::Ruling(..)));
    let doubts = outcome.doubts.iter().filter(open);
    let doubts: Vec<_> = doubts.filter_map(|doubt| told(index, doubt, now)).collect();
    let standing: BTreeSet<&Pair> = doubts.iter().map(|possible| &possible.pair).collect();
    let void = |pair: &&Pair| match scope {
        Scope::All => true,
        Scope::Of(listings) => pair.keys().iter().any(|key| listings.contains(*key)),
    };
    for old in possible::pairs(tx)?.iter().filter(void) {
        if !standing.contains(old) {
            possible::remove(tx, old)?;
        }
    }
    doubts.iter().try_for_each(|possible| possible::put(tx, possible))
}

/// A ruling on the pair itself is a decision even where no company stands against it.
fn told(index: &Index, doubt: &Doubt, now: DateTime<Utc>) -> Option<Possible> {
    let pair = Pair::new(&doubt.a, &doubt.b)?;
    if index.ruled(&doubt.a, &doubt.b) {
        return None;
    }
    let comparison = Comparison::of(&index.judge(&doubt.a, &doubt.b)?);
    let findings: Vec<_> = comparison
        .findings
        .iter()
        .map(|finding| json!({ "code": finding.told.code, "log_odds": finding.log_odds }))
        .collect();
    let refused = doubt.refused.as_ref().map(|refused| refusal(index, refused));
    Some(Possible {
        pair,
        score: log_odds(doubt.score),
        model: MODEL.to_string(),
        evidence: json!({ "findings": findings, "refused": refused }),
        since: now,
    })
}

fn refusal(index: &Index, refused: &Refused) -> serde_json::Value {
    let between = match refused {
        Refused::Ruling(a, b) | Refused::Veto(a, b) | Refused::Rivals(a, b) => Some((a, b)),
        Refused::UnlikeCompany => None,
    };
    let judged = between.and_then(|(a, b)| index.judge(a, b));
    let veto = judged.and_then(|judged| judged.veto).map(|veto| words::veto(veto).code);
    let between = between.map(|(a, b)| [a.to_string(), b.to_string()]);
    json!({ "code": words::refused(refused).code, "veto": veto, "between": between })
}
