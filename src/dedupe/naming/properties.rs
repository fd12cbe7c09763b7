//! Random histories of one small set of listings: each step parts them into clusters anew.

use proptest::collection::vec;
use proptest::prelude::*;

use super::tests::World;
use super::*;
use crate::sample::key;

const LISTINGS: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];

/// Listings with the same number are one cluster.
fn parted(numbers: &[usize]) -> Vec<Cluster> {
    let mut clusters: BTreeMap<usize, Cluster> = BTreeMap::new();
    for (name, number) in LISTINGS.iter().zip(numbers) {
        clusters.entry(*number).or_default().insert(key(name));
    }
    clusters.into_values().collect()
}

fn parting() -> impl Strategy<Value = Vec<usize>> {
    vec(0..LISTINGS.len(), LISTINGS.len())
}

fn members(activity: &Activity) -> Cluster {
    activity.members.iter().map(|member| member.key.clone()).collect()
}

proptest! {
    #[test]
    fn to_merge_and_to_split_again_restores_every_id(
        history in vec(parting(), 0..6),
        numbers in parting(),
        joined in parting(),
    ) {
        let mut world = World::default();
        for numbers in &history {
            world.cluster(&parted(numbers));
        }
        let apart = parted(&numbers);
        let ids = world.cluster(&apart);
        let coarser: Vec<_> = numbers.iter().map(|number| joined[*number]).collect();
        world.cluster(&parted(&coarser));
        prop_assert_eq!(world.cluster(&apart), ids);
    }

    #[test]
    fn an_id_stands_for_one_cluster_and_for_none_that_has_nothing_of_what_it_stood_for(
        history in vec(parting(), 1..8),
    ) {
        let mut world = World::default();
        for numbers in &history {
            let before = world.activities.clone();
            let clusters = parted(numbers);
            let ids = world.cluster(&clusters);
            prop_assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), clusters.len());
            for (cluster, id) in clusters.iter().zip(ids.iter().flatten()) {
                if let Some(old) = before.get(id) {
                    prop_assert!(!members(old).is_disjoint(cluster), "{} {:?}", id, cluster);
                }
            }
            let standing: BTreeSet<_> = ids.into_iter().flatten().collect();
            for (id, activity) in &world.activities {
                match &activity.state {
                    State::Merged { into } => prop_assert!(standing.contains(into), "{}", id),
                    State::Live => prop_assert!(standing.contains(id)),
                    State::Withdrawn { .. } => prop_assert!(false, "{} is gone", id),
                }
            }
        }
    }

    #[test]
    fn the_same_clusters_again_in_any_order_keep_their_ids(
        history in vec(parting(), 0..5),
        clusters in parting().prop_map(|numbers| parted(&numbers)),
        other in 0..LISTINGS.len(),
    ) {
        let mut world = World::default();
        for numbers in &history {
            world.cluster(&parted(numbers));
        }
        let mut turned = clusters.clone();
        turned.rotate_left(other % clusters.len());
        let by_cluster = |clusters: &[Cluster], ids: Vec<Option<ActivityId>>| {
            clusters.iter().cloned().zip(ids).collect::<BTreeMap<_, _>>()
        };
        let mut twin = world.clone();
        let one = by_cluster(&clusters, world.cluster(&clusters));
        prop_assert_eq!(by_cluster(&turned, twin.cluster(&turned)), one.clone());
        prop_assert_eq!(by_cluster(&clusters, world.cluster(&clusters)), one);
    }
}
