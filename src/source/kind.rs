//! The kinds of sources: what each is called, how its list is paged, and who reads it. Pure.

use url::Url;

use super::{
    Item, Known, Page, PageError, eventz, ical, json_ld, lahella, linked_events, ptv, rpde, rss,
    tribe,
};
use crate::listing::Rank;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Lähellä.fi's activity list.
    Lahella,
    /// Linked Events v1: Helsinki, Turku, Espoo and regional ones.
    LinkedEvents,
    /// RFC 5545, one file.
    Ical,
    /// The Events Calendar, a plug-in of WordPress.
    Tribe,
    /// schema.org in a web page, or in the pages that it links to.
    JsonLd,
    /// RSS or Atom with dates of events.
    Rss,
    /// Eventz.today, behind the calendars of municipalities.
    Eventz,
    /// Palvelutietovaranto, the national service catalogue.
    Ptv,
    /// OpenActive's feed of changes.
    Rpde,
}

/// How one page leads to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// By position: how many entries, and how many before them.
    Offset { limit: &'static str, skip: &'static str },
    /// By number, from 1.
    Numbered { page: &'static str },
    /// Each page names the next; `limit`, where there is such a parameter, is how many entries one has.
    Next { limit: Option<&'static str> },
    /// Each page names the next, in the order in which entries changed. The last is empty and names itself.
    Feed,
    /// There is one.
    Single,
    /// One, which may link to pages of one entry each.
    Linked,
}

/// How changes alone are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changes {
    /// They are not: the whole list is, every time.
    None,
    /// By a time, in a parameter of this name; `also` has to be asked for with it.
    Since { parameter: &'static str, also: (&'static str, &'static str) },
    /// From where the last run ended.
    Cursor,
}

/// What a page's reader must know besides the page.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    /// Where the page is.
    pub url: &'a Url,
    /// Of texts, where a source has one and does not say which.
    pub language: &'a str,
}

impl Kind {
    pub const ALL: [Self; 9] = [
        Self::Lahella,
        Self::LinkedEvents,
        Self::Ical,
        Self::Tribe,
        Self::JsonLd,
        Self::Rss,
        Self::Eventz,
        Self::Ptv,
        Self::Rpde,
    ];

