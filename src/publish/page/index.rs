//! The first page: what there is to choose from and to subscribe to, and what comes next.

use chrono::{NaiveDateTime, NaiveTime};
use maud::{Markup, html};

use super::{FeedLink, Index, Upcoming, assets, builder, dates, layout, organisation};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::site::Site;

pub(super) fn page(of: &Index, site: &Site, lang: &Lang) -> Markup {
    let main = html! {
        h1 { (layout::site_name(site, lang)) }
        p { (Word::Ingress.text(lang)) }
        nav aria-label=(Word::Pages.text(lang)) {
            ul {
                @for (path, name) in pages(lang) {
                    li { a href=(layout::in_language(site, path, lang)) { (name) } }
                }
            }
        }
        (builder::section(&of.builder, site, lang))
        h2 { (Word::Feeds.text(lang)) }
        ul { @for feed in &of.feeds { li { (offer(feed, lang)) } } }
        (builder::shelves(&of.shelves, site, lang))
    };
    let head = html! {
        @for feed in &of.feeds { (alternates(feed)) }
        script src=(assets::address(site, "builder.js")) defer {}
    };
    let path = match &of.builder.outcome {
        Ok(outcome) if !outcome.filters.is_empty() => format!("?{}", outcome.filters),
        Ok(_) | Err(_) => String::new(),
    };
    layout::page(site, Word::Activities.text(lang), &path, lang, &head, &main)
}

fn pages(lang: &Lang) -> [(&'static str, &'static str); 3] {
    [
        ("calendar", Word::Calendar.text(lang)),
        (organisation::PATH, organisation::called(lang)),
        ("letter", Word::Letter.text(lang)),
    ]
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

/// iOS subscribes by `webcal:` only.
fn offer(feed: &FeedLink, lang: &Lang) -> Markup {
    let (_, rest) = feed.ical.split_once("://").unwrap_or(("", &feed.ical));
    let other = [("iCal", &feed.ical), ("RSS", &feed.rss), ("JSON", &feed.json)];
    html! {
        strong { (feed.title) } ": "
        a href={ "webcal://" (rest) } aria-label={ (Word::Subscribe.text(lang)) ": " (feed.title) } {
            (Word::Subscribe.text(lang))
        }
        @for (name, address) in other {
            ", " a href=(address) aria-label={ (name) ": " (feed.title) } { (name) }
        }
        @if let Some(events) = feed.too_many {
            p { (Word::LargeCalendar.text(lang)) " (" (events) " " (Word::Events.text(lang)) ")." }
        }
    }
}

pub(super) fn item(one: &Upcoming, site: &Site, lang: &Lang) -> Markup {
    let activity = &one.activity;
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
