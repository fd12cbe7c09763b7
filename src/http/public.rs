//! What everybody may ask. Answered from the catalogue alone.

use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;

use super::conditional::Representation;
use super::error::Problem;
use super::{Context, health};
use crate::catalogue::{Catalogue, Entry, Filter, Found, Gone};
use crate::clock::next_midnight;
use crate::feed::{Feed, FeedName};
use crate::fragment::CancelledPolicy;
use crate::id::ActivityId;
use crate::localized::Lang;
use crate::publish::{ical, json, page};

const ICAL: &str = "text/calendar; charset=utf-8";
const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

/// Seconds for which a feed may be used without asking; never past the next tick.
const MAX_AGE: u64 = 300;

pub(super) fn router(context: Context) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/calendar.ics", get(calendar))
        .route("/feeds/{file}", get(feed))
        .route("/activity/{id}", get(activity_page))
        .route("/api/v1/activities", get(activities))
        .route("/api/v1/activities/{id}", get(activity))
        .route("/robots.txt", get(robots))
        .merge(health::router())
        .with_state(context)
}

/// A request's query: the filter, and after which activity to go on.
struct Query {
    filter: Filter,
    after: Option<ActivityId>,
}

impl Query {
    fn parse(raw: Option<&str>) -> Result<Self, Problem> {
        let pairs: Vec<_> =
            url::form_urlencoded::parse(raw.unwrap_or("").as_bytes()).into_owned().collect();
        let (after, rest): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|(name, _)| name == "after");
        let after = match after.last() {
            Some((_, id)) => Some(ActivityId::parse(id).ok_or_else(|| {
                Problem::bad_request("after", "after: is to be an activity's id, from `next`")
            })?),
            None => None,
        };
        Ok(Self { filter: Filter::parse(rest)?, after })
    }

    /// For addresses that show one thing and take only the language.
    fn language(raw: Option<&str>) -> Result<Lang, Problem> {
        Ok(Self::parse(raw)?.filter.lang().clone())
    }
}

async fn calendar(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = Query::parse(raw.as_deref())?;
    let site = &context.config.publish.site;
    let name = site.name.best(query.filter.lang()).map_or("Kooste", |(_, name)| name);
    let source = address(&context, "/calendar.ics", raw.as_deref());
    let body = ical_body(
        &context.refresh.catalogue(),
        &query.filter,
        CancelledPolicy::Mark,
        name,
        &source,
    );
    Ok(represent(&context, ICAL, body).answer(&headers))
}

async fn feed(
    State(context): State<Context>,
    Path(file): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (name, format) = file.rsplit_once('.').unwrap_or((&file, ""));
    let known = FeedName::parse(name).ok();
    let feed = context.config.feeds.iter().find(|feed| Some(&feed.name) == known.as_ref());
    let feed = feed.ok_or_else(|| Problem::not_found(format!("there is no feed {name:?}")))?;
    let query = Query::parse(raw.as_deref())?;
    let filter = feed.filter.and(&query.filter);
    let path = format!("/feeds/{file}");
    match format {
        "ics" => {
            let name = feed_title(&context, feed, filter.lang());
            let source = address(&context, &path, raw.as_deref());
            let catalogue = context.refresh.catalogue();
            let body = ical_body(&catalogue, &filter, feed.cancelled, &name, &source);
            Ok(represent(&context, ICAL, body).answer(&headers))
        }
        "json" => {
            let query = Query { filter, ..query };
            Ok(represent(&context, JSON, json_body(&context, &path, &query)).answer(&headers))
        }
        _ => Err(Problem::not_found("a feed ends in .ics or .json")),
    }
}

fn feed_title(context: &Context, feed: &Feed, lang: &Lang) -> String {
    let own = feed.title.best(lang).or_else(|| context.config.publish.site.name.best(lang));
    own.map_or_else(|| feed.name.to_string(), |(_, title)| title.clone())
}

fn ical_body(
    catalogue: &Catalogue,
    filter: &Filter,
    cancelled: CancelledPolicy,
    name: &str,
    source: &str,
) -> String {
    let selection = catalogue.select(filter);
    let lang = filter.lang();
    let sessions = selection.chosen.iter().flat_map(|chosen| chosen.sessions.iter());
    let fragments = sessions.filter_map(|session| session.vevent(cancelled, lang));
    ical::calendar(&ical::Frame { name, description: name, source }, fragments)
}

async fn activities(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = Query::parse(raw.as_deref())?;
    let body = json_body(&context, "/api/v1/activities", &query);
    Ok(represent(&context, JSON, body).answer(&headers))
}

