//! The front page: the feeds, and what is next.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;

use super::feeds::{site_title, title};
use super::{HTML, Now, address, language};
use crate::calendar::{Form, Outlet};
use crate::catalogue::{Filter, Selection};
use crate::feed::Feed;
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
    let body = page::index(site, &feed_links(&now, &lang), &upcoming, &lang);
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
    let outlet = Outlet { site, feed, asked: &Filter::default(), form: Form::Series };
    let size = outlet.size(&now.catalogue);
    let too_many = size.is_large().then_some(size.events);
    FeedLink { title, ical, json, rss, json_feed, too_many }
}
