//! Who is compared with whom: those that share a block, none of which is large.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::id::ListingKey;

/// A unit, by the smallest key of its listings.
pub type Name = Arc<ListingKey>;

/// So many are compared with each other. A larger block is split by finer keys, not cut off, so that
/// the order of arrival decides nothing.
pub const CAP: usize = 150;

/// A hash of what those in one block have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

/// Where a unit stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    pub coarse: BTreeSet<Key>,
    /// Those in a block that is too large are compared where they share one of these as well.
    pub fine: BTreeSet<Key>,
    /// And where even those are too many, if this is equal.
    pub exact: Option<Key>,
}

/// All blocks, and who stands in them.
#[derive(Debug)]
pub struct Blocks {
    cap: usize,
    units: BTreeMap<Name, Keys>,
    coarse: BTreeMap<Key, BTreeSet<Name>>,
    fine: BTreeMap<(Key, Key), BTreeSet<Name>>,
    exact: BTreeMap<Key, BTreeSet<Name>>,
}

impl Key {
    /// Of several parts, told apart. Nobody stores it: another version of Rust may hash otherwise.
    #[must_use]
    pub fn of(parts: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        Self(hasher.finish())
    }
}

impl Default for Blocks {
    fn default() -> Self {
        Self::new(CAP)
    }
}

impl Blocks {
    #[must_use]
    pub fn new(cap: usize) -> Self {
        Self {
            cap,
            units: BTreeMap::new(),
            coarse: BTreeMap::new(),
            fine: BTreeMap::new(),
            exact: BTreeMap::new(),
        }
    }

    /// Puts `changes` in place: new keys, or `None` for what is gone. All units whose company may
    /// differ from before, the changed ones that are left among them.
    pub fn apply(&mut self, changes: BTreeMap<Name, Option<Keys>>) -> BTreeSet<Name> {
        let mut touched = BTreeSet::new();
        for (name, keys) in &changes {
            let before = self.units.get(name).map(|keys| &keys.coarse);
            touched.extend(before.into_iter().flatten().copied());
            touched.extend(keys.iter().flat_map(|keys| &keys.coarse).copied());
        }
        let size = |blocks: &Self, key: &Key| blocks.coarse.get(key).map_or(0, BTreeSet::len);
        let before: Vec<_> = touched.iter().map(|key| (*key, size(self, key))).collect();
        let mut dirty: BTreeSet<Name> = changes.keys().cloned().collect();
        for (name, keys) in changes {
            // Those who were or come to be crowded together with it.
            dirty.extend(self.crowd(&name));
            self.remove(&name);
            if let Some(keys) = keys {
                self.insert(&name, keys);
                dirty.extend(self.crowd(&name));
            }
        }
        for (key, before) in before {
            if (before > self.cap) != (size(self, &key) > self.cap) {
                dirty.extend(self.coarse.get(&key).into_iter().flatten().cloned());
            }
        }
        dirty.retain(|name| self.units.contains_key(name));
        dirty
    }

    fn insert(&mut self, name: &Name, keys: Keys) {
        self.units.insert(Arc::clone(name), keys.clone());
        if let Some(exact) = keys.exact {
            self.exact.entry(exact).or_default().insert(Arc::clone(name));
        }
        for coarse in &keys.coarse {
            let block = self.coarse.entry(*coarse).or_default();
            block.insert(Arc::clone(name));
            match block.len() {
                n if n == self.cap + 1 => self.split(*coarse),
                n if n > self.cap => self.part(name, *coarse, &keys.fine),
                _ => {}
            }
        }
    }

    /// A block that has just become too large.
    fn split(&mut self, coarse: Key) {
        for name in self.coarse.get(&coarse).cloned().unwrap_or_default() {
            let fine = self.units.get(&name).map(|keys| keys.fine.clone()).unwrap_or_default();
            self.part(&name, coarse, &fine);
        }
    }

    fn part(&mut self, name: &Name, coarse: Key, fine: &BTreeSet<Key>) {
        for fine in fine {
            self.fine.entry((coarse, *fine)).or_default().insert(Arc::clone(name));
        }
    }

    fn remove(&mut self, name: &Name) {
        let Some(keys) = self.units.remove(name) else { return };
        if let Some(exact) = keys.exact {
            leave(&mut self.exact, exact, name);
        }
        for coarse in &keys.coarse {
            leave(&mut self.coarse, *coarse, name);
            for fine in &keys.fine {
                leave(&mut self.fine, (*coarse, *fine), name);
            }
            if self.coarse.get(coarse).is_none_or(|block| block.len() <= self.cap) {
                let whole = (*coarse, Key(0))..=(*coarse, Key(u64::MAX));
                let parts: Vec<_> = self.fine.range(whole).map(|(key, _)| *key).collect();
                for key in parts {
                    self.fine.remove(&key);
                }
            }
        }
    }

    /// With whom it is to be compared: each once, in no order.
    #[must_use]
    pub fn candidates(&self, name: &Name) -> Vec<&Name> {
        let mut found = Vec::new();
        let Some(keys) = self.units.get(name) else { return found };
        for coarse in &keys.coarse {
            match self.coarse.get(coarse) {
                Some(block) if block.len() <= self.cap => found.extend(block),
                Some(_) => self.finer(keys, *coarse, &mut found),
                None => {}
            }
        }
        // In all blocks a unit has one and the same name, and addresses are compared sooner than texts.
        found.sort_unstable_by_key(|name| Arc::as_ptr(name));
        found.dedup_by_key(|name| Arc::as_ptr(name));
        found.retain(|other| *other != name);
        found
    }

    fn finer<'a>(&'a self, keys: &'a Keys, coarse: Key, found: &mut Vec<&'a Name>) {
        for fine in &keys.fine {
            match self.fine.get(&(coarse, *fine)) {
                Some(block) if block.len() <= self.cap => found.extend(block),
                Some(block) => {
                    let alike = self.alike(keys).filter(|group| group.len() <= self.cap);
                    found.extend(alike.into_iter().flatten().filter(|name| block.contains(*name)));
                }
                None => {}
            }
        }
    }

    /// Itself and all that are equal to it in what is looked at last.
    fn alike(&self, keys: &Keys) -> Option<&BTreeSet<Name>> {
        self.exact.get(&keys.exact?)
    }

    /// Whom one more or less of its kind is to be compared with otherwise: all of finer blocks at
    /// the limit, and those that it resembles where one is past it.
    fn crowd(&self, name: &Name) -> BTreeSet<Name> {
        let mut crowd = BTreeSet::new();
        let Some(keys) = self.units.get(name) else { return crowd };
        let large = |key: &&Key| self.coarse.get(key).is_some_and(|block| block.len() > self.cap);
        let mut past = false;
        for coarse in keys.coarse.iter().filter(large) {
            for block in keys.fine.iter().filter_map(|fine| self.fine.get(&(*coarse, *fine))) {
                past |= block.len() >= self.cap;
                if (self.cap..=self.cap + 1).contains(&block.len()) {
                    crowd.extend(block.iter().cloned());
                }
            }
        }
        let few = |group: &&BTreeSet<Name>| group.len() <= self.cap + 1;
        let alike = self.alike(keys).filter(few).filter(|group| past || group.len() >= self.cap);
        crowd.extend(alike.into_iter().flatten().cloned());
        crowd
    }
}

fn leave<K: Ord>(blocks: &mut BTreeMap<K, BTreeSet<Name>>, key: K, name: &Name) {
    if let Some(block) = blocks.get_mut(&key) {
        block.remove(name);
        if block.is_empty() {
            blocks.remove(&key);
        }
    }
}

#[cfg(test)]
mod tests;
