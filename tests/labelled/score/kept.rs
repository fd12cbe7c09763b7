//! Whether activities kept their public ids from one run to the next.

use std::collections::{BTreeMap, HashMap};

use super::Share;
use crate::labelled::later::Fate;
use crate::labelled::truth::{Cluster, Member, Truth};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) untouched: Share,
    pub(crate) touched: Share,
    /// Of the touched ones.
    pub(crate) by_fate: BTreeMap<Fate, Share>,
}

/// The id of an activity is that under which most of its entries are, and of equal ones the one that sorts
/// first. What is gone has none to keep.
pub(crate) fn kept(
    before: (&Truth, &[Cluster]),
    after: (&Truth, &[Cluster]),
    fates: &BTreeMap<usize, Fate>,
) -> Kept {
    let (old, new) = (ids(before), ids(after));
    let mut kept = Kept::default();
    for (activity, fate) in fates {
        let (Some(old), Some(new)) = (old.get(activity), new.get(activity)) else { continue };
        if *fate == Fate::Untouched {
            kept.untouched.count(old == new);
        } else {
            kept.touched.count(old == new);
            kept.by_fate.entry(*fate).or_default().count(old == new);
        }
    }
    kept
}

fn ids((truth, predicted): (&Truth, &[Cluster])) -> HashMap<usize, String> {
    let of: HashMap<&Member, &str> = predicted
        .iter()
        .flat_map(|cluster| cluster.members.iter().map(|member| (member, cluster.id.as_str())))
        .collect();
    let mut ids = HashMap::new();
    for cluster in &truth.clusters {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for member in cluster.members() {
            if let Some(id) = of.get(&member) {
                *votes.entry(id).or_default() += 1;
            }
        }
        // The last of the greatest is taken.
        let most = votes.into_iter().rev().max_by_key(|(_, count)| *count);
        if let Some((id, _)) = most {
            ids.insert(cluster.activity, id.to_owned());
        }
    }
    ids
}
