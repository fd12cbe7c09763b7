//! All listings and which of them are one activity, kept up to date change by change.

mod company;
mod component;
mod units;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use self::company::Companies;
use super::block::Blocks;
use super::judge::{self, Judgement};
use super::name::Name;
use super::profile::Profile;
use super::rulings::Rulings;
use super::score::{ODD, POSSIBLE, Score};
use super::title::Memory;
use crate::id::ListingKey;
use crate::listing::Listing;
use component::Component;
use units::Units;

/// A listing is new or different, or (`None`) takes no part any more.
pub type Changes<'a> = BTreeMap<ListingKey, Option<&'a Listing>>;

/// Of each unit those that it may be one with, each once, in no order.
type Ties = HashMap<Name, Vec<(Name, Score)>>;

/// The listings that tell of one activity. Never empty.
pub type Cluster = BTreeSet<ListingKey>;

/// What it holds depends on the listings, the rulings and the memory alone, not on
/// the order or the steps in which they came.
#[derive(Debug, Default)]
pub struct Index {
    rulings: Rulings,
    memory: Memory,
    units: Units,
    blocks: Blocks,
    /// Of pairs that may be one and do not contradict each other, both ways.
    ties: Ties,
    clusters: Companies,
    /// Taken in, and not looked at yet.
    gathered: BTreeSet<Name>,
}

/// Two that may be one activity and are not shown as one, each by its smallest key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub a: ListingKey,
    pub b: ListingKey,
    pub score: Score,
    /// Why they were not joined although they are alike enough.
    pub refused: Option<Refused>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    Ruling(ListingKey, ListingKey),
    Veto(ListingKey, ListingKey),
    Rivals(ListingKey, ListingKey),
    UnlikeCompany,
}

/// What a change came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// All clusters of now whose company may be another than before; those of what changed among them.
    pub clusters: Vec<Cluster>,
    /// Of these listings all earlier doubts are void; the present ones stand in `doubts`.
    pub reconsidered: BTreeSet<ListingKey>,
    pub doubts: Vec<Doubt>,
}

impl Index {
    #[must_use]
    pub fn new(rulings: Rulings, memory: Memory) -> Self {
        Self { rulings, memory, ..Self::default() }
    }

    /// Takes the changes in without looking at whom they resemble: `complete` does that for all of them,
    /// for which each pair is looked at once.
    pub fn gather(&mut self, changes: &Changes<'_>) {
        let changed = self.units.apply(changes, &self.rulings);
        self.gathered.extend(changed);
    }

    /// Finds who is one, among all that was gathered and with all that was there, by what is known of
    /// translations now.
    pub fn complete(&mut self, memory: Memory) -> Outcome {
        self.memory = memory;
        let gathered = std::mem::take(&mut self.gathered);
        self.absorb(&gathered, BTreeSet::new())
    }

    /// Takes the changes in.
    pub fn apply(&mut self, changes: &Changes<'_>) -> Outcome {
        let changed = self.units.apply(changes, &self.rulings);
        let outcome = self.absorb(&changed, BTreeSet::new());
        self.units.forget(changes);
        outcome
    }

    /// People said something else now.
    pub fn rule(&mut self, rulings: Rulings) -> Outcome {
        let about = self.rulings.differing(&rulings);
        self.rulings = rulings;
        let changed = self.units.reform(&about, &self.rulings);
        let seeds = about.iter().filter_map(|key| self.units.of_listing(key)).collect();
        self.absorb(&changed, seeds)
    }

    /// Everything, as if it had just been taken in.
    pub fn all(&mut self) -> Outcome {
        let names = self.units.names().collect();
        self.reconsider(names)
    }

    /// These and all that hang together with them, as if they had just been taken in.
    pub fn again(&mut self, keys: &BTreeSet<ListingKey>) -> Outcome {
        let names = keys.iter().filter_map(|key| self.units.of_listing(key)).collect();
        let mut outcome = self.reconsider(names);
        outcome.reconsidered.extend(keys.iter().cloned());
        outcome
    }

    /// `changed` units are new, different or gone; `seeds` are to be looked at besides.
    fn absorb(&mut self, changed: &BTreeSet<Name>, mut seeds: BTreeSet<Name>) -> Outcome {
        let keys = changed
            .iter()
            .map(|name| (*name, self.units.get(*name).map(|unit| unit.profile.keys())))
            .collect();
        let dirty = self.blocks.apply(keys);
        for name in seeds.clone().iter().chain(changed).chain(&dirty) {
            seeds.extend(self.clusters.of(*name));
        }
        for name in changed.iter().chain(&dirty) {
            seeds.insert(*name);
            seeds.extend(self.tied(*name).map(|(other, _)| other));
            self.untie(*name);
        }
        for name in &dirty {
            self.tie(*name, &dirty);
        }
        self.reconsider(seeds)
    }

