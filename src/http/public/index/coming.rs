//! What is shown of a choice: what is yet to begin, then what goes on already.

use chrono::{DateTime, Days as DayCount, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;

use crate::catalogue::{Chosen, Days, FARTHEST, Selection};
use crate::publish::page::Upcoming;
use crate::when::occurrences::{Span, Window, occurrences};

const SHOWN: usize = 12;
/// Nearly everything has its next time within so many days.
const NEAR: DayCount = DayCount::new(60);

/// Since when something is to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct From {
    pub(super) today: NaiveDate,
    /// What is over then is left out, though its day is not.
    pub(super) at: DateTime<Utc>,
    /// The days that are asked for.
    pub(super) days: Days,
}

/// An exhibition is no news on its fiftieth day.
pub(super) fn coming(selection: &Selection<'_>, from: From) -> Vec<Upcoming> {
    let mut timed: Vec<_> =
        selection.chosen.iter().filter_map(|chosen| Some((next(chosen, from)?, chosen))).collect();
    timed.sort_by_key(|(time, _)| match time {
        Some((next, _)) => (next.date() < from.today, Some(*next)),
        None => (true, None),
    });
    let upcoming = |(time, chosen): (Time, &Chosen<'_>)| Upcoming {
        activity: chosen.entry.activity(),
        next: time.map(|(next, _)| next),
        last: time.map(|(_, last)| last),
    };
    timed.into_iter().take(SHOWN).map(upcoming).collect()
}

/// Start and last day; nothing of what has no time, as a service that goes on.
type Time = Option<(NaiveDateTime, NaiveDate)>;

/// `None` where the last time is over.
fn next(chosen: &Chosen<'_>, from: From) -> Option<Time> {
    let time = chosen.next.zip(chosen.last);
    match time {
        Some((next, _)) if next.date() <= from.today => {
            [NEAR, FARTHEST].into_iter().find_map(|ahead| first(chosen, from, ahead)).map(Some)
        }
        time => Some(time),
    }
}

fn first(chosen: &Chosen<'_>, from: From, ahead: DayCount) -> Option<(NaiveDateTime, NaiveDate)> {
    let days = from.days;
    let first = days.from.map_or(from.today, |day| day.max(from.today));
    let farthest = first.checked_add_days(ahead)?;
    let window = Window { from: first, to: days.to.map_or(farthest, |to| to.min(farthest)) };
    let times = chosen.sessions.iter().flat_map(|session| occurrences(&session.when, window));
    times.filter(|one| !one.span.is_over(from.at)).map(|one| local(&one.span)).min()
}

fn local(span: &Span) -> (NaiveDateTime, NaiveDate) {
    let (first, last) = span.days();
    match span {
        Span::AllDay { .. } => (first.and_time(NaiveTime::MIN), last),
        Span::Timed { start, .. } => (start.with_timezone(&Helsinki).naive_local(), last),
    }
}
