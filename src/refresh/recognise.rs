//! Which listings are one activity, as the writer remembers it between transactions.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use rusqlite::Transaction;

use super::doubts::{self, Scope};
use super::learn::{self, Titles};
use crate::clock::local_date;
use crate::dedupe::index::{Changes, Cluster, Index};
use crate::dedupe::title::Memory;
use crate::id::{ActivityId, ListingKey};
use crate::plan::ListingState;
use crate::store::listings::{self, Kept};
use crate::store::{StoreError, activities, rulings, translations};

/// How long a listing that is gone keeps its activity's id for what its source may list in its place.
const KEEPS_ITS_PLACE: Days = Days::new(30);

/// So many listings are held in full while they are taken in.
const AT_ONCE: usize = 512;

/// Listings that this transaction stored for the first time, as they are stored: they need not be read
/// back.
pub(super) type Fresh = BTreeMap<ListingKey, Kept>;

/// Built out of the store when it is first needed. It belongs to one transaction at a time: what that
/// leaves in it is true only if it is committed.
#[derive(Debug, Default)]
pub(super) struct Recognition(Option<Built>);

/// Whether translations are learnt anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lesson {
    None,
    WhereDue,
}

#[derive(Debug)]
struct Built {
    index: Index,
    /// Those that are gone and keep their place.
    missing: BTreeSet<ListingKey>,
    /// Those with titles in several languages.
    multilingual: BTreeSet<ListingKey>,
    /// Of how many of those its translations were learnt.
    learnt_from: usize,
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
        fresh: &Fresh,
        now: DateTime<Utc>,
    ) -> Result<Vec<Cluster>, StoreError> {
        if let Some(built) = &mut self.0 {
            let dirty = built.follow(tx, keys, fresh, now)?;
            if !built.is_to_learn() {
                return Ok(dirty);
            }
        }
        self.build(tx, keys, fresh, Lesson::WhereDue, now)
    }

    /// The same because people said something else.
    pub(super) fn ruled(
        &mut self,
        tx: &Transaction<'_>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Cluster>, StoreError> {
        let Some(built) = &mut self.0 else {
            return self.build(tx, &BTreeSet::new(), &Fresh::new(), Lesson::None, now);
        };
        let outcome = built.index.rule(rulings::standing(tx)?);
        doubts::keep(tx, &built.index, &outcome, &Scope::Of(&outcome.reconsidered), now)?;
        Ok(outcome.clusters)
    }

    /// The same because a day has passed, or because these were deleted. Nothing where it is not built:
    /// whoever builds it looks at what has changed since.
    pub(super) fn aged(
        &mut self,
        tx: &Transaction<'_>,
        deleted: &BTreeSet<ListingKey>,
        now: DateTime<Utc>,
    ) -> Result<Option<Vec<Cluster>>, StoreError> {
        let Some(built) = &mut self.0 else { return Ok(None) };
        let mut leaving = deleted.clone();
        for key in &built.missing {
            let kept = listings::times(tx, key)?;
            if kept.is_none_or(|kept| !takes_part(&kept, local_date(now))) {
                leaving.insert(key.clone());
            }
        }
        let clusters = match leaving.is_empty() {
            true => Vec::new(),
            false => built.follow(tx, &leaving, &Fresh::new(), now)?,
        };
        Ok(Some(clusters))
    }

    /// Those clusters besides the changed ones are looked at that have several listings, because their
    /// sources may be configured differently, and those that are not what the store has.
    fn build(
        &mut self,
        tx: &Transaction<'_>,
        changed: &BTreeSet<ListingKey>,
        fresh: &Fresh,
        lesson: Lesson,
        now: DateTime<Utc>,
    ) -> Result<Vec<Cluster>, StoreError> {
        let mut learnt = translations::get(tx)?;
        let mut built = Built {
            index: Index::new(rulings::standing(tx)?, Memory::default()),
            missing: BTreeSet::new(),
            multilingual: BTreeSet::new(),
            learnt_from: learnt.listings,
        };
        let titles = built.gather(tx, &listings::keys(tx)?, fresh, local_date(now))?;
        if lesson == Lesson::WhereDue && built.is_to_learn() {
            learnt = learn::from(titles);
            translations::set(tx, &learnt)?;
            built.learnt_from = learnt.listings;
        }
        let outcome = built.index.complete(learnt.memory);
        doubts::keep(tx, &built.index, &outcome, &Scope::All, now)?;
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
        Ok(outcome.clusters.into_iter().filter(|cluster| !settled(cluster)).collect())
    }
}

