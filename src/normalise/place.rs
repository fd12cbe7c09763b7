//! Where: the area that an activity is for, and the place or channel of a session.

use std::collections::{BTreeMap, BTreeSet};

use super::{Redact, brief, contact, redact, text};
use crate::listing::{Address, Area, Note, Online, Phone, Place, Position, Venue};
use crate::localized::{Lang, Localized};
use crate::municipality::Municipality;
use crate::source::{CodeSystem, RawAddress, RawChannel, RawContact};

/// More than all municipalities and regions.
const MOST_AREAS: usize = 500;

/// `city/FI/Oulu`, `state/FI/Pohjois-Pohjanmaa`, `code/FI/564` or `country/FI`. An empty list is the whole
/// country to Lähellä; other kinds tell of no area at all.
pub(super) fn area(codes: &[String], system: CodeSystem, notes: &mut BTreeSet<Note>) -> Area {
    let codes: Vec<&str> = codes.iter().map(|code| code.trim()).filter(|c| !c.is_empty()).collect();
    if codes.is_empty() {
        return match system {
            CodeSystem::Lahella => Area::WholeCountry,
            CodeSystem::Words => Area::Unknown,
        };
    }
    if codes.contains(&"country/FI") {
        return Area::WholeCountry;
    }
    if codes.len() > MOST_AREAS {
        notes.insert(Note::Shortened);
    }
    let mut municipalities = BTreeSet::new();
    for code in codes.into_iter().take(MOST_AREAS) {
        let named = municipalities_of(code);
        if named.is_empty() {
            notes.insert(Note::UnknownArea(brief(code)));
        }
        municipalities.extend(named);
    }
    if municipalities.is_empty() { Area::Unknown } else { Area::Municipalities(municipalities) }
}

fn municipalities_of(code: &str) -> BTreeSet<Municipality> {
    let mut parts = code.splitn(3, '/');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("city"), Some("FI"), Some(name)) => Municipality::by_name(name).into_iter().collect(),
        (Some("state"), Some("FI"), Some(name)) => Municipality::of_region(name),
        (Some("code"), Some("FI"), Some(code)) => Municipality::by_code(code).into_iter().collect(),
        _ => BTreeSet::new(),
    }
}

/// The venue of a channel. A channel that is both a place and something else is the place: that is
/// where a map and an address lead; its number and address on the web are contacts.
pub(super) fn venue(channel: &RawChannel, redact: Redact, notes: &mut BTreeSet<Note>) -> Venue {
    let kinds = kinds(channel, notes);
    let has = |kind| kinds.contains(&kind);
    if has(Kind::Hybrid) || has(Kind::Place) && has(Kind::Online) {
        Venue::Hybrid { place: place(channel, notes), online: online(channel, redact, notes) }
    } else if has(Kind::Place) {
        Venue::Place(place(channel, notes))
    } else if has(Kind::Online) {
        Venue::Online(online(channel, redact, notes))
    } else if has(Kind::Phone) {
        let number = channel.phone.as_deref().filter(|_| !redact.phone).and_then(contact::phone);
        Venue::Phone(Phone { number })
    } else {
        Venue::Unknown
    }
}

/// A number of a place or an address on the web of one: not where it takes place, but a way to ask.
pub(super) fn contacts_beside(channel: &RawChannel) -> Vec<RawContact> {
    let kinds = kinds(channel, &mut BTreeSet::new());
    let online = kinds.iter().any(|kind| matches!(kind, Kind::Online | Kind::Hybrid));
    let by_phone = !online && !kinds.contains(&Kind::Place) && kinds.contains(&Kind::Phone);
    let beside = |kind: &str, value: &Option<String>| {
        let value = value.clone().filter(|value| !value.trim().is_empty())?;
        Some(RawContact { kind: kind.to_owned(), value, ..RawContact::default() })
    };
    let phone = beside("phone", &channel.phone).filter(|_| !by_phone);
    let web = beside("www", &channel.url).filter(|_| !online);
    phone.into_iter().chain(web).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Place,
    Online,
    Phone,
    Hybrid,
}

