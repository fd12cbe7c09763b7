//! One event.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::happening::{EventStatus, Happening};
use super::id::{EventId, Part, organisation};
use super::image::{self, Image};
use super::keyword::{self, Keyword};
use super::language::{self, Language};
use super::model::{Head, Reference, Texts, address_of, everywhere, html, plain, texts};
use super::moment::{Moment, written};
use super::offer::{Offer, offers};
use super::place::{Location, PlaceObject};
use super::{Frame, Include};
use crate::activity::{Activity, credited};
use crate::listing::{Contact, ContactMeans, Online, Organiser, Session, Venue};
use crate::localized::Lang;
use crate::publish::credit;
use crate::vocabulary::Term;
use crate::weburl::WebUrl;

#[derive(Debug, Serialize)]
pub(super) struct Event<'a> {
    id: String,
    name: Texts<'a>,
    short_description: Texts<'a>,
    description: Texts<'a>,
    type_id: &'static str,
    event_status: EventStatus,
    start_time: Option<Moment>,
    end_time: Option<Moment>,
    super_event_type: Option<&'static str>,
    super_event: Option<Reference<Event<'a>>>,
    sub_events: Vec<Reference<Event<'a>>>,
    location: Option<Reference<PlaceObject<'a>>>,
    location_extra_info: Texts<'a>,
    is_virtualevent: bool,
    virtualevent_url: Option<&'a str>,
    keywords: Vec<Reference<Keyword>>,
    audience: Vec<Reference<Keyword>>,
    audience_min_age: Option<u8>,
    audience_max_age: Option<u8>,
    in_language: Vec<Reference<Language>>,
    offers: Vec<Offer<'a>>,
    provider: Texts<'a>,
    provider_contact_info: Option<BTreeMap<&'static str, String>>,
    publisher: Option<String>,
    info_url: Option<BTreeMap<&'static str, String>>,
    enrolment_url: Texts<'a>,
    enrolment_start_time: Option<()>,
    enrolment_end_time: Option<()>,
    registration: Option<()>,
    minimum_attendee_capacity: Option<()>,
    maximum_attendee_capacity: Option<()>,
    remaining_attendee_capacity: Option<()>,
    external_links: Vec<ExternalLink<'a>>,
    images: Vec<Image<'a>>,
    videos: [(); 0],
    custom_data: Option<()>,
    deleted: bool,
    replaced_by: Option<()>,
    date_published: Option<()>,
    created_time: String,
    last_modified_time: String,
    #[serde(flatten)]
    head: Head,
}

#[derive(Debug, Serialize)]
struct ExternalLink<'a> {
    name: String,
    link: &'a str,
    language: String,
}

pub(super) fn object<'a>(
    happening: &Happening<'a>,
    include: &BTreeSet<Include>,
    frame: &Frame<'_>,
) -> Event<'a> {
    let activity = happening.activity;
    let content = &activity.content;
    let id = happening.id().to_string();
    let times = happening.times();
    let venue = common(happening, |session| &session.venue);
    let ages = ages(activity);
    let told = |what| include.contains(&what);
    let keywords = |terms: &mut dyn Iterator<Item = Term>, told| {
        terms.filter_map(|term| keyword::reference(term, told, frame.site)).collect()
    };
    Event {
        name: texts(&content.name),
        short_description: plain(&content.summary),
        description: html(&content.description),
        type_id: type_id(activity),
        event_status: happening.status(),
        start_time: times.map(|times| times.start),
        end_time: times.and_then(|times| times.told_end()),
        super_event_type: happening.is_recurring().then_some("recurring"),
        super_event: happening.is_part().then(|| super_event(activity, include, frame)),
        sub_events: sub_events(happening, include, frame),
        location: venue
            .and_then(Location::of)
            .map(|location| location.reference(told(Include::Location), frame.site)),
        location_extra_info: common(happening, |session| &session.info).and_then(plain),
        is_virtualevent: venue.is_some_and(|venue| venue.online().is_some()),
        virtualevent_url: venue.and_then(Venue::online).and_then(room),
        keywords: keywords(&mut subjects(activity), told(Include::Keywords)),
        audience: keywords(
            &mut content.age_groups.iter().chain(&content.genders).copied(),
            told(Include::Audience),
        ),
        audience_min_age: ages.0,
        audience_max_age: ages.1,
        in_language: content
            .languages
            .iter()
            .map(|term| language::reference(*term, told(Include::InLanguage), frame.site))
            .collect(),
        offers: offers(content, registration_url(happening)),
        provider: provider(&content.organiser),
        provider_contact_info: contact_info(&content.contacts),
        publisher: organisation(&content.organiser),
        info_url: Some(info_url(activity, frame)),
        enrolment_url: address_of(registration_url(happening)),
        enrolment_start_time: None,
        enrolment_end_time: None,
        registration: None,
        minimum_attendee_capacity: None,
        maximum_attendee_capacity: None,
        remaining_attendee_capacity: None,
        external_links: external_links(activity),
        images: image::object(activity, frame.site).into_iter().collect(),
        videos: [],
        custom_data: None,
        deleted: false,
        replaced_by: None,
        date_published: None,
        created_time: written(activity.first_seen),
        last_modified_time: written(happening.changed()),
        head: Head::of(frame.site, "event", &id, "Event/LinkedEvent"),
        id,
    }
}

