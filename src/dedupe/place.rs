//! Where a session takes place, made comparable.

mod line;
mod point;
mod room;
mod street;
mod venue;

#[cfg(test)]
mod tests;

use self::line::Line;
use self::point::{Distance, Point};
use self::room::Room;
use self::street::{Street, Streets};
use super::text::fold;
use super::town;
use super::wording::{Agreement, Wording};
use crate::listing::{Address, Place};
use crate::localized::{Lang, Localized, RichText};
use crate::municipality::Municipality;

/// A place, read once: what stands in its name and its address, whichever field it was typed into.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    town: Option<Municipality>,
    postal_code: Option<u32>,
    streets: Vec<Street>,
    names: Vec<(Lang, Wording)>,
    rooms: Vec<(Lang, Room)>,
    point: Option<Point>,
}

/// What two places are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whereabouts {
    /// One street and number; stairs, flat and floor aside.
    SameAddress,
    /// One name in one town, or one that is not the name of every such place.
    SameName,
    /// One name tells less than the other and nothing else ("Nuorisotalo", "Keskustan nuorisotalo").
    SimilarName,
    /// One street, to which one of them gives no number.
    SameStreet,
    /// Points as exact as a map gives them, within a hundred metres, where names and addresses tell
    /// nothing or nothing that agrees.
    Near,
    /// Points that lie within what one of them was rounded to; nothing else tells.
    RoughlyNear,
    /// One town, and of no more than that do both tell.
    SameTown,
    /// One name, but addresses or points that differ.
    Disputed,
    /// One place, but each names another room or floor of it.
    OtherRoom,
    /// One street, other numbers.
    OtherNumber,
    OtherPlace,
    OtherTown,
    Unknown,
}

impl Spot {
    #[must_use]
    pub fn of(place: &Place) -> Self {
        let mut spot = Self {
            town: place.municipality.or_else(|| place.address.values().find_map(part_of)),
            point: place.position.map(Point::of),
            ..Self::default()
        };
        // The first pass finds the town in whatever line tells it, the second reads names by it.
        let lines = lines(place);
        spot.town = spot.town.or_else(|| lines.iter().find_map(|(_, line)| line.town()));
        for (lang, line) in &lines {
            spot.take_in(lang, line);
        }
        let codes = place.address.values().filter_map(|address| address.postal_code.as_deref());
        spot.postal_code = codes.filter_map(line::postal_code).next().or(spot.postal_code);
        spot.streets.shrink_to_fit();
        spot.names.shrink_to_fit();
        spot
    }

    /// With the rooms that a short line tells which stands beside the place: Lähellä has no other
    /// field for them.
    #[must_use]
    pub fn with_info(mut self, info: &Localized<RichText>) -> Self {
        const SHORT: usize = 60;
        for (lang, text) in info.iter() {
            for line in text.plain.lines().filter(|line| line.chars().count() <= SHORT) {
                self.rooms.extend(Line::of_name(line).room().map(|room| (lang.clone(), room)));
            }
        }
        self.rooms.shrink_to_fit();
        self
    }

    #[must_use]
    pub fn town(&self) -> Option<Municipality> {
        self.town
    }

    /// Nothing is told of it but perhaps its town.
    #[must_use]
    pub fn is_vague(&self) -> bool {
        self.streets.is_empty() && self.names.is_empty() && self.point.is_none()
    }

    #[must_use]
    pub fn against(&self, other: &Self) -> Whereabouts {
        use Whereabouts::*;
        if matches!((self.town, other.town), (Some(a), Some(b)) if a != b) {
            return OtherTown;
        }
        let told = self.by_what_is_told(other);
        let one_place = matches!(told, SameAddress | SameName | SimilarName | SameStreet | Near);
        if one_place && self.other_room(other) { OtherRoom } else { told }
    }

    fn by_what_is_told(&self, other: &Self) -> Whereabouts {
        use Whereabouts::*;
        let streets = street::compare(&self.streets, &other.streets);
        let names = self.names_against(other);
        let distance = match (self.point, other.point) {
            (Some(a), Some(b)) => a.to(b),
            _ => Distance::Unknown,
        };
        match (streets, names, distance) {
            (Streets::Same, ..) => SameAddress,
            (Streets::OtherNumber | Streets::Other, Some(Agreement::Same), _)
            | (_, Some(Agreement::Same), Distance::Apart) => Disputed,
            (_, Some(Agreement::Same), _) => SameName,
            (Streets::OtherNumber | Streets::Other, _, Distance::Near) => Near,
            (Streets::OtherNumber, ..) => OtherNumber,
            (Streets::Other, ..) | (_, Some(Agreement::Partial), Distance::Apart) => OtherPlace,
            (_, Some(Agreement::Partial), _) => SimilarName,
            (_, _, Distance::Near) => Near,
            (_, Some(Agreement::Other), _) | (_, None, Distance::Apart) => OtherPlace,
            (Streets::NumberUntold, None, _) => SameStreet,
            (Streets::Unknown, None, Distance::Roughly) => RoughlyNear,
            (Streets::Unknown, None, _) if self.shares_town(other) => SameTown,
            (Streets::Unknown, None, _) => Unknown,
        }
    }

    /// The best that any two names come to. Names that differ in different languages tell nothing.
    fn names_against(&self, other: &Self) -> Option<Agreement> {
        let pairs = self.names.iter().flat_map(|a| other.names.iter().map(move |b| (a, b)));
        let told = pairs.filter_map(|((lang, a), (other_lang, b))| match a.against(b) {
            Agreement::Other if lang != other_lang => None,
            Agreement::Same if !a.is_distinct() && !self.shares_town(other) => {
                Some(Agreement::Partial)
            }
            agreement => Some(agreement),
        });
        told.max()
    }

    fn shares_town(&self, other: &Self) -> bool {
        let same_code = self.postal_code.is_some() && self.postal_code == other.postal_code;
        self.town.is_some() && self.town == other.town || same_code
    }

    /// Where rooms are told in several languages, one pair in one language is enough to tell.
    fn other_room(&self, other: &Self) -> bool {
        let pairs = self.rooms.iter().flat_map(|a| other.rooms.iter().map(move |b| (a, b)));
        let told: Vec<bool> = pairs
            .filter(|((lang, _), (other_lang, _))| lang == other_lang)
            .filter_map(|((_, a), (_, b))| a.is_other(b))
            .collect();
        !told.is_empty() && told.iter().all(|other| *other)
    }

    fn take_in(&mut self, lang: &Lang, line: &Line) {
        for street in line.streets() {
            if !self.streets.contains(&street) {
                self.streets.push(street);
            }
        }
        for name in line.names(self.town) {
            if !self.names.iter().any(|(_, known)| *known == name) {
                self.names.push((lang.clone(), name));
            }
        }
        self.rooms.extend(line.room().map(|room| (lang.clone(), room)));
        self.postal_code = self.postal_code.or(line.postal_code());
    }
}

/// A village or a former municipality in the place of the town.
fn part_of(address: &Address) -> Option<Municipality> {
    let city = fold(address.city.as_deref()?);
    let bare = city.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    town::of_word(bare).or_else(|| town::of_part(bare))
}

fn lines(place: &Place) -> Vec<(Lang, Line)> {
    let names = place.name.iter().map(|(lang, name)| (lang.clone(), Line::of_name(name)));
    let streets = place.address.iter().filter_map(|(lang, address)| {
        Some((lang.clone(), Line::of_street(address.street.as_deref()?)))
    });
    names.chain(streets).collect()
}
