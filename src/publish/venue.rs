//! Where a session is held, in one line.

use crate::listing::{Place, Venue};
use crate::localized::Lang;
use crate::publish::words::Word;

/// As its source writes it, for calendars and feeds. For what is held nowhere the link or the number to use.
#[must_use]
pub fn line(venue: &Venue, lang: &Lang) -> Option<String> {
    let written = |place: &Place| Some(place.address.best(lang)?.1.one_line());
    told(venue, written, lang)
}

/// The same for pages and letters: towns have the names that they have in `lang`.
#[must_use]
pub fn for_readers(venue: &Venue, lang: &Lang) -> Option<String> {
    told(venue, |place| Some(place.address_for(lang)?.1), lang)
}

fn told(venue: &Venue, written: impl Fn(&Place) -> Option<String>, lang: &Lang) -> Option<String> {
    let link = || venue.online()?.url.as_ref().map(ToString::to_string);
    let online = || link().unwrap_or_else(|| Word::Online.text(lang).to_owned());
    match venue {
        Venue::Place(place) => address(place, written(place), lang),
        Venue::Online(_) => Some(online()),
        Venue::Phone(phone) => {
            let number = phone.number.as_deref().unwrap_or_default();
            Some(one_line(&format!("{} {number}", Word::Phone.text(lang))))
        }
        Venue::Hybrid { place, .. } => {
            let parts = address(place, written(place), lang).into_iter().chain([online()]);
            Some(parts.collect::<Vec<_>>().join(", "))
        }
        Venue::Unknown => None,
    }
}

fn address(place: &Place, written: Option<String>, lang: &Lang) -> Option<String> {
    let written = written.map(|line| one_line(&line)).filter(|line| !line.is_empty());
    let address = written.or_else(|| place.municipality.map(|town| town.name(lang).to_owned()));
    let name = place.name.best(lang).map(|(_, name)| one_line(name));
    let parts: Vec<_> = name.into_iter().chain(address).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
