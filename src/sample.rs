//! Invented listings for unit tests. What a test is about, it sets itself.

pub(crate) mod published;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Helsinki;

use crate::dedupe::merge::{Currency, Witness};
use crate::id::{ItemId, ListingKey, SourceId};
use crate::listing::{
    Accessibility, Address, Content, Credit, Listing, Place, Rank, Registration, Session, Status,
    Venue,
};
use crate::localized::{Lang, Localized};
use crate::municipality::Municipality;
use crate::when::{Once, When};

pub(crate) fn item(id: &str) -> ItemId {
    ItemId::parse(id).unwrap()
}

pub(crate) fn key(id: &str) -> ListingKey {
    ListingKey::new(SourceId::parse("lahella").unwrap(), item(id))
}

/// "2026-03-29"
pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// "2026-03-29 18:00"
pub(crate) fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

pub(crate) fn finnish(text: &str) -> Localized<String> {
    [(Lang::FI, text.to_owned())].into_iter().collect()
}

/// Published, on the first of June 2026, in Oulu.
pub(crate) fn listing(id: &str, name: &str) -> Listing {
    Listing {
        key: key(id),
        parts: std::collections::BTreeSet::new(),
        part_of: None,
        content: Content { name: finnish(name), ..Content::default() },
        sessions: vec![once("2026-06-01 18:00")],
        credit: Credit { attribution: "Lähellä.fi".to_owned(), licence: None, link: None },
        notes: std::collections::BTreeSet::new(),
    }
}

/// As one that is listed, told first and last on the first of May.
pub(crate) fn witness(listing: &Listing) -> Witness<'_> {
    let seen = "2026-05-01T00:00:00Z".parse().unwrap();
    Witness { listing, rank: Rank(1), currency: Currency::Listed, first_seen: seen, changed: seen }
}

pub(crate) fn once(start: &str) -> Session {
    session(When::Once(Once::new(Helsinki, wall(start), None).unwrap()), place("Kajaaninkatu 1"))
}

pub(crate) fn session(when: When, venue: Venue) -> Session {
    Session {
        when,
        venue,
        info: Localized::new(),
        accessibility: Accessibility::Unknown,
        registration: Registration::default(),
        status: Status::Scheduled,
    }
}

/// In Oulu.
pub(crate) fn place(street: &str) -> Venue {
    let address = Address {
        street: Some(street.to_owned()),
        postal_code: None,
        city: Some("Oulu".to_owned()),
    };
    Venue::Place(Place {
        name: Localized::new(),
        address: [(Lang::FI, address)].into_iter().collect(),
        municipality: Municipality::by_code("564"),
        position: None,
    })
}
