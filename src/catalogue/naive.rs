//! What a filter chooses, entry by entry and without any index: slow, and what the indexes are held to.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};

use super::entry::Instance;
use super::filter::area::Point;
use super::filter::key::{Key, Rank};
use super::filter::sort::By;
use super::filter::{Cursor, Days, Filter, Start};
use super::runs::Run;
use super::{Catalogue, Chosen, Entry, EntrySession, Selection};
use crate::activity::Activity;
use crate::localized::Lang;

pub(super) fn select<'a>(
    catalogue: &'a Catalogue,
    filter: &Filter,
    start: &Start,
) -> Selection<'a> {
    let today = catalogue.edition.as_of;
    let days = filter.days(today);
    let since = days.from.map_or(today, |from| from.max(today));
    let chosen = catalogue.entries().filter_map(|entry| looked_at(entry, filter, days, since));
    let sort = filter.sort();
    let mut ranked: Vec<(Rank, Chosen<'a>)> = chosen
        .map(|(activity, chosen)| (chosen.rank(&activity, sort.by, filter.lang()), chosen))
        .collect();
    ranked.sort_by(|(a, _), (b, _)| a.compare(b, sort.direction));
    let total = ranked.len();
    let size = filter.limit().unwrap_or(total);
    let skipped = match start {
        Start::First => 0,
        Start::Page(number) => size.saturating_mul(number.saturating_sub(1)),
        Start::After(cursor) => {
            ranked.partition_point(|(rank, _)| rank.compare(&cursor.rank, sort.direction).is_le())
        }
    };
    let more = skipped.saturating_add(size) < total;
    let (ranks, chosen): (Vec<_>, Vec<_>) = ranked.into_iter().skip(skipped).take(size).unzip();
    let last = ranks.into_iter().next_back().filter(|_| more);
    Selection { chosen, total, next: last.map(|rank| Cursor::new(filter, rank)) }
}

fn looked_at<'a>(
    entry: &'a Arc<Entry>,
    filter: &Filter,
    days: Days,
    since: NaiveDate,
) -> Option<(Activity, Chosen<'a>)> {
    let activity = entry.activity();
    if !filter.wants(&activity) {
        return None;
    }
    let area = &activity.content.area;
    let sessions: Vec<_> = std::iter::zip(&entry.sessions, &activity.sessions)
        .filter(|(session, held)| {
            let wanted = filter.wants_session(area, Some(&held.session));
            wanted && !session.over && on_days(session, days)
        })
        .map(|(session, _)| session)
        .collect();
    let without_any =
        entry.sessions.is_empty() && days.are_all() && filter.wants_session(area, None);
    let (next, last) = next_instance(&sessions, since).unzip();
    let chosen = Chosen { entry, sessions, next, last };
    (without_any || !chosen.sessions.is_empty()).then_some((activity, chosen))
}

impl Chosen<'_> {
    fn rank(&self, activity: &Activity, by: By, lang: &Lang) -> Rank {
        let key = match by {
            By::Start => self.next.map(Key::Start),
            By::Name => activity.content.name.best(lang).map(|(_, name)| Key::name(name)),
            By::Modified => Some(Key::Modified(activity.changed)),
            By::Distance(centre) => self.nearest(activity, centre).map(Key::metres),
        };
        Rank { key, id: activity.id.clone() }
    }

    /// How far the nearest of the chosen sessions is.
    fn nearest(&self, activity: &Activity, centre: Point) -> Option<f64> {
        let held = activity.sessions.iter();
        held.filter(|held| self.sessions.iter().any(|session| session.id == held.id))
            .filter_map(|held| held.session.venue.place()?.position)
            .map(|position| centre.metres_to(Point::of(position)))
            .min_by(f64::total_cmp)
    }
}

fn on_days(session: &EntrySession, days: Days) -> bool {
    let touches = |instance: Instance| days.touch(instance.start.date(), instance.last);
    days.are_all() || session.runs.iter().flat_map(Run::instances).any(touches)
}

fn next_instance(
    sessions: &[&EntrySession],
    since: NaiveDate,
) -> Option<(NaiveDateTime, NaiveDate)> {
    sessions
        .iter()
        .flat_map(|session| session.runs.iter().flat_map(Run::instances))
        .filter(|instance| !instance.ongoing && instance.last >= since)
        .map(|instance| (instance.start, instance.last))
        .min()
}
