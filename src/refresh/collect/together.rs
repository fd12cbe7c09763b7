//! All pages of a run as one.

use std::collections::BTreeMap;

use crate::id::ItemId;
use crate::normalise::{self, Organisers};
use crate::plan::Completeness;
use crate::source::kind::{Kind, Paging};
use crate::source::{Item, Page, RawOrganiser, Rejection};

/// What a source said.
#[derive(Debug)]
pub(in crate::refresh) struct Said {
    pub(in crate::refresh) items: Vec<Item>,
    pub(in crate::refresh) rejections: Vec<Rejection>,
    pub(in crate::refresh) tombstones: Vec<ItemId>,
    pub(in crate::refresh) organisers: Organisers,
    pub(in crate::refresh) completeness: Completeness,
    pub(in crate::refresh) pages: usize,
    pub(in crate::refresh) received: usize,
}

/// `own` = organisers that the region's own file tells.
pub(super) fn together(
    kind: Kind,
    mut pages: Vec<Page>,
    completeness: Completeness,
    own: Vec<RawOrganiser>,
) -> Said {
    let received = pages.iter().map(|page| page.received).sum();
    let count = pages.len();
    if kind.paging() == Paging::Feed {
        keep_latest(&mut pages);
    }
    let mut said = Said {
        items: Vec::new(),
        rejections: Vec::new(),
        tombstones: Vec::new(),
        organisers: Organisers::new(),
        completeness,
        pages: count,
        received,
    };
    let mut side_lists: Vec<RawOrganiser> = Vec::new();
    for page in pages {
        said.items.extend(page.items);
        said.rejections.extend(page.rejections);
        said.tombstones.extend(page.tombstones);
        side_lists.extend(page.organisers);
    }
    said.items = kind.join(said.items);
    // What the region's own file says comes first, and the source fills in what that lacks.
    said.organisers = normalise::index(own.into_iter().chain(side_lists));
    said
}

/// In a feed of changes an entry comes again when it changes again: what a later page says holds.
fn keep_latest(pages: &mut [Page]) {
    let mut latest: BTreeMap<ItemId, usize> = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        let rejected = page.rejections.iter().filter_map(|rejection| rejection.id.as_ref());
        let items = page.items.iter().map(|item| &item.id);
        for id in items.chain(rejected).chain(&page.tombstones) {
            latest.insert(id.clone(), number);
        }
    }
    for (number, page) in pages.iter_mut().enumerate() {
        let holds = |id: &ItemId| latest.get(id) == Some(&number);
        page.items.retain(|item| holds(&item.id));
        page.tombstones.retain(|id| holds(id));
        page.rejections.retain(|rejection| rejection.id.as_ref().is_none_or(holds));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{CodeSystem, RawHash};

    /// "a b -c": items a and b, and a tombstone of c.
    fn page(text: &str) -> Page {
        let mut page = Page::default();
        for word in text.split_whitespace() {
            match word.strip_prefix('-') {
                Some(gone) => page.tombstones.push(ItemId::parse(gone).unwrap()),
                None => {
                    let id = ItemId::parse(word).unwrap();
                    page.items.push(Item::new(id, RawHash::of(b""), CodeSystem::Words));
                }
            }
        }
        page
    }

    #[test]
    fn of_a_feed_of_changes_what_a_later_page_says_holds() {
        let said = |kind| {
            let pages = vec![page("a b c"), page("-a d"), page("a -b")];
            together(kind, pages, Completeness::Increment, Vec::new())
        };
        let names = |said: &Said| {
            let items: Vec<_> = said.items.iter().map(|item| item.id.to_string()).collect();
            let gone: Vec<_> = said.tombstones.iter().map(ToString::to_string).collect();
            (items.join(" "), gone.join(" "))
        };
        assert_eq!(names(&said(Kind::Rpde)), ("c d a".to_owned(), "b".to_owned()));
        assert_eq!(names(&said(Kind::LinkedEvents)), ("a b c d a".to_owned(), "a b".to_owned()));
    }
}
