//! What a filter chooses from a catalogue.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::filter::Days;
use super::{Catalogue, Entry, EntrySession, Filter, Instance};

/// The chosen activities in order of the next start and then of the id; after them those without any
/// time to come, ongoing services among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection<'a> {
    /// At most as many as the filter's limit.
    pub chosen: Vec<Chosen<'a>>,
    /// How many there are without the limit.
    pub total: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen<'a> {
    pub entry: &'a Arc<Entry>,
    /// Empty only where the activity has no session at all.
    pub sessions: Vec<&'a EntrySession>,
    /// The start of the first instance that is not over, in Helsinki's local time.
    pub next: Option<NaiveDateTime>,
    /// The last day of that instance.
    pub last: Option<NaiveDate>,
}

impl<'a> Selection<'a> {
    pub(super) fn of(catalogue: &'a Catalogue, filter: &Filter) -> Self {
        let today = catalogue.edition.as_of;
        let since = filter.days().from.map_or(today, |from| from.max(today));
        let chosen = catalogue.entries().filter_map(|entry| Chosen::of(entry, filter, since));
        let mut chosen: Vec<Chosen<'a>> = chosen.collect();
        // Stable: what starts at the same time stays in the order of its ids.
        chosen.sort_by_key(|chosen| (chosen.next.is_none(), chosen.next));
        let total = chosen.len();
        chosen.truncate(filter.limit().unwrap_or(total));
        Self { chosen, total }
    }
}

impl<'a> Chosen<'a> {
    fn of(entry: &'a Arc<Entry>, filter: &Filter, since: NaiveDate) -> Option<Self> {
        if !filter.wants(&entry.activity) {
            return None;
        }
        let area = &entry.activity.content.area;
        let sessions: Vec<_> = std::iter::zip(&entry.sessions, &entry.activity.sessions)
            .filter(|(session, held)| {
                let placed = filter.wants_place(area, Some(&held.session));
                placed && !session.over && on_days(session, filter.days())
            })
            .map(|(session, _)| session)
            .collect();
        let without_any =
            entry.sessions.is_empty() && filter.days().are_all() && filter.wants_place(area, None);
        let next = next_instance(&sessions, since);
        let (next, last) = next.unzip();
        (without_any || !sessions.is_empty()).then_some(Self { entry, sessions, next, last })
    }
}

fn on_days(session: &EntrySession, days: Days) -> bool {
    let touches = |instance: &Instance| days.touch(instance.start.date(), instance.last);
    days.are_all() || session.instances.iter().any(touches)
}

fn next_instance(
    sessions: &[&EntrySession],
    since: NaiveDate,
) -> Option<(NaiveDateTime, NaiveDate)> {
    sessions
        .iter()
        .flat_map(|session| &session.instances)
        .filter(|instance| !instance.ongoing && instance.last >= since)
        .map(|instance| (instance.start, instance.last))
        .min()
}
