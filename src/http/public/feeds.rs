//! Calendars, and the feeds that the configuration names.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::activities::{self, LIST};
use super::{ICAL, JSON, Now, address, query, query_of};
use crate::catalogue::{Catalogue, Filter, Form};
use crate::feed::{Feed, FeedName};
use crate::fragment::CancelledPolicy;
use crate::http::Context;
use crate::http::error::Problem;
use crate::localized::Lang;
use crate::publish::ical;

pub(super) async fn calendar(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let query = query(raw.as_deref(), Form::Calendar)?;
    let now = Now::of(&context);
    let name = site_title(&context, query.filter.lang());
    let source = address(&context, "/calendar.ics", Some(&query.to_string()));
    let frame = ical::Frame { name, description: name, source: &source };
    let body = body(&now.catalogue, &query.filter, CancelledPolicy::Mark, &frame);
    Ok(now.represent(ICAL, body).answer(&headers))
}

pub(super) async fn feed(
    State(context): State<Context>,
    Path(file): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (name, format) = file.rsplit_once('.').unwrap_or((&file, ""));
    let known = FeedName::parse(name).ok();
    let feed = context.config.feeds.iter().find(|feed| Some(&feed.name) == known.as_ref());
    let feed = feed.ok_or_else(|| Problem::not_found(format!("there is no feed {name:?}")))?;
    let path = format!("/feeds/{file}");
    let now = Now::of(&context);
    match format {
        "ics" => {
            let query = query_of(raw.as_deref(), Form::Calendar, &feed.filter)?;
            let filter = feed.filter.and(&query.filter);
            let name = title(&context, feed, filter.lang());
            let source = address(&context, &path, Some(&query.to_string()));
            let frame = ical::Frame { name: &name, description: &name, source: &source };
            let body = body(&now.catalogue, &filter, feed.cancelled, &frame);
            Ok(now.represent(ICAL, body).packed(feed.packing).answer(&headers))
        }
        "json" => {
            let query = query_of(raw.as_deref(), LIST, &feed.filter)?;
            let body = activities::body(&now, &path, &feed.filter, &query);
            Ok(now.represent(JSON, body).packed(feed.packing).answer(&headers))
        }
        _ => Err(Problem::not_found("a feed ends in .ics or .json")),
    }
}

fn body(
    catalogue: &Catalogue,
    filter: &Filter,
    cancelled: CancelledPolicy,
    frame: &ical::Frame<'_>,
) -> String {
    let selection = catalogue.select(filter);
    let sessions = selection.chosen.iter().flat_map(|chosen| chosen.sessions.iter());
    let fragments = sessions.filter_map(|session| session.vevent(cancelled, filter.lang()));
    ical::calendar(frame, fragments)
}

/// Its own title, else the site's.
pub(super) fn title(context: &Context, feed: &Feed, lang: &Lang) -> String {
    let own = feed.title.best(lang).map(|(_, title)| title.as_str());
    own.unwrap_or_else(|| site_title(context, lang)).to_owned()
}

pub(super) fn site_title<'a>(context: &'a Context, lang: &Lang) -> &'a str {
    context.config.publish.site.name.best(lang).map_or("Kooste", |(_, name)| name)
}
