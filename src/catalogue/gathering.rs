//! A catalogue of entries that come one by one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::parts::Parts;
use super::segment::Builder;
use super::{Catalogue, Edition, Edits, Entry, Gone, Turns};
use crate::activity::Activity;
use crate::id::ActivityId;

/// Each activity is looked at while it is there, so that none has to be unpacked.
#[derive(Debug, Default)]
pub struct Gathering(Builder);

impl Gathering {
    /// `activity` is the entry's. They come in order of their ids, each once.
    pub fn take(&mut self, entry: Arc<Entry>, activity: &Activity) {
        self.0.take(entry, activity);
    }

    /// None of those that are `gone` was taken.
    #[must_use]
    pub fn catalogue(self, edition: Edition, gone: BTreeMap<ActivityId, Gone>) -> Catalogue {
        let parts = Parts::from(self.0.finish());
        Catalogue {
            edition,
            parts,
            gone: Arc::new(gone),
            turns: Turns::default(),
            edits: Edits::default(),
        }
    }
}
