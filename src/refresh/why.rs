//! Shown or not, and why: the answer for the organisation, the tray and the admin alike.

mod refused;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rusqlite::Connection;
use serde::Serialize;

use super::compose;
use crate::activity::{Activity, Member, State};
use crate::config::Config;
use crate::id::{ActivityId, ItemId, ListingKey, SourceId};
use crate::listing::{Publication, Reach};
use crate::localized::Lang;
use crate::plan::{ListingState, Stored};
use crate::report::{Mode, Refusal, RunState};
use crate::show::Reason;
use crate::store::{StoreError, activities, listings, revisions, runs};
use crate::weburl::WebUrl;

pub use refused::sentences;

/// What is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Listing(ListingKey),
    Activity(ActivityId),
    /// The public page of an entry at its source.
    Link(String),
}

impl Subject {
    /// `source:id`, an activity's id, or an address.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.contains("://") {
            return Some(Self::Link(text.to_owned()));
        }
        let activity = || ActivityId::parse(text).map(Self::Activity);
        ListingKey::parse(text).map(Self::Listing).or_else(activity)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    pub source: SourceId,
    pub id: ItemId,
    /// `None` where it was never read.
    pub name: Option<String>,
    pub outcome: Outcome,
    /// The activity that it belongs to.
    pub activity: Option<ActivityId>,
    /// Our page of that activity, where it is shown.
    pub page: Option<String>,
    /// The other listings that tell of the same activity.
    pub with: Vec<Beside>,
    /// Never empty where it is not shown.
    pub reasons: Vec<Because>,
}

/// A listing that is one activity with the one that is asked about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beside {
    pub source: SourceId,
    pub id: ItemId,
    pub link: Option<WebUrl>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Shown,
    NotShown,
    /// Its last version could not be read. An earlier one may still be shown.
    Refused,
}

/// A reason, for a program and for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Because {
    pub code: &'static str,
    pub fi: &'static str,
    pub sv: &'static str,
    pub en: &'static str,
    /// What was found, in English; only of refusals.
    pub detail: Option<String>,
    /// The towns that were found of what is outside the region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// `None` where nothing is known of it: neither listed nor refused in the last run.
pub fn why(
    connection: &Connection,
    config: &Config,
    subject: &Subject,
) -> Result<Option<Answer>, StoreError> {
    let Some(key) = key(connection, subject)? else { return Ok(None) };
    let activity = activities::of_listing(connection, &key)?;
    let stored = listings::get(connection, &key)?;
    let refusal = refusal(connection, &key)?;
    if activity.is_none() && refusal.is_none() {
        return Ok(None);
    }
    let rules = compose::policy(config).with_decisions(connection)?;
    let as_of = revisions::latest(connection)?.map_or(NaiveDate::MIN, |latest| latest.as_of);
    let hidden = activity.as_ref().map(|activity| {
        let mut reasons = rules.reasons(activity, as_of);
        reasons.extend(stored.as_ref().and_then(|stored| left_out(stored, activity)));
        reasons
    });
    let mut reasons: Vec<_> = hidden.iter().flatten().map(|reason| because(*reason)).collect();
    for reason in reasons.iter_mut().filter(|one| one.code == Reason::OutsideRegion.code()) {
        reason.found = activity.as_ref().and_then(towns);
    }
    let shown = hidden.is_some_and(|reasons| reasons.is_empty());
    let outcome = match (&refusal, shown) {
        (Some(_), _) => Outcome::Refused,
        (None, true) => Outcome::Shown,
        (None, false) => Outcome::NotShown,
    };
    reasons.extend(refusal.as_ref().map(refused::because));
    let site = &config.publish.site;
    let with = activity.as_ref().map(|activity| beside(&key, activity)).unwrap_or_default();
    Ok(Some(Answer {
        with,
        name: stored.map(|stored| stored.listing.content.title().to_owned()),
        page: activity.as_ref().filter(|_| shown).map(|activity| site.page(&activity.id)),
        activity: activity.map(|activity| activity.id),
        source: key.source,
        id: key.id,
        outcome,
        reasons,
    }))
}