/// As told; where nothing known is told, an address makes it a place.
fn kinds(channel: &RawChannel, notes: &mut BTreeSet<Note>) -> Vec<Kind> {
    let mut kinds = Vec::new();
    for kind in channel.kinds.iter().map(|kind| kind.trim()).filter(|kind| !kind.is_empty()) {
        match kind {
            "place" => kinds.push(Kind::Place),
            "online" => kinds.push(Kind::Online),
            "phone" => kinds.push(Kind::Phone),
            "hybrid" => kinds.push(Kind::Hybrid),
            other => {
                notes.insert(Note::UnknownChannel(brief(other)));
            }
        }
    }
    if kinds.is_empty() && !address(&channel.address).is_empty() {
        kinds.push(Kind::Place);
    }
    kinds
}

fn online(channel: &RawChannel, redact: Redact, notes: &mut BTreeSet<Note>) -> Online {
    Online { url: channel.url.as_deref().and_then(|url| redact::web_url(url, redact, notes)) }
}

fn place(channel: &RawChannel, notes: &mut BTreeSet<Note>) -> Place {
    let address = address(&channel.address);
    Place {
        name: text::plain_line_localized(&channel.name, Redact::default()),
        municipality: municipality(&address, notes),
        position: channel.position.and_then(|position| self::position(position, notes)),
        address,
    }
}

/// Lähellä's editor keeps an address for every language and fills in only some of it for the others,
/// so what a language lacks is taken from the first one, and a language that then says nothing of its
/// own is left out.
fn address(raw: &BTreeMap<String, RawAddress>) -> Localized<Address> {
    let told: Localized<Address> = raw
        .iter()
        .filter_map(|(lang, address)| Some((Lang::parse(lang)?, lines(address))))
        .filter(|(_, address)| *address != Address::default())
        .collect();
    let Some((first, base)) = told.best(&Lang::FI) else { return Localized::new() };
    let filled = told.map(|address| Address {
        street: address.street.clone().or_else(|| base.street.clone()),
        postal_code: address.postal_code.clone().or_else(|| base.postal_code.clone()),
        city: address.city.clone().or_else(|| base.city.clone()),
    });
    let own = |&(lang, address): &(&Lang, &Address)| lang == first || address != base;
    filled.iter().filter(own).map(|(lang, address)| (lang.clone(), address.clone())).collect()
}

fn lines(raw: &RawAddress) -> Address {
    let line = |part: &Option<String>| part.as_deref().and_then(text::plain_line);
    Address {
        street: line(&raw.street),
        postal_code: line(&raw.postal_code),
        city: line(&raw.city),
    }
}

/// The first language's town that is a municipality. A village or a town part is none, and is not
/// guessed from.
fn municipality(address: &Localized<Address>, notes: &mut BTreeSet<Note>) -> Option<Municipality> {
    let (_, first) = address.best(&Lang::FI)?;
    let towns = || std::iter::once(first).chain(address.values()).filter_map(|a| a.city.as_deref());
    let known = towns().find_map(town);
    if let (None, Some(city)) = (known, towns().next()) {
        notes.insert(Note::UnknownMunicipality(brief(city)));
    }
    known
}

/// Also "90100 Oulu", "Oulu, Finland" and "Oulu / Uleåborg".
fn town(city: &str) -> Option<Municipality> {
    let first = city.split([',', '/', '(']).next().unwrap_or(city);
    let bare = first.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    Municipality::by_name(city).or_else(|| Municipality::by_name(bare))
}

/// Degrees around Finland. Longitudes and latitudes here have no number in common, so a swapped pair
/// shows itself.
fn position((lon, lat): (f64, f64), notes: &mut BTreeSet<Note>) -> Option<Position> {
    let finnish = |lon: f64, lat: f64| (19.0..=32.0).contains(&lon) && (59.0..=71.0).contains(&lat);
    if finnish(lon, lat) {
        Position::new(lon, lat)
    } else if finnish(lat, lon) {
        Position::new(lat, lon)
    } else {
        // 0, 0 is how "not set" looks.
        if (lon, lat) != (0.0, 0.0) {
            notes.insert(Note::WildPosition);
        }
        None
    }
}
