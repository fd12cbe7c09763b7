//! Places. Nobody gives them ids, so each has one made of what it is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::id::{SYSTEM, hashed};
use super::model::{Division, Head, Reference, Texts, everywhere, texts};
use crate::listing::{Address, Place, Position, Venue};
use crate::localized::Lang;
use crate::site::Site;

/// Where something is held. The net is a place too in Linked Events, called `{system}:internet`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location<'a> {
    Place(&'a Place),
    Internet,
}

#[derive(Debug, Serialize)]
pub(super) struct PlaceObject<'a> {
    id: String,
    origin_id: String,
    name: Texts<'a>,
    description: Option<()>,
    street_address: Texts<'a>,
    postal_code: Option<&'a str>,
    address_locality: Texts<'a>,
    address_region: Option<()>,
    address_country: Option<&'static str>,
    post_office_box_num: Option<()>,
    position: Option<Point>,
    divisions: Vec<Division>,
    telephone: Option<()>,
    email: Option<()>,
    info_url: Option<()>,
    contact_type: Option<()>,
    custom_data: Option<()>,
    image: Option<()>,
    parent: Option<()>,
    publisher: Option<()>,
    replaced_by: Option<()>,
    deleted: bool,
    has_upcoming_events: Option<bool>,
    /// How many activities are held there; `null` where it is only told along with an event.
    n_events: Option<usize>,
    created_time: Option<()>,
    last_modified_time: Option<()>,
    #[serde(flatten)]
    head: Head,
}

/// GeoJSON (RFC 7946, 3.1.1): longitude first.
#[derive(Debug, Serialize)]
struct Point {
    r#type: &'static str,
    coordinates: [f64; 2],
}

impl<'a> Location<'a> {
    /// `None` where nothing is told of a place.
    #[must_use]
    pub fn of(venue: &'a Venue) -> Option<Self> {
        match venue {
            Venue::Place(place) | Venue::Hybrid { place, .. } => Self::of_place(place),
            Venue::Online(_) => Some(Self::Internet),
            Venue::Phone(_) | Venue::Unknown => None,
        }
    }

    /// `None` where nothing is told of it.
    #[must_use]
    pub fn of_place(place: &'a Place) -> Option<Self> {
        (*place != Place::default()).then_some(Self::Place(place))
    }

    /// Of name and address, since what is measured anew has not moved; `kooste:564` where only the
    /// municipality is known.
    #[must_use]
    pub fn id(self) -> String {
        let Self::Place(place) = self else { return format!("{SYSTEM}:internet") };
        let town = place.municipality.map(|municipality| municipality.code());
        let lines = lines(place);
        match (lines.is_empty(), town, place.position) {
            (true, Some(code), None) => format!("{SYSTEM}:{code}"),
            (true, _, Some(at)) => {
                format!("{SYSTEM}:{}", hashed(&[&format!("{:?}", <(i32, i32)>::from(at))]))
            }
            _ => {
                let parts: Vec<&str> = lines.iter().map(String::as_str).chain(town).collect();
                format!("{SYSTEM}:{}", hashed(&parts))
            }
        }
    }

    pub(super) fn object(self, count: Option<usize>, site: &Site) -> PlaceObject<'a> {
        let id = self.id();
        let place = match self {
            Self::Place(place) => Some(place),
            Self::Internet => None,
        };
        PlaceObject {
            origin_id: id.split_once(':').map(|(_, origin)| origin.to_owned()).unwrap_or_default(),
            name: place.map_or_else(|| everywhere("Internet"), name),
            description: None,
            street_address: place.and_then(|place| part(place, |a| a.street.as_deref())),
            postal_code: place.and_then(postal_code),
            address_locality: place.and_then(locality),
            address_region: None,
            address_country: place.and_then(|p| p.municipality).map(|_| "FI"),
            post_office_box_num: None,
            position: place.and_then(|place| place.position).map(Point::at),
            divisions: place.and_then(|p| p.municipality).map(Division::of).into_iter().collect(),
            telephone: None,
            email: None,
            info_url: None,
            contact_type: None,
            custom_data: None,
            image: None,
            parent: None,
            publisher: None,
            replaced_by: None,
            deleted: false,
            has_upcoming_events: count.map(|count| count > 0),
            n_events: count,
            created_time: None,
            last_modified_time: None,
            head: Head::of(site, "place", &id, "Place"),
            id,
        }
    }

    pub(super) fn reference(self, told: bool, site: &Site) -> Reference<PlaceObject<'a>> {
        if told {
            return Reference::Told(Box::new(self.object(None, site)));
        }
        Reference::named(site, "place", &self.id())
    }

    /// All that a person might look for it by.
    pub fn words(self) -> impl Iterator<Item = &'a str> {
        let place = match self {
            Self::Place(place) => Some(place),
            Self::Internet => None,
        };
        let names = place.into_iter().flat_map(|place| place.name.values().map(String::as_str));
        let address = |place: &'a Place| place.address.values();
        let parts = place.into_iter().flat_map(address).flat_map(|address| {
            [address.street.as_deref(), address.city.as_deref()].into_iter().flatten()
        });
        names.chain(parts)
    }
}

/// Name and address, each with its language.
fn lines(place: &Place) -> Vec<String> {
    let names = place.name.iter().map(|(lang, name)| format!("{lang} {name}"));
    let addresses =
        place.address.iter().map(|(lang, address)| format!("{lang} {}", address.one_line()));
    names.chain(addresses).collect()
}

/// What has no name is called by its street, else by its town: readers show nothing else of it.
fn name(place: &Place) -> Texts<'_> {
    texts(&place.name)
        .or_else(|| part(place, |address| address.street.as_deref()))
        .or_else(|| locality(place))
        .or_else(|| everywhere("–"))
}

fn part<'a>(place: &'a Place, part: impl Fn(&'a Address) -> Option<&'a str>) -> Texts<'a> {
    let told =
        place.address.iter().filter_map(|(lang, address)| Some((lang.as_str(), part(address)?)));
    Some(told.collect()).filter(|texts: &BTreeMap<_, _>| !texts.is_empty())
}

fn postal_code(place: &Place) -> Option<&str> {
    place.address.values().find_map(|address| address.postal_code.as_deref())
}

/// As the address has it, else the municipality.
fn locality(place: &Place) -> Texts<'_> {
    part(place, |address| address.city.as_deref()).or_else(|| {
        let town = place.municipality?;
        Some([("fi", town.name(&Lang::FI)), ("sv", town.name(&Lang::SV))].into())
    })
}

impl Point {
    fn at(position: Position) -> Self {
        Self { r#type: "Point", coordinates: [position.lon(), position.lat()] }
    }
}
