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
    pub(super) shown: Vec<(&'s Search<'a>, u32)>,
    pub(super) total: usize,
    /// The last of these, where something follows.
    pub(super) last: Option<Rank>,
}

type Found<'s, 'a> = (&'s Search<'a>, Hit);

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
        if let Start::After(cursor) = start {
            hits.sort_unstable_by(|a, b| compare(a, b, direction));
            let is_read = |hit: &Hit| {
                rank(search, hit, filter)
                    .is_some_and(|rank| rank.compare(&cursor.rank, direction).is_le())
            };
            let read = hits.partition_point(is_read);
            before += read;
            hits.drain(..read);
        }
        keep_first(&mut hits, skipped.saturating_add(size), direction);
        shown.extend(hits.into_iter().map(|hit| (search, hit)));
    }
    let mut shown = merged(shown, filter);
    shown.drain(..skipped.min(shown.len()));
    shown.truncate(size);
    let last = shown.last().filter(|_| before.saturating_add(size) < total);
    let last = last.and_then(|(search, hit)| rank(search, hit, filter));
    let shown = shown.into_iter().map(|(search, hit)| (search, hit.entry)).collect();
    Page { shown, total, last }
}

/// Those of one segment are in order already; those of several are compared by their ranks, which
/// cost something to make.
fn merged<'s, 'a>(found: Vec<Found<'s, 'a>>, filter: &Filter) -> Vec<Found<'s, 'a>> {
    let of_one =
        found.iter().zip(found.iter().skip(1)).all(|((a, _), (b, _))| std::ptr::eq(*a, *b));
    if of_one {
        return found;
    }
    let ranked = found.into_iter().filter_map(|one| Some((rank(one.0, &one.1, filter)?, one)));
    let mut ranked: Vec<(Rank, Found<'_, '_>)> = ranked.collect();
    ranked.sort_by(|(a, _), (b, _)| a.compare(b, filter.sort().direction));
    ranked.into_iter().map(|(_, one)| one).collect()
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
