//! One organisation. `docs/schema/organisations-v1.schema.json` describes it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use serde::Serialize;

use super::model::{Coded, Languages, Texts, Town, texts};
use crate::listing::ContactMeans;
use crate::localized::Lang;
use crate::organisations::{Doing, Holder, Organisation, Source, Way};
use crate::site::Site;

/// The names of all members of an organisation, in their order.
pub const ORGANISATION_MEMBERS: &[&str] = &[
    "id",
    "name",
    "other_names",
    "business_id",
    "url",
    "types",
    "themes",
    "audience",
    "in_language",
    "municipalities",
    "whole_country",
    "contacts",
    "activities",
    "sources",
    "page",
];

/// How organisations are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    pub site: &'a Site,
    pub as_of: NaiveDate,
    /// After how many months a contact that nobody confirmed is called stale.
    pub contact_months: u32,
    /// `None` = all languages.
    pub lang: Option<&'a Lang>,
}

#[derive(Serialize)]
struct Object<'a> {
    id: &'a str,
    name: &'a str,
    other_names: Vec<&'a str>,
    business_id: Option<&'a str>,
    url: Option<&'a str>,
    types: Vec<Coded>,
    themes: Vec<Coded>,
    audience: Audience,
    in_language: Vec<Coded>,
    municipalities: Vec<Town>,
    whole_country: bool,
    contacts: Vec<Contact<'a>>,
    activities: Vec<Activity<'a>>,
    sources: Vec<SourceObject<'a>>,
    /// Our own page of it.
    page: String,
}

#[derive(Serialize)]
struct Audience {
    age_groups: Vec<Coded>,
    genders: Vec<Coded>,
}

#[derive(Serialize)]
struct Contact<'a> {
    kind: &'static str,
    value: &'a str,
    label: Texts<'a>,
    holder: &'static str,
    confirmed: NaiveDate,
    stale: bool,
}

#[derive(Serialize)]
struct Activity<'a> {
    id: &'a str,
    name: Texts<'a>,
    r#type: Option<Coded>,
    page: String,
}

#[derive(Serialize)]
struct SourceObject<'a> {
    source: &'a str,
    attribution: &'a str,
    licence: Option<&'a str>,
}

/// As one object.
#[must_use]
pub fn organisation(of: &Organisation, sight: Sight<'_>) -> String {
    let langs = sight.lang.map_or(Languages::All, Languages::Only);
    super::text(&Object {
        id: of.id.as_str(),
        name: &of.name,
        other_names: of.other_names.iter().map(String::as_str).collect(),
        business_id: of.business_id.as_deref(),
        url: of.page.as_ref().map(|url| url.as_str()),
        types: Coded::terms(&of.kinds, langs),
        themes: Coded::terms(&of.themes, langs),
        audience: Audience {
            age_groups: Coded::terms(&of.age_groups, langs),
            genders: Coded::terms(&of.genders, langs),
        },
        in_language: Coded::terms(&of.languages, langs),
        municipalities: of.municipalities.iter().map(|town| Town::of(*town, langs)).collect(),
        whole_country: of.whole_country,
        contacts: of.contacts.iter().map(|way| contact(way, sight, langs)).collect(),
        activities: of.activities.iter().map(|doing| activity(doing, sight, langs)).collect(),
        sources: of.sources.iter().map(source).collect(),
        page: sight.site.address(&format!("organisations/{}", of.id)),
    })
}

/// Only these members of an object that `organisation` made, in their order there.
#[must_use]
pub fn sparse_organisation(object: &str, members: &BTreeSet<&str>) -> String {
    super::sparse_of(ORGANISATION_MEMBERS, object, members)
}

fn contact<'a>(way: &'a Way, sight: Sight<'_>, langs: Languages<'_>) -> Contact<'a> {
    let (kind, value) = match &way.means {
        ContactMeans::Email(email) => ("email", email.as_str()),
        ContactMeans::Phone(number) => ("phone", number.as_str()),
        ContactMeans::Web(url) => ("web", url.as_str()),
    };
    let holder = match way.holder {
        Holder::Shared => "shared",
        Holder::Unknown => "unknown",
        Holder::Person => "person",
    };
    Contact {
        kind,
        value,
        label: texts(&way.label, langs),
        holder,
        confirmed: way.confirmed.with_timezone(&Helsinki).date_naive(),
        stale: way.is_stale(sight.as_of, sight.contact_months),
    }
}

fn activity<'a>(doing: &'a Doing, sight: Sight<'_>, langs: Languages<'_>) -> Activity<'a> {
    Activity {
        id: doing.id.as_str(),
        name: texts(&doing.name, langs),
        r#type: doing.kind.map(|kind| Coded::term(kind, langs)),
        page: sight.site.page(&doing.id),
    }
}

fn source(source: &Source) -> SourceObject<'_> {
    SourceObject {
        source: source.id.as_str(),
        attribution: &source.attribution,
        licence: source.licence.as_deref(),
    }
}
