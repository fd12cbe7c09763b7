//! One session on the page of its activity.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::block::{Block, Rest};
use super::{dates, layout};
use crate::listing::{Place, Registration, Session, Status, Venue};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::publish::{said, telephone};
use crate::when::When;
use crate::when::occurrences::Occurrence;

const NEXT: usize = 10;

pub(super) fn section(block: &Block<'_>, as_of: NaiveDate, lang: &Lang) -> Markup {
    let session = block.first;
    html! {
        section {
            h3 { (heading(session, lang)) }
            @if let Some(place) = session.venue.place() { (map(place, lang)) }
            (times(block, as_of, lang))
            @if let Some(info) = layout::rich(&session.info, lang) { (info) }
            dl {
                dt { (Word::Accessibility.text(lang)) }
                dd { (said::accessibility(&session.accessibility, lang)) }
                (registration(&session.registration, lang))
            }
        }
    }
}

fn heading(session: &Session, lang: &Lang) -> Markup {
    html! {
        @match session.status {
            Status::Cancelled => { (Word::Cancelled.text(lang)) ": " }
            Status::Postponed => { (Word::Postponed.text(lang)) ": " }
            Status::Scheduled => {}
        }
        (whereabouts(&session.venue, lang))
    }
}

/// In one line, each part in its language.
pub(super) fn whereabouts(venue: &Venue, lang: &Lang) -> Markup {
    html! {
        @match venue {
            Venue::Place(place) => { (address(place, lang)) }
            Venue::Hybrid { place, .. } => {
                (address(place, lang)) ", " (Word::Online.text(lang)) (link(venue))
            }
            Venue::Online(_) => { (Word::Online.text(lang)) (link(venue)) }
            Venue::Phone(phone) => {
                (Word::Phone.text(lang))
                @if let Some(number) = &phone.number { " " (telephone::link(number)) }
            }
            Venue::Unknown => { (Word::NoPlace.text(lang)) }
        }
    }
}

fn address(place: &Place, lang: &Lang) -> Markup {
    let written = place.address_for(lang);
    let town = place.municipality.map(|town| town.name(lang));
    html! {
        @if let Some((own, name)) = place.name.best(lang) {
            span lang=[layout::differs(own, lang)] { (name) } ", "
        }
        @match written.filter(|(_, line)| !line.is_empty()) {
            Some((own, line)) => { span lang=[layout::differs(own, lang)] { (line) } }
            None => { (town.unwrap_or(Word::NoPlace.text(lang))) }
        }
    }
}

/// A plain link: a map in the page would tell somebody else who looks at it.
fn map(place: &Place, lang: &Lang) -> Markup {
    html! {
        @if let Some(address) = map_address(place) {
            p .no-print { a href=(address) { (Word::OnMap.text(lang)) } }
        }
    }
}

fn map_address(place: &Place) -> Option<String> {
    const OPEN_STREET_MAP: &str = "https://www.openstreetmap.org/";
    if let Some(at) = &place.position {
        let (lat, lon) = (at.lat(), at.lon());
        return Some(format!("{OPEN_STREET_MAP}?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"));
    }
    let (_, written) = place.address.best(&Lang::FI)?;
    let line = written.one_line();
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("query", &line).finish();
    (!line.is_empty()).then(|| format!("{OPEN_STREET_MAP}search?{query}"))
}

fn link(venue: &Venue) -> Markup {
    let url = venue.online().and_then(|online| online.url.as_ref());
    html! { @if let Some(url) = url { ": " a href=(url) { (url) } } }
}

fn times(block: &Block<'_>, as_of: NaiveDate, lang: &Lang) -> Markup {
    if let When::Ongoing(ongoing) = &block.first.when {
        let date = |date: NaiveDate| dates::date(date, lang);
        return html! {
            p {
                (Word::Ongoing.text(lang))
                @if ongoing.from.is_some() || ongoing.to.is_some() {
                    ": " (ongoing.from.map(date).unwrap_or_default()) " – "
                    (ongoing.to.map(date).unwrap_or_default())
                }
            }
        };
    }
    let (next, rest) = block.times(as_of, NEXT);
    html! {
        @if next.is_empty() {
            p { (Word::NoTimes.text(lang)) }
        } @else {
            ul { @for one in &next { li { (instance(one, lang)) } } }
        }
        @match rest {
            Rest::Nothing => {}
            Rest::Until(last) => {
                p { (Word::GoesOnUntil.text(lang)) " " (dates::date(last, lang)) }
            }
            Rest::Open => { p { (Word::GoesOn.text(lang)) } }
        }
    }
}

fn instance(one: &Occurrence, lang: &Lang) -> Markup {
    html! {
        time datetime=(dates::machine_readable(&one.span)) { (dates::span(&one.span, lang)) }
        @if one.cancelled { " " strong { (Word::Cancelled.text(lang)) } }
    }
}

fn registration(registration: &Registration, lang: &Lang) -> Markup {
    let required = registration.required.map(said::registration);
    let text = layout::rich(&registration.text, lang);
    let told = required.is_some()
        || registration.url.is_some()
        || registration.email.is_some()
        || text.is_some();
    html! {
        @if told {
            dt { (Word::Registration.text(lang)) }
            dd {
                @if let Some(word) = required { p { (word.text(lang)) } }
                @if let Some(url) = &registration.url { p { a href=(url) { (url) } } }
                @if let Some(email) = &registration.email {
                    p { a href={ "mailto:" (email) } { (email) } }
                }
                @if let Some(text) = text { (text) }
            }
        }
    }
}
