//! One organisation out of the announcements of it.

use std::collections::{BTreeMap, BTreeSet};

use super::announcement::Announcement;
use super::kin::Group;
use super::{Doing, Organisation, contact};
use crate::dedupe::text::fold;
use crate::id::OrganisationId;
use crate::localized::Lang;
use crate::weburl::WebUrl;

/// `None` where nobody tells its name.
pub(super) fn organisation(group: &Group, told: &[Announcement]) -> Option<Organisation> {
    let mut members: Vec<_> = group.members.iter().filter_map(|at| told.get(*at)).collect();
    members.sort_by(|a, b| a.id.cmp(&b.id));
    let names = names(&members);
    let name = best_name(&names)?.to_owned();
    Some(Organisation {
        id: id(group)?,
        other_names: names.into_keys().filter(|other| *other != name).map(str::to_owned).collect(),
        name,
        business_id: group.business_id.clone(),
        page: page(&members),
        contacts: contact::ways(&members),
        kinds: members.iter().filter_map(|one| one.doing.kind).collect(),
        themes: union(&members, |one| &one.themes),
        age_groups: union(&members, |one| &one.age_groups),
        genders: union(&members, |one| &one.genders),
        languages: union(&members, |one| &one.languages),
        municipalities: union(&members, |one| &one.municipalities),
        whole_country: members.iter().any(|one| one.whole_country),
        activities: activities(&members),
        sources: union(&members, |one| &one.sources),
    })
}

/// Of the Y-tunnus where there is one, so that a new name is no new organisation.
fn id(group: &Group) -> Option<OrganisationId> {
    let registered = group.business_id.as_deref();
    let registered = registered.map(|id| OrganisationId::derive("y-tunnus", id));
    registered.or_else(|| Some(OrganisationId::derive("name", group.name_key.as_deref()?)))
}

/// How often each name is written with a Y-tunnus beside it, and how often at all.
fn names<'a>(members: &[&'a Announcement]) -> BTreeMap<&'a str, (usize, usize)> {
    let mut names = BTreeMap::new();
    for organiser in members.iter().map(|one| &one.organiser) {
        if let Some(name) = &organiser.name {
            let (registered, all) = names.entry(name.as_str()).or_insert((0, 0));
            *registered += usize::from(organiser.business_id.is_some());
            *all += 1;
        }
    }
    names
}

/// Whoever tells its Y-tunnus knows its name; among those the most frequent one.
fn best_name<'a>(names: &BTreeMap<&'a str, (usize, usize)>) -> Option<&'a str> {
    let best =
        names.iter().max_by(|(a, a_count), (b, b_count)| a_count.cmp(b_count).then(b.cmp(a)));
    best.map(|(name, _)| *name)
}

/// The one that most announcements name.
fn page(members: &[&Announcement]) -> Option<WebUrl> {
    let mut pages: BTreeMap<&str, (usize, &WebUrl)> = BTreeMap::new();
    for url in members.iter().filter_map(|one| one.organiser.url.as_ref()) {
        pages.entry(url.as_str().trim_end_matches('/')).or_insert((0, url)).0 += 1;
    }
    let best = pages
        .iter()
        .max_by(|(a, (a_count, _)), (b, (b_count, _))| a_count.cmp(b_count).then(b.cmp(a)));
    best.map(|(_, (_, url))| (*url).clone())
}

fn union<T: Ord + Clone>(
    members: &[&Announcement],
    of: impl Fn(&Announcement) -> &BTreeSet<T>,
) -> BTreeSet<T> {
    members.iter().flat_map(|one| of(one)).cloned().collect()
}

fn activities(members: &[&Announcement]) -> Vec<Doing> {
    let mut all: Vec<_> = members.iter().map(|one| one.doing.clone()).collect();
    let name = |doing: &Doing| doing.name.best(&Lang::FI).map(|(_, name)| fold(name));
    all.sort_by_cached_key(|doing| (name(doing), doing.id.clone()));
    all
}
