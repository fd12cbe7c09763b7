//! Who stands in one block: one as a rule.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};

use crate::dedupe::name::Name;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Group {
    One(Name),
    /// In order.
    Many(Box<[Name]>),
}

impl Group {
    pub(super) fn names(&self) -> impl Iterator<Item = Name> {
        self.all().iter().copied()
    }

    pub(super) fn len(&self) -> usize {
        self.all().len()
    }

    pub(super) fn contains(&self, name: Name) -> bool {
        self.all().binary_search(&name).is_ok()
    }

    fn all(&self) -> &[Name] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::Many(names) => names,
        }
    }

    fn with(&self, name: Name) -> Option<Self> {
        let at = self.all().binary_search(&name).err()?;
        let (before, after) = self.all().split_at_checked(at)?;
        Some(Self::Many([before, &[name], after].concat().into()))
    }

    fn without(&self, name: Name) -> Option<Self> {
        match self {
            Self::One(_) => None,
            Self::Many(names) => {
                let left: Vec<Name> =
                    names.iter().copied().filter(|other| *other != name).collect();
                match left.as_slice() {
                    [] => None,
                    [one] => Some(Self::One(*one)),
                    _ => Some(Self::Many(left.into())),
                }
            }
        }
    }
}

/// How many are in it then.
pub(super) fn join<K: Eq + Hash, S: BuildHasher>(
    groups: &mut HashMap<K, Group, S>,
    key: K,
    name: Name,
) -> usize {
    let group = groups.entry(key).or_insert(Group::One(name));
    if let Some(more) = group.with(name) {
        *group = more;
    }
    group.len()
}

/// How many are left.
pub(super) fn leave<K: Eq + Hash, S: BuildHasher>(
    groups: &mut HashMap<K, Group, S>,
    key: K,
    name: Name,
) -> usize {
    let Some(group) = groups.get_mut(&key).filter(|group| group.contains(name)) else {
        return groups.get(&key).map_or(0, Group::len);
    };
    match group.without(name) {
        Some(less) => {
            *group = less;
            group.len()
        }
        None => {
            groups.remove(&key);
            0
        }
    }
}
