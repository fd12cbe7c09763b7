//! What is compared: listings, and series whose dates a source lists one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Changes;
use crate::dedupe::block::{Key, Keys, Name};
use crate::dedupe::profile::{Family, Profile};
use crate::dedupe::rulings::{Ruling, Rulings};
use crate::dedupe::series::{self, Single};
use crate::id::ListingKey;

#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) members: BTreeSet<Name>,
    pub(super) profile: Arc<Profile>,
    pub(super) keys: Keys,
}

#[derive(Debug, Default)]
pub(super) struct Units {
    listings: BTreeMap<Name, Arc<Profile>>,
    /// Single dates that are alike in all but the date.
    families: BTreeMap<Key, BTreeMap<Name, Single>>,
    units: BTreeMap<Name, Unit>,
    unit_of: BTreeMap<Name, Name>,
}

impl Units {
    pub(super) fn get(&self, name: &Name) -> Option<&Unit> {
        self.units.get(name)
    }

    pub(super) fn contains(&self, name: &Name) -> bool {
        self.units.contains_key(name)
    }

    /// Both of one data source.
    pub(super) fn are_rivals(&self, a: &Name, b: &Name) -> bool {
        let origin = |name| self.units.get(name).map(|unit| &unit.profile.origin);
        origin(a) == origin(b)
    }

    pub(super) fn of_listing(&self, key: &ListingKey) -> Option<Name> {
        self.unit_of.get(key).cloned()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.units.keys()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Unit> {
        self.units.values()
    }

    pub(super) fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.listings.values().map(|profile| &**profile)
    }

    /// The units that are new, different or gone.
    pub(super) fn apply(&mut self, changes: &Changes<'_>, rulings: &Rulings) -> BTreeSet<Name> {
        let mut touched: BTreeSet<Name> = BTreeSet::new();
        let mut families: BTreeSet<Key> = BTreeSet::new();
        for (key, change) in changes {
            let name = Arc::new(key.clone());
            families.extend(self.leave(&name));
            if let Some(listing) = change {
                let profile = Arc::new(Profile::of(listing));
                if let Some(Family { key, single }) = profile.family {
                    self.families.entry(key).or_default().insert(Arc::clone(&name), single);
                    families.insert(key);
                }
                self.listings.insert(Arc::clone(&name), profile);
            }
            touched.insert(name);
        }
        let anew = changes.keys().cloned().collect();
        self.form(self.with_families(touched, families), &anew, rulings)
    }

    /// As `apply`, where people say something else of `keys` than before.
    pub(super) fn reform(
        &mut self,
        keys: &BTreeSet<ListingKey>,
        rulings: &Rulings,
    ) -> BTreeSet<Name> {
        let there = keys.iter().filter_map(|key| self.listings.get_key_value(key));
        let families: BTreeSet<Key> =
            there.filter_map(|(_, profile)| Some(profile.family.as_ref()?.key)).collect();
        self.form(self.with_families(BTreeSet::new(), families), &BTreeSet::new(), rulings)
    }

    fn with_families(&self, touched: BTreeSet<Name>, families: BTreeSet<Key>) -> BTreeSet<Name> {
        let members = families.iter().filter_map(|key| self.families.get(key));
        touched.into_iter().chain(members.flat_map(BTreeMap::keys).cloned()).collect()
    }

    /// The family that it leaves behind.
    fn leave(&mut self, name: &Name) -> Option<Key> {
        let profile = self.listings.remove(name)?;
        let key = profile.family.as_ref()?.key;
        if let Some(family) = self.families.get_mut(&key) {
            family.remove(name);
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
        anew: &BTreeSet<ListingKey>,
        rulings: &Rulings,
    ) -> BTreeSet<Name> {
        let mut old = BTreeMap::new();
        for name in &touched {
            if let Some(unit) = self.unit_of.remove(name)
                && let Some(was) = self.units.remove(&unit)
            {
                old.insert(unit, was);
            }
        }
        let mut changed: BTreeSet<Name> = old.keys().cloned().collect();
        for members in self.companies(&touched, rulings) {
            let Some(name) = members.first().cloned() else { continue };
            for member in &members {
                self.unit_of.insert(Arc::clone(member), Arc::clone(&name));
            }
            let same = old.get(&name).filter(|was| {
                was.members == members && !members.iter().any(|m| anew.contains(&**m))
            });
            if let Some(was) = same {
                changed.remove(&name);
                self.units.insert(name, was.clone());
            } else if let Some(unit) = self.unit(members) {
                changed.insert(Arc::clone(&name));
                self.units.insert(name, unit);
            }
        }
        changed
    }

    fn companies(&self, touched: &BTreeSet<Name>, rulings: &Rulings) -> BTreeSet<BTreeSet<Name>> {
        let mut companies = BTreeSet::new();
        let mut families = BTreeSet::new();
        for name in touched {
            let Some(profile) = self.listings.get(name) else { continue };
            match &profile.family {
                Some(family) => {
                    families.insert(family.key);
                }
                None => {
                    companies.insert(BTreeSet::from([Arc::clone(name)]));
                }
            }
        }
        for family in families.iter().filter_map(|key| self.families.get(key)) {
            for chain in series::chains(family) {
                companies.extend(unparted(chain, rulings));
            }
        }
        companies
    }

    fn unit(&self, members: BTreeSet<Name>) -> Option<Unit> {
        let mut all = members.iter().filter_map(|name| self.listings.get(name));
        let first = Arc::clone(all.next()?);
        let profile = all.fold(first, |joined, more| Arc::new(Profile::clone(&joined).and(more)));
        let keys = profile.keys();
        Some(Unit { members, profile, keys })
    }
}

/// A series without those of whom a person said that they are none of it; each of these by itself.
fn unparted(mut chain: BTreeSet<Name>, rulings: &Rulings) -> Vec<BTreeSet<Name>> {
    let mut companies = Vec::new();
    for (pair, _) in rulings.iter().filter(|(_, ruling)| *ruling == Ruling::Apart) {
        let [a, b] = pair.keys();
        if chain.contains(a)
            && let Some(out) = chain.take(b)
        {
            companies.push(BTreeSet::from([out]));
        }
    }
    companies.push(chain);
    companies
}
