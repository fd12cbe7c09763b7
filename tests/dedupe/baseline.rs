//! What anybody would try first: the same title, start and place.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kooste::id::ListingKey;
use kooste::listing::{Listing, Session};
use kooste::when::When;

/// Listings of which each two have the same title, first start and place, letters and marks aside.
pub(crate) fn clusters(listings: &[Listing], _now: DateTime<Utc>) -> Vec<Vec<ListingKey>> {
    let mut clusters: BTreeMap<String, Vec<ListingKey>> = BTreeMap::new();
    for listing in listings {
        clusters.entry(looks(listing)).or_default().push(listing.key.clone());
    }
    clusters.into_values().collect()
}

fn looks(listing: &Listing) -> String {
    let start = listing.sessions.iter().map(start).min().unwrap_or_default();
    let place = listing.sessions.first().and_then(|session| session.venue.place());
    let venue = place.map(|place| {
        let named = place.name.best(&kooste::localized::Lang::FI).map(|(_, name)| name.clone());
        let street =
            place.address.best(&kooste::localized::Lang::FI).and_then(|(_, a)| a.street.clone());
        named.or(street).unwrap_or_default()
    });
    format!("{} {start} {}", folded(listing.content.title()), folded(&venue.unwrap_or_default()))
}

fn start(session: &Session) -> String {
    match &session.when {
        When::Once(once) => once.start.to_string(),
        When::Days(days) => days.first.to_string(),
        When::Series(series) => {
            let hour = series.hours.map(|hours| hours.start.to_string());
            format!("{} {}", series.first, hour.unwrap_or_default())
        }
        When::Ongoing(ongoing) => format!("{:?}", ongoing.from),
    }
}

fn folded(text: &str) -> String {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}