/// Why it has no part in what is shown of the activity that it belongs to.
fn left_out(stored: &Stored, activity: &Activity) -> Option<Reason> {
    if stored.state == ListingState::Withdrawn {
        return Some(Reason::Withdrawn);
    }
    if activity.members.iter().any(|member| member.key == stored.listing.key) {
        return None;
    }
    match stored.listing.content.publication {
        Publication::Draft => Some(Reason::Draft),
        Publication::Unrecognised => Some(Reason::UnrecognisedStatus),
        Publication::Published => Some(Reason::SourceRemoved),
    }
}

fn beside(key: &ListingKey, activity: &Activity) -> Vec<Beside> {
    let others = activity.members.iter().filter(|member| member.key != *key);
    let beside = |member: &Member| Beside {
        source: member.key.source.clone(),
        id: member.key.id.clone(),
        link: member.credit.link.clone(),
    };
    others.map(beside).collect()
}

pub(super) fn key(
    connection: &Connection,
    subject: &Subject,
) -> Result<Option<ListingKey>, StoreError> {
    let first = |activity: &Activity| activity.members.first().map(|member| member.key.clone());
    Ok(match subject {
        Subject::Listing(key) => Some(key.clone()),
        Subject::Activity(id) => {
            let activity = match activities::get(connection, id)? {
                Some(Activity { state: State::Merged { into }, .. }) => {
                    activities::get(connection, &into)?
                }
                other => other,
            };
            activity.as_ref().and_then(first)
        }
        Subject::Link(link) => {
            let linked = |activity: Activity| {
                let live = activity.state == State::Live;
                let mut members = activity.members.into_iter().filter(|_| live);
                members.find(|m| m.credit.link.as_ref().is_some_and(|l| l.as_str() == link))
            };
            let mut found = None;
            activities::each(connection, |activity| {
                if found.is_none() {
                    found = linked(activity).map(|member| member.key);
                }
                Ok(())
            })?;
            found
        }
    })
}

/// Whether the source's last run could not read it.
fn refusal(connection: &Connection, key: &ListingKey) -> Result<Option<Refusal>, StoreError> {
    const LOOK_BACK: u32 = 20;
    let runs = runs::list(connection, Some(&key.source), None, LOOK_BACK)?;
    let told = |state| matches!(state, RunState::Applied | RunState::Unchanged | RunState::Held);
    let read = |report: &crate::report::Report| report.counts.items > 0;
    let mut reports = runs
        .into_iter()
        .filter(|run| run.mode != Mode::DryRun && told(run.state))
        .filter_map(|run| run.report)
        .filter(read);
    Ok(reports.next().and_then(|mut report| report.refused.remove(&key.id)))
}

/// Those of its area and places that we know; else what stands in its addresses.
fn towns(activity: &Activity) -> Option<String> {
    let sessions = || activity.sessions.iter().map(|held| &held.session);
    let known: BTreeSet<String> = match Reach::of(&activity.content.area, sessions()) {
        Reach::Everybody => BTreeSet::new(),
        Reach::Towns(towns) => towns.iter().map(|town| town.name(&Lang::FI).to_owned()).collect(),
    };
    let addresses = sessions().filter_map(|session| session.venue.place());
    let addresses = addresses.flat_map(|place| place.address.values());
    let written = || addresses.filter_map(|address| address.city.clone());
    let told = if known.is_empty() { written().collect() } else { known };
    (!told.is_empty()).then(|| told.into_iter().collect::<Vec<_>>().join(", "))
}

fn because(reason: Reason) -> Because {
    Because {
        code: reason.code(),
        fi: reason.sentence(&Lang::FI),
        sv: reason.sentence(&Lang::SV),
        en: reason.sentence(&Lang::EN),
        detail: None,
        found: None,
    }
}
