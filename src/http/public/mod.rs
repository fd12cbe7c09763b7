//! What everybody may ask. Answered from the catalogue alone.

mod activities;
mod assets;
mod changes;
mod docs;
mod documents;
mod embed;
mod facets;
mod feeds;
mod index;
mod letter;
mod linked_events;
mod listings;
mod municipalities;
mod occurrences;
mod openapi;
mod organisations;
mod people;
mod webfeeds;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};

use super::conditional::{Asked, Representation};
use super::error::Problem;
use super::{Context, health, policy};
use crate::catalogue::{Catalogue, Edition, Filter, FilterError, Form, Query, Selection};
use crate::clock::{Quarter, next_midnight};
use crate::localized::Lang;
use crate::publish::json;

use people::Reader;
pub(super) use people::{browser_language, pages_for_people};

const ICAL: &str = "text/calendar; charset=utf-8";
const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const PLAIN: &str = "text/plain; charset=utf-8";

pub(super) fn router(context: Context) -> Router {
    Router::new()
        .route("/", get(index::page))
        .route("/calendar.ics", get(feeds::calendar))
        .route("/feeds/{file}", get(feeds::feed))
        .route("/activity/{id}", get(documents::show))
        .route("/api/v1/activities", get(activities::list))
        .route("/api/v1/activities/{id}", get(activities::one))
        .route("/api/v1/listings/{source}/{id}", get(listings::why))
        .route("/robots.txt", get(robots))
        .route("/api/v1/changes", get(changes::page))
        .merge(linked_events::router())
        .route("/activities.jsonld", get(webfeeds::json_ld))
        .route("/feed.json", get(webfeeds::json_feed))
        .route("/feed.rss", get(webfeeds::rss))
        .route("/openapi.json", get(openapi::document_of))
        .route("/schema/{file}", get(openapi::schema))
        .route("/api/v1/occurrences", get(occurrences::list))
        .route("/api/v1/facets", get(facets::all))
        .route("/api/v1/municipalities", get(municipalities::all))
        .route("/docs", get(docs::page))
        .route("/assets/{name}", get(assets::file))
        .route("/embed", get(embed::page))
        .route("/letter/{file}", get(letter::show))
        .route("/letter", get(letter::index))
        .route("/calendar", get(embed::alone))
        .route("/favicon.ico", get(assets::icon))
        .route("/organisations", get(organisations::page))
        .route("/organisations/{id}", get(organisations::show))
        .route("/api/v1/organisations", get(organisations::list))
        .route("/api/v1/organisations/{id}", get(organisations::one))
        .merge(health::router())
        .layer(Extension(organisations::Directory::default()))
        .with_state(context)
}

/// A page of another origin may ask conditionally; its browser asks first whether it may. Nothing of
/// the kind is answered for the admin routes.
pub(super) async fn preflight(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let asks = request.method() == Method::OPTIONS
        && !request.uri().path().starts_with("/admin")
        && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    if !asks {
        return next.run(request).await;
    }
    let allowed = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, If-Modified-Since"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// What is asked of something that takes no filter.
fn query(raw: Option<&str>, form: Form) -> Result<Query, Problem> {
    Ok(Query::parse(raw.unwrap_or(""), form, &Filter::default())?)
}

/// For addresses that take nothing but the language.
fn language(raw: Option<&str>) -> Result<Lang, Problem> {
    Ok(query(raw, Form::Page)?.filter.lang().clone())
}

/// What one request is answered from: one edition, whatever is swapped in meanwhile.
struct Now<'a> {
    context: &'a Context,
    catalogue: Arc<Catalogue>,
}

impl<'a> Now<'a> {
    /// What stands before a list.
    fn meta<'n>(&self, count: usize, next: Option<&'n str>) -> json::Meta<'n> {
        let Edition { revision, as_of, .. } = self.catalogue.edition;
        json::Meta { revision, as_of, count, next }
    }

    fn of(context: &'a Context) -> Self {
        Self { context, catalogue: context.refresh.catalogue() }
    }

    /// By whose beginning it is told what is over.
    fn quarter(&self) -> Quarter {
        Quarter::of(self.context.clock.now())
    }

    /// What is asked of a feed with this filter.
    fn asked(&self, raw: Option<&str>, form: Form, base: &Filter) -> Result<Query, Problem> {
        Ok(self.read(raw, form, base)?)
    }

    /// The same, for who tells what is wrong in words of their own.
    fn read(&self, raw: Option<&str>, form: Form, base: &Filter) -> Result<Query, FilterError> {
        let query = Query::parse(raw.unwrap_or(""), form, base)?;
        let sources = self.context.config.sources.iter().map(|source| &source.id);
        query.filter.check_sources(&sources.collect::<Vec<_>>())?;
        Ok(query)
    }

    /// A page of what is asked of the feed at `path`, whose own filter is `base`, and the address of
    /// the next one.
    fn page(&self, path: &str, base: &Filter, asked: &Query) -> (Selection<'_>, Option<String>) {
        let selection = self.catalogue.page(&asked.page(base), &asked.start);
        let next = selection.next.as_ref().map(|cursor| {
            let query = asked.following(cursor).to_string();
            address(self.context, path, Some(&query))
        });
        (selection, next)
    }

    /// A page in the language of its reader, where the address or else the browser says which.
    fn page_for(&self, reader: &Reader, body: String) -> Representation {
        reader.told(self.represent(HTML, body))
    }

    fn represent(&self, content_type: &'static str, body: impl Into<Bytes>) -> Representation {
        let answer = self.answer(content_type, body);
        match content_type {
            HTML => answer.with(header::CONTENT_SECURITY_POLICY, policy::PAGE),
            _ => answer,
        }
    }

    /// Without what a page of ours may load: for one that has a policy of its own.
    fn answer(&self, content_type: &'static str, body: impl Into<Bytes>) -> Representation {
        let now = self.context.clock.now();
        let until_tick = u64::try_from((next_midnight(now) - now).num_seconds()).unwrap_or(0);
        let asked = Asked { now, until_tick };
        Representation::new(content_type, body, self.catalogue.edition.published, asked)
            .made_of(&self.catalogue)
    }
}

/// From the configuration, never from the request's Host.
fn address(context: &Context, path: &str, query: Option<&str>) -> String {
    let base = context.config.publish.site.address(path);
    match query.filter(|query| !query.is_empty()) {
        Some(query) => format!("{base}?{query}"),
        None => base,
    }
}

/// Google's reader of calendars obeys it.
async fn robots() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "User-agent: *\nDisallow: /admin/\n")
}
