//! What an edition tells anew: of what is shown, and of what is not shown any more.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Transaction;

use crate::activity::{Digest, Told, Turn};
use crate::catalogue::Edition;
use crate::id::ActivityId;
use crate::store::{StoreError, turns};

/// How long it is told that an id is gone. Readers of changes need at least 7 days by RPDE 1.0, and we
/// promise 30; a quarter lets one that stood still over a summer go on from where it was.
const GONE_IS_TOLD: TimeDelta = TimeDelta::days(92);

/// Notes in the store what one edition tells anew.
pub(super) struct Teller<'a> {
    tx: &'a Transaction<'a>,
    edition: Edition,
    anew: Vec<Turn>,
}

impl<'a> Teller<'a> {
    pub(super) fn new(tx: &'a Transaction<'a>, edition: Edition) -> Self {
        Self { tx, edition, anew: Vec::new() }
    }

    /// `shown` = the digest of what is told of it, if it is shown.
    pub(super) fn tell(
        &mut self,
        id: &ActivityId,
        shown: Option<Digest>,
    ) -> Result<(), StoreError> {
        let before = turns::get(self.tx, id)?;
        let told = match (&before, shown) {
            // What nobody has ever seen is not gone.
            (None, None) => return Ok(()),
            (Some(_), None) => Told::Gone,
            (_, Some(digest)) => Told::Shown(digest),
        };
        if before.is_none_or(|before| before.told != told) {
            let Edition { revision, published: at, .. } = self.edition;
            let turn = Turn { id: id.clone(), told, revision, at };
            turns::put(self.tx, &turn)?;
            self.anew.push(turn);
        }
        Ok(())
    }

    pub(super) fn anew(self) -> Vec<Turn> {
        self.anew
    }
}

/// Forgets what has been gone for so long that nobody needs to be told.
pub(super) fn forget(tx: &Transaction<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    turns::forget(tx, now - GONE_IS_TOLD)?;
    Ok(())
}
