//! Activities as JSON, one by one as a page too.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};

use super::{HTML, JSON, Now, address, language, query};
use crate::catalogue::{Catalogue, Entry, Filter, Form, Found, Gone, Query};
use crate::http::Context;
use crate::http::error::Problem;
use crate::id::ActivityId;
use crate::localized::Lang;
use crate::publish::{json, page};
use crate::show::Reason;

/// What a list of activities takes.
pub(super) const LIST: Form = Form::List(json::MEMBERS);

pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query(raw.as_deref(), LIST)?;
    let now = Now::of(&context);
    let body = body(&now, "/api/v1/activities", &Filter::default(), &query);
    Ok(now.represent(JSON, body).answer(&headers))
}

/// A page of what is asked of the feed at `path`, whose own filter is `base`.
pub(super) fn body(now: &Now<'_>, path: &str, base: &Filter, asked: &Query) -> String {
    let (selection, next) = now.page(path, base, asked);
    let meta = json::Meta {
        revision: now.catalogue.edition.revision,
        as_of: now.catalogue.edition.as_of,
        count: selection.total,
        next: next.as_deref(),
    };
    json::collection(&meta, selection.chosen.iter().map(|chosen| &*chosen.entry.json))
}

pub(super) async fn one(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    query(raw.as_deref(), Form::Nothing)?;
    let now = Now::of(&context);
    match find(&now.catalogue, &id)? {
        Here::Live(entry) => Ok(now.represent(JSON, entry.json.to_string()).answer(&headers)),
        Here::MovedTo(into) => Ok(moved(&context, &format!("/api/v1/activities/{into}"))),
    }
}

pub(super) fn page(
    context: &Context,
    id: &str,
    raw: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(raw)?;
    let now = Now::of(context);
    let site = &context.config.publish.site;
    if let Some((id, why)) = gone(&now.catalogue, id, &lang) {
        return Ok((StatusCode::GONE, Html(page::gone(site, &id, &why, &lang))).into_response());
    }
    match find(&now.catalogue, id)? {
        Here::Live(entry) => {
            let as_of = now.catalogue.edition.as_of;
            let body = page::activity(&entry.activity, site, as_of, &lang);
            Ok(now.represent(HTML, body).answer(headers))
        }
        Here::MovedTo(into) => Ok(moved(context, &format!("/activity/{into}"))),
    }
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

pub(super) fn moved(context: &Context, path: &str) -> Response {
    Redirect::permanent(&address(context, path, None)).into_response()
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
