//! What was learnt of translations, as it stands until it is learnt anew.

use rusqlite::{Connection, Transaction};
use serde::{Deserialize, Serialize};

use super::{StoreError, from_json, settings, to_json};
use crate::dedupe::title::Memory;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learnt {
    pub memory: Memory,
    /// How many listings with titles in several languages it was learnt from.
    pub listings: usize,
}

const NAME: &str = "translations";

/// Nothing, where nothing was learnt yet.
pub fn get(connection: &Connection) -> Result<Learnt, StoreError> {
    let stored = settings::get(connection, NAME)?;
    Ok(stored
        .map(|text| from_json("memory of translations", &text))
        .transpose()?
        .unwrap_or_default())
}

pub fn set(transaction: &Transaction<'_>, learnt: &Learnt) -> Result<(), StoreError> {
    settings::set(transaction, NAME, &to_json("memory of translations", learnt)?)
}
