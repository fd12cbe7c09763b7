//! Where a session is.

use serde_json::Value;

use super::node::{self, Node};
use super::subject::Subject;
use crate::listing::{Accessibility, Address, Online, Phone, Place, Session, Venue};
use crate::publish::telephone;
use crate::publish::words::Word;

/// One place, one way to take part from afar, or both.
pub(super) fn locations(subject: Subject<'_>, session: &Session) -> Vec<Value> {
    let here = |place: &Place| place_node(subject, place, session);
    let afar = |online: &Online| {
        Node::of("VirtualLocation").with("url", online.url.as_ref().map(|url| url.as_str()))
    };
    let found = match &session.venue {
        Venue::Place(place) => vec![here(place)],
        Venue::Online(online) => vec![says(subject, afar(online), session)],
        Venue::Phone(phone) => vec![says(subject, telephone(subject, phone), session)],
        Venue::Hybrid { place, online } => vec![here(place), afar(online)],
        Venue::Unknown => Vec::new(),
    };
    found.into_iter().filter(Node::says_anything).map(Value::from).collect()
}

/// With what the organiser says of this place or channel.
fn says(subject: Subject<'_>, node: Node, session: &Session) -> Node {
    node.with("description", node::plain(&session.info, subject.lang))
}

fn place_node(subject: Subject<'_>, place: &Place, session: &Session) -> Node {
    let geo = place.position.map(|position| {
        Node::of("GeoCoordinates")
            .with("latitude", position.lat())
            .with("longitude", position.lon())
    });
    let told = Node::of("Place")
        .with("name", node::text(&place.name, subject.lang))
        .with("address", address(subject, place))
        .with("geo", geo)
        .with("amenityFeature", features(subject, &session.accessibility));
    says(subject, told, session)
}

/// The town is that of the municipality where the address tells none.
fn address(subject: Subject<'_>, place: &Place) -> Option<Value> {
    let none = Address::default();
    let written = place.address.best(subject.lang).map_or(&none, |(_, address)| address);
    let town = place.municipality.map(|town| town.name(subject.lang));
    let node = Node::of("PostalAddress")
        .with("streetAddress", written.street.as_deref())
        .with("postalCode", written.postal_code.as_deref())
        .with("addressLocality", written.city.as_deref().or(town));
    node.says_anything().then(|| node.with("addressCountry", "FI").into())
}

/// Nothing where nothing is known, which is not the same as "not accessible".
fn features(subject: Subject<'_>, accessibility: &Accessibility) -> Vec<Value> {
    match accessibility {
        Accessibility::Unknown => Vec::new(),
        Accessibility::Features(terms) => {
            let feature = |label| {
                let node = Node::of("LocationFeatureSpecification");
                Value::from(node.with("name", label).with("value", true))
            };
            terms.iter().map(|term| feature(term.label(subject.lang))).collect()
        }
    }
}

fn telephone(subject: Subject<'_>, phone: &Phone) -> Node {
    let number = phone.number.as_deref();
    let node = Node::of("VirtualLocation").with("name", subject.word(Word::Phone));
    node.with("url", number.and_then(telephone::dialled))
}
