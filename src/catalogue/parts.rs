//! All entries, in a few segments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use roaring::RoaringBitmap;

use super::Entry;
use super::segment::Segment;
use crate::id::ActivityId;

/// No index is ever changed: what is new comes into a segment of its own, which takes the smaller ones
/// of late in with it. So there are never many, and an entry is indexed anew only now and then (as in
/// log-structured merge trees).
#[derive(Clone, Debug, Default)]
pub(super) struct Parts(Vec<Part>);

#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) segment: Arc<Segment>,
    /// Numbers of entries that are gone, or stand in a later segment.
    pub(super) dead: Arc<RoaringBitmap>,
}

/// A segment takes in those before it that are at most so many times its size.
const GROWTH: usize = 8;
/// Of a segment of which one in so many is dead the others move on.
const ROTTEN: usize = 8;

impl Parts {
    /// `fresh` take the place of those of their ids; `leaving` and these lose theirs.
    pub(super) fn with(
        &self,
        mut fresh: BTreeMap<ActivityId, Arc<Entry>>,
        leaving: &BTreeSet<ActivityId>,
    ) -> Self {
        let mut parts = self.0.clone();
        for id in fresh.keys().chain(leaving) {
            bury(&mut parts, id);
        }
        let moving = parts.split_off(first_moving(&parts, fresh.len()));
        for entry in moving.iter().flat_map(Part::entries) {
            fresh.insert(entry.id.clone(), Arc::clone(entry));
        }
        if !fresh.is_empty() {
            let segment = Segment::build(fresh.into_values().collect());
            parts.push(Part { segment: Arc::new(segment), dead: Arc::default() });
        }
        Self(parts)
    }

    pub(super) fn get(&self, id: &ActivityId) -> Option<&Arc<Entry>> {
        self.0.iter().find_map(|part| part.segment.entry(part.find(id)?))
    }

    /// In order of their ids.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        let mut queues: Vec<_> = self.0.iter().map(|part| part.entries().peekable()).collect();
        std::iter::from_fn(move || {
            let heads = queues.iter_mut().filter_map(|queue| {
                let id = &queue.peek()?.id;
                Some((id, queue))
            });
            heads.min_by_key(|(id, _)| *id)?.1.next()
        })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Part> {
        self.0.iter()
    }
}

impl Part {
    /// How many are not dead.
    fn living(&self) -> usize {
        self.segment.len().saturating_sub(self.buried())
    }

    fn buried(&self) -> usize {
        usize::try_from(self.dead.len()).unwrap_or(usize::MAX)
    }

    fn find(&self, id: &ActivityId) -> Option<u32> {
        self.segment.find(id).filter(|number| !self.dead.contains(*number))
    }

    fn entries(&self) -> impl Iterator<Item = &Arc<Entry>> {
        let numbered = (0..).zip(self.segment.entries());
        numbered.filter(|(number, _)| !self.dead.contains(*number)).map(|(_, entry)| entry)
    }
}

/// No id lives in two of them.
fn bury(parts: &mut [Part], id: &ActivityId) {
    for part in parts {
        if let Some(number) = part.find(id) {
            Arc::make_mut(&mut part.dead).insert(number);
            return;
        }
    }
}

/// From where on all move into the new segment, of which `size` are new.
fn first_moving(parts: &[Part], size: usize) -> usize {
    let rotten = |part: &Part| part.buried() * ROTTEN >= part.segment.len();
    let mut first = parts.iter().position(rotten).unwrap_or(parts.len());
    let mut size = size + parts.iter().skip(first).map(Part::living).sum::<usize>();
    for part in parts.iter().take(first).rev() {
        if part.living() > GROWTH * size {
            break;
        }
        size += part.living();
        first -= 1;
    }
    first
}

#[cfg(test)]
mod tests;
