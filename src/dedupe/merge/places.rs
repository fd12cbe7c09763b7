//! Where it is, and what one has to know before one comes.

use crate::dedupe::text::fold;
use crate::listing::{Accessibility, Address, Place, Registration, Session, Venue};
use crate::localized::{Lang, Localized};

/// Takes over the best place that one of the others names, and joins what they tell of that place.
pub(super) fn complete(session: &mut Session, others: &[&Session]) {
    for other in others {
        if let Some(venue) = better(&session.venue, &other.venue) {
            session.venue = venue;
        }
    }
    for other in others {
        add(&mut session.info, &other.info);
        if same(&session.venue, &other.venue) {
            join(session, other);
        }
    }
}

/// A street with a point before a street, a street before the middle of a town. Another town is
/// another place, and neither place nor channel gives way to the other.
fn better(venue: &Venue, other: &Venue) -> Option<Venue> {
    if *venue == Venue::Unknown && *other != Venue::Unknown {
        return Some(other.clone());
    }
    let (mine, theirs) = (venue.place()?, other.place()?);
    if in_two_towns(mine, theirs) || exactness(theirs) <= exactness(mine) {
        return None;
    }
    // A point without a street is often the middle of a town, but that of one's own street is not.
    let place = if has_street(mine) && !same_place(mine, theirs) { return None } else { theirs };
    Some(match venue {
        Venue::Hybrid { online, .. } => {
            Venue::Hybrid { place: place.clone(), online: online.clone() }
        }
        _ => Venue::Place(place.clone()),
    })
}

/// Whether they cannot be one: a place and a channel, or places in two towns. What is unknown may be
/// anywhere, and a meeting that one can also follow from afar is both.
pub(super) fn apart(a: &Venue, b: &Venue) -> bool {
    let is_both = |one: &Venue, other: &Venue| one.online().is_some() && other.online().is_some();
    match (a.place(), b.place()) {
        _ if *a == Venue::Unknown || *b == Venue::Unknown => false,
        (Some(a), Some(b)) => in_two_towns(a, b),
        _ => !is_both(a, b) && std::mem::discriminant(a) != std::mem::discriminant(b),
    }
}

/// Whether they are told as two: those, and two streets.
pub(super) fn elsewhere(a: &Venue, b: &Venue) -> bool {
    let two_streets = |(a, b)| !same_place(a, b);
    apart(a, b) || a.place().zip(b.place()).is_some_and(two_streets)
}

fn in_two_towns(a: &Place, b: &Place) -> bool {
    a.municipality.zip(b.municipality).is_some_and(|(a, b)| a != b)
}

fn exactness(place: &Place) -> (bool, bool, bool) {
    (has_street(place), place.position.is_some(), place.municipality.is_some())
}

fn has_street(place: &Place) -> bool {
    streets(place).next().is_some()
}

fn streets(place: &Place) -> impl Iterator<Item = String> + '_ {
    let streets = place.address.values().filter_map(|address| address.street.as_deref());
    streets.map(fold).filter(|street| !street.is_empty())
}

fn same(a: &Venue, b: &Venue) -> bool {
    match (a.place(), b.place()) {
        (Some(a), Some(b)) => same_place(a, b),
        (None, None) => a.online().is_some() == b.online().is_some(),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// One that names no street is wherever in that town the other one is.
fn same_place(a: &Place, b: &Place) -> bool {
    let shared = streets(a).any(|street| streets(b).any(|other| other == street));
    !in_two_towns(a, b) && (shared || !has_street(a) || !has_street(b))
}

fn join(session: &mut Session, other: &Session) {
    if let (Some(place), Some(known)) = (place_mut(&mut session.venue), other.venue.place()) {
        fill_place(place, known);
    }
    if let (Venue::Online(online) | Venue::Hybrid { online, .. }, Some(known)) =
        (&mut session.venue, other.venue.online())
        && online.url.is_none()
    {
        online.url.clone_from(&known.url);
    }
    join_accessibility(&mut session.accessibility, &other.accessibility);
    fill_registration(&mut session.registration, &other.registration);
}

fn place_mut(venue: &mut Venue) -> Option<&mut Place> {
    match venue {
        Venue::Place(place) | Venue::Hybrid { place, .. } => Some(place),
        Venue::Online(_) | Venue::Phone(_) | Venue::Unknown => None,
    }
}

fn fill_place(place: &mut Place, known: &Place) {
    add(&mut place.name, &known.name);
    // The address of one that names no street is that of a town.
    if has_street(known) {
        add::<Address>(&mut place.address, &known.address);
        place.position = place.position.or(known.position);
    }
    place.municipality = place.municipality.or(known.municipality);
}

fn join_accessibility(mine: &mut Accessibility, other: &Accessibility) {
    match (&mut *mine, other) {
        (Accessibility::Features(mine), Accessibility::Features(other)) => mine.extend(other),
        (Accessibility::Unknown, Accessibility::Features(_)) => *mine = other.clone(),
        (_, Accessibility::Unknown) => {}
    }
}

fn fill_registration(mine: &mut Registration, other: &Registration) {
    mine.required = mine.required.or(other.required);
    if mine.url.is_none() {
        mine.url.clone_from(&other.url);
    }
    if mine.email.is_none() {
        mine.email.clone_from(&other.email);
    }
    add(&mut mine.text, &other.text);
}

/// The languages that are missing.
fn add<T: Clone>(mine: &mut Localized<T>, other: &Localized<T>) {
    let missing: Vec<(Lang, T)> = other
        .iter()
        .filter(|(lang, _)| mine.get(lang).is_none())
        .map(|(lang, value)| (lang.clone(), value.clone()))
        .collect();
    for (lang, value) in missing {
        mine.insert(lang, value);
    }
}