/// A page of activities; `next` leads on from the last one where a limit cut it short.
fn json_body(context: &Context, path: &str, query: &Query) -> String {
    let catalogue = context.refresh.catalogue();
    let selection = catalogue.select(&query.filter.without_limit());
    let past = |id: &ActivityId| selection.chosen.iter().position(|c| c.entry.activity.id == *id);
    let start = query.after.as_ref().and_then(past).map_or(0, |at| at + 1);
    let limit = query.filter.limit().unwrap_or(usize::MAX);
    let rest = selection.chosen.get(start..).unwrap_or_default();
    let shown = rest.get(..limit).unwrap_or(rest);
    let next = (shown.len() < rest.len()).then(|| shown.last()).flatten().map(|last| {
        let filter = query.filter.to_string();
        let joint = if filter.is_empty() { "" } else { "&" };
        address(context, path, Some(&format!("{filter}{joint}after={}", last.entry.activity.id)))
    });
    let meta = json::Meta {
        revision: catalogue.edition.revision,
        as_of: catalogue.edition.as_of,
        count: selection.total,
        next: next.as_deref(),
    };
    json::collection(&meta, shown.iter().map(|chosen| &*chosen.entry.json))
}

async fn activity(
    State(context): State<Context>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let catalogue = context.refresh.catalogue();
    match find(&catalogue, &id)? {
        Here::Live(entry) => Ok(represent(&context, JSON, entry.json.to_string()).answer(&headers)),
        Here::MovedTo(into) => {
            Ok(Redirect::permanent(&address(&context, &format!("/api/v1/activities/{into}"), None))
                .into_response())
        }
    }
}

async fn activity_page(
    State(context): State<Context>,
    Path(id): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = Query::language(raw.as_deref())?;
    let catalogue = context.refresh.catalogue();
    match find(&catalogue, &id)? {
        Here::Live(entry) => {
            let site = &context.config.publish.site;
            let body = page::activity(&entry.activity, site, catalogue.edition.as_of, &lang);
            Ok(represent(&context, HTML, body).answer(&headers))
        }
        Here::MovedTo(into) => {
            Ok(Redirect::permanent(&address(&context, &format!("/activity/{into}"), None))
                .into_response())
        }
    }
}

enum Here<'a> {
    Live(&'a Entry),
    MovedTo(&'a ActivityId),
}

fn find<'a>(catalogue: &'a Catalogue, id: &str) -> Result<Here<'a>, Problem> {
    let unknown = || Problem::not_found("there is no activity of this id");
    let id = ActivityId::parse(id).ok_or_else(unknown)?;
    match catalogue.get(&id) {
        Found::Live(entry) => Ok(Here::Live(entry)),
        Found::Gone(Gone::Merged { into }) => Ok(Here::MovedTo(into)),
        Found::Gone(Gone::Withdrawn) => {
            Err(Problem::new(StatusCode::GONE, "its source does not list it any more"))
        }
        Found::Gone(Gone::Hidden(reasons)) => {
            let codes: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
            Err(Problem::new(StatusCode::GONE, format!("it is not shown: {}", codes.join(", "))))
        }
        Found::Unknown => Err(unknown()),
    }
}

async fn index(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    const SHOWN: usize = 20;
    let lang = Query::language(raw.as_deref())?;
    let catalogue = context.refresh.catalogue();
    let selection = catalogue.select(&Filter::default());
    let upcoming: Vec<_> = selection
        .chosen
        .iter()
        .filter(|chosen| chosen.next.is_some())
        .take(SHOWN)
        .map(|chosen| page::Upcoming { activity: &chosen.entry.activity, next: chosen.next })
        .collect();
    let links: Vec<_> = feed_links(&context, &lang);
    let body = page::index(&context.config.publish.site, &links, &upcoming, &lang);
    Ok(represent(&context, HTML, body).answer(&headers))
}

fn feed_links(context: &Context, lang: &Lang) -> Vec<page::FeedLink> {
    let link = |title, ical: &str, json: &str| page::FeedLink {
        title,
        ical: address(context, ical, None),
        json: address(context, json, None),
    };
    let site = &context.config.publish.site;
    let all = site.name.best(lang).map_or("Kooste", |(_, name)| name).to_owned();
    let feeds = context.config.feeds.iter().map(|feed| {
        let (ical, json) =
            (format!("/feeds/{}.ics", feed.name), format!("/feeds/{}.json", feed.name));
        link(feed_title(context, feed, lang), &ical, &json)
    });
    std::iter::once(link(all, "/calendar.ics", "/api/v1/activities")).chain(feeds).collect()
}

/// Google's reader of calendars obeys it.
async fn robots() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], "User-agent: *\nDisallow: /admin/\n")
}

/// From the configuration, never from the request's Host.
fn address(context: &Context, path: &str, query: Option<&str>) -> String {
    let base = context.config.publish.site.address(path);
    match query.filter(|query| !query.is_empty()) {
        Some(query) => format!("{base}?{query}"),
        None => base,
    }
}

fn represent(context: &Context, content_type: &'static str, body: String) -> Representation {
    let now = context.clock.now();
    let until_tick = u64::try_from((next_midnight(now) - now).num_seconds()).unwrap_or(0);
    let last_modified = context.refresh.catalogue().edition.published;
    Representation { content_type, body, last_modified, max_age: until_tick.min(MAX_AGE) }
}
