//! One VEVENT.
//!
//! Its words are read by calcard, which knows all the ways of escaping them. Its times are taken as they
//! stand: calcard would read INTERVAL=0 as no interval and BYHOUR=-1 as 1, and what a rule cannot mean
//! is for normalisation to judge.

use calcard::icalendar::{
    ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarValue,
    Uri,
};
use calcard::{Entry, Parser};

use super::block::Block;
use super::property::Property;
use super::{MAX_EVENT, Refusal, id_of, location};
use crate::id::ItemId;
use crate::source::{
    CodeSystem, EndDay, Held, Item, RawChannel, RawContact, RawHash, RawOrganiser, RawSpan,
    RawTexts, RejectionReason, words,
};

/// An event as told, before those of one UID are put together.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// With its words, and one channel without times.
    pub(super) item: Item,
    pub(super) hash: RawHash,
    pub(super) span: RawSpan,
    pub(super) rules: Vec<String>,
    pub(super) exdates: Vec<String>,
    pub(super) rdates: Vec<String>,
    /// RECURRENCE-ID: this is one instance of a series.
    pub(super) instance: Option<String>,
    /// The higher counts.
    pub(super) version: Version,
}

/// SEQUENCE, then DTSTAMP or LAST-MODIFIED as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Version {
    pub(super) sequence: u64,
    stamp: String,
}

pub(super) fn id(block: &Block<'_>) -> Result<ItemId, Refusal> {
    id_of(properties(block).iter().find(|property| property.name == "UID").map(|uid| uid.value))
}

pub(super) fn read(block: &Block<'_>) -> Result<Event, Refusal> {
    if block.len() > MAX_EVENT {
        let detail = format!("is {} bytes long, more than {MAX_EVENT}", block.len());
        return Err((RejectionReason::TooLarge, detail));
    }
    if !block.ended {
        return Err((RejectionReason::WrongShape, "END:VEVENT is missing".to_owned()));
    }
    let told = Told { lines: properties(block) };
    let hash = block.hash();
    let mut item = Item::new(id_of(told.value("UID"))?, hash.clone(), CodeSystem::Words);
    let (span, zone) = told.span(block, &mut item.unreadable)?;
    item.status = Some(told.status().to_owned());
    item.held = told.held(block.calendar.cancelled);
    describe(&mut item, &words_of(block), &told);
    let instance = told.line("RECURRENCE-ID");
    if instance.is_some_and(|line| line.param("RANGE").is_some()) {
        let note = "RECURRENCE-ID: of a range only the first instance was changed".to_owned();
        item.unreadable.push(note);
    }
    Ok(Event {
        hash,
        rules: told.values("RRULE").map(str::to_owned).collect(),
        exdates: told.dates("EXDATE", zone.as_deref()),
        rdates: told.dates("RDATE", zone.as_deref()),
        instance: instance.and_then(|line| told.dates_of(line, zone.as_deref()).pop()),
        version: told.version(),
        item,
        span,
    })
}

fn properties<'a>(block: &Block<'a>) -> Vec<Property<'a>> {
    block.lines.iter().filter_map(|line| Property::parse(line)).collect()
}

struct Told<'a> {
    lines: Vec<Property<'a>>,
}

