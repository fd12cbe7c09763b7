//! What goes on without session times: a helpline, advice, a meeting place.

use serde_json::Value;

use super::node::Node;
use super::subject::Subject;
use super::{offer, people, place};
use crate::activity::HeldSession;
use crate::listing::{Area, Venue};
use crate::publish::words::Word;

pub(super) fn of(subject: Subject<'_>) -> Node {
    let activity = subject.activity;
    let content = &activity.content;
    let channels: Vec<Value> =
        activity.sessions.iter().filter_map(|held| channel(subject, held)).collect();
    subject
        .described("Service")
        .with("category", subject.keywords())
        .with("provider", people::organiser(content, subject.lang))
        .with("offers", offer::of(subject, None))
        .with("areaServed", area(subject, &content.area))
        .with("availableChannel", channels)
}

fn channel(subject: Subject<'_>, held: &HeldSession) -> Option<Value> {
    let session = &held.session;
    let place =
        session.venue.place().and_then(|_| place::locations(subject, session).into_iter().next());
    let number = match &session.venue {
        Venue::Phone(phone) => phone.number.as_deref(),
        Venue::Place(_) | Venue::Online(_) | Venue::Hybrid { .. } | Venue::Unknown => None,
    };
    let phone = number.map(|number| Node::of("ContactPoint").with("telephone", number));
    let url = session.venue.online().and_then(|online| online.url.as_ref());
    let languages: Vec<_> =
        subject.activity.content.languages.iter().map(|language| language.code()).collect();
    let node = Node::of("ServiceChannel")
        .with("serviceLocation", place)
        .with("servicePhone", phone)
        .with("serviceUrl", url.map(|url| url.as_str()));
    node.says_anything().then(|| node.with("availableLanguage", languages).into())
}

fn area(subject: Subject<'_>, area: &Area) -> Vec<Value> {
    let region = |kind: &str, name: &str| Value::from(Node::of(kind).with("name", name));
    match area {
        Area::WholeCountry => vec![region("Country", subject.word(Word::EveryoneInFinland))],
        Area::Municipalities(towns) => {
            towns.iter().map(|town| region("City", town.name(subject.lang))).collect()
        }
        Area::Unknown => Vec::new(),
    }
}
