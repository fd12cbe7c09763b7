//! The one place where time is expanded.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use super::When;

/// Local days, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// One instance of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The wall-clock start that the rule gave it; midnight of the first day where it is all day.
    /// Identifies the instance (RECURRENCE-ID) even after it was moved.
    pub original: NaiveDateTime,
    pub span: Span,
    pub cancelled: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    Timed {
        start: DateTime<Tz>,
        end: Option<DateTime<Tz>>,
    },
    /// Both days included.
    AllDay {
        first: NaiveDate,
        last: NaiveDate,
    },
}

/// No rule gives more than this many instances in one call.
pub const MAX_OCCURRENCES: usize = 4_000;

/// The instances that touch `window`, in order of their start. `Ongoing` has none.
#[must_use]
pub fn occurrences(when: &When, window: Window) -> Vec<Occurrence> {
    let _ = (when, window);
    Vec::new()
}

/// The last day on which something happens; `None` where no end is known.
#[must_use]
pub fn last_day(when: &When) -> Option<NaiveDate> {
    let _ = when;
    None
}

/// The first day on which something happens; `None` where it is not known.
#[must_use]
pub fn first_day(when: &When) -> Option<NaiveDate> {
    let _ = when;
    None
}
