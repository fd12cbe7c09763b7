//! Units that hang together, and the clusters among them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::units::{Unit, Units};
use super::{Doubt, Index, Outcome, Refused, Ties};
use crate::dedupe::cluster::{self, At, Because, Relation, Tie};
use crate::dedupe::judge;
use crate::dedupe::name::Name;
use crate::dedupe::rulings::Ruling;
use crate::dedupe::score::{MERGE, REPOST, Score};
use crate::id::ListingKey;

/// Of one unit, the likeliest: more nobody would look through.
const DOUBTS: usize = 8;

/// The pairs that people joined, both ways.
pub(super) type Together = BTreeMap<Name, BTreeSet<Name>>;

/// In order of their keys, by which ties are decided.
pub(super) struct Component {
    pub(super) units: Vec<Name>,
    /// Where each stands in `units`.
    at: BTreeMap<Name, At>,
}

impl Component {
    /// All that can be reached from `seed` by pairs that would be joined, or that people joined.
    pub(super) fn around(seed: Name, ties: &Ties, together: &Together, units: &Units) -> Self {
        let mut found = BTreeSet::from([seed]);
        let mut open = vec![seed];
        while let Some(name) = open.pop() {
            let tied = ties.get(&name).into_iter().flatten();
            let joins = |other: Name, score: Score| {
                score >= REPOST || (score >= MERGE && !units.are_rivals(name, other))
            };
            let alike = tied.filter(|(other, score)| joins(*other, *score)).map(|(other, _)| other);
            for other in alike.chain(together.get(&name).into_iter().flatten()) {
                if units.contains(*other) && found.insert(*other) {
                    open.push(*other);
                }
            }
        }
        let mut found: Vec<Name> = found.into_iter().collect();
        units.sort(&mut found);
        let at = found.iter().enumerate().map(|(at, name)| (*name, at)).collect();
        Self { units: found, at }
    }

    fn at(&self, name: Name) -> Option<At> {
        self.at.get(&name).copied()
    }
}

impl Index {
    pub(super) fn together(&self) -> Together {
        let mut together = Together::new();
        for (pair, _) in self.rulings.iter().filter(|(_, ruling)| *ruling == Ruling::Together) {
            let [a, b] = pair.keys().map(|key| self.units.of_listing(key));
            if let (Some(a), Some(b)) = (a, b)
                && a != b
            {
                together.entry(a).or_default().insert(b);
                together.entry(b).or_default().insert(a);
            }
        }
        together
    }

    /// Finds the clusters of a component and puts them in the place of what was found before.
    pub(super) fn settle(
        &mut self,
        component: &Component,
        together: &Together,
        outcome: &mut Outcome,
    ) {
        let partition = {
            let mut known = BTreeMap::new();
            let relation = |a: At, b: At| {
                let pair = (a.min(b), a.max(b));
                *known.entry(pair).or_insert_with(|| self.relation(component, pair))
            };
            cluster::partition(component.units.len(), self.pairs(component, together), relation)
        };
        for name in &component.units {
            self.clusters.leave(*name);
        }
        for cluster in &partition.clusters {
            let units: Vec<Name> =
                cluster.iter().filter_map(|at| component.units.get(*at)).copied().collect();
            outcome.clusters.push(self.listings(&units));
            self.clusters.form(&units);
        }
        self.doubt(component, &partition.refused, outcome);
    }

    fn pairs(&self, component: &Component, together: &Together) -> Vec<(At, At, Score)> {
        let mut pairs = BTreeMap::new();
        for (a, name) in component.units.iter().enumerate() {
            let joined = together.get(name).into_iter().flatten().map(|other| (*other, MERGE));
            for (other, score) in joined.chain(self.tied(*name)) {
                if let Some(b) = component.at(other).filter(|b| a < *b) {
                    pairs.insert((a, b), score);
                }
            }
        }
        pairs.into_iter().map(|((a, b), score)| (a, b, score)).collect()
    }

