//! One activity. Names after schema.org and Linked Events, in snake_case.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Serialize;

use super::bounds;
use super::model::{Coded, Languages, Status, Texts, Times, Town, html, plain, texts, time};
use super::session::{Session, status};
use crate::activity::{Activity, HeldSession, Member};
use crate::id::{ActivityId, Revision};
use crate::listing::{Area, Contact, ContactMeans, Content, Image, Organiser, Price, PriceKind};
use crate::municipality::Municipality;
use crate::site::Site;
use crate::vocabulary::Term;

/// The names of all members of an activity, in their order.
pub const MEMBERS: &[&str] = &[
    "id",
    "name",
    "short_description",
    "description",
    "description_html",
    "type",
    "themes",
    "formats",
    "audience",
    "in_language",
    "area",
    "municipalities",
    "price",
    "registration",
    "contacts",
    "provider",
    "image",
    "status",
    "start_time",
    "end_time",
    "sessions",
    "sources",
    "possible_duplicates",
    "page",
    "created_time",
    "last_modified_time",
    "revision",
];

#[derive(Serialize)]
pub(super) struct Object<'a> {
    id: &'a str,
    name: Texts<'a>,
    short_description: Texts<'a>,
    description: Texts<'a>,
    description_html: Texts<'a>,
    r#type: Option<Coded>,
    themes: Vec<Coded>,
    formats: Vec<Coded>,
    audience: Audience,
    in_language: Vec<Coded>,
    area: AreaObject,
    /// Those in which it is held, and those which its area names.
    municipalities: Vec<Town>,
    price: PriceObject<'a>,
    registration: Texts<'a>,
    contacts: Vec<ContactObject<'a>>,
    provider: Provider<'a>,
    image: Option<ImageObject<'a>>,
    status: Status,
    #[serde(flatten)]
    times: Times,
    sessions: Vec<Session<'a>>,
    sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    possible_duplicates: Vec<&'a str>,
    /// Our own page of it.
    page: String,
    created_time: String,
    last_modified_time: String,
    revision: Revision,
}

#[derive(Serialize)]
struct Audience {
    age_groups: Vec<Coded>,
    genders: Vec<Coded>,
    min_age: Option<u8>,
    max_age: Option<u8>,
}

#[derive(Serialize)]
struct AreaObject {
    kind: AreaKind,
    municipalities: Vec<Town>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum AreaKind {
    WholeCountry,
    Municipalities,
    Unknown,
}

#[derive(Serialize)]
struct PriceObject<'a> {
    kind: PriceKind,
    text: Texts<'a>,
}

#[derive(Serialize)]
struct ContactObject<'a> {
    kind: &'static str,
    value: &'a str,
    label: Texts<'a>,
}

#[derive(Serialize)]
struct Provider<'a> {
    id: Option<&'a str>,
    name: Option<&'a str>,
    business_id: Option<&'a str>,
    url: Option<&'a str>,
    email: Option<&'a str>,
}

#[derive(Serialize)]
struct ImageObject<'a> {
    url: &'a str,
    alt: Texts<'a>,
}

#[derive(Serialize)]
struct Source<'a> {
    source: &'a str,
    id: &'a str,
    attribution: &'a str,
    licence: Option<&'a str>,
    link: Option<&'a str>,
}

/// How an activity is looked at.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) site: &'a Site,
    /// From when on next times are counted; `None` = there are none.
    pub(super) as_of: Option<NaiveDate>,
    pub(super) langs: Languages<'a>,
}

