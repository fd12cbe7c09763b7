//! The front page: the feeds, and what is next.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;

use super::feeds::{site_title, title};
use super::{HTML, Now, address, language};
use crate::catalogue::{Filter, Selection};
use crate::http::Context;
use crate::http::error::Problem;
use crate::localized::Lang;
use crate::publish::page::{self, FeedLink, Upcoming};

const SHOWN: usize = 20;

pub(super) async fn page(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(raw.as_deref())?;
    let now = Now::of(&context);
    let selection = now.catalogue.select(&Filter::default());
    let upcoming = upcoming(&selection, now.catalogue.edition.as_of);
    let site = &context.config.publish.site;
    let body = page::index(site, &feed_links(&context, &lang), &upcoming, &lang);
    Ok(now.represent(HTML, body).answer(&headers))
}

/// What is yet to begin, then what goes on already: an exhibition is no news on its fiftieth day.
fn upcoming<'a>(selection: &Selection<'a>, today: NaiveDate) -> Vec<Upcoming<'a>> {
    let mut timed: Vec<_> =
        selection.chosen.iter().filter(|chosen| chosen.next.is_some()).collect();
    timed.sort_by_key(|chosen| chosen.next.is_some_and(|next| next.date() < today));
    let shown = timed.into_iter().take(SHOWN);
    shown
        .map(|chosen| Upcoming {
            activity: &chosen.entry.activity,
            next: chosen.next,
            last: chosen.last,
        })
        .collect()
}

/// Everything first, then the feeds in the order of the configuration.
fn feed_links(context: &Context, lang: &Lang) -> Vec<FeedLink> {
    let link = |title: String, [ical, json, rss, json_feed]: [&str; 4]| FeedLink {
        title,
        ical: address(context, ical, None),
        json: address(context, json, None),
        rss: address(context, rss, None),
        json_feed: address(context, json_feed, None),
    };
    let everything = ["/calendar.ics", "/api/v1/activities", "/feed.rss", "/feed.json"];
    let all = link(site_title(context, lang).to_owned(), everything);
    let feeds = context.config.feeds.iter().map(|feed| {
        let path = |format: &str| format!("/feeds/{}.{format}", feed.name);
        let paths = ["ics", "json", "rss", "feed.json"].map(path);
        link(title(context, feed, lang), paths.each_ref().map(String::as_str))
    });
    std::iter::once(all).chain(feeds).collect()
}