/// Linked Events knows General, Course and Volunteering, and shows the first where nothing else is asked
/// for. What is enrolled for as a course is not told apart in our sources.
#[must_use]
pub fn type_id(activity: &Activity) -> &'static str {
    match activity.content.kind {
        Some(kind) if kind.code() == "voluntary" => "Volunteering",
        Some(_) | None => "General",
    }
}

/// What it is about: its keywords besides those of its audience.
pub fn subjects(activity: &Activity) -> impl Iterator<Item = Term> {
    let content = &activity.content;
    content.themes.iter().chain(&content.formats).chain(&content.kind).copied()
}

/// In years, as told in numbers, else from the youngest of its age groups to the oldest.
#[must_use]
pub fn ages(activity: &Activity) -> (Option<u8>, Option<u8>) {
    let content = &activity.content;
    let groups = || content.age_groups.iter().filter_map(|term| term.ages());
    let min = content.ages.min.or_else(|| groups().map(|(min, _)| min).min());
    let max = content.ages.max.or_else(|| groups().map(|(_, max)| max).max());
    (min, max)
}

/// What is the same in all of its sessions.
fn common<'a, T: PartialEq>(
    happening: &Happening<'a>,
    of: impl Fn(&'a Session) -> &'a T,
) -> Option<&'a T> {
    let mut all = happening.sessions().map(of);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// Included one level deep: the event within does not tell of those around it.
fn within(include: &BTreeSet<Include>) -> BTreeSet<Include> {
    let outward = [Include::SubEvents, Include::SuperEvent];
    include.iter().copied().filter(|what| !outward.contains(what)).collect()
}

fn super_event<'a>(
    activity: &'a Activity,
    include: &BTreeSet<Include>,
    frame: &Frame<'_>,
) -> Reference<Event<'a>> {
    if include.contains(&Include::SuperEvent) {
        let whole = Happening::whole(activity);
        return Reference::Told(Box::new(object(&whole, &within(include), frame)));
    }
    let id = EventId { activity: activity.id.clone(), part: Part::Whole };
    Reference::named(frame.site, "event", &id.to_string())
}

fn sub_events<'a>(
    happening: &Happening<'a>,
    include: &BTreeSet<Include>,
    frame: &Frame<'_>,
) -> Vec<Reference<Event<'a>>> {
    let told = include.contains(&Include::SubEvents);
    let inner = within(include);
    let one = |part: Happening<'a>| {
        if told {
            Reference::Told(Box::new(object(&part, &inner, frame)))
        } else {
            Reference::named(frame.site, "event", &part.id().to_string())
        }
    };
    happening.parts(frame.window).into_iter().map(one).collect()
}

fn room(online: &Online) -> Option<&str> {
    online.url.as_ref().map(WebUrl::as_str)
}

fn registration_url<'a>(happening: &Happening<'a>) -> Option<&'a WebUrl> {
    common(happening, |session| &session.registration.url)?.as_ref()
}

fn provider(organiser: &Organiser) -> Texts<'_> {
    everywhere(organiser.name.as_deref()?)
}

/// Telephone numbers and addresses of e-mail; web addresses are links.
fn contact_info(contacts: &[Contact]) -> Option<BTreeMap<&'static str, String>> {
    let line = |contact: &Contact, lang: &Lang| {
        let value = match &contact.means {
            ContactMeans::Email(value) | ContactMeans::Phone(value) => value,
            ContactMeans::Web(_) => return None,
        };
        let label = contact.label.best(lang).map(|(_, label)| label);
        Some(label.map_or_else(|| value.clone(), |label| format!("{label}: {value}")))
    };
    let text = |lang: &Lang| {
        contacts.iter().filter_map(|contact| line(contact, lang)).collect::<Vec<_>>().join("\n")
    };
    let [fi, sv, en] = [&Lang::FI, &Lang::SV, &Lang::EN].map(text);
    (!fi.is_empty()).then(|| [("fi", fi), ("sv", sv), ("en", en)].into())
}

/// Where it can be read, and corrected: at its source, else with us.
fn info_url(activity: &Activity, frame: &Frame<'_>) -> BTreeMap<&'static str, String> {
    let link = credit::link(activity, frame.site);
    ["fi", "sv", "en"].map(|lang| (lang, link.clone())).into()
}

/// Whom to thank, and the web pages among the contacts.
fn external_links(activity: &Activity) -> Vec<ExternalLink<'_>> {
    let thanks = credited(&activity.members).filter_map(|member| {
        let link = member.credit.link.as_ref()?.as_str();
        Some(ExternalLink { name: member.credit.attribution.clone(), link, language: "fi".into() })
    });
    let pages = activity.content.contacts.iter().filter_map(|contact| {
        let ContactMeans::Web(url) = &contact.means else { return None };
        let label = contact.label.best(&Lang::FI);
        let language = label.map_or("fi", |(lang, _)| lang.as_str()).to_owned();
        let name = label.map(|(_, label)| label.clone()).unwrap_or_default();
        Some(ExternalLink { name, link: url.as_str(), language })
    });
    thanks.chain(pages).collect()
}
