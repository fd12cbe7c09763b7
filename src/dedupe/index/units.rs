//! What is compared: listings, and series whose dates a source lists one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Changes;
use crate::dedupe::block::Key;
use crate::dedupe::name::{Name, Names};
use crate::dedupe::profile::{Family, Pool, Profile};
use crate::dedupe::rulings::{Ruling, Rulings};
use crate::dedupe::series::{self, Single};
use crate::id::ListingKey;

#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// In order of their keys; the first one's name is the unit's.
    pub(super) members: Box<[Name]>,
    pub(super) profile: Arc<Profile>,
}

/// All lists are by name.
#[derive(Debug, Default)]
pub(super) struct Units {
    names: Names,
    pool: Pool,
    listings: Vec<Option<Arc<Profile>>>,
    /// Single dates that are alike in all but the date.
    families: BTreeMap<Key, BTreeMap<Name, Single>>,
    units: Vec<Option<Unit>>,
    unit_of: Vec<Option<Name>>,
}

impl Units {
    pub(super) fn get(&self, name: Name) -> Option<&Unit> {
        self.units.get(name.at())?.as_ref()
    }

    pub(super) fn contains(&self, name: Name) -> bool {
        self.get(name).is_some()
    }

    /// Both of one data source.
    pub(super) fn are_rivals(&self, a: Name, b: Name) -> bool {
        let origin = |name| self.get(name).map(|unit| &unit.profile.origin);
        origin(a) == origin(b)
    }

    pub(super) fn of_listing(&self, key: &ListingKey) -> Option<Name> {
        *self.unit_of.get(self.names.get(key)?.at())?
    }

    pub(super) fn names(&self) -> impl Iterator<Item = Name> {
        self.all().filter_map(|unit| unit.members.first().copied())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().flatten()
    }

