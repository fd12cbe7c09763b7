//! Short names for the listings of an index.

use std::collections::HashMap;
use std::sync::Arc;

use crate::id::ListingKey;

/// A listing, or a unit by the listing with the smallest key. The numbers tell nothing: where an order decides
/// something, it is that of the keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u32);

/// More listings than half of what 32 bits count are in no index.
const NO_LISTING: u32 = 1 << 31;

/// A name that is given up goes to another listing later.
#[derive(Debug, Default)]
pub(super) struct Names {
    keys: Vec<Option<Arc<ListingKey>>>,
    by_key: HashMap<Arc<ListingKey>, Name>,
    free: Vec<Name>,
}

impl Name {
    /// For what is kept in a list by name.
    #[must_use]
    pub fn at(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    #[cfg(test)]
    pub(super) fn of(number: u32) -> Self {
        Self(number)
    }

    /// A name that no listing has, for a place in a list where names stand otherwise.
    pub(super) fn of_place(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX) | NO_LISTING)
    }

    pub(super) fn as_place(self) -> Option<usize> {
        let place = self.0 & !NO_LISTING;
        (self.0 != place).then(|| usize::try_from(place).unwrap_or(usize::MAX))
    }
}

impl Names {
    pub(super) fn get(&self, key: &ListingKey) -> Option<Name> {
        self.by_key.get(key).copied()
    }

    pub(super) fn give(&mut self, key: &ListingKey) -> Name {
        if let Some(name) = self.get(key) {
            return name;
        }
        let key = Arc::new(key.clone());
        let name = self.free.pop().unwrap_or_else(|| {
            self.keys.push(None);
            Name(u32::try_from(self.keys.len() - 1).unwrap_or(u32::MAX))
        });
        if let Some(place) = self.keys.get_mut(name.at()) {
            *place = Some(Arc::clone(&key));
        }
        self.by_key.insert(key, name);
        name
    }

    /// Nothing may know it any more.
    pub(super) fn give_up(&mut self, name: Name) {
        if let Some(key) = self.keys.get_mut(name.at()).and_then(Option::take) {
            self.by_key.remove(&*key);
            self.free.push(name);
        }
    }

    /// `None` of a name that was given up.
    pub(super) fn key(&self, name: Name) -> Option<&ListingKey> {
        self.keys.get(name.at())?.as_deref()
    }

    /// In order of their keys.
    pub(super) fn sort(&self, names: &mut [Name]) {
        names.sort_unstable_by_key(|name| self.key(*name));
    }
}
