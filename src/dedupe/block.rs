//! Who is compared with whom: those that share a block, none of which is large.

mod group;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use self::group::Groups;
use super::name::Name;

/// So many are compared with each other. A larger block is split by finer keys, not cut off, so that
/// the order of arrival decides nothing.
pub const CAP: usize = 150;

/// A hash of what those in one block have in common.
///
/// In two halves, so that it can stand beside a name without a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key([u32; 2]);

/// Where a unit stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// In order, each once; as is `fine`.
    pub coarse: Box<[Key]>,
    /// Those in a block that is too large are compared where they share one of these as well.
    pub fine: Box<[Key]>,
    /// And where even those are too many, if this is equal.
    pub exact: Option<Key>,
}

/// All blocks, and who stands in them.
///
/// There are some twenty times as many blocks as units, most of them of one unit, so what a block takes is most
/// of what a unit does.
#[derive(Debug)]
pub struct Blocks {
    cap: usize,
    /// By name.
    units: Vec<Option<Keys>>,
    coarse: Groups<Key>,
    /// Of large blocks.
    fine: Groups<(Key, Key)>,
    exact: Groups<Key>,
}

impl Key {
    /// Of several parts, told apart. Nobody stores it: another version of Rust may hash otherwise.
    #[must_use]
    pub fn of(parts: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        parts.hash(&mut hasher);
        let hash = hasher.finish();
        let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
        Self([half(hash >> 32), half(hash)])
    }
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let [high, low] = self.0.map(u64::from);
        state.write_u64(high << 32 | low);
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
            units: Vec::new(),
            coarse: Groups::default(),
            fine: Groups::default(),
            exact: Groups::default(),
        }
    }

    /// Puts `changes` in place: new keys, or `None` for what is gone. All units whose company may
    /// differ from before, the changed ones that are left among them.
    pub fn apply(&mut self, changes: BTreeMap<Name, Option<Keys>>) -> BTreeSet<Name> {
        if self.units.is_empty() {
            return self.fill(changes);
        }
        let mut touched = BTreeSet::new();
        for (name, keys) in &changes {
            let before = self.keys(*name).map(|keys| &keys.coarse);
            touched.extend(before.into_iter().flatten().copied());
            touched.extend(keys.iter().flat_map(|keys| &keys.coarse).copied());
        }
        let size = |blocks: &Self, key: &Key| blocks.coarse.get(*key).len();
        let before: Vec<_> = touched.iter().map(|key| (*key, size(self, key))).collect();
        let mut dirty: BTreeSet<Name> = changes.keys().copied().collect();
        for (name, keys) in changes {
            // Those who were or come to be crowded together with it.
            dirty.extend(self.crowd(name));
            self.remove(name);
            if let Some(keys) = keys {
                self.insert(name, keys);
                dirty.extend(self.crowd(name));
            }
        }
        for (key, before) in before {
            if (before > self.cap) != (size(self, &key) > self.cap) {
                dirty.extend(self.coarse.get(key));
            }
        }
        dirty.retain(|name| self.keys(*name).is_some());
        dirty
    }

    /// The same where nobody was there whose company could differ.
    fn fill(&mut self, changes: BTreeMap<Name, Option<Keys>>) -> BTreeSet<Name> {
        let mut there = BTreeSet::new();
        for (name, keys) in changes {
            if let Some(keys) = keys {
                self.insert(name, keys);
                there.insert(name);
            }
        }
        there
    }

    fn keys(&self, name: Name) -> Option<&Keys> {
        self.units.get(name.at())?.as_ref()
    }

    fn insert(&mut self, name: Name, keys: Keys) {
        if let Some(exact) = keys.exact {
            self.exact.join(exact, name);
        }
        if self.units.len() <= name.at() {
            self.units.resize_with(name.at() + 1, || None);
        }
        for coarse in &keys.coarse {
            match self.coarse.join(*coarse, name) {
                n if n == self.cap + 1 => {
                    self.part(name, *coarse, &keys.fine);
                    self.split(*coarse);
                }
                n if n > self.cap => self.part(name, *coarse, &keys.fine),
                _ => {}
            }
        }
        if let Some(place) = self.units.get_mut(name.at()) {
            *place = Some(keys);
        }
    }

    /// A block that has just become too large.
    fn split(&mut self, coarse: Key) {
        for (name, fine) in self.within(coarse) {
            self.part(name, coarse, &fine);
        }
    }

    fn part(&mut self, name: Name, coarse: Key, fine: &[Key]) {
        for fine in fine {
            self.fine.join((coarse, *fine), name);
        }
    }

    /// Those who stand in a block, each with its finer keys.
    fn within(&self, coarse: Key) -> Vec<(Name, Box<[Key]>)> {
        let names = self.coarse.get(coarse).iter();
        names.filter_map(|name| Some((*name, self.keys(*name)?.fine.clone()))).collect()
    }

    fn remove(&mut self, name: Name) {
        let Some(keys) = self.units.get_mut(name.at()).and_then(Option::take) else { return };
        if let Some(exact) = keys.exact {
            self.exact.leave(exact, name);
        }
        for coarse in &keys.coarse {
            let left = self.coarse.leave(*coarse, name);
            if left >= self.cap {
                self.unpart(name, *coarse, &keys.fine);
            }
            // It has just become small enough to be compared as a whole.
            if left == self.cap {
                for (name, fine) in self.within(*coarse) {
                    self.unpart(name, *coarse, &fine);
                }
            }
        }
    }

    fn unpart(&mut self, name: Name, coarse: Key, fine: &[Key]) {
        for fine in fine {
            self.fine.leave((coarse, *fine), name);
        }
    }

    /// With whom it is to be compared: each once, in order.
    #[must_use]
    pub fn candidates(&self, name: Name) -> Vec<Name> {
        let mut found = Vec::new();
        let Some(keys) = self.keys(name) else { return found };
        for coarse in &keys.coarse {
            match self.coarse.get(*coarse) {
                block if block.len() <= self.cap => found.extend(block),
                _ => self.finer(keys, *coarse, &mut found),
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|other| *other != name);
        found
    }

    fn finer(&self, keys: &Keys, coarse: Key, found: &mut Vec<Name>) {
        for fine in &keys.fine {
            match self.fine.get((coarse, *fine)) {
                block if block.len() <= self.cap => found.extend(block),
                block => {
                    let alike = Some(self.alike(keys)).filter(|group| group.len() <= self.cap);
                    let alike = alike.into_iter().flatten();
                    found.extend(alike.filter(|name| block.binary_search(name).is_ok()));
                }
            }
        }
    }

    /// Itself and all that are equal to it in what is looked at last.
    fn alike(&self, keys: &Keys) -> &[Name] {
        keys.exact.map_or(&[], |exact| self.exact.get(exact))
    }

    /// Whom one more or less of its kind is to be compared with otherwise: all of finer blocks at
    /// the limit, and those that it resembles where one is past it.
    fn crowd(&self, name: Name) -> BTreeSet<Name> {
        let mut crowd = BTreeSet::new();
        let Some(keys) = self.keys(name) else { return crowd };
        let large = |key: &&Key| self.coarse.get(**key).len() > self.cap;
        let mut past = false;
        for coarse in keys.coarse.iter().filter(large) {
            for block in keys.fine.iter().map(|fine| self.fine.get((*coarse, *fine))) {
                past |= block.len() >= self.cap;
                if (self.cap..=self.cap + 1).contains(&block.len()) {
                    crowd.extend(block);
                }
            }
        }
        let alike = self.alike(keys);
        if alike.len() <= self.cap + 1 && (past || alike.len() >= self.cap) {
            crowd.extend(alike);
        }
        crowd
    }
}

#[cfg(test)]
mod tests;
