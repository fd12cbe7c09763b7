//! From the first time to the last one of an activity.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

use super::model::{Times, ends_of, midnight};
use crate::activity::Activity;
use crate::when::When;
use crate::when::occurrences::{Window, first_day, last_day, occurrences};

/// The end is not known as long as that of one session is not.
pub(super) fn of(activity: &Activity) -> Times {
    let whens = || activity.sessions.iter().map(|held| &held.session.when);
    let ends: Option<Vec<_>> = whens().map(end).collect();
    Times::between(whens().filter_map(start).min(), ends.unwrap_or_default().into_iter().max())
}

fn start(when: &When) -> Option<DateTime<Tz>> {
    let first = first_day(when)?;
    let starts = occurrences(when, only(first)).into_iter().map(|one| ends_of(&one.span).0);
    Some(starts.min().unwrap_or_else(|| midnight(first)))
}

fn end(when: &When) -> Option<DateTime<Tz>> {
    let last = last_day(when)?;
    let ends = occurrences(when, only(last)).into_iter().map(|one| ends_of(&one.span));
    let ends = ends.map(|(start, end)| end.unwrap_or(start));
    ends.max().or_else(|| last.succ_opt().map(midnight))
}

fn only(day: NaiveDate) -> Window {
    Window { from: day, to: day }
}
