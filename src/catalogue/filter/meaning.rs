//! What a filter means, spelled out one activity at a time: what the indexes are held to.

use std::collections::BTreeSet;

use super::Filter;
use super::area::Point;
use super::clause::{
    ActivityClause, Channel, Cost, Organisation, SessionClause, StatusName, Years, ages,
};
use crate::activity::Activity;
use crate::listing::{Accessibility, Area, Content, Place, Session, Venue};
use crate::municipality::Municipality;
use crate::vocabulary::Term;

impl Filter {
    /// Whether the activity is asked for, leaving place, status and time to its sessions.
    pub(in crate::catalogue) fn wants(&self, activity: &Activity) -> bool {
        self.activity_clauses().all(|clause| clause.holds_of(activity))
    }

    /// Whether a session is asked for, whenever it is. `session` is `None` for an activity that has none.
    pub(in crate::catalogue) fn wants_session(
        &self,
        area: &Area,
        session: Option<&Session>,
    ) -> bool {
        self.session_clauses().all(|clause| clause.holds_of(area, session))
    }
}

impl ActivityClause {
    fn holds_of(&self, activity: &Activity) -> bool {
        let content = &activity.content;
        let any = |wanted: &BTreeSet<Term>, has: &BTreeSet<Term>| !wanted.is_disjoint(has);
        match self {
            Self::Age(years) => is_for_age(*years, content),
            Self::Audience(wanted) => {
                any(wanted, &content.age_groups) || any(wanted, &content.genders)
            }
            Self::Format(wanted) => any(wanted, &content.formats),
            Self::Free(cost) => Cost::of(content.price.kind) == Some(*cost),
            Self::Language(wanted) => any(wanted, &content.languages),
            Self::ModifiedSince(at) => activity.changed >= *at,
            Self::Organisation(wanted) => wanted.iter().any(|one| is_of(one, content)),
            Self::Source(wanted) => {
                activity.members.iter().any(|member| wanted.contains(&member.key.source))
            }
            Self::Theme(wanted) => any(wanted, &content.themes),
            Self::Type(wanted) => content.kind.is_some_and(|kind| wanted.contains(&kind)),
            Self::Words(words) => words.all_in(activity),
        }
    }
}

impl SessionClause {
    fn holds_of(&self, area: &Area, session: Option<&Session>) -> bool {
        let here = || {
            let position = session.and_then(|session| session.venue.place()?.position);
            position.map(Point::of)
        };
        match self {
            Self::Accessible(wanted) => session.is_some_and(|s| match &s.accessibility {
                Accessibility::Features(features) => wanted.is_subset(features),
                Accessibility::Unknown => false,
            }),
            Self::Box(bounds) => here().is_some_and(|point| bounds.holds(point)),
            Self::Channel(wanted) => session.is_some_and(|s| {
                Channel::of(&s.venue).iter().any(|channel| wanted.contains(channel))
            }),
            Self::Municipality(wanted) => is_in(|one| wanted.contains(&one), area, session),
            Self::Near(circle) => here().is_some_and(|point| circle.holds(point)),
            Self::Region(wanted) => {
                let inside = |one| wanted.iter().any(|area| area.municipalities().contains(&one));
                is_in(inside, area, session)
            }
            Self::Status(wanted) => {
                session.is_some_and(|s| wanted.contains(&StatusName::of(s.status)))
            }
        }
    }
}

fn is_for_age(years: Years, content: &Content) -> bool {
    ages(content).into_iter().any(|(min, max)| years.overlap(min, max))
}

fn is_of(wanted: &Organisation, content: &Content) -> bool {
    let organiser = &content.organiser;
    match wanted {
        Organisation::BusinessId(id) => organiser.business_id.as_ref() == Some(id),
        Organisation::Name(name) => {
            organiser.name.as_deref().map(Organisation::fold).as_ref() == Some(name)
        }
    }
}

/// By the municipality of its place where it is known, else by those whom the activity is for. What is
/// held in another municipality is not offered here, even if it is for the whole country; what is held
/// nowhere (online, by phone) and names nobody is for everybody.
fn is_in(wanted: impl Fn(Municipality) -> bool, area: &Area, session: Option<&Session>) -> bool {
    let venue = session.map(|session| &session.venue);
    let place = venue.and_then(Venue::place);
    if let Some(Place { municipality: Some(here), .. }) = place {
        return wanted(*here);
    }
    match area {
        Area::WholeCountry => true,
        Area::Municipalities(named) => named.iter().copied().any(wanted),
        Area::Unknown => matches!(venue, Some(Venue::Online(_) | Venue::Phone(_))),
    }
}
