//! From activities to what is served: decides whether each is shown, renders it, hands it to the catalogue.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use rusqlite::Connection;

use super::decide::Trust;
use crate::activity::{Activity, Digest, State};
use crate::catalogue::{Catalogue, Edition, Entry, Found, Gone};
use crate::config::Config;
use crate::id::{ActivityId, ListingKey};
use crate::publish::{ical, json};
use crate::show::{self, Policy, Reason};
use crate::site::Site;
use crate::store::{StoreError, activities, decisions, possible, turns};
use crate::when::occurrences::Window;

/// How far ahead of the revision's date filters by date can see.
const HORIZON: Days = Days::new(400);

/// What the configuration says of publishing, besides people's decisions.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    site: Site,
    base: Policy,
    trust: Trust,
    /// For each activity those that may be the same.
    possible: BTreeMap<ActivityId, BTreeSet<ActivityId>>,
}

pub(super) fn policy(config: &Config) -> Rules {
    let base = Policy {
        sources: Some(config.sources.iter().map(|source| source.id.clone()).collect()),
        region: config.region.as_ref().map(|region| region.municipalities.clone()),
        past_days: config.publish.past_days,
        ..Policy::default()
    };
    let trust = config.sources.iter().map(|source| (source.id.clone(), source.rank)).collect();
    Rules {
        site: config.publish.site.clone(),
        base,
        trust: Trust(trust),
        possible: BTreeMap::new(),
    }
}

impl Rules {
    /// With what people decided.
    pub(super) fn with_decisions(&self, connection: &Connection) -> Result<Self, StoreError> {
        let mut rules = self.clone();
        for subject in decisions::suppressions(connection)?.into_keys() {
            if let Some(key) = ListingKey::parse(&subject) {
                // What it belongs to may go on under another id of its source.
                let activity = activities::id_of_listing(connection, &key)?;
                rules.base.suppressed_activities.extend(activity);
                rules.base.suppressed_listings.insert(key);
            } else if let Some(id) = ActivityId::parse(&subject) {
                rules.base.suppressed_activities.insert(id);
            }
        }
        rules.possible = possible::by_activity(connection)?;
        Ok(rules)
    }

    /// What decides whether an entry is shown by what it says itself.
    pub(super) fn policy(&self) -> &Policy {
        &self.base
    }

    pub(super) fn trust(&self) -> &Trust {
        &self.trust
    }

    /// How these activities are to be served from the edition's date on. `tell` is handed each of them,
    /// with the digest of all that readers of changes are told of it where it is shown.
    pub(super) fn compose(
        &self,
        activities: impl IntoIterator<Item = Arc<Activity>>,
        as_of: NaiveDate,
        mut tell: impl FnMut(&ActivityId, Option<Digest>) -> Result<(), StoreError>,
    ) -> Result<Composed, StoreError> {
        let mut composed = Composed::default();
        for activity in activities {
            let id = activity.id.clone();
            match self.verdict(&activity, as_of) {
                None => {
                    let told = self.told(&activity);
                    tell(&id, Some(told))?;
                    composed.entries.push(self.entry(&activity, told, as_of));
                }
                Some(why) => {
                    tell(&id, None)?;
                    composed.gone.insert(id, why);
                }
            }
        }
        Ok(composed)
    }

    /// The same of everything that is stored, one after the other: two editions are in memory as long
    /// as one takes the other's place, so what is equal is taken from the one that is `served`.
    pub(super) fn catalogue(
        &self,
        connection: &Connection,
        edition: Edition,
        served: &Catalogue,
        mut tell: impl FnMut(&ActivityId, Option<Digest>) -> Result<(), StoreError>,
    ) -> Result<Catalogue, StoreError> {
        let mut entries = Vec::new();
        let mut gone = BTreeMap::new();
        activities::each(connection, |activity| {
            let one = self.compose([Arc::new(activity)], edition.as_of, &mut tell)?;
            entries.extend(one.entries.into_iter().map(|entry| shared(entry, served)));
            gone.extend(one.gone);
            Ok(())
        })?;
        for id in turns::orphans(connection)? {
            tell(&id, None)?;
            // What is deleted for good is what ended longest ago.
            gone.insert(id, Gone::Hidden(BTreeSet::from([Reason::Ended])));
        }
        Ok(Catalogue::build(edition, entries, gone))
    }

    fn told(&self, activity: &Activity) -> Digest {
        Digest::of(&json::undated(activity, self.possible.get(&activity.id), &self.site))
    }

    /// Those that are served and that may be the same as others than when they were rendered.
    pub(super) fn marked_anew(&self, served: &Catalogue) -> Vec<Arc<Activity>> {
        let none = BTreeSet::new();
        let differs =
            |entry: &&Arc<Entry>| *self.possible.get(&entry.id).unwrap_or(&none) != entry.possible;
        served.entries().filter(differs).map(|entry| Arc::new(entry.activity())).collect()
    }

    /// Why an activity is not shown; none = it is.
    pub(super) fn reasons(&self, activity: &Activity, as_of: NaiveDate) -> BTreeSet<Reason> {
        show::reasons(activity, &self.base, as_of)
    }

    /// `None` = shown.
    fn verdict(&self, activity: &Activity, as_of: NaiveDate) -> Option<Gone> {
        match &activity.state {
            State::Withdrawn { .. } => Some(Gone::Withdrawn),
            State::Merged { into } => Some(Gone::Merged { into: into.clone() }),
            State::Live => {
                let reasons = self.reasons(activity, as_of);
                (!reasons.is_empty()).then_some(Gone::Hidden(reasons))
            }
        }
    }

    /// `told` is of what does not depend on the date.
    fn entry(&self, activity: &Activity, told: Digest, as_of: NaiveDate) -> Entry {
        let vevent = |held| ical::vevents(activity, held, &self.site);
        let vevents = activity.sessions.iter().map(|held| (held.id, vevent(held))).collect();
        let possible = self.possible.get(&activity.id);
        let told = told.and(&json::dated(activity, as_of));
        Entry::new(activity, told, vevents, self.window(as_of))
            .perhaps(possible.cloned().unwrap_or_default())
    }

    fn window(&self, as_of: NaiveDate) -> Window {
        let from = as_of.checked_sub_days(Days::new(self.base.past_days.into()));
        let to = as_of.checked_add_days(HORIZON);
        Window { from: from.unwrap_or(as_of), to: to.unwrap_or(as_of) }
    }
}

/// Activities as they are served, and ids that are not any more.
#[derive(Debug, Default)]
pub(super) struct Composed {
    pub(super) entries: Vec<Entry>,
    pub(super) gone: BTreeMap<ActivityId, Gone>,
}

fn shared(entry: Entry, served: &Catalogue) -> Arc<Entry> {
    match served.get(&entry.id) {
        Found::Live(earlier) => entry.sharing(earlier),
        Found::Gone(_) | Found::Unknown => Arc::new(entry),
    }
}
