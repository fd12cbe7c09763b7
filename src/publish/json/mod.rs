//! JSON v1. Fixed: later versions only add to it. `docs/schema/activity-v1.schema.json` describes it.

mod activity;
mod bounds;
mod model;
mod schedule;
mod session;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use crate::activity::Activity;
use crate::id::{ActivityId, Revision};
use crate::site::Site;

pub use activity::MEMBERS;

/// What a collection says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Meta<'a> {
    pub revision: Revision,
    pub as_of: NaiveDate,
    /// How many there are in all.
    pub count: usize,
    /// The address of what follows.
    pub next: Option<&'a str>,
}

/// One activity as one object that holds all languages. Next times are counted from `as_of`;
/// `possible` are those that may be the same.
#[must_use]
pub fn activity(
    activity: &Activity,
    possible: Option<&BTreeSet<ActivityId>>,
    site: &Site,
    as_of: NaiveDate,
) -> String {
    text(&activity::object(activity, possible, site, Some(as_of)))
}

/// The same without next times: it changes only when the activity does, or those that may be the same.
#[must_use]
pub fn undated(
    activity: &Activity,
    possible: Option<&BTreeSet<ActivityId>>,
    site: &Site,
) -> String {
    text(&activity::object(activity, possible, site, None))
}

/// `fragments` are what `activity` made.
#[must_use]
pub fn collection<'a>(meta: &Meta<'_>, fragments: impl IntoIterator<Item = &'a str>) -> String {
    let data: Vec<&str> = fragments.into_iter().collect();
    format!(r#"{{"meta":{},"data":[{}]}}"#, text(meta), data.join(","))
}

#[expect(clippy::expect_used, reason = "only a map whose keys are no strings could fail")]
pub(super) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("all keys are strings")
}

#[cfg(test)]
mod tests;