    fn relation(&self, component: &Component, (a, b): (At, At)) -> Relation {
        let unit = |at: At| component.units.get(at).and_then(|name| self.units.get(*name));
        let (Some(a), Some(b)) = (unit(a), unit(b)) else { return Relation::Apart };
        if let Some(ruling) = self.ruling(a, b) {
            return match ruling {
                Ruling::Together => Relation::Together,
                Ruling::Apart => Relation::Apart,
            };
        }
        let found = judge::judge(&a.profile, &b.profile, &self.memory);
        let complementary = found.complementary;
        let rivals = a.profile.origin == b.profile.origin;
        if found.veto.is_some() {
            return Relation::Vetoed { rivals, complementary };
        }
        Relation::Scored(Tie { score: found.score, rivals, complementary, times: found.times })
    }

    /// Apart is the stronger word where a series holds listings of both kinds.
    pub(super) fn ruling(&self, a: &Unit, b: &Unit) -> Option<Ruling> {
        if self.rulings.is_empty() {
            return None;
        }
        let pairs = self.units.keys(a).flat_map(|x| self.units.keys(b).map(move |y| (x, y)));
        let mut found = pairs.filter_map(|(x, y)| self.rulings.of(x, y));
        let first = found.next()?;
        if found.any(|ruling| ruling == Ruling::Apart) { Some(Ruling::Apart) } else { Some(first) }
    }

    /// Two of one data source are not even looked at together where they are not alike enough for it.
    fn rivals(&self, a: Name, b: Name, score: Score) -> Option<Refused> {
        let rivals = score >= MERGE && self.units.are_rivals(a, b);
        rivals.then(|| Some(Refused::Rivals(self.key(a)?, self.key(b)?))).flatten()
    }

    fn key(&self, name: Name) -> Option<ListingKey> {
        self.units.key(name).cloned()
    }

    fn doubt(&self, component: &Component, refused: &[cluster::Refused], outcome: &mut Outcome) {
        for name in &component.units {
            let members = self.units.get(*name).map(|unit| self.units.keys(unit));
            outcome.reconsidered.extend(members.into_iter().flatten().cloned());
            let apart = self.tied(*name).filter(|(other, _)| !self.clusters.are_one(*name, *other));
            let mut apart: Vec<_> = apart.collect();
            apart.sort_by_key(|(other, score)| (Reverse(*score), self.units.key(*other)));
            let doubts = apart.into_iter().take(DOUBTS);
            outcome.doubts.extend(doubts.filter_map(|(other, score)| {
                let (a, b) = match self.units.key(*name) <= self.units.key(other) {
                    true => (*name, other),
                    false => (other, *name),
                };
                self.doubt_of(component, refused, (a, b), score)
            }));
        }
    }

    fn doubt_of(
        &self,
        component: &Component,
        refused: &[cluster::Refused],
        (a, b): (Name, Name),
        score: Score,
    ) -> Option<Doubt> {
        let pair = component.at(a).zip(component.at(b));
        let refused = refused.iter().find(|refused| Some(refused.pair) == pair);
        let refused = refused.and_then(|refused| self.told(component, refused.because));
        let refused = refused.or_else(|| self.rivals(a, b, score));
        Some(Doubt { a: self.key(a)?, b: self.key(b)?, score, refused })
    }

    fn told(&self, component: &Component, because: Because) -> Option<Refused> {
        let named = |at: At| component.units.get(at).and_then(|name| self.key(*name));
        Some(match because {
            Because::Ruling(a, b) => Refused::Ruling(named(a)?, named(b)?),
            Because::Veto(a, b) => Refused::Veto(named(a)?, named(b)?),
            Because::Rivals(a, b) => Refused::Rivals(named(a)?, named(b)?),
            Because::UnlikeCompany => Refused::UnlikeCompany,
        })
    }
}
