//! From clusters to activities: their ids, what is published of them, and who belongs to which.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Transaction;

use super::{Moment, edition};
use crate::activity::Activity;
use crate::clock::local_date;
use crate::dedupe::index::Cluster;
use crate::dedupe::naming::{self, Known, Name, Naming, Past};
use crate::id::{ActivityId, ListingKey};
use crate::refresh::decide::{self, Case, Trust, Verdict};
use crate::refresh::recognise;
use crate::store::listings::{self, Kept};
use crate::store::{StoreError, activities};

/// So many clusters that are new are held in full at once.
const AT_ONCE: usize = 256;

/// Names the clusters, merges what their listings tell, and stores both. `reused` are listings whose
/// ids stand for something else now: they leave what they belonged to.
pub(super) fn settle(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
    reused: &BTreeSet<ListingKey>,
    trust: &Trust,
    moment: Moment,
) -> Result<Vec<Verdict>, StoreError> {
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for cluster in clusters {
        if is_new(tx, cluster)? { new.push(cluster.clone()) } else { known.push(cluster.clone()) }
    }
    let mut verdicts = settle_together(tx, &known, reused, trust, moment)?;
    // Nothing of theirs has an id yet, so none can dispute another's.
    for some in new.chunks(AT_ONCE) {
        verdicts.extend(settle_together(tx, some, reused, trust, moment)?);
    }
    Ok(verdicts)
}

fn is_new(tx: &Transaction<'_>, cluster: &Cluster) -> Result<bool, StoreError> {
    for key in cluster {
        if activities::id_of_listing(tx, key)?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Those that are named together may have had one id.
fn settle_together(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
    reused: &BTreeSet<ListingKey>,
    trust: &Trust,
    moment: Moment,
) -> Result<Vec<Verdict>, StoreError> {
    let kept = load(tx, clusters)?;
    let company = Company::of(tx, &kept, reused, moment)?;
    let known: BTreeMap<ListingKey, Known> =
        kept.iter().map(|(key, kept)| (key.clone(), company.known(kept))).collect();
    let past = Past { listings: &known, activities: &company.activities };
    let taken = |id: &ActivityId| activities::exists(tx, id);
    let naming = naming::name(clusters, past, taken)?;
    let revision = edition::next_revision(tx)?;
    let case = Case {
        clusters,
        kept: &kept,
        known: &known,
        activities: &company.activities,
        trust,
        now: moment.now,
        revision,
    };
    let verdicts = case.verdicts(&naming);
    for verdict in &verdicts {
        let id = &verdict.activity.id;
        activities::put(tx, &verdict.activity)?;
        activities::log(tx, revision, id, verdict.change, &verdict.fields, moment.run)?;
    }
    belong(tx, clusters, &naming, &company)?;
    Ok(verdicts)
}

fn load(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
) -> Result<BTreeMap<ListingKey, Kept>, StoreError> {
    let mut all = BTreeMap::new();
    for key in clusters.iter().flatten() {
        if let Some(kept) = listings::times(tx, key)? {
            all.insert(key.clone(), kept);
        }
    }
    Ok(all)
}

/// What the listings belonged to.
struct Company {
    belonged: BTreeMap<ListingKey, ActivityId>,
    activities: BTreeMap<ActivityId, Activity>,
}

impl Company {
    fn of(
        tx: &Transaction<'_>,
        kept: &BTreeMap<ListingKey, Kept>,
        reused: &BTreeSet<ListingKey>,
        moment: Moment,
    ) -> Result<Self, StoreError> {
        let mut company = Self { belonged: BTreeMap::new(), activities: BTreeMap::new() };
        let mut looked_at = BTreeSet::new();
        let mut elsewhere = BTreeSet::new();
        for key in kept.keys() {
            let Some(id) = activities::id_of_listing(tx, key)? else { continue };
            if looked_at.insert(id.clone()) {
                if goes_on_elsewhere(tx, &id, kept, moment)? {
                    elsewhere.insert(id.clone());
                } else {
                    company.add(tx, &id)?;
                }
            }
            if !elsewhere.contains(&id) && !reused.contains(key) {
                company.belonged.insert(key.clone(), id);
            }
        }
        Ok(company)
    }

    fn add(&mut self, tx: &Transaction<'_>, id: &ActivityId) -> Result<(), StoreError> {
        if let Some(activity) = activities::get(tx, id)? {
            self.activities.insert(id.clone(), activity);
        }
        for away in activities::merged_into(tx, id)? {
            self.activities.insert(away.id.clone(), away);
        }
        Ok(())
    }

    fn known(&self, kept: &Kept) -> Known {
        Known {
            first_seen: kept.first_seen,
            generation: kept.stored.generation,
            tells: decide::tells(kept),
            activity: self.belonged.get(&kept.stored.listing.key).cloned(),
        }
    }
}

/// Whether an activity has listings in a cluster that is not looked at: what was away for long comes
/// back to it only by being recognised again.
fn goes_on_elsewhere(
    tx: &Transaction<'_>,
    id: &ActivityId,
    kept: &BTreeMap<ListingKey, Kept>,
    moment: Moment,
) -> Result<bool, StoreError> {
    let today = local_date(moment.now);
    for key in activities::listings_of(tx, id)?.iter().filter(|key| !kept.contains_key(*key)) {
        let other = listings::times(tx, key)?;
        if other.is_some_and(|other| recognise::takes_part(&other, today)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Everything in a cluster belongs to its activity, and what is out of all clusters follows its id.
fn belong(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
    naming: &Naming,
    company: &Company,
) -> Result<(), StoreError> {
    for (id, into) in &naming.merged {
        if activities::exists(tx, into)? {
            activities::reassign(tx, id, into)?;
        }
    }
    for (cluster, name) in clusters.iter().zip(&naming.names) {
        let Some(id) = name.as_ref().map(Name::id) else { continue };
        if !activities::exists(tx, &id)? {
            continue;
        }
        for key in cluster.iter().filter(|key| company.belonged.get(*key) != Some(&id)) {
            activities::assign(tx, key, &id)?;
        }
    }
    Ok(())
}
