//! What others ask by rules of their own: the indexes leave over what may be meant, to be looked at.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::filter::Days;
use super::filter::clause::StatusName;
use super::parts::Part;
use super::segment::{Circumstance, Segment, Slot, SlotKind, Trait};
use super::{Catalogue, Entry};
use crate::listing::{Organiser, Position};
use crate::municipality::Municipality;
use crate::vocabulary::Term;

/// Something that is said of all entries that are meant, and perhaps of others.
pub enum Sign<'a> {
    /// It has one of these.
    Any(&'a BTreeSet<Term>),
    /// It has none of these.
    Without(&'a BTreeSet<Term>),
    /// Who organises it is such a one.
    By(&'a dyn Fn(&Organiser) -> bool),
    /// It is offered in one of these.
    In(&'a BTreeSet<Municipality>),
    /// It is held at such a position.
    At(&'a dyn Fn(Position) -> bool),
    /// It may be held on one of these days. Of what ended before the window, lies behind it, goes on without
    /// times or is put off that is not known.
    On(Days),
}

impl fmt::Debug for Sign<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any(terms) => f.debug_tuple("Any").field(terms).finish(),
            Self::Without(terms) => f.debug_tuple("Without").field(terms).finish(),
            Self::By(_) => f.write_str("By"),
            Self::In(towns) => f.debug_tuple("In").field(towns).finish(),
            Self::At(_) => f.write_str("At"),
            Self::On(days) => f.debug_tuple("On").field(days).finish(),
        }
    }
}

impl Catalogue {
    /// At least those of which all of it is said, in order of their ids.
    #[must_use]
    pub fn perhaps(&self, signs: &[Sign<'_>]) -> Vec<&Arc<Entry>> {
        let mut found: Vec<_> = self.parts.iter().flat_map(|part| within(part, signs)).collect();
        found.sort_by(|a, b| a.id.cmp(&b.id));
        found
    }
}

fn within<'a>(part: &'a Part, signs: &[Sign<'_>]) -> impl Iterator<Item = &'a Arc<Entry>> {
    let segment = &*part.segment;
    let all = || (0..).take(segment.len()).collect::<RoaringBitmap>();
    let numbers = signs.iter().map(|sign| sign.numbers(segment)).reduce(|all, one| all & one);
    let living = numbers.unwrap_or_else(all) - &*part.dead;
    living.into_iter().filter_map(|number| segment.entry(number))
}

impl Sign<'_> {
    fn numbers(&self, segment: &Segment) -> RoaringBitmap {
        let slots = || segment.slots();
        let any =
            |terms: &BTreeSet<Term>| segment.traits.any(terms.iter().copied().map(Trait::Term));
        match self {
            Self::Any(terms) => any(terms),
            Self::Without(terms) => {
                (0..).take(segment.len()).collect::<RoaringBitmap>() - any(terms)
            }
            Self::By(is_such) => {
                let is_such = |number: &u32| segment.organiser(*number).is_some_and(is_such);
                (0..).take(segment.len()).filter(is_such).collect()
            }
            Self::In(towns) => {
                let towns = towns.iter().copied().map(Circumstance::Municipality);
                let offered = segment.circumstances.any(towns.chain([Circumstance::Anywhere]));
                offered.iter().filter_map(|slot| Some(segment.slot(slot)?.owner)).collect()
            }
            Self::At(is_such) => {
                let here = slots().filter(|(_, slot)| slot.position.is_some_and(is_such));
                here.map(|(_, slot)| slot.owner).collect()
            }
            Self::On(days) => {
                let put_off = Circumstance::Status(StatusName::Postponed);
                let put_off = segment.circumstances.any([put_off]);
                let perhaps =
                    |number, slot| put_off.contains(number) || is_perhaps_on(segment, slot, *days);
                let found = slots().filter(|(number, slot)| perhaps(*number, slot));
                found.map(|(_, slot)| slot.owner).collect()
            }
        }
    }
}

fn is_perhaps_on(segment: &Segment, slot: &Slot, days: Days) -> bool {
    let runs = segment.runs(slot);
    slot.kind != SlotKind::Session
        || runs.is_empty()
        || runs.iter().any(|run| run.is_ongoing() || run.touches(days))
}
