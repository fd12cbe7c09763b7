//! RSS 2.0 with dates of events: iCalendar's in XML (`xcal:`), since RSS has those of publication alone.

pub(super) mod xml;

use chrono::{DateTime, Days, NaiveDate, SecondsFormat};
use chrono_tz::Europe::Helsinki;
use chrono_tz::Tz;

use self::xml::Xml;
use crate::listing::Status;
use crate::publish::news::{Channel, Chosen, Entry, Next};
use crate::site::Site;
use crate::when::occurrences::Span;

const NAMESPACES: [(&str, &str); 5] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
    ("xmlns:xcal", "urn:ietf:params:xml:ns:xcal"),
];
/// Minutes.
const TTL: &str = "60";

/// `entries` in the order in which they are to be read: what is upcoming first.
#[must_use]
pub fn feed(
    channel: &Channel<'_>,
    entries: &[Chosen<'_>],
    site: &Site,
    as_of: NaiveDate,
) -> String {
    let mut xml = Xml::new();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    xml.text("title", channel.title);
    xml.text("link", channel.home);
    xml.text("description", channel.title);
    xml.text("language", channel.lang.as_str());
    // RFC 5005 leads on from page to page.
    let links = [("self", Some(channel.address)), ("next", channel.next)];
    for (rel, address) in links {
        if let Some(address) = address {
            let kind = ("type", "application/rss+xml");
            xml.empty("atom:link", &[("rel", rel), ("href", address), kind]);
        }
    }
    if let Some(newest) = entries.iter().map(|chosen| chosen.activity.changed).max() {
        xml.text("lastBuildDate", &newest.to_rfc2822());
    }
    xml.text("generator", "Kooste");
    xml.text("ttl", TTL);
    for chosen in entries {
        item(&mut xml, &Entry::of(chosen, site, as_of, channel.lang), channel, site);
    }
    xml.close("channel");
    xml.close("rss");
    xml.finish()
}

fn item(xml: &mut Xml, entry: &Entry<'_>, channel: &Channel<'_>, site: &Site) {
    let activity = entry.activity;
    xml.open("item", &[]);
    xml.text("title", &entry.title);
    xml.text("link", &format!("{}?lang={}", site.page(&activity.id), channel.lang));
    xml.with("guid", &[("isPermaLink", "false")], activity.id.as_str());
    xml.text("pubDate", &activity.changed.to_rfc2822());
    xml.text("description", &entry.html);
    if let Some(name) = &activity.content.organiser.name {
        // `author` is to be an e-mail address.
        xml.text("dc:creator", name);
    }
    if entry.lang != channel.lang {
        xml.text("dc:language", entry.lang.as_str());
    }
    for tag in &entry.tags {
        xml.text("category", tag);
    }
    if let Some(image) = &activity.content.image {
        // An `enclosure` is to tell its length, which only a copy of it would tell us.
        let address = ("url", image.url.as_str());
        xml.open("media:content", &[address, ("medium", "image")]);
        // Readers that do not know its type take it for a picture by this.
        xml.empty("media:thumbnail", &[address]);
        xml.close("media:content");
    }
    if let Some(next) = &entry.next {
        event(xml, next);
    }
    xml.close("item");
}

/// Whole days end on the day after the last one, as in RFC 5545.
fn event(xml: &mut Xml, next: &Next) {
    let time = |time: &DateTime<Tz>| {
        time.with_timezone(&Helsinki).to_rfc3339_opts(SecondsFormat::Secs, false)
    };
    let (start, end) = match &next.span {
        Span::Timed { start, end } => (time(start), end.as_ref().map(time)),
        Span::AllDay { first, last } => {
            (first.to_string(), last.checked_add_days(Days::new(1)).map(|day| day.to_string()))
        }
    };
    xml.text("xcal:dtstart", &start);
    if let Some(end) = end {
        xml.text("xcal:dtend", &end);
    }
    if let Some(place) = &next.place {
        xml.text("xcal:location", place);
    }
    let status = match next.status {
        Status::Scheduled => "CONFIRMED",
        Status::Cancelled => "CANCELLED",
        Status::Postponed => "TENTATIVE",
    };
    xml.text("xcal:status", status);
}

#[cfg(test)]
mod tests;
