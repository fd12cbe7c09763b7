//! The feeds of a set, read as a run reads them.

use std::collections::BTreeMap;

use kooste::id::{ItemId, ListingKey, SourceId};
use kooste::listing::Listing;
use kooste::normalise::{self, Organisers, Redact, Rules};
use kooste::source::kind::{Kind, Origin};
use kooste::source::organisers::index;
use kooste::source::{Item, Page, Series};

use crate::labelled::truth::Member;
use crate::labelled::world::Feeds;

/// What the four feeds say.
pub(crate) struct Read {
    pub(crate) listings: Vec<Listing>,
    /// The sources' own ids behind each listing: those of its parts, where it is put together of some.
    members: BTreeMap<ListingKey, Vec<Member>>,
    /// Entries that were not read, and why.
    pub(crate) refused: Vec<String>,
}

pub(crate) fn read(feeds: &Feeds) -> Read {
    each(feeds, Kind::join)
}

/// Every entry by itself, as whoever has but the feeds would take them at first.
pub(crate) fn read_apart(feeds: &Feeds) -> Read {
    let wholes_left_out = |_: Kind, pages: Vec<Page>| {
        let mut page = pages.into_iter().next().unwrap_or_default();
        page.items.retain(|item| item.series != Some(Series::Whole));
        page
    };
    each(feeds, wholes_left_out)
}

fn each(feeds: &Feeds, join: impl Fn(Kind, Vec<Page>) -> Page) -> Read {
    let mut read = Read { listings: Vec::new(), members: BTreeMap::new(), refused: Vec::new() };
    for (source, kind, body) in [
        ("lahella", Kind::Lahella, &feeds.lahella),
        ("linked-events", Kind::LinkedEvents, &feeds.linked_events),
        ("kuntakalenteri", Kind::Ical, &feeds.municipal),
        ("seurakalenteri", Kind::Ical, &feeds.club),
    ] {
        let url = "https://kooste.example/".parse().unwrap();
        let page = kind.parse(body.as_bytes(), Origin { url: &url, language: "fi" }).unwrap();
        let parts = parts(&page.items);
        read.take(&SourceId::parse(source).unwrap(), join(kind, vec![page]), &parts);
    }
    read
}

impl Read {
    /// `own` are entries of their own, whether or not others are parts of them.
    pub(crate) fn members(&self, key: &ListingKey) -> Vec<Member> {
        self.members.get(key).cloned().unwrap_or_default()
    }

    fn take(&mut self, source: &SourceId, page: Page, parts: &BTreeMap<ItemId, Vec<ItemId>>) {
        self.refused
            .extend(page.rejections.iter().map(|rejection| format!("{source}: {rejection:?}")));
        let rules = rules(source);
        let organisers: Organisers = index(page.organisers.clone());
        for item in &page.items {
            match normalise::listing(item, &rules, &organisers) {
                Ok(listing) => {
                    let ids = parts.get(&item.id).cloned().unwrap_or_else(|| vec![item.id.clone()]);
                    let of = |id: &ItemId| Member {
                        source: source.as_str().to_owned(),
                        source_id: id.as_str().to_owned(),
                    };
                    self.members.insert(listing.key.clone(), ids.iter().map(of).collect());
                    self.listings.push(listing);
                }
                Err(rejection) => self.refused.push(format!("{source}: {rejection:?}")),
            }
        }
    }
}

/// Of series: an umbrella is an entry of its own, and so is each of its parts.
fn parts(items: &[Item]) -> BTreeMap<ItemId, Vec<ItemId>> {
    let wholes = items.iter().filter(|item| item.series == Some(Series::Whole));
    let mut parts: BTreeMap<ItemId, Vec<ItemId>> =
        wholes.map(|item| (item.id.clone(), Vec::new())).collect();
    for item in items {
        if let Some(Series::PartOf(whole)) = &item.series
            && let Some(of_whole) = parts.get_mut(whole)
        {
            of_whole.push(item.id.clone());
        }
    }
    parts
}

fn rules(source: &SourceId) -> Rules {
    Rules {
        source: source.clone(),
        link: None,
        image: None,
        attribution: source.as_str().to_owned(),
        licence: None,
        redact: Redact::default(),
    }
}
