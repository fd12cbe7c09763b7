//! Which announcements are of one organisation.

use std::collections::{BTreeMap, BTreeSet};

use super::announcement::Announcement;
use crate::dedupe::merge::reach;
use crate::dedupe::organiser::{Body, Kinship};
use crate::listing::{ContactMeans, Organiser};

/// The announcements of one organisation, by their places in what is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) members: Vec<usize>,
    pub(super) business_id: Option<String>,
    /// Of all ways to write its name, the one that identifies it where it has no Y-tunnus.
    pub(super) name_key: Option<String>,
}

/// An organiser as it is written, and where.
struct Spelling {
    body: Body,
    business_id: Option<String>,
    name_key: Option<String>,
    /// Its own mail and page.
    own: BTreeSet<String>,
    members: Vec<usize>,
}

/// One Y-tunnus is one organisation, and two are two. Without one it is told by a source's id of it and by
/// its name; a name that two of different Y-tunnus have says nothing of which it is.
pub(super) fn groups(told: &[Announcement]) -> Vec<Group> {
    let spellings = spellings(told);
    let mut kin = Kin::new(&spellings);
    kin.join_by(|_, _, spelling| spelling.business_id.as_ref());
    kin.join_by_ids(told);
    kin.join_by(|kin, at, spelling| spelling.name_key.as_ref().filter(|_| !kin.is_registered(at)));
    let alike = alike(&spellings);
    kin.join_unregistered(&alike);
    kin.join_registered(&alike);
    kin.groups()
}

/// Announcements that write it alike are compared once.
fn spellings(told: &[Announcement]) -> Vec<Spelling> {
    let mut by_text: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, announcement) in told.iter().enumerate() {
        let Organiser { id, name, business_id, url, email } = &announcement.organiser;
        let url = url.as_ref().map(|url| url.as_str());
        let source = id.as_ref().map(|_| &announcement.named_by);
        by_text.entry((business_id, name, id, source, url, email)).or_default().push(at);
    }
    let spelling = |members: Vec<usize>| {
        let first = told.get(*members.first()?)?;
        let body = Body::of(&first.organiser, None, &first.named_by);
        Some(Spelling {
            business_id: first.organiser.business_id.clone(),
            name_key: body.name_key(),
            own: own(&first.organiser),
            body,
            members,
        })
    };
    by_text.into_values().filter_map(spelling).collect()
}

fn own(organiser: &Organiser) -> BTreeSet<String> {
    let mail = organiser.email.iter().map(|mail| reach(&ContactMeans::Email(mail.clone())));
    let page = organiser.url.iter().map(|url| reach(&ContactMeans::Web(url.clone())));
    mail.chain(page).collect()
}

/// Pairs whose names are one. Where one name only tells less than the other, or is its initials, they have
/// to share a page or a mailbox besides.
fn alike(spellings: &[Spelling]) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, spelling) in spellings.iter().enumerate() {
        for stem in spelling.body.name_stems() {
            blocks.entry(stem).or_default().push(at);
        }
    }
    let mut found = BTreeSet::new();
    for block in blocks.values() {
        for (nth, a) in block.iter().enumerate() {
            for b in block.iter().skip(nth + 1) {
                let pair = spellings.get(*a).zip(spellings.get(*b));
                if pair.is_some_and(|(a, b)| are_alike(a, b)) {
                    found.insert((*a, *b));
                }
            }
        }
    }
    found
}

fn are_alike(a: &Spelling, b: &Spelling) -> bool {
    match a.body.against(&b.body) {
        Kinship::SameName => true,
        Kinship::SimilarName | Kinship::Acronym => !a.own.is_disjoint(&b.own),
        Kinship::SameId
        | Kinship::SameSite
        | Kinship::OtherBranch
        | Kinship::Municipality
        | Kinship::Other
        | Kinship::Unknown => false,
    }
}

