//! One VEVENT. Its times are taken as they stand: calcard, which reads its words, would take INTERVAL=0 for
//! no interval and BYHOUR=-1 for 1, and what a rule cannot mean is for normalisation to judge.

use super::block::Block;
use super::property::Property;
use super::{MAX_EVENT, Refusal, id_of, words};
use crate::id::ItemId;
use crate::source::{CodeSystem, EndDay, Held, Item, RawHash, RawSpan, RejectionReason};

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
    words::describe(&mut item, block, told.position());
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
        let told = |name| self.line(name).filter(|line| !line.value.trim().is_empty());
        // To take an instance away, some send no more than which one it is.
        let cancelled = self.held(block.calendar.cancelled) == Held::Cancelled;
        let named = || told("RECURRENCE-ID").filter(|_| cancelled);
        let start = told("DTSTART").or_else(named).ok_or_else(missing)?;
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
