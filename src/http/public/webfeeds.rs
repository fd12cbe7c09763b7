//! Activities as JSON-LD, JSON Feed and RSS.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use chrono::NaiveDate;

use super::feeds::site_title;
use super::{Now, address};
use crate::activity::{Activity, HeldSession};
use crate::catalogue::{self, Filter, Form, Selection};
use crate::http::Context;
use crate::http::error::Problem;
use crate::publish::news::{Channel, Chosen};
use crate::publish::{json_feed, json_ld, rss};
use crate::site::Site;

const JSON_LD: &str = "application/ld+json";
const JSON_FEED: &str = "application/feed+json";
const RSS: &str = "application/rss+xml; charset=utf-8";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    JsonLd,
    JsonFeed,
    Rss,
}

/// A feed: where it is, what it is called, and its own filter.
pub(super) struct Outlet<'a> {
    pub(super) path: &'a str,
    pub(super) title: &'a dyn Fn(&Filter) -> String,
    pub(super) base: &'a Filter,
}

/// A page of it.
struct Page<'a> {
    title: String,
    address: String,
    filter: Filter,
    selection: Selection<'a>,
    next: Option<String>,
}

pub(super) async fn json_ld(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    everything(&context, Format::JsonLd, "/activities.jsonld", raw.as_deref(), &headers)
}

pub(super) async fn json_feed(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    everything(&context, Format::JsonFeed, "/feed.json", raw.as_deref(), &headers)
}

pub(super) async fn rss(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    everything(&context, Format::Rss, "/feed.rss", raw.as_deref(), &headers)
}

fn everything(
    context: &Context,
    format: Format,
    path: &str,
    raw: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let title = |filter: &Filter| site_title(context, filter.lang()).to_owned();
    let outlet = Outlet { path, title: &title, base: &Filter::default() };
    answer(&Now::of(context), format, &outlet, raw, headers)
}

pub(super) fn answer(
    now: &Now<'_>,
    format: Format,
    outlet: &Outlet<'_>,
    raw: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let query = now.asked(raw, Form::News, outlet.base)?;
    let filter = outlet.base.and(&query.filter);
    let (selection, next) = now.page(outlet.path, outlet.base, &query);
    let page = Page {
        title: (outlet.title)(&filter),
        address: address(now.context, outlet.path, Some(&query.to_string())),
        filter,
        selection,
        next,
    };
    let (kind, body) = match format {
        Format::JsonLd => (JSON_LD, linked_data(now, &page)),
        Format::JsonFeed => (JSON_FEED, news(now, &page, json_feed::feed)),
        Format::Rss => (RSS, news(now, &page, rss::feed)),
    };
    let answer = now.represent(kind, body);
    // RFC 8288: for who reads the head alone.
    let answer = match &page.next {
        Some(next) => answer.with(header::LINK, &format!("<{next}>; rel=\"next\"")),
        None => answer,
    };
    Ok(answer.answer(headers))
}

fn linked_data(now: &Now<'_>, page: &Page<'_>) -> String {
    let list = json_ld::List {
        name: &page.title,
        address: &page.address,
        next: page.next.as_deref(),
        total: page.selection.total,
    };
    let activities = unpacked(&page.selection);
    let site = &now.context.config.publish.site;
    json_ld::list(&list, activities.iter(), site, now.catalogue.edition.as_of, page.filter.lang())
}

fn news(
    now: &Now<'_>,
    page: &Page<'_>,
    write: fn(&Channel<'_>, &[Chosen<'_>], &Site, NaiveDate) -> String,
) -> String {
    let site = &now.context.config.publish.site;
    let lang = page.filter.lang();
    let channel = Channel {
        title: &page.title,
        home: &site.address(&format!("?lang={lang}")),
        address: &page.address,
        next: page.next.as_deref(),
        lang,
    };
    let activities = unpacked(&page.selection);
    let chosen = std::iter::zip(&page.selection.chosen, &activities);
    let entries: Vec<_> = chosen.map(|(chosen, activity)| entry(chosen, activity)).collect();
    write(&channel, &entries, site, now.catalogue.edition.as_of)
}

fn unpacked(selection: &Selection<'_>) -> Vec<Activity> {
    selection.chosen.iter().map(|chosen| chosen.entry.activity()).collect()
}

fn entry<'a>(chosen: &catalogue::Chosen<'_>, activity: &'a Activity) -> Chosen<'a> {
    let wanted = |held: &&HeldSession| chosen.sessions.iter().any(|one| one.id == held.id);
    Chosen { activity, sessions: activity.sessions.iter().filter(wanted).collect() }
}