impl Built {
    /// Takes changes in and keeps the queue of doubts in step.
    fn follow(
        &mut self,
        tx: &Transaction<'_>,
        keys: &BTreeSet<ListingKey>,
        fresh: &Fresh,
        now: DateTime<Utc>,
    ) -> Result<Vec<Cluster>, StoreError> {
        let touched = self.take_in(tx, keys, fresh, local_date(now))?;
        let outcome = self.index.again(&touched);
        doubts::keep(tx, &self.index, &outcome, &Scope::Of(&touched), now)?;
        Ok(outcome.clusters)
    }

    /// Takes all in. What is kept of a listing here is a tenth of it, so not all of them are read at once.
    /// Their titles, of those that have several.
    fn gather(
        &mut self,
        tx: &Transaction<'_>,
        keys: &BTreeSet<ListingKey>,
        fresh: &Fresh,
        today: NaiveDate,
    ) -> Result<Vec<Titles>, StoreError> {
        let mut titles = Vec::new();
        let mut keys = keys.iter().peekable();
        while keys.peek().is_some() {
            let kept = read(tx, keys.by_ref().take(AT_ONCE), fresh)?;
            let changes = self.changes(&kept, today);
            self.index.gather(&changes);
            let told = kept.values().flatten().map(|kept| learn::titles(&kept.stored.listing));
            titles.extend(told.filter(|titles| titles.len() > 1));
        }
        Ok(titles)
    }

    /// Takes these in, some at a time. Those whose company may be another than before.
    fn take_in(
        &mut self,
        tx: &Transaction<'_>,
        keys: &BTreeSet<ListingKey>,
        fresh: &Fresh,
        today: NaiveDate,
    ) -> Result<BTreeSet<ListingKey>, StoreError> {
        let mut touched = keys.clone();
        let mut keys = keys.iter().peekable();
        while keys.peek().is_some() {
            let kept = read(tx, keys.by_ref().take(AT_ONCE), fresh)?;
            let changes = self.changes(&kept, today);
            touched.extend(self.index.apply(&changes).reconsidered);
        }
        Ok(touched)
    }

    fn changes<'a>(
        &mut self,
        kept: &'a BTreeMap<ListingKey, Option<Cow<'_, Kept>>>,
        today: NaiveDate,
    ) -> Changes<'a> {
        let mut changes = Changes::new();
        for (key, kept) in kept {
            let stored = kept.as_ref().map(|kept| &kept.stored.listing);
            remember(&mut self.multilingual, key, stored.is_some_and(learn::is_multilingual));
            let kept = kept.as_deref().filter(|kept| takes_part(kept, today));
            remember(&mut self.missing, key, kept.is_some_and(|kept| kept.gone.is_some()));
            changes.insert(key.clone(), kept.map(|kept| &kept.stored.listing));
        }
        changes
    }

    fn is_to_learn(&self) -> bool {
        learn::is_due(self.learnt_from, self.multilingual.len())
    }
}

fn read<'a>(
    tx: &Transaction<'_>,
    keys: impl Iterator<Item = &'a ListingKey>,
    fresh: &'a Fresh,
) -> Result<BTreeMap<ListingKey, Option<Cow<'a, Kept>>>, StoreError> {
    let mut all = BTreeMap::new();
    for key in keys {
        let kept = match fresh.get(key) {
            Some(kept) => Some(Cow::Borrowed(kept)),
            None => listings::times(tx, key)?.map(Cow::Owned),
        };
        all.insert(key.clone(), kept);
    }
    Ok(all)
}

fn remember(set: &mut BTreeSet<ListingKey>, key: &ListingKey, is_one: bool) {
    if is_one {
        set.insert(key.clone());
    } else {
        set.remove(key);
    }
}
