//! Activities as JSON, one by one as a page too.

use std::collections::BTreeSet;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::people::{self, Reader};
use super::{JSON, Now, address, query};
use crate::activity::Activity;
use crate::catalogue::{Catalogue, Entry, Filter, Form, Found, Gone, Query};
use crate::http::Context;
use crate::http::error::Problem;
use crate::id::ActivityId;
use crate::localized::Lang;
use crate::publish::{json, page};
use crate::show::Reason;

/// What a list of activities takes.
pub(super) const LIST: Form = Form::List(json::MEMBERS);

/// What a single one takes.
pub(super) const ONE: Form = Form::One(json::MEMBERS);

pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let everything = Filter::default();
    let query = now.asked(raw.as_deref(), LIST, &everything)?;
    let body = body(&now, "/api/v1/activities", &everything, &query);
    Ok(now.represent(JSON, body).answer(&headers))
}

/// A page of what is asked of the feed at `path`, whose own filter is `base`.
pub(super) fn body(now: &Now<'_>, path: &str, base: &Filter, asked: &Query) -> String {
    let (selection, next) = now.page(path, base, asked);
    let meta = now.meta(selection.total, next.as_deref());
    let filter = base.and(&asked.filter);
    let told: Vec<_> = selection
        .chosen
        .iter()
        .map(|chosen| told(now, chosen.entry, filter.only_lang(), asked.fields.as_ref()))
        .collect();
    json::collection(&meta, told.iter().map(String::as_str))
}

/// An activity, in one language where one is named.
fn told(
    now: &Now<'_>,
    entry: &Entry,
    lang: Option<&Lang>,
    members: Option<&BTreeSet<&str>>,
) -> String {
    let site = &now.context.config.publish.site;
    let as_of = now.catalogue.edition.as_of;
    let (activity, possible) = (entry.activity(), Some(&entry.possible));
    let whole = match lang {
        None => json::activity(&activity, possible, site, as_of),
        Some(lang) => json::in_one_language(&activity, possible, site, as_of, lang),
    };
    match members {
        None => whole,
        Some(members) => json::sparse(&whole, members),
    }
}

pub(super) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query(raw.as_deref(), ONE)?;
    let now = Now::of(&context);
    match find(&now.catalogue, &id)? {
        Here::Live(entry) => {
            let body = told(&now, entry, query.filter.only_lang(), query.fields.as_ref());
            Ok(now.represent(JSON, body).answer(&headers))
        }
        Here::MovedTo(into) => Ok(moved(&context, &format!("/api/v1/activities/{into}"), &query)),
    }
}

pub(super) fn page(
    context: &Context,
    id: &str,
    raw: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let query = query(raw, Form::Page)?;
    let reader = Reader::of(raw, headers);
    let lang = &reader.lang;
    let now = Now::of(context);
    let site = &context.config.publish.site;
    if let Some((id, why)) = gone(&now.catalogue, id, lang) {
        let body = Html(page::gone(site, &id, &why, lang));
        return Ok((StatusCode::GONE, people::headers(lang), body).into_response());
    }
    match find(&now.catalogue, id)? {
        Here::Live(entry) => {
            let as_of = now.catalogue.edition.as_of;
            let possible = possible(&now, entry);
            let possible: Vec<_> = possible.iter().collect();
            let body = page::activity(&entry.activity(), &possible, site, as_of, lang);
            Ok(now.page_for(&reader, body).answer(headers))
        }
        Here::MovedTo(into) => Ok(moved(context, &format!("/activity/{into}"), &query)),
    }
}

/// Those of them that are shown.
fn possible(now: &Now<'_>, entry: &Entry) -> Vec<Activity> {
    let live = entry.possible.iter().filter_map(|id| match now.catalogue.get(id) {
        Found::Live(other) => Some(other.activity()),
        Found::Gone(_) | Found::Unknown => None,
    });
    live.collect()
}

/// Why there is no such activity any more, in sentences.
fn gone(catalogue: &Catalogue, id: &str, lang: &Lang) -> Option<(ActivityId, Vec<&'static str>)> {
    let id = ActivityId::parse(id)?;
    let found = match catalogue.get(&id) {
        Found::Gone(Gone::Merged { into }) => catalogue.get(into),
        found => found,
    };
    let reasons = match found {
        Found::Gone(Gone::Withdrawn) => vec![Reason::Withdrawn.sentence(lang)],
        Found::Gone(Gone::Hidden(reasons)) => reasons.iter().map(|r| r.sentence(lang)).collect(),
        Found::Live(_) | Found::Gone(Gone::Merged { .. }) | Found::Unknown => return None,
    };
    Some((id, reasons))
}

/// With what was asked of the old address.
pub(super) fn moved(context: &Context, path: &str, asked: &Query) -> Response {
    Redirect::permanent(&address(context, path, Some(&asked.to_string()))).into_response()
}

pub(super) enum Here<'a> {
    Live(&'a Entry),
    MovedTo(&'a ActivityId),
}

pub(super) fn find<'a>(catalogue: &'a Catalogue, id: &str) -> Result<Here<'a>, Problem> {
    let unknown = || Problem::not_found("there is no activity of this id");
    let id = ActivityId::parse(id).ok_or_else(unknown)?;
    match catalogue.get(&id) {
        Found::Live(entry) => Ok(Here::Live(entry)),
        // To where there is nothing any more nobody is sent.
        Found::Gone(Gone::Merged { into }) => {
            find(catalogue, into.as_str()).map(|_| Here::MovedTo(into))
        }
        Found::Gone(Gone::Withdrawn) => {
            Err(Problem::new(StatusCode::GONE, "its source does not list it any more"))
        }
        Found::Gone(Gone::Hidden(reasons)) => {
            let codes: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
            let detail = format!("it is not shown: {}", codes.join(", "));
            Err(Problem::new(StatusCode::GONE, detail))
        }
        Found::Unknown => Err(unknown()),
    }
}
