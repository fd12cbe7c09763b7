//! The next times of a session.

use chrono::{Days, NaiveDate};

use crate::when::When;
use crate::when::occurrences::{Occurrence, Window, occurrences};

/// How far to look: nearly everything that goes on has its next times within the first, and what is
/// held more seldom than the last allows has none.
const DAYS_AHEAD: [u64; 2] = [60, 1_100];

/// The first `count` instances that are not over on the day `as_of`, cancelled ones included.
pub(super) fn upcoming(when: &When, as_of: NaiveDate, count: usize) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for days in DAYS_AHEAD {
        found = occurrences(when, Window { from: as_of, to: as_of + Days::new(days) });
        if found.len() >= count {
            break;
        }
    }
    found.truncate(count);
    found
}
