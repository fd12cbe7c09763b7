//! Parts of series among changes. A part alone is no series, and a series without its parts has no times,
//! so where one changed all is to be read; once, although changes are asked for with an overlap.

use std::collections::BTreeSet;

use crate::source::kind::Kind;
use crate::source::{Page, RawHash};

/// What the parts are, as received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts(BTreeSet<RawHash>);

impl Parts {
    pub(super) fn of(kind: Kind, pages: &[Page]) -> Self {
        let items = pages.iter().flat_map(|page| page.items.iter().chain(&page.embedded));
        Self(items.filter(|item| kind.is_part(item)).map(|item| item.hash.clone()).collect())
    }

    /// Whether a whole run has seen them since they changed: `written` is of the changes that led to one.
    pub(super) fn are_within(&self, written: Option<&str>) -> bool {
        let known: BTreeSet<RawHash> =
            written.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
        self.0.is_subset(&known)
    }

    pub(super) fn written(&self) -> String {
        let hashes: Vec<&str> = self.0.iter().map(RawHash::as_str).collect();
        serde_json::Value::from(hashes).to_string()
    }
}

/// Those of which nothing new is known.
pub(super) fn leave_out(kind: Kind, pages: &mut [Page]) {
    for page in pages {
        page.items.retain(|item| !kind.is_part(item));
        page.embedded.retain(|item| !kind.is_part(item));
    }
}
