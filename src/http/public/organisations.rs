//! Organisations: as JSON and as pages, some of which stand in frames of others.

mod asked;
mod directory;

use axum::Extension;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};

use super::people::Reader;
use super::{HTML, JSON, Now, address, query};
use crate::catalogue::{Form, Found, Query};
use crate::http::conditional::Representation;
use crate::http::error::Problem;
use crate::http::{Context, policy};
use crate::id::{ActivityId, OrganisationId};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::organisations::{Doing, Organisation, Organisations};
use crate::publish::json;
use crate::publish::page::organisation as pages;

use asked::Asked;
pub(super) use directory::Directory;

/// What a list takes: what activities are asked for by, since an organisation is what it does.
pub(super) const LIST: Form = Form::Directory(json::ORGANISATION_MEMBERS);

pub(super) const ONE: Form = Form::One(json::ORGANISATION_MEMBERS);

const PATH: &str = "/organisations";
const API: &str = "/api/v1/organisations";

pub(super) async fn list(
    State(context): State<Context>,
    Extension(directory): Extension<Directory>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let asked = Asked::parse(&now, raw.as_deref(), false)?;
    let all = directory.of(&now.catalogue).await?;
    let listed = asked.choose(&now, &all);
    let next = listed.next.as_ref().map(|query| address(&context, API, Some(query)));
    let meta = now.meta(listed.total, next.as_deref());
    let sight = sight(&now, asked.query.filter.only_lang());
    let told: Vec<_> = listed.shown.iter().map(|one| told(one, sight, &asked.query)).collect();
    let body = json::collection(&meta, told.iter().map(String::as_str));
    Ok(now.represent(JSON, body).answer(&headers))
}

pub(super) async fn one(
    State(context): State<Context>,
    Extension(directory): Extension<Directory>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query(raw.as_deref(), ONE)?;
    let now = Now::of(&context);
    let all = directory.of(&now.catalogue).await?;
    let body = told(find(&all, &id)?, sight(&now, query.filter.only_lang()), &query);
    Ok(now.represent(JSON, body).answer(&headers))
}

pub(super) async fn page(
    State(context): State<Context>,
    Extension(directory): Extension<Directory>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let asked = Asked::parse(&now, raw.as_deref(), true)?;
    let all = directory.of(&now.catalogue).await?;
    let listed = asked.choose(&now, &all);
    let next = listed.next.as_ref().map(|query| address(&context, PATH, Some(query)));
    let reader = Reader::of(raw.as_deref(), &headers);
    let list = pages::List {
        total: listed.total,
        next,
        towns: asked::towns(&all, &reader.lang),
        themes: asked::themes(&all, &reader.lang),
        query: asked.shown(),
        theme: asked.theme(),
        words: asked.words(),
        organisations: listed.shown,
    };
    let body = pages::list(&list, setting(&now, &reader.lang, asked.embedded, asked.town()));
    Ok(represent(&now, &reader, body, asked.embedded).answer(&headers))
}

/// Also at the id of an activity: who arranges it is known when somebody asks.
pub(super) async fn show(
    State(context): State<Context>,
    Extension(directory): Extension<Directory>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (raw, embedded) = asked::without_embed(raw.as_deref())?;
    let (raw, town) = asked::without_town(&raw);
    let query = query(Some(&raw), Form::Page)?;
    let reader = Reader::of(Some(&raw), &headers);
    let now = Now::of(&context);
    let all = directory.of(&now.catalogue).await?;
    if let Some(found) = ActivityId::parse(&id).and_then(|id| all.of_activity(&id)) {
        let found = address(&context, &format!("{PATH}/{found}"), Some(&query.to_string()));
        return Ok(Redirect::temporary(&found).into_response());
    }
    let one = find(&all, &id)?;
    let setting = setting(&now, &reader.lang, embedded, town);
    let body = pages::one(one, &next_times(&now, one), setting);
    Ok(represent(&now, &reader, body, embedded).answer(&headers))
}

/// Of those of its activities that have some.
fn next_times(now: &Now<'_>, one: &Organisation) -> pages::NextTimes {
    let as_of = now.catalogue.edition.as_of;
    let next = |doing: &Doing| match now.catalogue.get(&doing.id) {
        Found::Live(entry) => {
            let held = entry.sessions.iter().filter(|session| !session.cancelled);
            pages::next(held.map(|session| &session.when), as_of)
        }
        Found::Gone(_) | Found::Unknown => None,
    };
    one.activities.iter().filter_map(|doing| Some((doing.id.clone(), next(doing)?))).collect()
}

fn find<'a>(all: &'a Organisations, id: &str) -> Result<&'a Organisation, Problem> {
    let found = OrganisationId::parse(id).and_then(|id| all.get(&id));
    found.ok_or_else(|| Problem::not_found("there is no organisation of this id"))
}

fn told(one: &Organisation, sight: json::Sight<'_>, query: &Query) -> String {
    let whole = json::organisation(one, sight);
    match &query.fields {
        None => whole,
        Some(members) => json::sparse_organisation(&whole, members),
    }
}

fn sight<'a>(now: &'a Now<'_>, lang: Option<&'a Lang>) -> json::Sight<'a> {
    let publish = &now.context.config.publish;
    let as_of = now.catalogue.edition.as_of;
    json::Sight { site: &publish.site, as_of, contact_months: publish.contact_months, lang }
}

fn setting<'a>(
    now: &'a Now<'_>,
    lang: &'a Lang,
    embedded: bool,
    town: Option<Municipality>,
) -> pages::Setting<'a> {
    let publish = &now.context.config.publish;
    let as_of = now.catalogue.edition.as_of;
    let contact_months = publish.contact_months;
    pages::Setting { site: &publish.site, as_of, lang, contact_months, embedded, town }
}

/// In a frame it may stand where the calendar for frames may.
fn represent(now: &Now<'_>, reader: &Reader, body: String, embedded: bool) -> Representation {
    if !embedded {
        return now.page_for(reader, body);
    }
    let policy = policy::framed(&now.context.config.publish.frame_ancestors);
    reader.told(now.answer(HTML, body).with(header::CONTENT_SECURITY_POLICY, &policy))
}