    pub(super) fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.listings.iter().flatten().map(|profile| &**profile)
    }

    pub(super) fn key(&self, name: Name) -> Option<&ListingKey> {
        self.names.key(name)
    }

    pub(super) fn keys(&self, unit: &Unit) -> impl Iterator<Item = &ListingKey> {
        unit.members.iter().filter_map(|name| self.names.key(*name))
    }

    pub(super) fn sort(&self, names: &mut [Name]) {
        self.names.sort(names);
    }

    /// The units that are new, different or gone.
    pub(super) fn apply(&mut self, changes: &Changes<'_>, rulings: &Rulings) -> BTreeSet<Name> {
        let mut touched: BTreeSet<Name> = BTreeSet::new();
        let mut families: BTreeSet<Key> = BTreeSet::new();
        for (key, change) in changes {
            let name = self.names.give(key);
            families.extend(self.leave(name));
            if let Some(listing) = change {
                let profile = Arc::new(self.pool.share(Profile::of(listing)));
                if let Some(Family { key, single }) = profile.family {
                    self.families.entry(key).or_default().insert(name, single);
                    families.insert(key);
                }
                put(&mut self.listings, name, Some(profile));
            }
            touched.insert(name);
        }
        let anew = touched.clone();
        self.form(self.with_families(touched, families), &anew, rulings)
    }

    /// As `apply`, where people say something else of `keys` than before.
    pub(super) fn reform(
        &mut self,
        keys: &BTreeSet<ListingKey>,
        rulings: &Rulings,
    ) -> BTreeSet<Name> {
        let there = keys.iter().filter_map(|key| self.listing(self.names.get(key)?));
        let families: BTreeSet<Key> =
            there.filter_map(|profile| Some(profile.family.as_ref()?.key)).collect();
        self.form(self.with_families(BTreeSet::new(), families), &BTreeSet::new(), rulings)
    }

    /// Gives up the names of what is gone. Nothing else may know them any more.
    pub(super) fn forget(&mut self, changes: &Changes<'_>) {
        for key in changes.keys() {
            let gone = self.names.get(key).filter(|name| self.listing(*name).is_none());
            gone.into_iter().for_each(|name| self.names.give_up(name));
        }
    }

    fn listing(&self, name: Name) -> Option<&Arc<Profile>> {
        self.listings.get(name.at())?.as_ref()
    }

    fn with_families(&self, touched: BTreeSet<Name>, families: BTreeSet<Key>) -> BTreeSet<Name> {
        let members = families.iter().filter_map(|key| self.families.get(key));
        touched.into_iter().chain(members.flat_map(BTreeMap::keys).copied()).collect()
    }

    /// The family that it leaves behind.
    fn leave(&mut self, name: Name) -> Option<Key> {
        let profile = self.listings.get_mut(name.at())?.take()?;
        let key = profile.family.as_ref()?.key;
        if let Some(family) = self.families.get_mut(&key) {
            family.remove(&name);
            if family.is_empty() {
                self.families.remove(&key);
            }
        }
        Some(key)
    }

    /// Forms the units of `touched` listings, `anew` even where their members are the same.
    fn form(
        &mut self,
        touched: BTreeSet<Name>,
        anew: &BTreeSet<Name>,
        rulings: &Rulings,
    ) -> BTreeSet<Name> {
        let mut old = BTreeMap::new();
        for name in &touched {
            if let Some(unit) = self.unit_of.get_mut(name.at()).and_then(Option::take)
                && let Some(was) = self.units.get_mut(unit.at()).and_then(Option::take)
            {
                old.insert(unit, was);
            }
        }
        let mut changed: BTreeSet<Name> = old.keys().copied().collect();
        for members in self.companies(&touched, rulings) {
            let Some(name) = members.first().copied() else { continue };
            for member in &members {
                put(&mut self.unit_of, *member, Some(name));
            }
            let same = old.get(&name).filter(|was| {
                was.members == members && !members.iter().any(|member| anew.contains(member))
            });
            if let Some(was) = same {
                changed.remove(&name);
                put(&mut self.units, name, Some(was.clone()));
            } else if let Some(unit) = self.unit(members) {
                changed.insert(name);
                put(&mut self.units, name, Some(unit));
            }
        }
        changed
    }

    /// Each in order of the keys.
    fn companies(&self, touched: &BTreeSet<Name>, rulings: &Rulings) -> Vec<Box<[Name]>> {
        let mut companies: BTreeSet<BTreeSet<Name>> = BTreeSet::new();
        let mut families = BTreeSet::new();
        for name in touched {
            let Some(profile) = self.listing(*name) else { continue };
            match &profile.family {
                Some(family) => {
                    families.insert(family.key);
                }
                None => {
                    companies.insert(BTreeSet::from([*name]));
                }
            }
        }
        for family in families.iter().filter_map(|key| self.families.get(key)) {
            for chain in series::chains(family) {
                companies.extend(self.unparted(chain, rulings));
            }
        }
        let in_order = |company: BTreeSet<Name>| {
            let mut members: Box<[Name]> = company.into_iter().collect();
            self.sort(&mut members);
            members
        };
        companies.into_iter().map(in_order).collect()
    }

    fn unit(&self, members: Box<[Name]>) -> Option<Unit> {
        let mut all = members.iter().filter_map(|name| self.listing(*name));
        let first = Arc::clone(all.next()?);
        let profile = all.fold(first, |joined, more| Arc::new(Profile::clone(&joined).and(more)));
        Some(Unit { members, profile })
    }

    /// A series without those of whom a person said that they are none of it; each of these by itself.
    fn unparted(&self, mut chain: BTreeSet<Name>, rulings: &Rulings) -> Vec<BTreeSet<Name>> {
        let mut companies = Vec::new();
        for (pair, _) in rulings.iter().filter(|(_, ruling)| *ruling == Ruling::Apart) {
            let [Some(a), Some(b)] = pair.keys().map(|key| self.names.get(key)) else { continue };
            if chain.contains(&a) && chain.remove(&b) {
                companies.push(BTreeSet::from([b]));
            }
        }
        companies.push(chain);
        companies
    }
}

fn put<T>(list: &mut Vec<Option<T>>, name: Name, value: Option<T>) {
    if list.len() <= name.at() {
        list.resize_with(name.at() + 1, || None);
    }
    if let Some(place) = list.get_mut(name.at()) {
        *place = value;
    }
}
