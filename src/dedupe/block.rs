//! Who is compared with whom: those that share a block, none of which is large.

mod group;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use self::group::{Group, join, leave};
use super::name::Name;

/// So many are compared with each other. A larger block is split by finer keys, not cut off, so that
/// the order of arrival decides nothing.
pub const CAP: usize = 150;

/// A hash of what those in one block have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64);

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
    coarse: ByKey<Key>,
    /// Of large blocks.
    fine: ByKey<(Key, Key)>,
    exact: ByKey<Key>,
}

type ByKey<K> = HashMap<K, Group, BuildHasherDefault<Ready>>;

/// Of what is a hash already.
#[derive(Debug, Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, part: u64) {
        self.0 = self.0.rotate_left(19) ^ part;
    }
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
            units: Vec::new(),
            coarse: ByKey::default(),
            fine: ByKey::default(),
            exact: ByKey::default(),
        }
    }

    /// Puts `changes` in place: new keys, or `None` for what is gone. All units whose company may
    /// differ from before, the changed ones that are left among them.
    pub fn apply(&mut self, changes: BTreeMap<Name, Option<Keys>>) -> BTreeSet<Name> {
        let mut touched = BTreeSet::new();
        for (name, keys) in &changes {
            let before = self.keys(*name).map(|keys| &keys.coarse);
            touched.extend(before.into_iter().flatten().copied());
            touched.extend(keys.iter().flat_map(|keys| &keys.coarse).copied());
        }
        let size = |blocks: &Self, key: &Key| blocks.coarse.get(key).map_or(0, Group::len);
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
                dirty.extend(self.coarse.get(&key).into_iter().flat_map(Group::names));
            }
        }
        dirty.retain(|name| self.keys(*name).is_some());
        dirty
    }

    fn keys(&self, name: Name) -> Option<&Keys> {
        self.units.get(name.at())?.as_ref()
    }

    fn insert(&mut self, name: Name, keys: Keys) {
        if let Some(exact) = keys.exact {
            join(&mut self.exact, exact, name);
        }
        if self.units.len() <= name.at() {
            self.units.resize_with(name.at() + 1, || None);
        }
        for coarse in &keys.coarse {
            match join(&mut self.coarse, *coarse, name) {
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
            join(&mut self.fine, (coarse, *fine), name);
        }
    }

    /// Those who stand in a block, each with its finer keys.
    fn within(&self, coarse: Key) -> Vec<(Name, Box<[Key]>)> {
        let names = self.coarse.get(&coarse).into_iter().flat_map(Group::names);
        names.filter_map(|name| Some((name, self.keys(name)?.fine.clone()))).collect()
    }

    fn remove(&mut self, name: Name) {
        let Some(keys) = self.units.get_mut(name.at()).and_then(Option::take) else { return };
        if let Some(exact) = keys.exact {
            leave(&mut self.exact, exact, name);
        }
        for coarse in &keys.coarse {
            let left = leave(&mut self.coarse, *coarse, name);
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
            leave(&mut self.fine, (coarse, *fine), name);
        }
    }

    /// With whom it is to be compared: each once, in order.
    #[must_use]
    pub fn candidates(&self, name: Name) -> Vec<Name> {
        let mut found = Vec::new();
        let Some(keys) = self.keys(name) else { return found };
        for coarse in &keys.coarse {
            match self.coarse.get(coarse) {
                Some(block) if block.len() <= self.cap => found.extend(block.names()),
                Some(_) => self.finer(keys, *coarse, &mut found),
                None => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|other| *other != name);
        found
    }

    fn finer(&self, keys: &Keys, coarse: Key, found: &mut Vec<Name>) {
        for fine in &keys.fine {
            match self.fine.get(&(coarse, *fine)) {
                Some(block) if block.len() <= self.cap => found.extend(block.names()),
                Some(block) => {
                    let alike = self.alike(keys).filter(|group| group.len() <= self.cap);
                    let alike = alike.into_iter().flat_map(Group::names);
                    found.extend(alike.filter(|name| block.contains(*name)));
                }
                None => {}
            }
        }
    }

    /// Itself and all that are equal to it in what is looked at last.
    fn alike(&self, keys: &Keys) -> Option<&Group> {
        self.exact.get(&keys.exact?)
    }

    /// Whom one more or less of its kind is to be compared with otherwise: all of finer blocks at
    /// the limit, and those that it resembles where one is past it.
    fn crowd(&self, name: Name) -> BTreeSet<Name> {
        let mut crowd = BTreeSet::new();
        let Some(keys) = self.keys(name) else { return crowd };
        let large = |key: &&Key| self.coarse.get(key).is_some_and(|block| block.len() > self.cap);
        let mut past = false;
        for coarse in keys.coarse.iter().filter(large) {
            for block in keys.fine.iter().filter_map(|fine| self.fine.get(&(*coarse, *fine))) {
                past |= block.len() >= self.cap;
                if (self.cap..=self.cap + 1).contains(&block.len()) {
                    crowd.extend(block.names());
                }
            }
        }
        let few = |group: &&Group| group.len() <= self.cap + 1;
        let alike = self.alike(keys).filter(few).filter(|group| past || group.len() >= self.cap);
        crowd.extend(alike.into_iter().flat_map(Group::names));
        crowd
    }
}

#[cfg(test)]
mod tests;
