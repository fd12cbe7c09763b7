//! A set of entries in Lähellä's shape, as large as asked for: what the whole country might announce.
//!
//! `Set::new(1, from)` decides all of it; an entry depends on the seed and its own number alone, so that a
//! larger set begins with a smaller one. Nothing in it is announced twice: sets that tell how well
//! duplicates are found are in `tests/labelled/`.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a set that cannot be made is a failed benchmark"
)]

mod country;
mod entry;
#[path = "../../tests/labelled/rng.rs"]
mod rng;
mod text;
mod times;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use country::{Association, Country};
use rng::{Rng, mixed_with};

/// Entries of a page, as many as the service gives at most.
pub(crate) const PAGE: usize = 100;

#[derive(Debug)]
pub(crate) struct Set {
    seed: u64,
    /// The day on which it is read: some began before it, and all end after it.
    from: NaiveDate,
    country: Country,
}

/// Which of a hundred entries are told otherwise than at first, in their texts and their hours.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Changed {
    pub(crate) percent: u64,
}

impl Set {
    pub(crate) fn new(seed: u64, from: NaiveDate) -> Self {
        Self { seed, from, country: Country::new(&mut Rng::new(seed, 0)) }
    }

    /// The bodies of `GET /v1/activities`, in order.
    pub(crate) fn pages(&self, entries: usize, changed: Changed) -> impl Iterator<Item = String> {
        (0..entries)
            .step_by(PAGE)
            .map(move |first| self.page(first..entries.min(first + PAGE), entries, changed))
    }

    fn page(&self, numbers: std::ops::Range<usize>, total: usize, changed: Changed) -> String {
        let mut groups: BTreeMap<&str, &Association> = BTreeMap::new();
        let last = numbers.end;
        let items: Vec<Value> = numbers
            .map(|number| {
                let number = u64::try_from(number).unwrap();
                let association = self.association(number);
                groups.insert(&association.key, association);
                self.entry(number, association, changed)
            })
            .collect();
        let groups: Vec<Value> = groups.into_values().map(Association::told).collect();
        json!({"items": items, "groups": groups, "total": total, "hasMore": last < total})
            .to_string()
    }

    fn association(&self, number: u64) -> &Association {
        self.country.association(&mut Rng::new(self.seed, 2 * number + 1))
    }

    fn entry(&self, number: u64, association: &Association, changed: Changed) -> Value {
        let mut rng = Rng::new(self.seed, 2 * number + 2);
        let retold = mixed_with(self.seed, number) % 100 < changed.percent;
        entry::entry(&mut rng, number, association, self.from, retold)
    }
}
