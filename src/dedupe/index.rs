//! All listings and which of them are one activity, kept up to date change by change.

use std::collections::{BTreeMap, BTreeSet};

use super::rulings::{Ruling, Rulings};
use crate::id::ListingKey;
use crate::listing::Listing;

/// How a listing takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Present,
    /// Absent from its source's last runs, or withdrawn or expired not long ago. It keeps the public
    /// id for what its source may list in its place under another id.
    Missing,
}

/// A listing is new or different, or (`None`) takes no part any more.
pub type Changes<'a> = BTreeMap<ListingKey, Option<(&'a Listing, Standing)>>;

/// The listings that tell of one activity. Never empty.
pub type Cluster = BTreeSet<ListingKey>;

/// What it holds depends on the listings, their standings and the rulings alone, not on the order or
/// the steps in which they came.
#[derive(Debug, Default)]
pub struct Index {
    keys: BTreeSet<ListingKey>,
    rulings: Rulings,
}

impl Index {
    #[must_use]
    pub fn new(rulings: Rulings) -> Self {
        Self { keys: BTreeSet::new(), rulings }
    }

    /// Takes the changes in. All clusters of now that hold anything whose company may have changed:
    /// what changed, and who was or is in one cluster with it.
    pub fn apply(&mut self, changes: &Changes<'_>) -> Vec<Cluster> {
        for (key, change) in changes {
            match change {
                Some(_) => self.keys.insert(key.clone()),
                None => self.keys.remove(key),
            };
        }
        self.clusters()
    }

    /// People said something else now; as `apply`.
    pub fn rule(&mut self, rulings: Rulings) -> Vec<Cluster> {
        self.rulings = rulings;
        self.clusters()
    }

    /// In order of their smallest keys.
    #[must_use]
    pub fn clusters(&self) -> Vec<Cluster> {
        let mut clusters: Vec<Cluster> =
            self.keys.iter().map(|key| BTreeSet::from([key.clone()])).collect();
        for (pair, ruling) in self.rulings.iter() {
            let holds = |cluster: &Cluster| pair.keys().iter().any(|key| cluster.contains(*key));
            if ruling == Ruling::Together {
                let (joined, mut rest): (Vec<_>, Vec<_>) = clusters.into_iter().partition(holds);
                rest.extend(joined.into_iter().reduce(|a, b| a.into_iter().chain(b).collect()));
                clusters = rest;
            }
        }
        clusters.sort();
        clusters
    }
}
