//! What there is in all, without looking at each entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::segment::{Spot, Trait};
use super::{Catalogue, Entry};
use crate::id::ActivityId;
use crate::listing::Organiser;
use crate::vocabulary::Term;

impl Catalogue {
    /// How many activities have each: its type, a theme, a format, an age group, a gender, a language.
    #[must_use]
    pub fn terms(&self) -> BTreeMap<Term, usize> {
        let mut counts = BTreeMap::new();
        for part in self.parts.iter() {
            for (fact, entries) in part.segment.traits.iter() {
                let Trait::Term(term) = fact else { continue };
                let living = entries.len() - entries.intersection_len(&part.dead);
                if let Ok(living @ 1..) = usize::try_from(living) {
                    *counts.entry(*term).or_default() += living;
                }
            }
        }
        counts
    }

    /// Each way in which one is told, with how many activities tell it so, in the order of the first ones
    /// that do.
    #[must_use]
    pub fn organisers(&self) -> Vec<(&Organiser, usize)> {
        let mut found: Vec<(&ActivityId, &Organiser, usize)> = Vec::new();
        for part in self.parts.iter() {
            let told = part.segment.organisers.count(|entry| !part.dead.contains(entry));
            found.extend(told.filter_map(|(organiser, first, count)| {
                Some((&part.segment.entry(first)?.id, organiser, count))
            }));
        }
        found.sort_by_key(|(first, ..)| *first);
        found.into_iter().map(|(_, organiser, count)| (organiser, count)).collect()
    }

    /// Everywhere that something is held, and then of each activity the numbers of where it is held, in
    /// the order of their ids and of its sessions. The first time it takes seconds.
    #[must_use]
    pub fn places(&self) -> (Vec<&Spot>, Vec<Vec<usize>>) {
        let mut all = Vec::new();
        let mut held: Vec<(&ActivityId, Vec<usize>)> = Vec::new();
        for part in self.parts.iter() {
            let (before, places) = (all.len(), part.segment.places());
            all.extend(&places.all);
            for ((number, entry), own) in (0..).zip(part.segment.entries()).zip(&places.of) {
                if !part.dead.contains(number) {
                    let own = own.iter().filter_map(|place| usize::try_from(*place).ok());
                    held.push((&entry.id, own.map(|place| before + place).collect()));
                }
            }
        }
        held.sort_by_key(|(id, _)| *id);
        (all, held.into_iter().map(|(_, places)| places).collect())
    }

    /// Those that have a picture, in order of their ids.
    #[must_use]
    pub fn pictured(&self) -> Vec<&Entry> {
        let mut found: Vec<&Arc<Entry>> = Vec::new();
        for part in self.parts.iter() {
            let living = part.segment.traits.any([Trait::Pictured]) - &*part.dead;
            found.extend(living.iter().filter_map(|number| part.segment.entry(number)));
        }
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found.into_iter().map(|entry| &**entry).collect()
    }
}
