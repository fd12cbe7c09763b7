//! Whether two sessions of two listings are the same time, told twice.

use chrono::{NaiveDate, NaiveDateTime, Utc};

use crate::listing::Status;
use crate::when::occurrences::{Window, occurrences};
use crate::when::zone::to_instant;
use crate::when::{Days, Hours, Once, Series, When};

/// How much of a session another one tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Together {
    All,
    /// The instance of a series on this date.
    Date(NaiveDate),
}

/// `None` = it is another time.
pub(super) fn together(session: &When, other: &When) -> Option<Together> {
    let same = match (session, other) {
        (When::Once(a), When::Once(b)) => {
            to_instant(a.start, a.zone).with_timezone(&Utc)
                == to_instant(b.start, b.zone).with_timezone(&Utc)
        }
        (When::Once(once), When::Days(days)) | (When::Days(days), When::Once(once)) => {
            whole_day_of(days, once)
        }
        (When::Days(a), When::Days(b)) => (a.first, a.last) == (b.first, b.last),
        (When::Series(a), When::Series(b)) => same_series(a, b),
        (When::Once(once), When::Series(series)) => date_in(series, once).is_some(),
        (When::Series(series), When::Once(once)) => {
            return date_in(series, once).map(Together::Date);
        }
        (When::Ongoing(_), When::Ongoing(_)) => true,
        (When::Ongoing(_), _)
        | (_, When::Ongoing(_))
        | (When::Series(_), When::Days(_))
        | (When::Days(_), When::Series(_)) => false,
    };
    same.then_some(Together::All)
}

/// What `when` says of the instance that is at that wall-clock time.
pub(super) fn status_at(when: &When, status: Status, at: &Once) -> Status {
    match when {
        When::Series(series) if date_in(series, at).is_some_and(|date| is_off(series, date)) => {
            Status::Cancelled
        }
        _ => status,
    }
}

pub(super) fn is_off(series: &Series, date: NaiveDate) -> bool {
    series.overrides.get(&date) == Some(&crate::when::Override::Cancelled)
}

fn whole_day_of(days: &Days, once: &Once) -> bool {
    days.first == days.last && once.start.date() == days.first
}

/// Whether one begins when the other has ended is not asked: a season that goes on is told by both.
fn same_series(a: &Series, b: &Series) -> bool {
    let start = |hours: Option<Hours>| hours.map(|hours| hours.start);
    (a.zone, &a.rule, start(a.hours)) == (b.zone, &b.rule, start(b.hours))
        && a.until.is_none_or(|until| b.first <= until)
        && b.until.is_none_or(|until| a.first <= until)
}

/// The date of the instance of `series` that begins when `once` does.
fn date_in(series: &Series, once: &Once) -> Option<NaiveDate> {
    let start: NaiveDateTime =
        to_instant(once.start, once.zone).with_timezone(&series.zone).naive_local();
    let at_that_hour = series.hours.is_some_and(|hours| hours.start == start.time());
    if !at_that_hour {
        return None;
    }
    let date = start.date();
    let when = When::Series(Box::new(series.clone()));
    let all = occurrences(&when, Window { from: date, to: date });
    all.into_iter().any(|instance| instance.original == start).then_some(date)
}
