//! Who organises what.

use std::collections::HashMap;

use crate::listing::Organiser;

/// Each as often as it is told otherwise: of a region's activities many are of few.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Organisers {
    all: Box<[Organiser]>,
    /// Of each entry the number of its own.
    of: Box<[u32]>,
}

/// Those of entries that come one by one.
#[derive(Debug, Default)]
pub(super) struct Collector {
    numbers: HashMap<[Option<String>; 5], u32>,
    all: Vec<Organiser>,
    of: Vec<u32>,
}

impl Organisers {
    pub(super) fn of(&self, entry: u32) -> Option<&Organiser> {
        super::at(&self.all, *super::at(&self.of, entry)?)
    }

    /// With how many of these entries each has, and the first of them; those of none are left out.
    pub(in crate::catalogue) fn count(
        &self,
        is_wanted: impl Fn(u32) -> bool,
    ) -> impl Iterator<Item = (&Organiser, u32, usize)> {
        let mut counts: Vec<Option<(u32, usize)>> = vec![None; self.all.len()];
        for (entry, number) in (0..).zip(&self.of).filter(|(entry, _)| is_wanted(*entry)) {
            if let Some(count) = usize::try_from(*number).ok().and_then(|n| counts.get_mut(n)) {
                count.get_or_insert((entry, 0)).1 += 1;
            }
        }
        let found = self.all.iter().zip(counts);
        found.filter_map(|(organiser, count)| count.map(|(first, many)| (organiser, first, many)))
    }
}

impl Collector {
    pub(super) fn take(&mut self, organiser: &Organiser) {
        let Organiser { id, name, business_id, url, email } = organiser;
        let url = url.as_ref().map(ToString::to_string);
        let key = [id.clone(), name.clone(), business_id.clone(), url, email.clone()];
        let next = super::number(self.all.len());
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.all.push(organiser.clone());
        }
        self.of.push(number);
    }

    pub(super) fn finish(self) -> Organisers {
        Organisers { all: self.all.into(), of: self.of.into() }
    }
}