    /// In order of their smallest keys.
    #[must_use]
    pub fn clusters(&self) -> Vec<Cluster> {
        let units = self.units.names().filter(|name| self.clusters.leads(*name));
        let mut all: Vec<_> = units.map(|name| self.listings(&self.clusters.of(name))).collect();
        all.sort();
        all
    }

    /// What speaks for and against these two being one; `None` where one of them takes no part, or
    /// both are parts of one series.
    #[must_use]
    pub fn judge(&self, a: &ListingKey, b: &ListingKey) -> Option<Judgement> {
        let (a, b) = (self.units.of_listing(a)?, self.units.of_listing(b)?);
        let (a, b) = (self.units.get(a)?, self.units.get(b)?);
        (a.members != b.members).then(|| judge::judge(&a.profile, &b.profile, &self.memory))
    }

    /// How many pairs stand in a block together.
    #[must_use]
    pub fn comparisons(&self) -> usize {
        let names = self.units.names();
        names.map(|name| self.blocks.candidates(name).len()).sum::<usize>() / 2
    }

    /// Whether a person has ruled on the series of which these two are.
    #[must_use]
    pub fn ruled(&self, a: &ListingKey, b: &ListingKey) -> bool {
        let unit = |key| self.units.of_listing(key).and_then(|name| self.units.get(name));
        unit(a).zip(unit(b)).is_some_and(|(a, b)| self.ruling(a, b).is_some())
    }

    /// What is compared, in order: listings, and series whose dates a source lists one by one.
    pub fn series(&self) -> impl Iterator<Item = Cluster> {
        let mut names: Vec<Name> = self.units.names().collect();
        self.units.sort(&mut names);
        names.into_iter().map(|name| self.listings(&[name]))
    }

    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Multilingual titles of all listings, to learn from.
    pub fn profiles(&self) -> impl Iterator<Item = &Profile> {
        self.units.profiles()
    }

    fn listings(&self, units: &[Name]) -> Cluster {
        let members = units.iter().filter_map(|name| self.units.get(*name));
        members.flat_map(|unit| self.units.keys(unit).cloned()).collect()
    }

    fn tied(&self, name: Name) -> impl Iterator<Item = (Name, Score)> {
        self.ties.get(&name).into_iter().flatten().copied()
    }

    fn untie(&mut self, name: Name) {
        for (other, _) in self.ties.remove(&name).unwrap_or_default() {
            if let Some(ties) = self.ties.get_mut(&other) {
                ties.retain(|(tied, _)| *tied != name);
                if ties.is_empty() {
                    self.ties.remove(&other);
                }
            }
        }
    }

    /// Of two that are to be tied anew, the first does it for both.
    fn tie(&mut self, name: Name, anew: &BTreeSet<Name>) {
        let Some(unit) = self.units.get(name) else { return };
        for other in self.blocks.candidates(name) {
            if other < name && anew.contains(&other) {
                continue;
            }
            let Some(candidate) = self.units.get(other) else { continue };
            let (a, b) = (&unit.profile, &candidate.profile);
            if judge::exclude(a, b) {
                continue;
            }
            let least = if a.origin == b.origin { ODD } else { POSSIBLE };
            let Some(found) = judge::judge_likely(a, b, &self.memory, least) else { continue };
            if found.veto.is_none() && found.score >= least {
                self.ties.entry(name).or_default().push((other, found.score));
                self.ties.entry(other).or_default().push((name, found.score));
            }
        }
    }

    /// Finds the clusters anew of all that hang together with `seeds`.
    fn reconsider(&mut self, seeds: BTreeSet<Name>) -> Outcome {
        let together = self.together();
        let mut outcome = Outcome::default();
        let mut seen: BTreeSet<Name> = BTreeSet::new();
        for seed in seeds {
            if !self.units.contains(seed) {
                self.clusters.leave(seed);
            } else if !seen.contains(&seed) {
                let component = Component::around(seed, &self.ties, &together, &self.units);
                seen.extend(component.units.iter().copied());
                self.settle(&component, &together, &mut outcome);
            }
        }
        outcome.clusters.sort();
        outcome.doubts.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        outcome.doubts.dedup_by(|x, y| (&x.a, &x.b) == (&y.a, &y.b));
        outcome
    }
}

#[cfg(test)]
mod properties;