/// Spellings on their way to groups.
struct Kin<'a> {
    spellings: &'a [Spelling],
    /// The group of each, by the smallest place in it.
    group: Vec<usize>,
    /// By group; of those that went into another one it says nothing.
    business_id: Vec<Option<&'a str>>,
}

impl<'a> Kin<'a> {
    fn new(spellings: &'a [Spelling]) -> Self {
        Self {
            spellings,
            group: (0..spellings.len()).collect(),
            business_id: spellings.iter().map(|one| one.business_id.as_deref()).collect(),
        }
    }

    fn of(&self, spelling: usize) -> usize {
        self.group.get(spelling).copied().unwrap_or(spelling)
    }

    fn business_id(&self, group: usize) -> Option<&'a str> {
        self.business_id.get(group).copied().flatten()
    }

    fn is_registered(&self, spelling: usize) -> bool {
        self.business_id(self.of(spelling)).is_some()
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.of(a), self.of(b));
        let (kept, lost) = (a.min(b), a.max(b));
        let both = self.business_id(kept).or(self.business_id(lost));
        if let Some(business_id) = self.business_id.get_mut(kept) {
            *business_id = both;
        }
        self.group.iter_mut().filter(|group| **group == lost).for_each(|group| *group = kept);
    }

    fn join_by<K: Ord>(&mut self, key: impl Fn(&Self, usize, &'a Spelling) -> Option<K>) {
        let spellings = self.spellings.iter().enumerate();
        let keys: Vec<_> =
            spellings.filter_map(|(at, one)| Some((at, key(self, at, one)?))).collect();
        let mut first = BTreeMap::new();
        for (at, key) in keys {
            let first = *first.entry(key).or_insert(at);
            self.join(first, at);
        }
    }

    /// What one source gives one id is one, unless it gave it to several that are registered.
    fn join_by_ids(&mut self, told: &[Announcement]) {
        let mut by_id: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (at, spelling) in self.spellings.iter().enumerate() {
            let announcement = spelling.members.first().and_then(|first| told.get(*first));
            let Some(announcement) = announcement else { continue };
            if let Some(id) = &announcement.organiser.id {
                by_id.entry((&announcement.named_by, id)).or_default().push(at);
            }
        }
        for same in by_id.into_values() {
            let registered = same.iter().filter_map(|at| self.business_id(self.of(*at)));
            let clear = registered.collect::<BTreeSet<_>>().len() < 2;
            for (a, b) in same.iter().zip(same.iter().skip(1)).filter(|_| clear) {
                self.join(*a, *b);
            }
        }
    }

    fn join_unregistered(&mut self, alike: &BTreeSet<(usize, usize)>) {
        for (a, b) in alike {
            if !self.is_registered(*a) && !self.is_registered(*b) {
                self.join(*a, *b);
            }
        }
    }

    /// To whom each that is not registered is alike is looked at before any is joined: what came first must
    /// not decide.
    fn join_registered(&mut self, alike: &BTreeSet<(usize, usize)>) {
        let mut wanted: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (a, b) in alike {
            let (group_a, group_b) = (self.of(*a), self.of(*b));
            match (self.is_registered(*a), self.is_registered(*b)) {
                (false, true) => drop(wanted.entry(group_a).or_default().insert(group_b)),
                (true, false) => drop(wanted.entry(group_b).or_default().insert(group_a)),
                (true, true) | (false, false) => {}
            }
        }
        for (group, into) in wanted {
            if let (Some(into), 1) = (into.first(), into.len()) {
                self.join(group, *into);
            }
        }
    }

    fn groups(&self) -> Vec<Group> {
        let mut groups: BTreeMap<usize, Group> = BTreeMap::new();
        for (at, spelling) in self.spellings.iter().enumerate() {
            let group = groups.entry(self.of(at)).or_default();
            group.members.extend(&spelling.members);
            group.business_id = group.business_id.take().or_else(|| spelling.business_id.clone());
            let keys = [group.name_key.take(), spelling.name_key.clone()];
            group.name_key = keys.into_iter().flatten().min();
        }
        groups.into_values().collect()
    }
}
