//! What a filter chooses, time by time.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;

use super::filter::key::{Key, Rank};
use super::filter::{Cursor, Filter, Start};
use super::{Catalogue, Chosen, Entry, EntrySession};
use crate::activity::{Activity, HeldSession};
use crate::id::{ActivityId, SessionId};
use crate::when::occurrences::{Occurrence, Span, Window, occurrences};
use crate::when::zone::to_instant;

/// The times of the chosen sessions, from today and for 60 days unless the filter says otherwise, in the
/// order of their starts. An ongoing service has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda<'a> {
    /// At most as many as the filter's limit.
    pub times: Vec<Time<'a>>,
    /// How many there are without the limit, wherever the list began.
    pub total: usize,
    /// From where it goes on, if it does.
    pub next: Option<Cursor>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Time<'a> {
    /// The entry's, unpacked once for all of its times.
    pub activity: Arc<Activity>,
    pub occurrence: Occurrence,
    found: Found<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found<'a> {
    entry: &'a Arc<Entry>,
    session: &'a EntrySession,
}

/// A time that was found, and whose it is.
type Candidate<'a> = (Found<'a>, Occurrence);

const AHEAD: Days = Days::new(60);
/// As far as filters by date can see.
pub const FARTHEST: Days = Days::new(400);

/// Of all times no two are equal in it.
type Order<'a> = (DateTime<Utc>, &'a ActivityId, SessionId, NaiveDateTime);

impl<'a> Agenda<'a> {
    pub(super) fn of(
        catalogue: &'a Catalogue,
        filter: &Filter,
        start: &Start,
        since: Option<DateTime<Utc>>,
    ) -> Self {
        let window = window(filter, catalogue.edition.as_of);
        let selection = catalogue.select(&filter.without_limit());
        let size = filter.limit().unwrap_or(usize::MAX);
        let skipped = match start {
            Start::Page(number) => size.saturating_mul(number.saturating_sub(1)),
            Start::First | Start::After(_) => 0,
        };
        let behind = match start {
            Start::After(cursor) => order_of(&cursor.rank),
            Start::First | Start::Page(_) => None,
        };
        let mut first = First::new(skipped.saturating_add(size));
        let mut total = 0;
        let times = selection.chosen.iter().flat_map(|chosen| times(chosen, window));
        let is_over = |(_, one): &Candidate<'_>| since.is_some_and(|at| one.span.is_over(at));
        for time in times.filter(|time| !is_over(time)) {
            total += 1;
            if behind.is_none_or(|behind| order(&time) > behind) {
                first.offer(time);
            }
        }
        let more = first.left_out;
        let times = unpacked(first.times.into_values().skip(skipped));
        let last = times.last().filter(|_| more);
        let next = last.map(|time| Cursor::of_time(filter, time.rank()));
        Self { times, total, next }
    }
}

/// The first so many of what is offered, in their order: a region's times of a year need not all be in
/// memory for the first hundred.
struct First<'a> {
    most: usize,
    times: BTreeMap<Order<'a>, Candidate<'a>>,
    left_out: bool,
}

impl<'a> First<'a> {
    fn new(most: usize) -> Self {
        Self { most, times: BTreeMap::new(), left_out: false }
    }

    fn offer(&mut self, time: Candidate<'a>) {
        let order = order(&time);
        let full = self.times.len() >= self.most;
        self.left_out |= full;
        if full && self.times.last_key_value().is_none_or(|(last, _)| order > *last) {
            return;
        }
        self.times.insert(order, time);
        if full {
            self.times.pop_last();
        }
    }
}

impl Time<'_> {
    /// The session that it is of.
    #[must_use]
    pub fn held(&self) -> Option<&HeldSession> {
        self.activity.sessions.iter().find(|held| held.id == self.found.session.id)
    }

    /// When what is published of the session last changed.
    #[must_use]
    pub fn changed(&self) -> DateTime<Utc> {
        self.found.session.changed
    }

    fn rank(&self) -> Rank {
        let (start, session) = (begins(&self.occurrence.span), self.found.session.id);
        let key = Key::Time { start, session, original: self.occurrence.original };
        Rank { key: Some(key), id: self.found.entry.id.clone() }
    }
}

fn unpacked<'a>(times: impl Iterator<Item = Candidate<'a>>) -> Vec<Time<'a>> {
    let mut activities: BTreeMap<&ActivityId, Arc<Activity>> = BTreeMap::new();
    let time = |(found, occurrence): Candidate<'a>| {
        let unpack = || Arc::new(found.entry.activity());
        let activity = Arc::clone(activities.entry(&found.entry.id).or_insert_with(unpack));
        Time { activity, occurrence, found }
    };
    times.map(time).collect()
}

fn order<'a>((found, occurrence): &Candidate<'a>) -> Order<'a> {
    (begins(&occurrence.span), &found.entry.id, found.session.id, occurrence.original)
}

fn order_of(rank: &Rank) -> Option<Order<'_>> {
    match rank.key {
        Some(Key::Time { start, session, original }) => Some((start, &rank.id, session, original)),
        _ => None,
    }
}

fn times<'a>(chosen: &Chosen<'a>, window: Window) -> Vec<Candidate<'a>> {
    let entry = chosen.entry;
    let of = |session: &'a EntrySession| {
        let all = occurrences(&session.when, window);
        all.into_iter().map(move |occurrence| (Found { entry, session }, occurrence))
    };
    chosen.sessions.iter().copied().flat_map(of).collect()
}

fn window(filter: &Filter, as_of: NaiveDate) -> Window {
    let days = filter.days(as_of);
    let from = days.from.unwrap_or(as_of);
    let farthest = from.checked_add_days(FARTHEST).unwrap_or(from);
    let ahead = from.checked_add_days(AHEAD).unwrap_or(from);
    Window { from, to: days.to.unwrap_or(ahead).min(farthest) }
}

fn begins(span: &Span) -> DateTime<Utc> {
    match span {
        Span::Timed { start, .. } => start.to_utc(),
        Span::AllDay { first, .. } => to_instant(first.and_time(NaiveTime::MIN), Helsinki).to_utc(),
    }
}

#[cfg(test)]
mod tests;
