//! Who has what, as bitmaps: of entries by their numbers, and of sessions by their slots.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use crate::activity::Activity;
use crate::catalogue::filter::clause::{self, Channel, Cost, Organisation, StatusName};
use crate::id::SourceId;
use crate::listing::{Accessibility, Area, Session, Venue};
use crate::municipality::Municipality;
use crate::vocabulary::Term;

/// Something that an activity has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Trait {
    /// Type, theme, format, age group, gender or language: a term tells which.
    Term(Term),
    Cost(Cost),
    Organisation(Organisation),
    Source(SourceId),
    /// For these years, both included: few of all activities differ in them.
    Ages(Vec<(u8, u8)>),
    /// It has a picture.
    Pictured,
}

/// Something that a session has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::catalogue) enum Circumstance {
    Accessible(Term),
    Channel(Channel),
    /// It is offered in every municipality.
    Anywhere,
    Municipality(Municipality),
    Status(StatusName),
}

#[derive(Debug)]
pub(in crate::catalogue) struct Facts<K>(BTreeMap<K, RoaringBitmap>);

impl<K> Default for Facts<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Facts<K> {
    /// `number` is not less than any before it.
    pub(super) fn note(&mut self, number: u32, facts: impl IntoIterator<Item = K>) {
        for fact in facts {
            let numbers = self.0.entry(fact).or_default();
            if numbers.try_push(number).is_err() {
                numbers.insert(number);
            }
        }
    }

    /// Those that have any of `facts`.
    pub(in crate::catalogue) fn any(&self, facts: impl IntoIterator<Item = K>) -> RoaringBitmap {
        let found = facts.into_iter().filter_map(|fact| self.0.get(&fact));
        found.fold(RoaringBitmap::new(), |all, one| all | one)
    }

    pub(in crate::catalogue) fn all(&self, facts: impl IntoIterator<Item = K>) -> RoaringBitmap {
        let found = facts.into_iter().map(|fact| self.0.get(&fact).cloned().unwrap_or_default());
        found.reduce(|all, one| all & one).unwrap_or_default()
    }

    pub(in crate::catalogue) fn iter(&self) -> impl Iterator<Item = (&K, &RoaringBitmap)> {
        self.0.iter()
    }

    /// What grew one by one has room for more; its copy has none.
    pub(super) fn fitted(self) -> Self {
        Self(self.0.into_iter().map(|(fact, numbers)| (fact, numbers.clone())).collect())
    }
}

pub(super) fn traits(activity: &Activity) -> Vec<Trait> {
    let content = &activity.content;
    let sets = [
        &content.themes,
        &content.formats,
        &content.age_groups,
        &content.genders,
        &content.languages,
    ];
    let terms = sets.into_iter().flatten().chain(&content.kind).copied().map(Trait::Term);
    let organiser = &content.organiser;
    let id = organiser.business_id.iter().cloned().map(Organisation::BusinessId);
    let name = organiser.name.iter().map(|name| Organisation::Name(Organisation::fold(name)));
    let sources = activity.members.iter().map(|member| member.key.source.clone());
    let ages = Some(clause::ages(content)).filter(|ages| !ages.is_empty());
    terms
        .chain(Cost::of(content.price.kind).map(Trait::Cost))
        .chain(id.chain(name).map(Trait::Organisation))
        .chain(sources.map(Trait::Source))
        .chain(ages.map(Trait::Ages))
        .chain(content.image.iter().map(|_| Trait::Pictured))
        .collect()
}

/// `session` is `None` for an activity that has none.
pub(super) fn circumstances(area: &Area, session: Option<&Session>) -> Vec<Circumstance> {
    let mut found = places(area, session.map(|session| &session.venue));
    if let Some(session) = session {
        found.extend(Channel::of(&session.venue).iter().copied().map(Circumstance::Channel));
        found.push(Circumstance::Status(StatusName::of(session.status)));
        if let Accessibility::Features(features) = &session.accessibility {
            found.extend(features.iter().copied().map(Circumstance::Accessible));
        }
    }
    found
}

/// In which municipalities it is offered: that of its place where it is known, else those whom the
/// activity is for. What is held in another municipality is not offered here, even if it is for the whole
/// country; what is held nowhere (online, by phone) and names nobody is for everybody.
fn places(area: &Area, venue: Option<&Venue>) -> Vec<Circumstance> {
    if let Some(here) = venue.and_then(Venue::place).and_then(|place| place.municipality) {
        return vec![Circumstance::Municipality(here)];
    }
    match area {
        Area::WholeCountry => vec![Circumstance::Anywhere],
        Area::Municipalities(named) => {
            named.iter().copied().map(Circumstance::Municipality).collect()
        }
        Area::Unknown => match venue {
            Some(Venue::Online(_) | Venue::Phone(_)) => vec![Circumstance::Anywhere],
            Some(Venue::Place(_) | Venue::Hybrid { .. } | Venue::Unknown) | None => Vec::new(),
        },
    }
}
