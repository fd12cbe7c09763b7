//! Rendered text as it is handed from `publish` to `catalogue`: neither knows the other.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::localized::{Lang, Localized};

/// What a feed does with a cancelled session, or with a cancelled instance of a series.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum CancelledPolicy {
    /// STATUS:CANCELLED, and "PERUTTU: " before the title, because several readers ignore STATUS.
    #[default]
    Mark,
    /// "PERUTTU: " before the title alone: Google removes what is STATUS:CANCELLED without a word.
    Title,
    /// It is left out.
    Omit,
}

impl CancelledPolicy {
    pub const ALL: [Self; 3] = [Self::Mark, Self::Title, Self::Omit];
}

/// The VEVENTs of one session: per policy and language one text of one or more whole components.
///
/// A language without text of its own, and a policy that makes no difference, share the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vevents(BTreeMap<CancelledPolicy, Localized<Arc<str>>>);

impl Vevents {
    /// `None` where nothing is shown: an ongoing service, or a cancelled session under `Omit`.
    #[must_use]
    pub fn get(&self, policy: CancelledPolicy, lang: &Lang) -> Option<&str> {
        let (_, text) = self.0.get(&policy)?.best(lang)?;
        Some(text)
    }

    pub fn insert(&mut self, policy: CancelledPolicy, texts: Localized<Arc<str>>) {
        self.0.insert(policy, texts);
    }
}
