//! A start and an end as ISO 8601 writes them.

use std::collections::BTreeSet;

use super::{TimeError, brief};
use crate::listing::Note;
use crate::source::RawSpan;
use crate::when::When;

pub(in crate::normalise) fn read(
    raw: &RawSpan,
    notes: &mut BTreeSet<Note>,
) -> Result<When, TimeError> {
    let _ = notes;
    Err(TimeError::Moment(brief(&raw.start)))
}
