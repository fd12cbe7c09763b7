//! Sessions that differ in their times alone are told as one: a course of ten evenings has one place.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::Helsinki;

use crate::listing::{Session, last_day};
use crate::publish::upcoming::upcoming;
use crate::when::When;
use crate::when::occurrences::Occurrence;

/// At least one session.
pub(super) struct Block<'a> {
    pub(super) first: &'a Session,
    others: Vec<&'a Session>,
}

/// What becomes of a block after its times that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    Nothing,
    Until(NaiveDate),
    /// Nobody knows.
    Open,
}

/// In the order of their next times; those without come last.
pub(super) fn blocks<'a>(sessions: &[&'a Session], as_of: NaiveDate) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = Vec::new();
    for session in sessions {
        match blocks.iter_mut().find(|block| alike(block.first, session)) {
            Some(block) => block.others.push(session),
            None => blocks.push(Block { first: session, others: Vec::new() }),
        }
    }
    blocks.sort_by_cached_key(|block| {
        let (times, _) = block.times(as_of, 1);
        (times.is_empty(), times.first().map(begins))
    });
    blocks
}

/// In all that is told of them besides their times.
fn alike(one: &Session, other: &Session) -> bool {
    let told = |session: &Session| {
        let goes_on = matches!(session.when, When::Ongoing(_));
        (session.status, goes_on)
    };
    told(one) == told(other)
        && !told(one).1
        && one.venue == other.venue
        && one.info == other.info
        && one.accessibility == other.accessibility
        && one.registration == other.registration
}

impl Block<'_> {
    /// The first so many that are not over on the day, and what comes then.
    pub(super) fn times(&self, as_of: NaiveDate, count: usize) -> (Vec<Occurrence>, Rest) {
        let sessions = || std::iter::once(&self.first).chain(&self.others).copied();
        let mut times: Vec<_> =
            sessions().flat_map(|session| upcoming(&session.when, as_of, count + 1)).collect();
        times.sort_by_key(begins);
        times.dedup_by(|one, next| (&one.span, one.cancelled) == (&next.span, next.cancelled));
        let rest = if times.len() <= count {
            Rest::Nothing
        } else {
            last_day(sessions()).map_or(Rest::Open, Rest::Until)
        };
        times.truncate(count);
        (times, rest)
    }
}

fn begins(one: &Occurrence) -> DateTime<Utc> {
    one.span.begins(Helsinki)
}
