//! JSON v1. Fixed: later versions only add to it. `docs/schema/activity-v1.schema.json` describes it.

mod activity;
mod bounds;
mod facets;
mod model;
mod occurrence;
mod organisation;
mod schedule;
mod session;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::value::RawValue;

use self::activity::View;
use self::model::Languages;
use crate::activity::{Activity, HeldSession};
use crate::id::{ActivityId, Revision};
use crate::localized::Lang;
use crate::site::Site;
use crate::when::occurrences::Occurrence;

pub use activity::MEMBERS;
pub use facets::{Choice, InTown, facets, municipalities};
pub use occurrence::TIME_MEMBERS;
pub use organisation::{ORGANISATION_MEMBERS, Sight, organisation, sparse_organisation};

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
    let view = View { site, as_of: Some(as_of), langs: Languages::All };
    text(&activity::object(activity, possible, view))
}

/// The same with the best language alone of each text, for who reads `lang`: its name tells which it is.
#[must_use]
pub fn in_one_language(
    activity: &Activity,
    possible: Option<&BTreeSet<ActivityId>>,
    site: &Site,
    as_of: NaiveDate,
    lang: &Lang,
) -> String {
    let view = View { site, as_of: Some(as_of), langs: Languages::Only(lang) };
    text(&activity::object(activity, possible, view))
}

/// The same without next times: it changes only when the activity does, or those that may be the same.
#[must_use]
pub fn undated(
    activity: &Activity,
    possible: Option<&BTreeSet<ActivityId>>,
    site: &Site,
) -> String {
    let view = View { site, as_of: None, langs: Languages::All };
    text(&activity::object(activity, possible, view))
}

/// What `activity` tells besides what `undated` does.
#[must_use]
pub fn dated(activity: &Activity, as_of: NaiveDate) -> String {
    let sessions = activity.sessions.iter();
    text(&sessions.map(|held| session::next(&held.session, as_of)).collect::<Vec<_>>())
}

/// One time of a session as one object, in one language where one is named.
#[must_use]
pub fn occurrence(
    activity: &Activity,
    held: &HeldSession,
    occurrence: &Occurrence,
    site: &Site,
    lang: Option<&Lang>,
) -> String {
    let langs = lang.map_or(Languages::All, Languages::Only);
    text(&occurrence::object(activity, held, occurrence, site, langs))
}

/// Only these members of an object that `activity` or `in_one_language` made, in their order there.
#[must_use]
pub fn sparse(object: &str, members: &BTreeSet<&str>) -> String {
    sparse_of(MEMBERS, object, members)
}

/// The same of an object that `occurrence` made.
#[must_use]
pub fn sparse_occurrence(object: &str, members: &BTreeSet<&str>) -> String {
    sparse_of(TIME_MEMBERS, object, members)
}

#[expect(clippy::expect_used, reason = "it is an object that we wrote")]
fn sparse_of(order: &[&str], object: &str, members: &BTreeSet<&str>) -> String {
    let all: BTreeMap<&str, &RawValue> = serde_json::from_str(object).expect("it is an object");
    let wanted = order.iter().filter(|name| members.contains(**name));
    let pairs: Vec<String> = wanted
        .filter_map(|name| all.get(name).map(|value| format!(r#""{name}":{value}"#)))
        .collect();
    format!("{{{}}}", pairs.join(","))
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
