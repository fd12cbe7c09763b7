//! Which entries are one activity, and which look so and are not. Also the shape of `truth.json`.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Names of negatives and corruptions are free: a set written by hand has its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Truth {
    pub(crate) clusters: Vec<TrueCluster>,
    #[serde(default)]
    pub(crate) hard_negatives: Vec<HardNegative>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TrueCluster {
    pub(crate) activity: usize,
    pub(crate) copies: Vec<TrueCopy>,
}

/// An activity in one feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TrueCopy {
    pub(crate) source: String,
    /// The source's own ids: one, or one for each date.
    pub(crate) ids: Vec<String>,
    #[serde(default)]
    pub(crate) corruptions: BTreeSet<String>,
}

/// Two activities that must stay apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct HardNegative {
    pub(crate) kind: String,
    pub(crate) a: usize,
    pub(crate) b: usize,
}

/// An entry, by its source's own id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) source: String,
    pub(crate) source_id: String,
}

/// What `kooste export clusters` prints a list of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cluster {
    pub(crate) id: String,
    pub(crate) members: Vec<Member>,
}

impl TrueCopy {
    pub(crate) fn members(&self) -> impl Iterator<Item = Member> {
        self.ids.iter().map(|id| Member { source: self.source.clone(), source_id: id.clone() })
    }
}

impl TrueCluster {
    pub(crate) fn members(&self) -> impl Iterator<Item = Member> {
        self.copies.iter().flat_map(TrueCopy::members)
    }
}
