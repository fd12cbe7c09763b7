//! What is found in several segments, in one order.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::filter::key::{Key, Rank};
use super::filter::sort::{By, Direction};
use super::filter::{Filter, Start};
use super::search::Search;

/// An entry that was found, and by what it is sorted.
#[derive(Clone, Copy, Debug)]
struct Hit {
    worth: Option<Worth>,
    entry: u32,
}

/// A `Key` that is compared within one segment: quickly, since all entries of it are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    Start(NaiveDateTime),
    Modified(DateTime<Utc>),
    Millimetres(u64),
    /// Among the names of the segment.
    Name(u32),
}

/// A part of all that was found.
#[derive(Debug)]
pub(super) struct Page<'s, 'a> {
    pub(super) shown: Vec<(Rank, &'s Search<'a>, u32)>,
    pub(super) total: usize,
    /// Whether something follows.
    pub(super) more: bool,
}

/// From `start` on, as many as the filter's limit says.
pub(super) fn page<'s, 'a>(
    searches: &'s [Search<'a>],
    filter: &Filter,
    start: &Start,
) -> Page<'s, 'a> {
    let direction = filter.sort().direction;
    let found: Vec<(&Search<'_>, Vec<Hit>)> =
        searches.iter().map(|search| (search, hits(search, filter))).collect();
    let total: usize = found.iter().map(|(_, hits)| hits.len()).sum();
    let size = filter.limit().unwrap_or(total);
    let mut before = match start {
        Start::First | Start::After(_) => 0,
        Start::Page(number) => size.saturating_mul(number.saturating_sub(1)),
    };
    let skipped = before;
    let mut shown = Vec::new();
    for (search, mut hits) in found {
        let rank = |hit: &Hit| rank(search, hit, filter);
        if let Start::After(cursor) = start {
            hits.sort_unstable_by(|a, b| compare(a, b, direction));
            let is_read = |hit: &Hit| {
                rank(hit).is_some_and(|rank| rank.compare(&cursor.rank, direction).is_le())
            };
            let read = hits.partition_point(is_read);
            before += read;
            hits.drain(..read);
        }
        keep_first(&mut hits, skipped.saturating_add(size), direction);
        shown.extend(hits.iter().filter_map(|hit| Some((rank(hit)?, search, hit.entry))));
    }
    // Of one segment they are in order already, which sorting makes use of.
    shown.sort_by(|(a, ..), (b, ..)| a.compare(b, direction));
    shown.drain(..skipped.min(shown.len()));
    shown.truncate(size);
    Page { shown, total, more: before.saturating_add(size) < total }
}

/// The first `most`, in order.
fn keep_first(hits: &mut Vec<Hit>, most: usize, direction: Direction) {
    if most < hits.len() {
        hits.select_nth_unstable_by(most, |a, b| compare(a, b, direction));
        hits.truncate(most);
    }
    hits.sort_unstable_by(|a, b| compare(a, b, direction));
}

fn hits(search: &Search<'_>, filter: &Filter) -> Vec<Hit> {
    let entries = search.entries().into_iter();
    let segment = search.segment;
    match filter.sort().by {
        By::Start => {
            let start = |entry| search.next(entry).map(|(start, _)| Worth::Start(start));
            entries.map(|entry| Hit { worth: start(entry), entry }).collect()
        }
        By::Modified => {
            let changed = |entry| segment.changed(entry).map(Worth::Modified);
            entries.map(|entry| Hit { worth: changed(entry), entry }).collect()
        }
        By::Name => {
            let ranks = segment.name_ranks(filter.lang());
            let name = |entry| ranks.get(usize::try_from(entry).ok()?).copied()?.map(Worth::Name);
            entries.map(|entry| Hit { worth: name(entry), entry }).collect()
        }
        By::Distance(centre) => {
            let far = |entry| match Key::metres(search.nearest(entry, centre)?) {
                Key::Millimetres(number) => Some(Worth::Millimetres(number)),
                Key::Start(_) | Key::Modified(_) | Key::Name(_) | Key::Time { .. } => None,
            };
            entries.map(|entry| Hit { worth: far(entry), entry }).collect()
        }
    }
}

/// As `Rank::compare`, within one segment: its entries are in order of their ids.
fn compare(a: &Hit, b: &Hit, direction: Direction) -> Ordering {
    let worth = match (a.worth, b.worth) {
        (Some(a), Some(b)) => match direction {
            Direction::Up => a.cmp(&b),
            Direction::Down => b.cmp(&a),
        },
        (a, b) => a.is_none().cmp(&b.is_none()),
    };
    worth.then(a.entry.cmp(&b.entry))
}

fn rank(search: &Search<'_>, hit: &Hit, filter: &Filter) -> Option<Rank> {
    let id = search.segment.entry(hit.entry)?.id.clone();
    let key = match hit.worth {
        Some(Worth::Start(start)) => Some(Key::Start(start)),
        Some(Worth::Modified(at)) => Some(Key::Modified(at)),
        Some(Worth::Millimetres(number)) => Some(Key::Millimetres(number)),
        Some(Worth::Name(_)) => search.segment.name_key(hit.entry, filter.lang()),
        None => None,
    };
    Some(Rank { key, id })
}
