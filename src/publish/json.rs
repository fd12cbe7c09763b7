//! JSON v1. Fixed: later versions only add to it. `docs/schema/activity-v1.schema.json` describes it.

use chrono::NaiveDate;

use crate::activity::Activity;
use crate::id::Revision;
use crate::site::Site;

/// What a collection says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meta<'a> {
    pub revision: Revision,
    pub as_of: NaiveDate,
    /// How many there are in all.
    pub count: usize,
    /// The address of what follows.
    pub next: Option<&'a str>,
}

/// One activity as one object that holds all languages. Next times are counted from `as_of`.
#[must_use]
pub fn activity(activity: &Activity, site: &Site, as_of: NaiveDate) -> String {
    let _ = (activity, site, as_of);
    String::from("{}")
}

/// `fragments` are what `activity` made.
#[must_use]
pub fn collection<'a>(meta: &Meta<'_>, fragments: impl IntoIterator<Item = &'a str>) -> String {
    let _ = (meta, fragments.into_iter().count());
    String::from("{}")
}
