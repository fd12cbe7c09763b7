//! Calendars, and the feeds that the configuration names.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, header};
use axum::response::Response;

use super::activities::{self, LIST};
use super::webfeeds::{self, Format};
use super::{ICAL, JSON, Now};
use crate::calendar::{self, Notice};
use crate::catalogue::{Filter, Form};
use crate::feed::{Feed, FeedName};
use crate::http::Context;
use crate::http::conditional::Representation;
use crate::http::error::Problem;
use crate::localized::Lang;

/// Of a calendar that is more than many readers take.
const NOTICE: HeaderName = HeaderName::from_static("kooste-notice");

pub(super) async fn calendar(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    ical(&Now::of(&context), None, raw.as_deref(), &headers)
}

pub(super) async fn feed(
    State(context): State<Context>,
    Path(file): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (name, end) = file.split_once('.').unwrap_or((&file, ""));
    let known = FeedName::parse(name).ok();
    let feed = context.config.feeds.iter().find(|feed| Some(&feed.name) == known.as_ref());
    let feed = feed.ok_or_else(|| Problem::not_found(format!("there is no feed {name:?}")))?;
    let path = format!("/feeds/{file}");
    let now = Now::of(&context);
    let format = match end {
        "ics" => return ical(&now, Some(feed), raw.as_deref(), &headers),
        "json" => {
            let query = now.asked(raw.as_deref(), LIST, &feed.filter)?;
            let body = activities::body(&now, &path, &feed.filter, &query);
            return Ok(now.represent(JSON, body).packed(feed.packing).answer(&headers));
        }
        "feed.json" => Format::JsonFeed,
        "jsonld" => Format::JsonLd,
        "rss" => Format::Rss,
        _ => {
            let ends = "a feed ends in .ics, .json, .feed.json, .jsonld or .rss";
            return Err(Problem::not_found(ends));
        }
    };
    let title = |filter: &Filter| title(&context, feed, filter.lang());
    let outlet = webfeeds::Outlet { path: &path, title: &title, base: &feed.filter };
    webfeeds::answer(&now, format, &outlet, raw.as_deref(), &headers)
}

fn ical(
    now: &Now<'_>,
    feed: Option<&Feed>,
    raw: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let everything = Filter::default();
    let base = feed.map_or(&everything, |feed| &feed.filter);
    let query = now.asked(raw, Form::Calendar, base)?;
    let form = if query.expand { calendar::Form::Instances } else { calendar::Form::Series };
    let site = &now.context.config.publish.site;
    let outlet = calendar::Outlet { site, feed, asked: &query.filter, form };
    let calendar = outlet.calendar(&now.catalogue);
    let packing = feed.map(|feed| feed.packing).unwrap_or_default();
    let answer = now.represent(ICAL, calendar.text).packed(packing);
    let answer = match &calendar.notice {
        Some(notice) => told(answer, notice),
        None => answer,
    };
    Ok(answer.answer(headers))
}

/// Beside what the calendar itself says (RFC 8288; `Warning` is obsolete since RFC 9111).
fn told(answer: Representation, notice: &Notice) -> Representation {
    let answer = answer.with(NOTICE, &notice.header());
    match &notice.narrower {
        Some(to) => {
            answer.with(header::LINK, &format!("<{to}>; rel=\"alternate\"; type=\"text/calendar\""))
        }
        None => answer,
    }
}

/// Its own title, else the site's.
pub(super) fn title(context: &Context, feed: &Feed, lang: &Lang) -> String {
    let own = feed.title.best(lang).map(|(_, title)| title.as_str());
    own.unwrap_or_else(|| site_title(context, lang)).to_owned()
}

pub(super) fn site_title<'a>(context: &'a Context, lang: &Lang) -> &'a str {
    context.config.publish.site.name.best(lang).map_or("Kooste", |(_, name)| name)
}
