//! Which listings are one activity, as the writer remembers it between transactions.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use rusqlite::Transaction;

use crate::clock::local_date;
use crate::dedupe::index::{Changes, Cluster, Index};
use crate::dedupe::title::Memory;
use crate::id::{ActivityId, ListingKey};
use crate::plan::ListingState;
use crate::store::listings::{self, Kept};
use crate::store::{StoreError, activities, rulings};

/// How long a listing that is gone keeps its activity's id for what its source may list in its place.
const KEEPS_ITS_PLACE: Days = Days::new(30);

/// Built out of the store when it is first needed. It belongs to one transaction at a time: what that
/// leaves in it is true only if it is committed.
#[derive(Debug, Default)]
pub(super) struct Recognition(Option<Built>);

#[derive(Debug)]
struct Built {
    index: Index,
    /// Those that are gone and keep their place.
    missing: BTreeSet<ListingKey>,
}

/// Whether a listing takes part today.
pub(super) fn takes_part(kept: &Kept, today: NaiveDate) -> bool {
    let until = |gone| local_date(gone).checked_add_days(KEEPS_ITS_PLACE);
    match kept.stored.state {
        ListingState::Live => true,
        ListingState::Expired | ListingState::Withdrawn => {
            kept.gone.and_then(until).is_some_and(|until| today <= until)
        }
    }
}

impl Recognition {
    /// The clusters that are to be looked at anew because these listings, as the store has them now,
    /// are new, different or gone.
    pub(super) fn changed(
        &mut self,
        tx: &Transaction<'_>,
        keys: &BTreeSet<ListingKey>,
        today: NaiveDate,
    ) -> Result<Vec<Cluster>, StoreError> {
        let Some(built) = &mut self.0 else { return self.build(tx, keys, today) };
        let mut kept = BTreeMap::new();
        for key in keys {
            kept.insert(key.clone(), listings::times(tx, key)?);
        }
        Ok(built.take_in(&kept, today))
    }

    /// The same because people said something else.
    pub(super) fn ruled(
        &mut self,
        tx: &Transaction<'_>,
        today: NaiveDate,
    ) -> Result<Vec<Cluster>, StoreError> {
        match &mut self.0 {
            Some(built) => Ok(built.index.rule(rulings::standing(tx)?).clusters),
            None => self.build(tx, &BTreeSet::new(), today),
        }
    }

    /// The same because a day has passed, or because these were deleted. Nothing where it is not built:
    /// whoever builds it looks at what has changed since.
    pub(super) fn aged(
        &mut self,
        tx: &Transaction<'_>,
        deleted: &BTreeSet<ListingKey>,
        today: NaiveDate,
    ) -> Result<Option<Vec<Cluster>>, StoreError> {
        let Some(built) = &mut self.0 else { return Ok(None) };
        let mut kept: BTreeMap<_, _> = deleted.iter().map(|key| (key.clone(), None)).collect();
        for key in &built.missing {
            let times = listings::times(tx, key)?;
            if times.as_ref().is_none_or(|times| !takes_part(times, today)) {
                kept.insert(key.clone(), times);
            }
        }
        if kept.is_empty() { Ok(Some(Vec::new())) } else { Ok(Some(built.take_in(&kept, today))) }
    }

    /// Those clusters besides the changed ones are looked at that have several listings, because their
    /// sources may be configured differently, and those that are not what the store has.
    fn build(
        &mut self,
        tx: &Transaction<'_>,
        changed: &BTreeSet<ListingKey>,
        today: NaiveDate,
    ) -> Result<Vec<Cluster>, StoreError> {
        let kept = listings::all(tx)?.into_iter().map(|(key, kept)| (key, Some(kept))).collect();
        let index = Index::new(rulings::standing(tx)?, Memory::default());
        let mut built = Built { index, missing: BTreeSet::new() };
        let clusters = built.take_in(&kept, today);
        self.0 = Some(built);
        let membership = activities::membership(tx)?;
        let mut sizes: BTreeMap<&ActivityId, usize> = BTreeMap::new();
        for id in membership.values() {
            *sizes.entry(id).or_default() += 1;
        }
        let alone = |key: &ListingKey| membership.get(key).and_then(|id| sizes.get(id)) == Some(&1);
        let settled = |cluster: &Cluster| {
            cluster.len() == 1 && cluster.iter().all(|key| alone(key) && !changed.contains(key))
        };
        Ok(clusters.into_iter().filter(|cluster| !settled(cluster)).collect())
    }
}

impl Built {
    fn take_in(
        &mut self,
        kept: &BTreeMap<ListingKey, Option<Kept>>,
        today: NaiveDate,
    ) -> Vec<Cluster> {
        let mut changes = Changes::new();
        for (key, kept) in kept {
            let kept = kept.as_ref().filter(|kept| takes_part(kept, today));
            if kept.is_some_and(|kept| kept.gone.is_some()) {
                self.missing.insert(key.clone());
            } else {
                self.missing.remove(key);
            }
            changes.insert(key.clone(), kept.map(|kept| &kept.stored.listing));
        }
        self.index.apply(&changes).clusters
    }
}
