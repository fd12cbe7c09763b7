//! The first page: what there is to subscribe to, and what comes next.

use chrono::{NaiveDateTime, NaiveTime};
use maud::{Markup, html};

use super::{FeedLink, Upcoming, dates, layout};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::site::Site;

pub(super) fn page(
    site: &Site,
    feeds: &[FeedLink],
    upcoming: &[Upcoming<'_>],
    lang: &Lang,
) -> Markup {
    let main = html! {
        h1 { (layout::site_name(site, lang)) }
        p { (Word::Ingress.text(lang)) }
        @if !feeds.is_empty() {
            h2 { (Word::Feeds.text(lang)) }
            ul { @for feed in feeds { li { (offer(feed, lang)) } } }
        }
        h2 { (Word::Upcoming.text(lang)) }
        @if upcoming.is_empty() {
            p { (Word::NoActivities.text(lang)) }
        } @else {
            ul { @for one in upcoming { li { (item(one, site, lang)) } } }
        }
    };
    let head = html! { @for feed in feeds { (alternates(feed)) } };
    layout::page(site, Word::Activities.text(lang), "", lang, &head, &main)
}

/// What readers of news and of calendars find by the address of the page alone.
fn alternates(feed: &FeedLink) -> Markup {
    let title = Some(feed.title.as_str());
    html! {
        (layout::alternate("application/rss+xml", &feed.rss, title))
        (layout::alternate("application/feed+json", &feed.json_feed, title))
        (layout::alternate("text/calendar", &feed.ical, title))
    }
}

/// The address stands as text, to be copied; iOS subscribes by `webcal:` only.
fn offer(feed: &FeedLink, lang: &Lang) -> Markup {
    let (_, rest) = feed.ical.split_once("://").unwrap_or(("", &feed.ical));
    html! {
        (feed.title) ": "
        a href={ "webcal://" (rest) } { (Word::Subscribe.text(lang)) } ", "
        a href=(feed.ical) { (feed.ical) } ", "
        a href=(feed.rss) { (feed.rss) } ", "
        a href=(feed.json) { (feed.json) }
        @if let Some(events) = feed.too_many {
            p { (Word::LargeCalendar.text(lang)) " (" (events) " " (Word::Events.text(lang)) ")." }
        }
    }
}

fn item(one: &Upcoming<'_>, site: &Site, lang: &Lang) -> Markup {
    let activity = one.activity;
    html! {
        a href={ (site.page(&activity.id)) "?lang=" (lang) } {
            (layout::cancelled(activity, lang))
            @if let Some(name) = layout::text(&activity.content.name, lang) { (name) }
        }
        @if let Some(next) = one.next {
            ", "
            time datetime=(machine_readable(next)) {
                @if next.time() == NaiveTime::MIN {
                    (dates::days(next.date(), one.last.unwrap_or(next.date()), lang))
                } @else {
                    (dates::time(next, lang))
                }
            }
        }
    }
}

fn machine_readable(time: NaiveDateTime) -> String {
    let whole_day = time.time() == NaiveTime::MIN;
    time.format(if whole_day { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M" }).to_string()
}
