//! Whether an activity is told of in a month, under which heading, and with which times.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{Days, NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Helsinki;

use super::{Heading, Told};
use crate::activity::{Activity, Field, HeldSession};
use crate::listing::{Status, Venue};
use crate::month::Month;
use crate::when::When;
use crate::when::occurrences::{Occurrence, Span, Window, first_day, last_day, occurrences};

/// So many of its times are told one by one.
const TIMES: usize = 3;
/// How far a next time is looked for.
const AHEAD: Days = Days::new(400);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub activity: Arc<Activity>,
    /// The first of its times in the month, those that are over left out. Of what is new or changed and has
    /// none there, the next one.
    pub times: Vec<Time>,
    /// How many more there are.
    pub more: usize,
    /// What changed, where that is why it is told of.
    pub changes: BTreeSet<Field>,
    /// The last day of what is new or ending and goes on, where that is known.
    pub last: Option<NaiveDate>,
}

/// A time, and where that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time {
    pub span: Span,
    pub status: Status,
    pub venue: Venue,
}

/// What a reader plans by.
const NEWS: [Field; 12] = [
    Field::Name,
    Field::Summary,
    Field::Description,
    Field::AgeGroups,
    Field::Genders,
    Field::Languages,
    Field::Area,
    Field::Price,
    Field::Registration,
    Field::Contacts,
    Field::Organiser,
    Field::Sessions,
];

pub(super) fn item(told: Told, month: Month, as_of: NaiveDate) -> Option<(Heading, Item)> {
    let Told { activity, sessions, edited } = told;
    let asked = activity.sessions.iter().filter(|held| sessions.contains(&held.id));
    let asked: Vec<&HeldSession> = asked.collect();
    let days = days(month, as_of);
    let changes: BTreeSet<Field> =
        edited.into_iter().filter(|field| NEWS.contains(field)).collect();
    let last = last_of(&asked).filter(|_| goes_on(&asked));
    let first_shown = Month::of(activity.first_seen);
    let heading = if first_shown == month {
        Heading::New
    } else if first_shown < month && !changes.is_empty() {
        Heading::Changed
    } else if last.is_some_and(|last| month.holds(last)) {
        Heading::Ending
    } else if as_of <= days.to && asked.iter().any(|held| comes(held, days)) {
        Heading::Coming
    } else {
        return None;
    };
    let mut times: Vec<Time> = asked.iter().flat_map(|held| times(held, days)).collect();
    times.sort_by_key(|time| begins(&time.span));
    let more = times.len().saturating_sub(TIMES);
    times.truncate(TIMES);
    let news = matches!(heading, Heading::New | Heading::Changed);
    if times.is_empty() && news {
        times = next(&asked, days).into_iter().collect();
    }
    let last = last.filter(|_| matches!(heading, Heading::New | Heading::Ending));
    let changes = if heading == Heading::Changed { changes } else { BTreeSet::new() };
    Some((heading, Item { activity, times, more, changes, last }))
}

impl Item {
    /// Where it stands among others.
    pub(super) fn place(&self) -> (Option<NaiveDateTime>, String, String) {
        let first = self.times.first().map(|time| begins(&time.span));
        // Those without a time come last.
        let first = Some(first.unwrap_or(NaiveDateTime::MAX));
        (first, self.activity.content.title().to_lowercase(), self.activity.id.to_string())
    }
}

/// The days of the month that are left; all of another month.
fn days(month: Month, as_of: NaiveDate) -> Window {
    let days = month.days();
    if month.holds(as_of) { Window { from: as_of, ..days } } else { days }
}

/// `None` where one of them has no known end.
fn last_of(asked: &[&HeldSession]) -> Option<NaiveDate> {
    let days = asked.iter().map(|held| last_day(&held.session.when));
    days.reduce(|a, b| Some(a?.max(b?))).flatten()
}

/// An evening that ends after midnight does not.
fn goes_on(asked: &[&HeldSession]) -> bool {
    let firsts: BTreeSet<_> = asked.iter().map(|held| first_day(&held.session.when)).collect();
    let long = |held: &&HeldSession| match &held.session.when {
        When::Once(_) => false,
        When::Days(days) => days.first < days.last,
        When::Series(_) | When::Ongoing(_) => true,
    };
    firsts.len() > 1 || asked.iter().any(long)
}

fn comes(held: &HeldSession, days: Window) -> bool {
    if held.session.status == Status::Cancelled {
        return false;
    }
    match &held.session.when {
        When::Ongoing(ongoing) => {
            ongoing.from.is_some_and(|from| (days.from..=days.to).contains(&from))
        }
        When::Once(_) | When::Days(_) | When::Series(_) => {
            times(held, days).iter().any(|time| time.status != Status::Cancelled)
        }
    }
}

/// Those that begin on one of these days.
fn times(held: &HeldSession, days: Window) -> Vec<Time> {
    let session = &held.session;
    let within = |one: &Occurrence| (days.from..=days.to).contains(&begins(&one.span).date());
    let time = |one: Occurrence| Time {
        span: one.span,
        status: if one.cancelled { Status::Cancelled } else { session.status },
        venue: session.venue.clone(),
    };
    occurrences(&session.when, days).into_iter().filter(within).map(time).collect()
}

/// The first one after these days.
fn next(asked: &[&HeldSession], days: Window) -> Option<Time> {
    let from = days.to.checked_add_days(Days::new(1))?;
    let later = Window { from, to: from.checked_add_days(AHEAD)? };
    let times = asked.iter().flat_map(|held| self::times(held, later));
    times.min_by_key(|time| begins(&time.span))
}

fn begins(span: &Span) -> NaiveDateTime {
    match span {
        Span::Timed { start, .. } => start.with_timezone(&Helsinki).naive_local(),
        Span::AllDay { first, .. } => first.and_time(chrono::NaiveTime::MIN),
    }
}
