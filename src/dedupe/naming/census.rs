//! Who was what: the listings of the clusters by the ids that they stood for.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Known, Past};
use crate::activity::{Activity, State};
use crate::dedupe::index::Cluster;
use crate::id::{ActivityId, ListingKey};

pub(super) struct Census<'a> {
    /// One for each cluster.
    pub(super) groups: Vec<Group<'a>>,
    /// Those whose ids stand for something of their own.
    pub(super) standing: Vec<&'a Activity>,
    /// Those that were merged away, by the id that stands for them.
    pub(super) away: BTreeMap<&'a ActivityId, Vec<&'a Activity>>,
    by_activity: BTreeMap<&'a ActivityId, BTreeSet<usize>>,
    by_listing: BTreeMap<&'a ListingKey, usize>,
}

/// A cluster.
pub(super) struct Group<'a> {
    listings: BTreeMap<&'a ListingKey, &'a Known>,
}

impl<'a> Census<'a> {
    pub(super) fn of(clusters: &'a [Cluster], past: Past<'a>) -> Self {
        let mut census = Self {
            groups: clusters.iter().map(|keys| Group::of(keys, past)).collect(),
            standing: Vec::new(),
            away: BTreeMap::new(),
            by_activity: BTreeMap::new(),
            by_listing: BTreeMap::new(),
        };
        for activity in past.activities.values() {
            match &activity.state {
                State::Merged { into } => census.away.entry(into).or_default().push(activity),
                State::Live | State::Withdrawn { .. } => census.standing.push(activity),
            }
        }
        for (at, group) in census.groups.iter().enumerate() {
            for (key, known) in &group.listings {
                census.by_listing.insert(key, at);
                if let Some(id) = &known.activity {
                    census.by_activity.entry(id).or_default().insert(at);
                }
            }
        }
        census
    }

    /// The cluster that goes on with it; `None` where no cluster has anything of it.
    pub(super) fn heir(&self, activity: &Activity) -> Option<usize> {
        let groups = self.by_activity.get(&activity.id)?;
        let came = self.came(activity);
        let when = |key: &ListingKey| came.get(key).copied();
        let candidates = || groups.iter().filter_map(|at| Some((*at, self.groups.get(*at)?)));
        let keys = candidates().flat_map(|(_, group)| group.of_activity(activity));
        let earliest = keys.map(when).min()?;
        let heir = candidates().max_by_key(|(_, group)| {
            let own = group.of_activity(activity).filter(|key| when(key) == earliest).count();
            let all = group.of_activity(activity).count();
            let tells = group.tells();
            (own > 0 && tells, own, tells, all, group.age(activity))
        });
        heir.map(|(at, _)| at)
    }

    /// When listings came to an activity under ids of their own; the others came by themselves. Who
    /// came first speaks for it, so that undoing a merge gives back to each what was its own.
    fn came(&self, activity: &Activity) -> BTreeMap<&'a ListingKey, DateTime<Utc>> {
        let mut came = BTreeMap::new();
        for away in self.away.get(&activity.id).into_iter().flatten() {
            for member in &away.members {
                let latest = came.entry(&member.key).or_insert(away.changed);
                *latest = away.changed.max(*latest);
            }
        }
        came
    }

    /// The cluster in which most of what an id once stood for is published, and how many of them.
    pub(super) fn followed(&self, activity: &Activity) -> Option<(usize, usize)> {
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for member in &activity.members {
            if let Some(at) = self.by_listing.get(&member.key)
                && self.groups.get(*at).is_some_and(|group| group.has_telling(&member.key))
            {
                *votes.entry(*at).or_default() += 1;
            }
        }
        votes.into_iter().max_by_key(|(at, votes)| {
            (*votes, self.groups.get(*at).map(|group| group.age(activity)))
        })
    }
}

impl<'a> Group<'a> {
    fn of(keys: &'a Cluster, past: Past<'a>) -> Self {
        let known = |key| Some((key, past.listings.get(key)?));
        Self { listings: keys.iter().filter_map(known).collect() }
    }

    /// The oldest listing of which something is published, and its generation.
    pub(super) fn founder(&self) -> Option<(&'a ListingKey, u32)> {
        let telling = self.listings.iter().filter(|(_, known)| known.tells);
        let oldest = telling.min_by_key(|(key, known)| (known.first_seen, **key));
        oldest.map(|(key, known)| (*key, known.generation))
    }

    pub(super) fn of_activity(&self, activity: &Activity) -> impl Iterator<Item = &'a ListingKey> {
        let belongs = |known: &Known| known.activity.as_ref() == Some(&activity.id);
        self.listings.iter().filter(move |(_, known)| belongs(known)).map(|(key, _)| *key)
    }

    fn tells(&self) -> bool {
        self.listings.values().any(|known| known.tells)
    }

    fn has_telling(&self, key: &ListingKey) -> bool {
        self.listings.get(key).is_some_and(|known| known.tells)
    }

    /// Among equals the founder decides, then the oldest listing.
    fn age(&self, activity: &Activity) -> impl Ord + use<> {
        let oldest = self.listings.iter().map(|(key, known)| (known.first_seen, *key)).min();
        let oldest = oldest.map(|(seen, key)| (seen, key.clone()));
        (self.listings.contains_key(&activity.founder), Reverse(oldest))
    }
}
