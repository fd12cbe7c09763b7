//! A series as RFC 5545 has it.

use std::collections::BTreeSet;

use super::{TimeError, brief};
use crate::listing::Note;
use crate::source::RawRecurrence;
use crate::when::When;

pub(in crate::normalise) fn read(
    raw: &RawRecurrence,
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<When>, TimeError> {
    let _ = notes;
    Err(TimeError::Rule(brief(raw.rule.as_deref().unwrap_or_default())))
}
