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
        Self { list: list(filter), rank }
    }

    /// `None` where it is none, or of another list than `filter`'s. Where that has an end makes no
    /// difference.
    pub(super) fn parse(text: &str, filter: &Filter) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let own = list(filter);
        parts.next().filter(|list| *list == own)?;
        let id = ActivityId::parse(parts.next()?)?;
        let key = match parts.next() {
            Some(key) => Some(Key::parse(key, filter.sort())?),
            None => None,
        };
        Some(Self { list: own, rank: Rank { key, id } })
    }
}

fn list(filter: &Filter) -> String {
    let canonical = filter.without_limit().to_string();
    blake3::hash(canonical.as_bytes()).to_hex().chars().take(10).collect()
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { list, rank: Rank { key, id } } = self;
        write!(f, "{list}.{id}")?;
        key.as_ref().map_or(Ok(()), |key| write!(f, ".{}", key.text()))
    }
}