pub(super) fn object<'a>(
    activity: &'a Activity,
    possible: Option<&'a BTreeSet<ActivityId>>,
    view: View<'_>,
) -> Object<'a> {
    let View { site, langs, .. } = view;
    let content = &activity.content;
    let session = |held: &'a HeldSession| Session::of(activity, held, view);
    let town = |municipality| Town::of(municipality, langs);
    Object {
        id: activity.id.as_str(),
        name: texts(&content.name, langs),
        short_description: plain(&content.summary, langs),
        description: plain(&content.description, langs),
        description_html: html(&content.description, langs),
        r#type: content.kind.map(|kind| Coded::term(kind, langs)),
        themes: Coded::terms(&content.themes, langs),
        formats: Coded::terms(&content.formats, langs),
        audience: Audience::of(content, langs),
        in_language: Coded::terms(&content.languages, langs),
        area: AreaObject::of(&content.area, langs),
        municipalities: municipalities(activity).into_iter().map(town).collect(),
        price: PriceObject::of(&content.price, langs),
        registration: plain(&content.registration, langs),
        contacts: content.contacts.iter().map(|one| ContactObject::of(one, langs)).collect(),
        provider: Provider::of(&content.organiser),
        image: content.image.as_ref().map(|image| ImageObject::of(image, langs)),
        status: whole_status(activity),
        times: bounds::of(activity),
        sessions: activity.sessions.iter().map(session).collect(),
        sources: activity.members.iter().map(Source::of).collect(),
        possible_duplicates: possible.into_iter().flatten().map(ActivityId::as_str).collect(),
        page: site.page(&activity.id),
        created_time: time(&activity.first_seen),
        last_modified_time: time(&activity.changed),
        revision: activity.revision,
    }
}

fn municipalities(activity: &Activity) -> BTreeSet<Municipality> {
    let venues = activity.sessions.iter().map(|held| &held.session.venue);
    let places = venues.filter_map(|venue| venue.place()?.municipality);
    match &activity.content.area {
        Area::Municipalities(named) => places.chain(named.iter().copied()).collect(),
        Area::WholeCountry | Area::Unknown => places.collect(),
    }
}

/// Cancelled when nothing of it is left.
fn whole_status(activity: &Activity) -> Status {
    let mut statuses = activity.sessions.iter().map(|held| status(held.session.status));
    let cancelled = !activity.sessions.is_empty() && statuses.all(|s| s == Status::Cancelled);
    if cancelled { Status::Cancelled } else { Status::Scheduled }
}

impl Audience {
    fn of(content: &Content, langs: Languages<'_>) -> Self {
        let ages: Vec<_> =
            content.age_groups.iter().filter_map(|term: &Term| term.ages()).collect();
        Self {
            age_groups: Coded::terms(&content.age_groups, langs),
            genders: Coded::terms(&content.genders, langs),
            min_age: content.ages.min.or_else(|| ages.iter().map(|(min, _)| *min).min()),
            max_age: content.ages.max.or_else(|| ages.iter().map(|(_, max)| *max).max()),
        }
    }
}

impl AreaObject {
    fn of(area: &Area, langs: Languages<'_>) -> Self {
        let (kind, named) = match area {
            Area::WholeCountry => (AreaKind::WholeCountry, None),
            Area::Municipalities(named) => (AreaKind::Municipalities, Some(named)),
            Area::Unknown => (AreaKind::Unknown, None),
        };
        let town = |municipality: &Municipality| Town::of(*municipality, langs);
        Self { kind, municipalities: named.into_iter().flatten().map(town).collect() }
    }
}

impl<'a> PriceObject<'a> {
    fn of(price: &'a Price, langs: Languages<'_>) -> Self {
        Self { kind: price.kind, text: plain(&price.text, langs) }
    }
}

impl<'a> ContactObject<'a> {
    fn of(contact: &'a Contact, langs: Languages<'_>) -> Self {
        let (kind, value) = match &contact.means {
            ContactMeans::Email(email) => ("email", email.as_str()),
            ContactMeans::Phone(number) => ("phone", number.as_str()),
            ContactMeans::Web(url) => ("web", url.as_str()),
        };
        Self { kind, value, label: texts(&contact.label, langs) }
    }
}

impl<'a> Provider<'a> {
    fn of(organiser: &'a Organiser) -> Self {
        Self {
            id: organiser.id.as_deref(),
            name: organiser.name.as_deref(),
            business_id: organiser.business_id.as_deref(),
            url: organiser.url.as_ref().map(|url| url.as_str()),
            email: organiser.email.as_deref(),
        }
    }
}

impl<'a> ImageObject<'a> {
    fn of(image: &'a Image, langs: Languages<'_>) -> Self {
        Self { url: image.url.as_str(), alt: texts(&image.alt, langs) }
    }
}

impl<'a> Source<'a> {
    fn of(member: &'a Member) -> Self {
        Self {
            source: member.key.source.as_str(),
            id: member.key.id.as_str(),
            attribution: &member.credit.attribution,
            licence: member.credit.licence.as_deref(),
            link: member.credit.link.as_ref().map(|link| link.as_str()),
        }
    }
}