impl Told<'_> {
    fn line(&self, name: &str) -> Option<&Property<'_>> {
        self.lines.iter().find(|property| property.name == name)
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.values(name).next()
    }

    fn values(&self, name: &str) -> impl Iterator<Item = &str> {
        let named = self.lines.iter().filter(move |property| property.name == name);
        named.map(|property| property.value.trim()).filter(|value| !value.is_empty())
    }

    /// DTSTART to DTEND or DURATION, and the zone of both.
    fn span(
        &self,
        block: &Block<'_>,
        unreadable: &mut Vec<String>,
    ) -> Result<(RawSpan, Option<String>), Refusal> {
        let missing = || (RejectionReason::NoReadableTime, "DTSTART: is missing".to_owned());
        let start = self.line("DTSTART").filter(|line| !line.value.trim().is_empty());
        let start = start.ok_or_else(missing)?;
        let zone = start.param("TZID").or(block.calendar.zone).map(str::to_owned);
        let end = self.line("DTEND").filter(|end| {
            let other = end.param("TZID").is_some_and(|own| Some(own) != zone.as_deref());
            let fixed = end.value.trim().ends_with(['Z', 'z']);
            if other && !fixed {
                unreadable.push("DTEND: is in another zone than DTSTART".to_owned());
            }
            !other || fixed
        });
        let end = end.map(|end| end.value.trim()).or_else(|| self.value("DURATION"));
        // An instant alone is told on Helsinki's clock, whatever the calendar's owner has set.
        let instant = start.value.trim().ends_with(['Z', 'z']) && start.param("TZID").is_none();
        let zone = zone.filter(|_| !instant);
        let span = RawSpan {
            start: start.value.trim().to_owned(),
            end: end.map(str::to_owned),
            end_day: EndDay::Excluded,
            zone: zone.clone(),
        };
        Ok((span, zone))
    }

    /// What is private stands in the calendar to keep a time free, not to be told.
    fn status(&self) -> &'static str {
        let class = self.value("CLASS").map(str::to_ascii_uppercase);
        match class.as_deref() {
            Some("PRIVATE" | "CONFIDENTIAL") => "draft",
            _ => "published",
        }
    }

    fn held(&self, cancelled: bool) -> Held {
        let status = self.value("STATUS").map(str::to_ascii_uppercase);
        if cancelled || matches!(status.as_deref(), Some("CANCELLED" | "CANCELED")) {
            Held::Cancelled
        } else {
            Held::Scheduled
        }
    }

    fn version(&self) -> Version {
        let stamp = self.value("LAST-MODIFIED").or_else(|| self.value("DTSTAMP"));
        Version {
            sequence: self.value("SEQUENCE").and_then(|n| n.parse().ok()).unwrap_or_default(),
            stamp: stamp.unwrap_or_default().to_owned(),
        }
    }

    fn dates(&self, name: &str, zone: Option<&str>) -> Vec<String> {
        let named = self.lines.iter().filter(|property| property.name == name);
        named.flat_map(|line| self.dates_of(line, zone)).collect()
    }

    /// The values of one line. Those in another zone than the series would name other instances, so they
    /// are given back in a form that is read as no time, and noted.
    fn dates_of(&self, line: &Property<'_>, zone: Option<&str>) -> Vec<String> {
        let foreign = line.param("TZID").filter(|own| zone.is_some_and(|zone| zone != *own));
        let values = line.value.split(',').map(str::trim).filter(|value| !value.is_empty());
        values
            .map(|value| match foreign {
                Some(zone) if !value.ends_with('Z') && value.contains('T') => {
                    format!("{value} {zone}")
                }
                _ => value.to_owned(),
            })
            .collect()
    }

    /// "65.0121;25.4651": latitude first.
    fn position(&self) -> Option<(f64, f64)> {
        let (lat, lon) = self.value("GEO")?.split_once([';', ','])?;
        let degrees = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
        Some((degrees(lon)?, degrees(lat)?))
    }
}

/// The lines that hold words, as calcard reads them.
fn words_of(block: &Block<'_>) -> ICalendarComponent {
    let mut text = String::from("BEGIN:VEVENT\r\n");
    for line in &block.lines {
        text.push_str(line);
        text.push_str("\r\n");
    }
    text.push_str("END:VEVENT\r\n");
    match Parser::new(&text).entry() {
        Entry::ICalendar(read) => read.components.into_iter().next().unwrap_or_default(),
        _ => ICalendarComponent::default(),
    }
}

