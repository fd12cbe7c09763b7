//! What one activity tells of who arranges it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Doing, Source};
use crate::activity::{Activity, Field};
use crate::id::{ActivityId, SourceId};
use crate::listing::{Area, Contact, Organiser};
use crate::municipality::Municipality;
use crate::normalise::redact;
use crate::vocabulary::Term;

#[derive(Clone, Debug)]
pub(super) struct Announcement {
    pub(super) id: ActivityId,
    pub(super) organiser: Organiser,
    /// Who gave the organiser its id.
    pub(super) named_by: SourceId,
    pub(super) doing: Doing,
    pub(super) contacts: Vec<Contact>,
    /// When anybody last changed a word of it: nothing else shows that somebody looked at its contacts.
    pub(super) changed: DateTime<Utc>,
    pub(super) themes: BTreeSet<Term>,
    pub(super) age_groups: BTreeSet<Term>,
    pub(super) genders: BTreeSet<Term>,
    pub(super) languages: BTreeSet<Term>,
    pub(super) municipalities: BTreeSet<Municipality>,
    pub(super) whole_country: bool,
    pub(super) sources: BTreeSet<Source>,
}

impl Announcement {
    /// `None` where no organiser is known. A person is no organisation.
    pub(super) fn of(activity: &Activity) -> Option<Self> {
        let content = &activity.content;
        let organiser = &content.organiser;
        let known =
            organiser.name.is_some() || organiser.business_id.is_some() || organiser.id.is_some();
        let person = organiser.name.as_deref().is_some_and(redact::is_persons_name);
        if !known || person {
            return None;
        }
        let origin = activity.origin.get(&Field::Organiser).unwrap_or(&activity.founder);
        let source = |member: &crate::activity::Member| Source {
            id: member.key.source.clone(),
            attribution: member.credit.attribution.clone(),
            licence: member.credit.licence.clone(),
        };
        Some(Self {
            id: activity.id.clone(),
            organiser: organiser.clone(),
            named_by: origin.source.clone(),
            doing: Doing {
                id: activity.id.clone(),
                name: content.name.clone(),
                kind: content.kind,
            },
            contacts: content.contacts.clone(),
            changed: activity.changed,
            themes: content.themes.clone(),
            age_groups: content.age_groups.clone(),
            genders: content.genders.clone(),
            languages: content.languages.clone(),
            municipalities: municipalities(activity),
            whole_country: content.area == Area::WholeCountry,
            sources: activity.members.iter().map(source).collect(),
        })
    }
}

fn municipalities(activity: &Activity) -> BTreeSet<Municipality> {
    let venues = activity.sessions.iter().map(|held| &held.session.venue);
    let places = venues.filter_map(|venue| venue.place()?.municipality);
    match &activity.content.area {
        Area::Municipalities(named) => places.chain(named.iter().copied()).collect(),
        Area::WholeCountry | Area::Unknown => places.collect(),
    }
}
