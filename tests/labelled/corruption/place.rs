//! Organisers, venues, streets, towns and positions.

use super::Corruption as C;
use crate::labelled::activity::Activity;
use crate::labelled::face::Face;

pub(super) fn apply(corruption: C, activity: &Activity, face: &mut Face) -> bool {
    match corruption {
        C::OrganiserForm
        | C::OrganiserAbbreviated
        | C::OrganiserMissing
        | C::OrganiserIsMunicipality => {
            if face.organiser.is_none() {
                return false;
            }
            face.organiser = organiser(corruption, activity, face.organiser.take().unwrap());
            true
        }
        _ if activity.online.is_some() => false,
        C::PositionRounded => {
            let rounded = |degrees: f64| (degrees * 100.0).round() / 100.0;
            face.position = face.position.map(|(lon, lat)| (rounded(lon), rounded(lat)));
            true
        }
        C::PositionMissing => {
            face.position = None;
            true
        }
        C::PositionTownCentre => {
            let town = activity.venue.town;
            face.position = Some((town.lon, town.lat));
            true
        }
        C::TownSwedish | C::TownInflected => {
            let town = activity.venue.town;
            let told = if corruption == C::TownSwedish { &town.sv } else { &town.inessive };
            face.town = Some(told.clone());
            true
        }
        _ => venue(corruption, activity, face),
    }
}

fn organiser(corruption: C, activity: &Activity, told: String) -> Option<String> {
    let town = activity.venue.town;
    match corruption {
        C::OrganiserForm => {
            let bare = told.trim_end_matches(" ry").trim_end_matches(" rf").to_owned();
            Some(match activity.number % 3 {
                0 => bare,
                1 => format!("{bare} r.y."),
                _ => format!("{told}, {}", town.fi),
            })
        }
        C::OrganiserAbbreviated => Some(activity.organiser.short.clone()),
        C::OrganiserIsMunicipality => Some(match town.fi.as_str() {
            "Oulu" | "Raahe" | "Kuusamo" => format!("{} kaupunki", town.genitive),
            _ => format!("{} kunta", town.genitive),
        }),
        _ => None,
    }
}

fn venue(corruption: C, activity: &Activity, face: &mut Face) -> bool {
    let venue = &activity.venue;
    match corruption {
        C::VenueOtherName => face.venue = Some(venue.other.clone()),
        C::VenueShort => {
            let room = activity.room.map(|room| format!(", {room}")).unwrap_or_default();
            face.venue = Some(format!("{}{room}", venue.short));
        }
        C::VenueStreetOnly => face.venue = None,
        // The town is what is left.
        C::VenueMissing => {
            face.venue = None;
            face.street = None;
            face.postal = None;
        }
        C::StreetWithVenue => {
            let street = face.street.take().unwrap_or_default();
            face.street = Some(match face.venue.take() {
                Some(venue) => format!("{venue}, {street}"),
                None => street,
            });
        }
        C::StreetAbbreviated => {
            face.street = Some(format!("{} {}", venue.street.short, venue.number));
            face.postal = None;
        }
        _ => return false,
    }
    true
}