fn describe(item: &mut Item, words: &ICalendarComponent, told: &Told<'_>) {
    item.name = texts(words, &ICalendarProperty::Summary);
    item.description = texts(words, &ICalendarProperty::Description);
    item.link =
        values(words, &ICalendarProperty::Url).into_iter().find(|link| location::is_web(link));
    words::file(item, values(words, &ICalendarProperty::Categories));
    item.photo = image(words);
    let place = values(words, &ICalendarProperty::Location).into_iter().next().unwrap_or_default();
    let conference =
        values(words, &ICalendarProperty::Conference).into_iter().find(|url| location::is_web(url));
    let lang = words.property(&ICalendarProperty::Location).and_then(language);
    let channel = location::channel(&place, &lang.unwrap_or_else(|| "fi".to_owned()));
    item.channels = vec![with_conference(channel, conference, told.position())];
    if let Some(organiser) = words.property(&ICalendarProperty::Organizer) {
        name_organiser(item, organiser);
    }
    item.contacts.extend(values(words, &ICalendarProperty::Contact).into_iter().map(contact));
}

fn with_conference(
    mut channel: RawChannel,
    conference: Option<String>,
    position: Option<(f64, f64)>,
) -> RawChannel {
    channel.position = position;
    if channel.kinds.is_empty() && position.is_some() {
        channel.kinds.push("place".to_owned());
    }
    if let Some(url) = conference {
        if channel.url.is_none() {
            channel.kinds.push("online".to_owned());
        }
        channel.url.get_or_insert(url);
    }
    channel
}

/// A calendar has one language, and says so at best at each text; Finnish where nothing is said.
fn texts(words: &ICalendarComponent, name: &ICalendarProperty) -> RawTexts {
    let mut texts = RawTexts::new();
    for entry in words.properties(name) {
        if let Some(text) = entry.values.iter().find_map(text) {
            texts.entry(language(entry).unwrap_or_else(|| "fi".to_owned())).or_insert(text);
        }
    }
    texts
}

fn language(entry: &ICalendarEntry) -> Option<String> {
    let tag = entry.parameter(&ICalendarParameterName::Language)?.as_text()?;
    let primary = tag.split(['-', '_']).next().unwrap_or(tag).to_ascii_lowercase();
    (!primary.is_empty()).then_some(primary)
}

fn values(words: &ICalendarComponent, name: &ICalendarProperty) -> Vec<String> {
    words.properties(name).flat_map(|entry| entry.values.iter().filter_map(text)).collect()
}

fn text(value: &ICalendarValue) -> Option<String> {
    let text = match value {
        ICalendarValue::Text(text) => text.clone(),
        ICalendarValue::Uri(Uri::Location(uri)) => uri.clone(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// IMAGE (RFC 7986), or a file that is attached and says that it is an image.
fn image(words: &ICalendarComponent) -> Option<String> {
    let is_image = |entry: &&ICalendarEntry| {
        let kind = entry.parameter(&ICalendarParameterName::Fmttype);
        kind.and_then(|kind| kind.as_text()).is_some_and(|kind| kind.starts_with("image/"))
    };
    let attached = words.properties(&ICalendarProperty::Attach).filter(is_image);
    words
        .properties(&ICalendarProperty::Image)
        .chain(attached)
        .flat_map(|entry| entry.values.iter().filter_map(text))
        .find(|url| url.starts_with("https://"))
}

/// "ORGANIZER;CN=Kylätalo ry:mailto:…": Google puts a made-up address of the calendar there.
fn name_organiser(item: &mut Item, entry: &ICalendarEntry) {
    let name = entry.parameter(&ICalendarParameterName::Cn).and_then(|cn| cn.as_text());
    let name = name.map(str::trim).filter(|name| !name.is_empty() && !name.contains('@'));
    let email = entry.values.iter().find_map(text).and_then(|uri| {
        let address = uri.trim_start_matches("mailto:").trim_start_matches("MAILTO:").to_owned();
        (address.contains('@') && !address.ends_with("calendar.google.com")).then_some(address)
    });
    item.organiser =
        RawOrganiser { name: name.map(str::to_owned), email, ..RawOrganiser::default() };
}

/// Free text: its kind is what it looks like.
fn contact(text: String) -> RawContact {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let kind = match text.trim() {
        address if address.contains('@') && !address.contains(' ') => "email",
        url if location::is_web(url) => "www",
        _ if digits >= 6 => "phone",
        _ => "other",
    };
    RawContact { kind: kind.to_owned(), value: text, ..RawContact::default() }
}
