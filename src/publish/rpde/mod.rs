//! Changes as OpenActive's Realtime Paged Data Exchange 1.0 has them: each id once, in the order in
//! which something was last told of it, deletions included.

use serde::Serialize;
use serde_json::value::RawValue;

use super::json::text;
use crate::id::{ActivityId, Revision};
use crate::weburl::WebUrl;

/// What all items are.
const KIND: &str = "Activity";

#[derive(Debug, Serialize)]
pub struct Page<'a> {
    /// The address of what follows; of this page itself where it is the last one, which is empty.
    pub next: &'a str,
    pub items: Vec<Item<'a>>,
    /// An address.
    pub license: &'a str,
}

#[derive(Debug, Serialize)]
pub struct Item<'a> {
    state: State,
    kind: &'static str,
    id: &'a ActivityId,
    modified: Revision,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Box<RawValue>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Updated,
    Deleted,
}

impl<'a> Item<'a> {
    /// `data` is what `json::undated` made: whenever it changes, so does `modified`, which would not be
    /// so of times that pass.
    #[must_use]
    pub fn updated(id: &'a ActivityId, modified: Revision, data: String) -> Self {
        // It is JSON; were it not, the item would say nothing rather than break the page.
        let data = RawValue::from_string(data).unwrap_or_else(|_| RawValue::NULL.to_owned());
        Self { state: State::Updated, kind: KIND, id, modified, data: Some(data) }
    }

    #[must_use]
    pub fn deleted(id: &'a ActivityId, modified: Revision) -> Self {
        Self { state: State::Deleted, kind: KIND, id, modified, data: None }
    }
}

#[must_use]
pub fn page(page: &Page<'_>) -> String {
    text(page)
}

/// The address of the one licence under which all sources give what they have. `None` where they give
/// it under several, one does not say, or what it says is no licence that has an address: each item
/// tells its own.
#[must_use]
pub fn licence<'a>(stated: impl IntoIterator<Item = Option<&'a str>>) -> Option<String> {
    let mut stated = stated.into_iter();
    let first = stated.next()??;
    if !stated.all(|other| other == Some(first)) {
        return None;
    }
    let known = LICENCES.iter().find(|(name, _)| first.trim().eq_ignore_ascii_case(name));
    known
        .map(|(_, address)| (*address).to_owned())
        .or_else(|| WebUrl::parse(first).map(String::from))
}

const LICENCES: &[(&str, &str)] = &[
    ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    ("CC BY-SA 4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
    ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
];

#[cfg(test)]
mod tests;
