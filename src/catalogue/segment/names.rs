//! Which name comes before which.

use std::collections::HashMap;

use crate::catalogue::filter::key::Key;
use crate::catalogue::text::Lexicon;
use crate::listing::Content;
use crate::localized::Lang;

/// What entries are called in each of our languages, as names are compared.
#[derive(Debug, Default)]
pub(in crate::catalogue) struct Names {
    folded: Lexicon,
    /// Of each entry the number of its name, by which it is sorted.
    ranks: [Box<[Option<u32>]>; Lang::OURS.len()],
}

/// Those of entries that come one by one.
#[derive(Debug, Default)]
pub(super) struct Collector {
    numbers: HashMap<String, u32>,
    told: [Vec<Option<u32>>; Lang::OURS.len()],
}

impl Names {
    /// Those of equal names are equal; `None` where there is no name at all.
    pub(super) fn ranks(&self, lang: &Lang) -> &[Option<u32>] {
        let place = Lang::OURS.iter().position(|ours| ours == lang).unwrap_or(0);
        self.ranks.get(place).map_or(&[], |ranks| ranks)
    }

    pub(super) fn key(&self, entry: u32, lang: &Lang) -> Option<Key> {
        let rank = super::at(self.ranks(lang), entry).copied()??;
        self.folded.get(usize::try_from(rank).ok()?).map(|name| Key::Name(name.to_owned()))
    }
}

impl Collector {
    pub(super) fn take(&mut self, content: &Content) {
        let mut known: Option<(&str, u32)> = None;
        for (lang, told) in Lang::OURS.iter().zip(&mut self.told) {
            let number = content.name.best(lang).map(|(_, name)| match known {
                Some((other, number)) if other == name => number,
                _ => {
                    let number = number(&mut self.numbers, name);
                    known = Some((name, number));
                    number
                }
            });
            told.push(number);
        }
    }

    pub(super) fn finish(self) -> Names {
        let mut folded: Vec<_> = self.numbers.into_iter().collect();
        folded.sort_unstable();
        let mut ranks = vec![0; folded.len()];
        for (rank, (_, number)) in (0..).zip(&folded) {
            if let Some(place) = usize::try_from(*number).ok().and_then(|n| ranks.get_mut(n)) {
                *place = rank;
            }
        }
        let rank = |number: Option<u32>| super::at(&ranks, number?).copied();
        Names {
            folded: Lexicon::new(folded.iter().map(|(name, _)| name.as_str())),
            ranks: self.told.map(|told| told.into_iter().map(rank).collect()),
        }
    }
}

fn number(numbers: &mut HashMap<String, u32>, name: &str) -> u32 {
    let next = super::number(numbers.len());
    *numbers.entry(Key::folded(name)).or_insert(next)
}
