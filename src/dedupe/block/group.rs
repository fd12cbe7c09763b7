//! Who stands in each block: one as a rule.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use crate::dedupe::name::Name;

/// Blocks by what those in them have in common.
#[derive(Debug)]
pub(super) struct Groups<K> {
    /// Who stands in it, or under the number of a name that nobody has, where in `many` they do.
    at: HashMap<K, Name, BuildHasherDefault<Ready>>,
    /// Each in order.
    many: Vec<Vec<Name>>,
    free: Vec<Name>,
}

impl<K> Default for Groups<K> {
    fn default() -> Self {
        Self { at: HashMap::default(), many: Vec::new(), free: Vec::new() }
    }
}

impl<K: Copy + Eq + Hash> Groups<K> {
    /// Empty where there is no such block. In order.
    pub(super) fn get(&self, key: K) -> &[Name] {
        match self.at.get(&key) {
            None => &[],
            Some(name) => match name.as_place() {
                None => std::slice::from_ref(name),
                Some(place) => self.many.get(place).map_or(&[], Vec::as_slice),
            },
        }
    }

    /// How many are in it then.
    pub(super) fn join(&mut self, key: K, name: Name) -> usize {
        let Some(there) = self.at.get_mut(&key) else {
            self.at.insert(key, name);
            return 1;
        };
        let Some(place) = there.as_place() else {
            if *there == name {
                return 1;
            }
            let two = vec![name.min(*there), name.max(*there)];
            *there = self.free.pop().unwrap_or_else(|| {
                self.many.push(Vec::new());
                Name::of_place(self.many.len() - 1)
            });
            let place = there.as_place().and_then(|place| self.many.get_mut(place));
            place.into_iter().for_each(|group| group.clone_from(&two));
            return 2;
        };
        let Some(group) = self.many.get_mut(place) else { return 0 };
        if let Err(at) = group.binary_search(&name) {
            group.insert(at, name);
        }
        group.len()
    }

    /// How many are left.
    pub(super) fn leave(&mut self, key: K, name: Name) -> usize {
        let Some(there) = self.at.get_mut(&key) else { return 0 };
        let Some(place) = there.as_place() else {
            if *there != name {
                return 1;
            }
            self.at.remove(&key);
            return 0;
        };
        let Some(group) = self.many.get_mut(place) else { return 0 };
        group.retain(|other| *other != name);
        if let [one] = group.as_slice() {
            let one = *one;
            *group = Vec::new();
            self.free.push(std::mem::replace(there, one));
            return 1;
        }
        group.len()
    }
}

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
