//! What people have said of pairs of listings. It outlives every sync.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::ListingKey;

/// Two different listings, the smaller key first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "(ListingKey, ListingKey)", into = "(ListingKey, ListingKey)")]
pub struct Pair(ListingKey, ListingKey);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// They are one activity, whatever else is known of them.
    Together,
    /// They are never one activity.
    Apart,
}

/// One ruling a pair: the later word replaces the earlier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rulings(BTreeMap<Pair, Ruling>);

impl Pair {
    /// `None` for a listing with itself.
    #[must_use]
    pub fn new(a: &ListingKey, b: &ListingKey) -> Option<Self> {
        match a.cmp(b) {
            std::cmp::Ordering::Less => Some(Self(a.clone(), b.clone())),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self(b.clone(), a.clone())),
        }
    }

    #[must_use]
    pub fn keys(&self) -> [&ListingKey; 2] {
        [&self.0, &self.1]
    }
}

impl TryFrom<(ListingKey, ListingKey)> for Pair {
    type Error = &'static str;
    fn try_from((a, b): (ListingKey, ListingKey)) -> Result<Self, Self::Error> {
        Self::new(&a, &b).ok_or("a pair of one listing")
    }
}

impl From<Pair> for (ListingKey, ListingKey) {
    fn from(pair: Pair) -> Self {
        (pair.0, pair.1)
    }
}

impl Rulings {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    #[must_use]
    pub fn of(&self, a: &ListingKey, b: &ListingKey) -> Option<Ruling> {
        self.0.get(&Pair::new(a, b)?).copied()
    }

    /// The listings of which the two sets of rulings say different things.
    #[must_use]
    pub fn differing(&self, other: &Self) -> BTreeSet<ListingKey> {
        let pairs = self.0.keys().chain(other.0.keys());
        let differing = pairs.filter(|pair| self.0.get(pair) != other.0.get(pair));
        differing.flat_map(|pair| pair.keys().map(Clone::clone)).collect()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Pair, Ruling)> {
        self.0.iter().map(|(pair, ruling)| (pair, *ruling))
    }
}

impl FromIterator<(Pair, Ruling)> for Rulings {
    fn from_iter<I: IntoIterator<Item = (Pair, Ruling)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}
