//! The front page: the feed builder, the feeds, and what is next.

pub(super) mod choices;
mod coming;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

use super::feeds::{site_title, title};
use super::people::{self, Reader};
use super::{Now, address};
use crate::calendar::{self, Outlet};
use crate::catalogue::{Filter, FilterError, Form, Query};
use crate::feed::Feed;
use crate::http::Context;
use crate::localized::Lang;
use crate::publish::page::{self, Builder, FeedLink, Index, Outcome};

/// Looked at for those that are shown: enough for what is over and what goes on already to make room for
/// what is to come.
const LOOKED_AT: usize = 400;

pub(super) async fn page(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    let now = Now::of(&context);
    let reader = Reader::of(raw.as_deref(), &headers);
    let mut typed = typed(raw.as_deref());
    if !typed.iter().any(|(name, _)| name == "lang") {
        typed.push(("lang".to_owned(), reader.lang.to_string()));
    }
    let asked = now.read(Some(&query(&typed)), Form::Browse, &Filter::default());
    let site = &context.config.publish.site;
    let quarter = now.quarter();
    let index = index(&now, &typed, &asked, quarter.began, &reader.lang);
    let body = page::index(&index, site, &reader.lang);
    match asked {
        Ok(_) => now.page_for(&reader, body).in_quarter(quarter).answer(&headers),
        Err(_) => {
            let mut headers = people::headers(&reader.lang);
            headers.insert(header::CACHE_CONTROL, super::NO_STORE);
            (StatusCode::BAD_REQUEST, headers, body).into_response()
        }
    }
}

/// A form sends its empty fields as well.
pub(super) fn typed(raw: Option<&str>) -> Vec<(String, String)> {
    let pairs = url::form_urlencoded::parse(raw.unwrap_or("").as_bytes());
    let filled = pairs.filter(|(_, value)| !value.trim().is_empty());
    filled.map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

pub(super) fn query(pairs: &[(String, String)]) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn index(
    now: &Now<'_>,
    typed: &[(String, String)],
    asked: &Result<Query, FilterError>,
    at: DateTime<Utc>,
    lang: &Lang,
) -> Index {
    let everything = Filter::default();
    let filter = asked.as_ref().map_or(&everything, |query| &query.filter);
    let values = match asked {
        // In one way, whatever way it was typed in.
        Ok(query) => self::typed(Some(&query.filter.to_string())),
        Err(_) => typed.to_vec(),
    };
    let value = |name: &str| {
        let found = values.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let builder = Builder {
        groups: choices::groups(now, filter, &values, lang),
        words: value("q"),
        from: value("from"),
        to: value("to"),
        kept: choices::kept(&values),
        outcome: match asked {
            Ok(query) => Ok(outcome(now, &query.filter, at, lang)),
            Err(error) => Err(people::wrong(error)),
        },
    };
    Index { builder, feeds: feed_links(now, lang), shelves: choices::shelves(now, lang) }
}

fn outcome(now: &Now<'_>, filter: &Filter, at: DateTime<Utc>, lang: &Lang) -> Outcome {
    let context = now.context;
    let today = now.catalogue.edition.as_of;
    let selection = now.catalogue.select(&filter.within(LOOKED_AT));
    let spoken = filter.to_string();
    // JSON tells all languages, and a page in a frame speaks that of this one.
    let filters = without_lang(&spoken);
    let embedded = [filters.as_str(), &format!("lang={lang}")];
    let embedded = embedded.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let site = &context.config.publish.site;
    let outlet = Outlet { site, feed: None, asked: filter, form: calendar::Form::Series };
    let size = outlet.size(&now.catalogue);
    Outcome {
        total: selection.total,
        first: coming::coming(&selection, coming::From { today, at, days: filter.days(today) }),
        too_many: size.is_large().then_some(size.events),
        title: outlet.name(),
        ical: address(context, "/calendar.ics", Some(&spoken)),
        json: address(context, "/api/v1/activities", Some(&filters)),
        rss: address(context, "/feed.rss", Some(&spoken)),
        calendar: address(context, "/calendar", Some(&embedded.join("&"))),
        embed: address(context, "/embed", Some(&embedded.join("&"))),
        filters,
    }
}

/// Of a query as a filter writes it, in which nothing else begins so.
pub(super) fn without_lang(written: &str) -> String {
    let others = written.split('&').filter(|pair| !pair.starts_with("lang="));
    others.collect::<Vec<_>>().join("&")
}

/// Everything first, then the feeds in the order of the configuration.
fn feed_links(now: &Now<'_>, lang: &Lang) -> Vec<FeedLink> {
    let context = now.context;
    let all = ["/calendar.ics", "/api/v1/activities", "/feed.rss", "/feed.json"].map(str::to_owned);
    let feeds = context.config.feeds.iter().map(|feed| {
        let path = |format: &str| format!("/feeds/{}.{format}", feed.name);
        let paths = ["ics", "json", "rss", "feed.json"].map(path);
        feed_link(now, title(context, feed, lang), Some(feed), paths)
    });
    let all = feed_link(now, site_title(context, lang).to_owned(), None, all);
    std::iter::once(all).chain(feeds).collect()
}

fn feed_link(now: &Now<'_>, title: String, feed: Option<&Feed>, paths: [String; 4]) -> FeedLink {
    let [ical, json, rss, json_feed] = paths.map(|path| address(now.context, &path, None));
    let site = &now.context.config.publish.site;
    let asked = &Filter::default();
    let outlet = Outlet { site, feed, asked, form: calendar::Form::Series };
    let size = outlet.size(&now.catalogue);
    let too_many = size.is_large().then_some(size.events);
    FeedLink { title, ical, json, rss, json_feed, too_many }
}
