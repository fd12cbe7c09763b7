//! One entry of a feed.

use chrono::DateTime;
use feed_rs::model::Entry;
use feed_rs::parser::Builder;

use super::document::{Cut, Document, Fact};
use super::{MAX_ENTRY, Refusal};
use crate::id::ItemId;
use crate::source::ical::location;
use crate::source::{
    CodeSystem, EndDay, Item, RawChannel, RawHash, RawOrganiser, RawSpan, RawTime, RejectionReason,
    words,
};

/// An entry that cannot be read keeps its id where that is known, so that it still counts as present.
pub(super) fn read(
    document: &Document<'_>,
    cut: &Cut<'_>,
) -> Result<Item, (Option<ItemId>, Refusal)> {
    if cut.xml.len() > MAX_ENTRY {
        let detail = format!("is {} bytes long, more than {MAX_ENTRY}", cut.xml.len());
        return Err((None, (RejectionReason::TooLarge, detail)));
    }
    let entry = alone(document, cut).map_err(|refusal| (None, refusal))?;
    let id = id(&entry).map_err(|refusal| (None, refusal))?;
    let Some(span) = span(cut) else {
        let detail = "has neither ev:startdate nor xcal:dtstart".to_owned();
        return Err((Some(id), (RejectionReason::NoEventDate, detail)));
    };
    Ok(item(entry, id, span, document, cut))
}

fn alone(document: &Document<'_>, cut: &Cut<'_>) -> Result<Entry, Refusal> {
    // A made-up id would be another one after every edit; nothing is to be sanitised before it is
    // read.
    let parser =
        Builder::new().sanitize_content(false).id_generator(|_, _, _| String::new()).build();
    let wrong = |detail: String| (RejectionReason::WrongShape, detail);
    let feed = parser
        .parse(document.alone(cut).as_bytes())
        .map_err(|error| wrong(format!("cannot be read: {error}")))?;
    feed.entries.into_iter().next().ok_or_else(|| wrong("holds nothing".to_owned()))
}

fn id(entry: &Entry) -> Result<ItemId, Refusal> {
    let told = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty()).or_else(|| link(entry));
    let missing = || (RejectionReason::NoId, "has neither a guid nor a link".to_owned());
    ItemId::parse(&told.ok_or_else(missing)?)
        .map_err(|error| (RejectionReason::BadId, format!("guid: {error}")))
}

fn link(entry: &Entry) -> Option<String> {
    let own = |rel: Option<&str>| matches!(rel, None | Some("alternate"));
    let links = entry.links.iter().filter(|link| own(link.rel.as_deref()));
    links.map(|link| link.href.trim().to_owned()).find(|href| location::is_web(href))
}

/// Of the event. `xcal:` ends whole days as RFC 5545 does, on the day after; `ev:` on the last.
fn span(cut: &Cut<'_>) -> Option<RawSpan> {
    let told = |fact| cut.told.get(&fact).map(|text| moment(text));
    let ev = told(Fact::EvStart).map(|start| RawSpan {
        start,
        end: told(Fact::EvEnd),
        end_day: EndDay::Included,
        zone: None,
    });
    let cal = || {
        told(Fact::CalStart).map(|start| RawSpan {
            start,
            end: told(Fact::CalEnd),
            end_day: EndDay::Excluded,
            zone: None,
        })
    };
    ev.or_else(cal)
}

/// RSS writes its own dates as e-mail does, and some feeds these as well.
fn moment(text: &str) -> String {
    DateTime::parse_from_rfc2822(text).map_or_else(|_| text.to_owned(), |at| at.to_rfc3339())
}

fn item(entry: Entry, id: ItemId, span: RawSpan, document: &Document<'_>, cut: &Cut<'_>) -> Item {
    let told = |fact| cut.told.get(&fact).cloned();
    let lang = language(&entry, document);
    let mut item = Item::new(id, RawHash::of(cut.xml.as_bytes()), CodeSystem::Words);
    item.status = Some("published".to_owned());
    item.link = link(&entry);
    item.photo = image(&entry);
    let categories = entry.categories.iter().map(|c| c.label.clone().unwrap_or(c.term.clone()));
    words::file(&mut item, categories.chain(told(Fact::EvType)));
    let name = told(Fact::EvOrganizer).filter(|name| !name.contains(['@', '/']));
    item.organiser = RawOrganiser { name, ..RawOrganiser::default() };
    let place = told(Fact::EvLocation).or_else(|| told(Fact::CalLocation)).unwrap_or_default();
    let times = vec![RawTime::Span(span)];
    item.channels = vec![RawChannel { times, ..location::channel(&place, &lang) }];
    let (summary, content) =
        (entry.summary.map(|text| text.content), entry.content.and_then(|content| content.body));
    // What there is only one of is the description.
    let (summary, description) = match (summary, content) {
        (summary, None) => (None, summary),
        (summary, content) if summary == content => (None, content),
        both => both,
    };
    for (texts, text) in [
        (&mut item.name, entry.title.map(|title| title.content)),
        (&mut item.summary, summary),
        (&mut item.description, description),
    ] {
        texts.extend(text.filter(|text| !text.trim().is_empty()).map(|text| (lang.clone(), text)));
    }
    item
}

/// Of the entry, else of the feed; Finnish where nothing is said.
fn language(entry: &Entry, document: &Document<'_>) -> String {
    let told = entry.language.as_ref().or(document.language.as_ref());
    let primary = told.and_then(|tag| tag.split(['-', '_']).next()).map(str::to_ascii_lowercase);
    primary.filter(|tag| !tag.is_empty()).unwrap_or_else(|| "fi".to_owned())
}

/// The first enclosure or `media:content` that is an image, or a thumbnail.
fn image(entry: &Entry) -> Option<String> {
    let contents = entry.media.iter().flat_map(|media| &media.content);
    let images = contents.filter_map(|content| {
        let kind = content.content_type.as_ref()?;
        kind.as_str().starts_with("image/").then_some(content.url.as_ref()?.to_string())
    });
    let thumbnails = entry.media.iter().flat_map(|media| &media.thumbnails);
    images
        .chain(thumbnails.map(|thumbnail| thumbnail.image.uri.clone()))
        .find(|url| url.starts_with("https://"))
}
