//! Who arranges what is announced: what many announcements tell of one organisation, put together.

mod announcement;
mod contact;
mod kin;
mod merge;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use crate::activity::Activity;
use crate::dedupe::text::fold;
use crate::id::{ActivityId, OrganisationId, SourceId};
use crate::localized::Localized;
use crate::municipality::Municipality;
use crate::vocabulary::Term;
use crate::weburl::WebUrl;

use announcement::Announcement;
pub use contact::{Holder, Way};

/// All organisations of one edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Organisations {
    /// In order of their places.
    all: Vec<Organisation>,
    of_activity: BTreeMap<ActivityId, OrganisationId>,
}

/// One organisation, as far as its announcements tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    pub id: OrganisationId,
    pub name: String,
    /// How else it is written, in order.
    pub other_names: BTreeSet<String>,
    /// Y-tunnus.
    pub business_id: Option<String>,
    pub page: Option<WebUrl>,
    /// What it does, and for whom; `kinds` are of `Scheme::Type`.
    pub kinds: BTreeSet<Term>,
    pub themes: BTreeSet<Term>,
    pub age_groups: BTreeSet<Term>,
    pub genders: BTreeSet<Term>,
    /// In which something is held.
    pub languages: BTreeSet<Term>,
    pub municipalities: BTreeSet<Municipality>,
    /// Whether something of it is for everybody in Finland.
    pub whole_country: bool,
    /// Those that outlive people first.
    pub contacts: Vec<Way>,
    /// In order of their Finnish names.
    pub activities: Vec<Doing>,
    /// Who tells of it.
    pub sources: BTreeSet<Source>,
}

/// Something that an organisation arranges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doing {
    pub id: ActivityId,
    pub name: Localized<String>,
    pub kind: Option<Term>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    pub id: SourceId,
    pub attribution: String,
    pub licence: Option<String>,
}

/// Where an organisation stands in the list: by its name, and by its id where names are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// In small letters, with single spaces.
    pub name: String,
    pub id: OrganisationId,
}

/// Whether an organisation is told to arrange it, and by its name.
#[must_use]
pub fn is_of_one(activity: &Activity) -> bool {
    activity.content.organiser.name.is_some() && Announcement::of(activity).is_some()
}

impl Organisations {
    /// Those that are named by any of `activities`, of which the order decides nothing.
    #[must_use]
    pub fn of<A: Borrow<Activity>>(activities: impl IntoIterator<Item = A>) -> Self {
        let told = activities.into_iter();
        let mut told: Vec<_> =
            told.filter_map(|activity| Announcement::of(activity.borrow())).collect();
        told.sort_by(|a, b| a.id.cmp(&b.id));
        let groups = kin::groups(&told);
        let mut all: Vec<_> =
            groups.iter().filter_map(|group| merge::organisation(group, &told)).collect();
        all.sort_by_cached_key(Organisation::place);
        let of_activity = all
            .iter()
            .flat_map(|one| one.activities.iter().map(|doing| (doing.id.clone(), one.id.clone())));
        Self { of_activity: of_activity.collect(), all }
    }

    /// In order of their places.
    pub fn iter(&self) -> impl Iterator<Item = &Organisation> {
        self.all.iter()
    }

    #[must_use]
    pub fn get(&self, id: &OrganisationId) -> Option<&Organisation> {
        self.all.iter().find(|one| one.id == *id)
    }

    /// Who arranges this.
    #[must_use]
    pub fn of_activity(&self, id: &ActivityId) -> Option<&OrganisationId> {
        self.of_activity.get(id)
    }
}

impl Organisation {
    #[must_use]
    pub fn place(&self) -> Place {
        Place { name: fold(&self.name), id: self.id.clone() }
    }
}

#[cfg(test)]
mod tests;
