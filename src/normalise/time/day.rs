//! Instants that stand for local dates.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate};
use chrono_tz::Tz;

use super::super::brief;
use super::TimeError;
use crate::listing::Note;
use crate::when::{FIRST_YEAR, LAST_YEAR};

/// The local date of an instant: midnight in Helsinki and midnight in UTC, which both occur, give
/// the same one (1768082400000 is the first, 1736899200000 the second).
pub(super) fn of_instant(millis: i64, zone: Tz) -> Result<NaiveDate, TimeError> {
    let instant = DateTime::from_timestamp_millis(millis).ok_or(TimeError::Instant(millis))?;
    // Local time at the very ends of what chrono can hold would overflow.
    let sane = (1..=9999).contains(&instant.year());
    sane.then(|| instant.with_timezone(&zone).date_naive()).ok_or(TimeError::Instant(millis))
}

/// A last day beyond what can be a real one is how some editors say "until further notice".
pub(super) fn stands_for_never(end: NaiveDate) -> bool {
    end.year() > LAST_YEAR
}

/// Each exclusion is a date, a date with a time and an offset, or milliseconds. The others stand if
/// one cannot be read.
pub(super) fn excluded(
    raw: &[String],
    zone: Tz,
    notes: &mut BTreeSet<Note>,
) -> BTreeSet<NaiveDate> {
    let mut dates = BTreeSet::new();
    for text in raw.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        match date(text, zone) {
            Some(date) => {
                dates.insert(date);
            }
            None => {
                notes.insert(Note::UnreadableTime(format!("excluded {:?}", brief(text))));
            }
        }
    }
    dates
}

fn date(text: &str, zone: Tz) -> Option<NaiveDate> {
    let instant = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    let read = text
        .parse()
        .ok()
        .or_else(|| instant(text).map(|at| at.with_timezone(&zone).date_naive()))
        .or_else(|| of_instant(text.parse().ok()?, zone).ok())?;
    (FIRST_YEAR..=LAST_YEAR).contains(&read.year()).then_some(read)
}