    /// As in the configuration and in the admin API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Lahella => "lahella",
            Self::LinkedEvents => "linked_events",
            Self::Ical => "ical",
            Self::Tribe => "tribe",
            Self::JsonLd => "json_ld",
            Self::Rss => "rss",
            Self::Eventz => "eventz",
            Self::Ptv => "ptv",
            Self::Rpde => "rpde",
        }
    }

    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Where the list is below a service's address; empty where an address is that of the list.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Lahella => "/v1/activities",
            Self::LinkedEvents => "/v1/event/",
            Self::Tribe => "/wp-json/tribe/events/v1/events",
            Self::Eventz => "/api/public/search",
            Self::Ical | Self::JsonLd | Self::Rss | Self::Ptv | Self::Rpde => "",
        }
    }

    /// What every page is asked for with.
    #[must_use]
    pub fn query(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Lahella => &[("total", "true")],
            Self::LinkedEvents => &[("include", "location,keywords")],
            Self::Eventz => &[("type", "event"), ("sort", "startDate")],
            Self::Ical | Self::Tribe | Self::JsonLd | Self::Rss | Self::Ptv | Self::Rpde => &[],
        }
    }

    /// The parameter that names the language of texts.
    #[must_use]
    pub fn language(self) -> Option<&'static str> {
        (self == Self::Eventz).then_some("language")
    }

    /// Whether texts are in one language that the source does not tell.
    #[must_use]
    pub fn leaves_language_open(self) -> bool {
        matches!(self, Self::Tribe | Self::Eventz | Self::Rpde)
    }

    /// How far it is believed where a configuration does not say: first those in which organisations
    /// write themselves, last those that repeat what others wrote.
    #[must_use]
    pub fn rank(self) -> Rank {
        Rank(match self {
            Self::Lahella | Self::Tribe | Self::JsonLd | Self::Ical => 1,
            Self::LinkedEvents | Self::Ptv => 2,
            Self::Eventz | Self::Rpde => 3,
            Self::Rss => 4,
        })
    }

    #[must_use]
    pub fn paging(self) -> Paging {
        match self {
            Self::Lahella => Paging::Offset { limit: "limit", skip: "skip" },
            Self::Eventz => Paging::Offset { limit: "size", skip: "skip" },
            Self::Ptv => Paging::Numbered { page: "page" },
            Self::LinkedEvents => Paging::Next { limit: Some("page_size") },
            Self::Tribe => Paging::Next { limit: Some("per_page") },
            Self::Rpde => Paging::Feed,
            Self::Ical | Self::Rss => Paging::Single,
            Self::JsonLd => Paging::Linked,
        }
    }

    /// The parameters that lead from page to page.
    #[must_use]
    pub fn pages_by(self) -> Vec<&'static str> {
        match self.paging() {
            Paging::Offset { limit, skip } => vec![limit, skip],
            Paging::Numbered { page } => vec![page],
            Paging::Next { limit } => limit.into_iter().chain(["page"]).collect(),
            Paging::Feed | Paging::Single | Paging::Linked => Vec::new(),
        }
    }

    #[must_use]
    pub fn changes(self) -> Changes {
        match self {
            Self::LinkedEvents => {
                Changes::Since { parameter: "last_modified_since", also: ("show_deleted", "true") }
            }
            Self::Rpde => Changes::Cursor,
            Self::Lahella
            | Self::Ical
            | Self::Tribe
            | Self::JsonLd
            | Self::Rss
            | Self::Eventz
            | Self::Ptv => Changes::None,
        }
    }

    /// Whether a list holds all that there is. A news feed holds its newest entries.
    #[must_use]
    pub fn lists_all(self) -> bool {
        self != Self::Rss
    }

    /// Whether each entry of its list is one by itself, so that its own bytes and its organiser decide what
    /// it is read to.
    #[must_use]
    pub fn lists_single_entries(self) -> bool {
        self == Self::Lahella
    }

    /// Without reading those entries that are `known`, where they stand alone.
    pub fn parse_rest(
        self,
        body: &[u8],
        origin: Origin<'_>,
        known: &Known,
    ) -> Result<Page, PageError> {
        match self {
            Self::Lahella => lahella::parse_rest(body, known),
            _ => self.parse(body, origin),
        }
    }

    pub fn parse(self, body: &[u8], origin: Origin<'_>) -> Result<Page, PageError> {
        match self {
            Self::Lahella => lahella::parse(body),
            Self::LinkedEvents => linked_events::parse(body),
            Self::Ical => ical::parse(body),
            Self::Tribe => tribe::parse(body, origin.language),
            Self::JsonLd => json_ld::parse(body, origin.url),
            Self::Rss => rss::parse(body),
            Self::Eventz => eventz::parse(body, origin.language),
            Self::Ptv => ptv::parse(body),
            Self::Rpde => rpde::parse(body, origin.language),
        }
    }

    /// The kind that reads most entries out of a body that may be of any; `None` where none reads one.
    #[must_use]
    pub fn recognise(body: &[u8], origin: Origin<'_>) -> Option<(Self, usize)> {
        let read = |kind: Self| {
            let page = kind.parse(body, origin).ok()?;
            let linked = if page.received == 0 { kind.links(body, origin).len() } else { 0 };
            Some((kind, page.items.len() + page.tombstones.len() + linked))
        };
        // Of two that read as many the last is taken, and that is the earlier one here.
        let kinds = Self::ALL.into_iter().rev();
        kinds
            .filter_map(read)
            .filter(|(_, entries)| *entries > 0)
            .max_by_key(|(_, entries)| *entries)
    }

    /// The pages of a run as one, in the order in which they came: what is told twice, and what is told
    /// in parts, put together.
    #[must_use]
    pub fn join(self, pages: Vec<Page>) -> Page {
        match self {
            Self::Rpde => rpde::join(pages),
            Self::LinkedEvents => {
                let all = one_after_the_other(pages);
                linked_events::join(all)
            }
            _ => one_after_the_other(pages),
        }
    }

    /// Whether an entry means something only together with others, which may not have changed with it.
    #[must_use]
    pub fn is_part(self, item: &Item) -> bool {
        self == Self::LinkedEvents && item.series.is_some()
    }

    /// Pages that a page without an entry of its own links to, on its own origin.
    #[must_use]
    pub fn links(self, body: &[u8], origin: Origin<'_>) -> Vec<Url> {
        match self {
            Self::JsonLd => json_ld::links(body, origin.url),
            _ => Vec::new(),
        }
    }

    /// Whether a 404 may say that a list ended before the page that was asked for.
    #[must_use]
    pub fn ends_in_absence(self) -> bool {
        self == Self::Tribe
    }

    /// Whether the body of a 404 says that the list ended before this page.
    #[must_use]
    pub fn is_past_the_end(self, body: &[u8]) -> bool {
        self.ends_in_absence() && tribe::is_past_the_end(body)
    }
}

fn one_after_the_other(pages: Vec<Page>) -> Page {
    let mut all = Page::default();
    for page in pages {
        all.items.extend(page.items);
        all.same.extend(page.same);
        all.embedded.extend(page.embedded);
        all.rejections.extend(page.rejections);
        all.tombstones.extend(page.tombstones);
        all.organisers.extend(page.organisers);
        all.received += page.received;
    }
    all
}
