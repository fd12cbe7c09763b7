//! Which public id each cluster goes by: an id follows the listings that it stood for.

mod census;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::index::Cluster;
use crate::activity::{Activity, State};
use crate::id::{ActivityId, ListingKey};
use census::Census;

/// A listing of a cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub first_seen: DateTime<Utc>,
    /// How often its source had used its id for something else before.
    pub generation: u32,
    /// Something is published of it. What has been withdrawn only keeps the id.
    pub tells: bool,
    /// What it belonged to until now; `None` also where its id now stands for something else.
    pub activity: Option<ActivityId>,
}

/// What the clusters come from.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// Every listing of the clusters.
    pub listings: &'a BTreeMap<ListingKey, Known>,
    /// Those that they belonged to, and those that have been merged into one of these.
    pub activities: &'a BTreeMap<ActivityId, Activity>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    Old(ActivityId),
    New { founder: ListingKey, generation: u32 },
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Naming {
    /// For each cluster; `None` where nothing is published of it and no id comes to it.
    pub names: Vec<Option<Name>>,
    /// The ids that another one stands for, where that is news.
    pub merged: BTreeMap<ActivityId, ActivityId>,
    /// Nothing goes on with these.
    pub ended: BTreeSet<ActivityId>,
}

impl Name {
    #[must_use]
    pub fn id(&self) -> ActivityId {
        match self {
            Self::Old(id) => id.clone(),
            Self::New { founder, generation } => ActivityId::derive(founder, *generation),
        }
    }
}

/// An id goes to the cluster that holds most of its old listings; a listing that came under another
/// id, merged away since, speaks for that one first. Of several ids a cluster keeps the one of most
/// of its listings, then the oldest; the others redirect to it. A cluster to which none comes takes
/// back one that was merged away with its listings, else it is named after its oldest listing, by an
/// id that has never stood for anything: `taken` tells.
pub fn name<E>(
    clusters: &[Cluster],
    past: Past<'_>,
    mut taken: impl FnMut(&ActivityId) -> Result<bool, E>,
) -> Result<Naming, E> {
    let census = Census::of(clusters, past);
    let mut naming = Naming { names: vec![None; clusters.len()], ..Naming::default() };
    inherit(&census, &mut naming);
    restore(&census, &mut naming);
    for (group, name) in census.groups.iter().zip(&mut naming.names) {
        if name.is_none()
            && let Some((founder, mut generation)) = group.founder()
        {
            while taken(&ActivityId::derive(founder, generation))? {
                generation = generation.saturating_add(1);
            }
            *name = Some(Name::New { founder: founder.clone(), generation });
        }
    }
    redirect(&census, &mut naming);
    Ok(naming)
}

/// Gives each id that stands for something to the cluster that goes on with it.
fn inherit(census: &Census<'_>, naming: &mut Naming) {
    let mut heirs: BTreeMap<usize, Vec<&Activity>> = BTreeMap::new();
    for activity in &census.standing {
        match census.heir(activity) {
            Some(at) => heirs.entry(at).or_default().push(activity),
            None => {
                naming.ended.insert(activity.id.clone());
            }
        }
    }
    for (at, activities) in heirs {
        let Some((group, name)) = census.groups.get(at).zip(naming.names.get_mut(at)) else {
            continue;
        };
        let kept = activities.iter().max_by_key(|activity| {
            let live = activity.state == State::Live;
            let count = group.of_activity(activity).count();
            (live, count, Reverse((activity.first_seen, &activity.id)))
        });
        let Some(kept) = kept else { continue };
        *name = Some(Name::Old(kept.id.clone()));
        let others = activities.iter().filter(|activity| activity.id != kept.id);
        naming.merged.extend(others.map(|other| (other.id.clone(), kept.id.clone())));
    }
}

/// Gives ids that were merged away back to what is split off again.
fn restore(census: &Census<'_>, naming: &mut Naming) {
    let mut returning: BTreeMap<usize, Vec<(usize, &Activity)>> = BTreeMap::new();
    for activity in census.away.values().flatten() {
        if let Some((at, votes)) = census.followed(activity)
            && naming.names.get(at) == Some(&None)
        {
            returning.entry(at).or_default().push((votes, activity));
        }
    }
    for (at, activities) in returning {
        let kept = activities.iter().max_by_key(|(votes, activity)| {
            (*votes, activity.changed, Reverse((activity.first_seen, &activity.id)))
        });
        if let (Some((_, kept)), Some(name)) = (kept, naming.names.get_mut(at)) {
            *name = Some(Name::Old(kept.id.clone()));
        }
    }
}

/// Ids merged away stay one step from the id that stands for them.
fn redirect(census: &Census<'_>, naming: &mut Naming) {
    let mut news = BTreeMap::new();
    let kept: BTreeSet<_> = naming.names.iter().flatten().map(Name::id).collect();
    for (into, activities) in &census.away {
        for activity in activities.iter().filter(|activity| !kept.contains(&activity.id)) {
            let followed = census.followed(activity);
            let followed = followed.and_then(|(at, _)| naming.names.get(at)?.as_ref());
            let target = followed.map(Name::id).or_else(|| naming.merged.get(*into).cloned());
            if let Some(target) = target.filter(|target| target != *into) {
                news.insert(activity.id.clone(), target);
            }
        }
    }
    naming.merged.extend(news);
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
