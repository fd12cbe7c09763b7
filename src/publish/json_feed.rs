//! JSON Feed 1.1.

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeZone};
use chrono_tz::Europe::Helsinki;
use serde::Serialize;

use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::news::{Channel, Chosen, Entry, Next};
use crate::site::Site;
use crate::when::occurrences::Span;

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
    language: &'a str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [&'static str],
    /// Where it is another one than the feed's.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    attachments: [Attachment; 1],
    #[serde(rename = "_kooste", skip_serializing_if = "Option::is_none")]
    event: Option<Event<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Attachment {
    url: String,
    mime_type: &'static str,
}

/// The next time of it. Whole days are dates, both included.
#[derive(Serialize)]
struct Event<'a> {
    start: String,
    end: Option<String>,
    all_day: bool,
    status: Status,
    location: Option<&'a str>,
}

/// `entries` in the order in which they are to be read.
#[must_use]
pub fn feed(
    channel: &Channel<'_>,
    entries: &[Chosen<'_>],
    site: &Site,
    as_of: NaiveDate,
) -> String {
    let entries: Vec<Entry<'_>> =
        entries.iter().map(|chosen| Entry::of(chosen, site, as_of, channel.lang)).collect();
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: channel.title,
        home_page_url: channel.home,
        feed_url: channel.address,
        next_url: channel.next,
        language: channel.lang.as_str(),
        items: entries.iter().map(|entry| Item::of(entry, site, channel.lang)).collect(),
    };
    text(&feed)
}

impl<'a> Item<'a> {
    fn of(entry: &'a Entry<'a>, site: &Site, lang: &Lang) -> Self {
        let activity = entry.activity;
        let organiser = &activity.content.organiser;
        let author = organiser
            .name
            .as_deref()
            .map(|name| Author { name, url: organiser.url.as_ref().map(|url| url.as_str()) });
        let page = site.page(&activity.id);
        let calendar =
            Attachment { url: format!("{page}.ics?lang={lang}"), mime_type: "text/calendar" };
        Self {
            id: activity.id.as_str(),
            url: format!("{page}?lang={lang}"),
            external_url: activity.link().map(|link| link.as_str()),
            title: &entry.title,
            content_html: &entry.html,
            summary: entry.summary,
            image: activity.content.image.as_ref().map(|image| image.url.as_str()),
            date_published: time(&activity.first_seen),
            date_modified: time(&activity.changed),
            authors: author.into_iter().collect(),
            tags: &entry.tags,
            language: (entry.lang != lang).then(|| entry.lang.as_str()),
            attachments: [calendar],
            event: entry.next.as_ref().map(Event::of),
        }
    }
}

impl<'a> Event<'a> {
    fn of(next: &'a Next) -> Self {
        let (start, end, all_day) = match &next.span {
            Span::Timed { start, end } => (time(start), end.as_ref().map(time), false),
            Span::AllDay { first, last } => (first.to_string(), Some(last.to_string()), true),
        };
        Self { start, end, all_day, status: next.status, location: next.place.as_deref() }
    }
}

fn time<Z: TimeZone>(time: &DateTime<Z>) -> String {
    time.with_timezone(&Helsinki).to_rfc3339_opts(SecondsFormat::Secs, false)
}

#[expect(clippy::expect_used, reason = "only a map whose keys are no strings could fail")]
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("all keys are strings")
}

#[cfg(test)]
mod tests;
