//! Languages, organisations and images.

use std::collections::BTreeMap;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;

use super::answer::{Answer, Detail, object, page};
use super::listing::{Counted, sorted, words};
use super::parameters::Parameters;
use crate::catalogue::{Catalogue, Entry, Found};
use crate::http::Context;
use crate::http::public::Now;
use crate::listing::Organiser;
use crate::publish::linked_events::{
    EventId, image, language, languages, organisation, organization,
};
use crate::vocabulary::Term;

pub(super) async fn languages_list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let now = Now::of(&context);
    let all: Vec<Term> = languages().collect();
    let render = |term: &Term| Some(language(*term, &context.config.publish.site));
    page(&now, "language", &Parameters::parse(raw.as_deref())?, &all, render, &headers)
}

pub(super) async fn one_language(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Answer {
    let Path(id) = id?;
    let now = Now::of(&context);
    let term = languages().find(|term| term.code() == id).ok_or_else(Detail::not_found)?;
    object(&now, language(term, &context.config.publish.site), &headers)
}

pub(super) async fn organisations(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let parameters = Parameters::parse(raw.as_deref())?;
    let now = Now::of(&context);
    let words = words(&parameters)?;
    let mut all = organisers(&now.catalogue);
    all.retain(|one| words.iter().all(|word| one.name.contains(word)));
    let all = sorted(all, &parameters);
    let render = |one: &Counted<&Organiser>| organization(one.what, &context.config.publish.site);
    page(&now, "organization", &parameters, &all, render, &headers)
}

pub(super) async fn one_organisation(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Answer {
    let Path(id) = id?;
    let now = Now::of(&context);
    let found = organisers(&now.catalogue).into_iter().find(|one| one.id == id);
    let body = found.and_then(|one| organization(one.what, &context.config.publish.site));
    object(&now, body.ok_or_else(Detail::not_found)?, &headers)
}

/// Of one that is named in several ways the first that has a name.
fn organisers(catalogue: &Catalogue) -> Vec<Counted<&Organiser>> {
    let mut found: BTreeMap<String, Counted<&Organiser>> = BTreeMap::new();
    for (what, count) in catalogue.organisers() {
        let Some(id) = organisation(what) else { continue };
        let name = what.name.as_deref().unwrap_or_default().to_lowercase();
        let known = found.entry(id.clone()).or_insert(Counted { id, name, count: 0, what });
        known.count += count;
        if known.what.name.is_none() && what.name.is_some() {
            known.what = what;
        }
    }
    found.into_values().collect()
}

pub(super) async fn images(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let now = Now::of(&context);
    let all = now.catalogue.pictured();
    let render = |entry: &&Entry| image(&entry.activity(), &context.config.publish.site);
    page(&now, "image", &Parameters::parse(raw.as_deref())?, &all, render, &headers)
}

pub(super) async fn one_image(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Answer {
    let Path(id) = id?;
    let now = Now::of(&context);
    let id = EventId::parse(&id).ok_or_else(Detail::not_found)?;
    let body = match now.catalogue.get(&id.activity) {
        Found::Live(entry) => image(&entry.activity(), &context.config.publish.site),
        Found::Gone(_) | Found::Unknown => None,
    };
    object(&now, body.ok_or_else(Detail::not_found)?, &headers)
}
