//! Where a list goes on: behind an activity, whether it is still there or not.

use std::fmt;

use super::Filter;
use super::key::{Key, Rank};
use crate::id::ActivityId;

/// Written `{list}.{id}.{key}`, and opaque to who gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Which list it is of: in another order, or with other things in it, it would lead astray.
    list: String,
    pub(in crate::catalogue) rank: Rank,
}

impl Cursor {
    pub(in crate::catalogue) fn new(filter: &Filter, rank: Rank) -> Self {
        Self { list: list(filter, ""), rank }
    }

    /// Behind a single time.
    pub(in crate::catalogue) fn of_time(filter: &Filter, rank: Rank) -> Self {
        Self { list: list(filter, TIMES), rank }
    }

    /// `None` where it is none, or of another list than `filter`'s. Where that has an end makes no
    /// difference.
    pub(super) fn parse(text: &str, filter: &Filter) -> Option<Self> {
        let (list, id, key) = parts(text, list(filter, ""))?;
        let key = match key {
            Some(key) => Some(Key::parse(key, filter.sort())?),
            None => None,
        };
        Some(Self { list, rank: Rank { key, id } })
    }

    /// The same for a list of single times.
    pub(super) fn parse_time(text: &str, filter: &Filter) -> Option<Self> {
        let (list, id, key) = parts(text, list(filter, TIMES))?;
        Some(Self { list, rank: Rank { key: Some(Key::parse_time(key?)?), id } })
    }
}

const TIMES: &str = "times";

/// `None` where it is of another list than `own`.
fn parts(text: &str, own: String) -> Option<(String, ActivityId, Option<&str>)> {
    let mut parts = text.splitn(3, '.');
    parts.next().filter(|list| *list == own)?;
    let id = ActivityId::parse(parts.next()?)?;
    Some((own, id, parts.next()))
}

fn list(filter: &Filter, of: &str) -> String {
    let canonical = format!("{of}{}", filter.without_limit());
    blake3::hash(canonical.as_bytes()).to_hex().chars().take(10).collect()
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { list, rank: Rank { key, id } } = self;
        write!(f, "{list}.{id}")?;
        key.as_ref().map_or(Ok(()), |key| write!(f, ".{}", key.text()))
    }
}
