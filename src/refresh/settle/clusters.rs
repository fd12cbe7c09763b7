//! From clusters to activities: their ids, what is published of them, and who belongs to which.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Transaction;

use super::{Moment, edition};
use crate::activity::{Activity, State};
use crate::clock::local_date;
use crate::dedupe::index::Cluster;
use crate::dedupe::naming::{self, Known, Name, Naming, Past};
use crate::id::{ActivityId, ListingKey};
use crate::refresh::decide::{self, Case, Trust, Verdict};
use crate::refresh::recognise::{self, Fresh};
use crate::store::listings::{self, Kept};
use crate::store::{StoreError, activities};

/// So many clusters that are new are held in full at once.
const AT_ONCE: usize = 256;

/// Names the clusters, merges what their listings tell, and stores both. `fresh` are let go as they are
/// settled, so that no more of them is held than of what they become. `reused` are listings whose
/// ids stand for something else now: they leave what they belonged to.
pub(super) fn settle(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
    mut fresh: Fresh,
    reused: &BTreeSet<ListingKey>,
    trust: &Trust,
    moment: Moment,
) -> Result<Vec<Verdict>, StoreError> {
    let (mut known, mut new) = (Vec::new(), Vec::new());
    for cluster in clusters {
        if is_new(tx, cluster)? { new.push(cluster.clone()) } else { known.push(cluster.clone()) }
    }
    // As long as there is none, no id can have stood for anything: whoever is new now founds one of his own.
    let any = activities::any(tx)?;
    let taken = |id: &ActivityId| Ok(any && activities::exists(tx, id)?);
    let kept = load(tx, &known, &mut fresh)?;
    let company = Company::of(tx, &kept, reused, moment)?;
    let mut all = decide(tx, &known, &kept, &company, taken, trust, moment)?;
    drop(kept);
    all.store(tx, &known, &company, moment)?;
    let nobody = Company::default();
    let mut founded = Decided::default();
    // Nothing of theirs has an id yet, so none can dispute another's.
    for some in new.chunks(AT_ONCE) {
        let kept = load(tx, some, &mut fresh)?;
        let one = decide(tx, some, &kept, &nobody, taken, trust, moment)?;
        founded.naming.names.extend(one.naming.names);
        founded.verdicts.extend(one.verdicts);
    }
    founded.store(tx, &new, &nobody, moment)?;
    all.verdicts.extend(founded.verdicts);
    Ok(all.verdicts)
}

fn is_new(tx: &Transaction<'_>, cluster: &Cluster) -> Result<bool, StoreError> {
    for key in cluster {
        if activities::id_of_listing(tx, key)?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What some clusters are called, and what becomes of that.
#[derive(Default)]
struct Decided {
    naming: Naming,
    verdicts: Vec<Verdict>,
}

/// Those that are named together may have had one id.
fn decide(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
    kept: &BTreeMap<ListingKey, Kept>,
    company: &Company,
    taken: impl FnMut(&ActivityId) -> Result<bool, StoreError>,
    trust: &Trust,
    moment: Moment,
) -> Result<Decided, StoreError> {
    let known: BTreeMap<ListingKey, Known> =
        kept.iter().map(|(key, kept)| (key.clone(), company.known(kept))).collect();
    let past = Past { listings: &known, activities: &company.activities };
    let naming = naming::name(clusters, past, taken)?;
    let case = Case {
        clusters,
        kept,
        known: &known,
        activities: &company.activities,
        trust,
        now: moment.now,
        revision: edition::next_revision(tx)?,
    };
    let verdicts = case.verdicts(&naming);
    Ok(Decided { naming, verdicts })
}

impl Decided {
    /// In order of their ids, so that the tables grow at their ends: of many that come in any other,
    /// each would read and write pages anew that were written for the last.
    fn store(
        &self,
        tx: &Transaction<'_>,
        clusters: &[Cluster],
        company: &Company,
        moment: Moment,
    ) -> Result<(), StoreError> {
        let revision = edition::next_revision(tx)?;
        let mut verdicts: Vec<&Verdict> = self.verdicts.iter().collect();
        verdicts.sort_by(|a, b| a.activity.id.cmp(&b.activity.id));
        for verdict in verdicts {
            let id = &verdict.activity.id;
            activities::put(tx, &verdict.activity)?;
            activities::log(tx, revision, id, verdict.change, &verdict.fields, moment.run)?;
        }
        belong(tx, clusters, &self.naming, company, &self.verdicts)
    }
}

fn load(
    tx: &Transaction<'_>,
    clusters: &[Cluster],
    fresh: &mut Fresh,
) -> Result<BTreeMap<ListingKey, Kept>, StoreError> {
    let mut all = BTreeMap::new();
    for key in clusters.iter().flatten() {
        let kept = match fresh.remove(key) {
            Some(kept) => Some(kept),
            None => listings::times(tx, key)?,
        };
        all.extend(kept.map(|kept| (key.clone(), kept)));
    }
    Ok(all)
}

/// What the listings belonged to.
#[derive(Default)]
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
        let mut company = Self::default();
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
    verdicts: &[Verdict],
) -> Result<(), StoreError> {
    let stored = verdicts.iter().map(|verdict| (&verdict.activity.id, &*verdict.activity));
    let stored: BTreeMap<&ActivityId, &Activity> = stored.collect();
    for (id, into) in &naming.merged {
        if activities::exists(tx, into)? {
            activities::reassign(tx, id, into)?;
        }
    }
    for (cluster, name) in clusters.iter().zip(&naming.names) {
        let Some(id) = name.as_ref().map(Name::id) else { continue };
        let now = stored.get(&id);
        if now.is_none() && !company.activities.contains_key(&id) {
            continue;
        }
        // Those that a live one tells of were given to it when it was stored.
        let claimed = now.filter(|activity| activity.state == State::Live);
        let claimed = claimed.into_iter().flat_map(|activity| &activity.members);
        let claimed: BTreeSet<&ListingKey> = claimed.map(|member| &member.key).collect();
        let left = cluster.iter().filter(|key| !claimed.contains(key));
        for key in left.filter(|key| company.belonged.get(*key) != Some(&id)) {
            activities::assign(tx, key, &id)?;
        }
    }
    Ok(())
}
