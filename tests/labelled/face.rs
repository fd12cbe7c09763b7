//! What one listing tells of an activity. Corruptions change it; the feeds are written from it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Weekday};

use super::activity::Activity;
use super::rng::Rng;
use super::schedule::Schedule;
use super::source::Source;

/// By language.
pub(crate) type Texts = BTreeMap<&'static str, String>;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Face {
    pub(crate) titles: Texts,
    /// In paragraphs.
    pub(crate) descriptions: BTreeMap<&'static str, Vec<String>>,
    pub(crate) organiser: Option<String>,
    pub(crate) venue: Option<String>,
    pub(crate) street: Option<String>,
    pub(crate) postal: Option<String>,
    pub(crate) town: Option<String>,
    /// Longitude, latitude.
    pub(crate) position: Option<(f64, f64)>,
    pub(crate) online: Option<String>,
    pub(crate) page: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) times: Times,
    pub(crate) cancelled: bool,
    /// Text without markup where the source has markup, and the other way round.
    pub(crate) odd_markup: bool,
    pub(crate) free: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Times {
    pub(crate) shape: Shape,
    pub(crate) clock: Clock,
    pub(crate) weekdays: Vec<Weekday>,
    pub(crate) start: NaiveTime,
    /// `None` = no end is told.
    pub(crate) minutes: Option<i64>,
    pub(crate) first: NaiveDate,
    pub(crate) last: NaiveDate,
    pub(crate) skipped: Vec<NaiveDate>,
    /// Dates of the series that are told as cancelled.
    pub(crate) called_off: Vec<NaiveDate>,
}

/// How the times of an activity are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One date with its hours.
    Once,
    /// One date without hours.
    AllDay,
    /// A rule: Lähellä's weekly recurrence, RRULE.
    Rule,
    /// A rule for each weekday, each an entry of its own.
    RulePerWeekday,
    /// Each date an entry of its own.
    Singles,
    /// Each date an entry of its own, under one that stands for all.
    Linked,
    /// From the first day to the last, without hours.
    Range,
}

/// Whether hours are those of the clock on the wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    Right,
    /// 18:00 is told as 18:00Z, and is read as 20 or 21.
    LocalAsUtc,
    /// 16:00Z is told as 16:00.
    UtcAsLocal,
}

impl Face {
    /// Everything, and all of it right.
    pub(crate) fn of(activity: &Activity, source: Source, rng: &mut Rng) -> Self {
        let langs = languages(source, rng);
        let venue = &activity.venue;
        let at_place = activity.online.is_none();
        let told = |text: String| at_place.then_some(text);
        let room = activity.room.map(|room| format!(", {room}")).unwrap_or_default();
        Self {
            titles: langs.iter().map(|lang| (*lang, activity.title(lang))).collect(),
            descriptions: langs
                .iter()
                .map(|lang| (*lang, activity.description(lang, false)))
                .collect(),
            organiser: Some(activity.organiser.name.clone()),
            venue: told(format!("{}{room}", venue.name)),
            street: told(format!("{} {}", venue.street.fi, venue.number)),
            postal: told(venue.postal.clone()),
            town: told(venue.town.fi.clone()),
            position: at_place.then_some((venue.lon, venue.lat)),
            online: activity.online.clone(),
            page: Some(activity.page.clone()),
            phone: Some(activity.phone.clone()),
            email: Some(activity.email.clone()),
            times: Times::of(&activity.schedule),
            cancelled: activity.cancelled,
            odd_markup: false,
            free: activity.free,
        }
    }
}

impl Times {
    fn of(schedule: &Schedule) -> Self {
        Self {
            shape: if schedule.is_weekly() { Shape::Rule } else { Shape::Once },
            clock: Clock::Right,
            weekdays: schedule.weekdays.clone(),
            start: schedule.start,
            minutes: Some(schedule.minutes),
            first: schedule.first,
            last: schedule.last,
            skipped: schedule.skipped.clone(),
            called_off: Vec::new(),
        }
    }

    pub(crate) fn dates(&self) -> Vec<NaiveDate> {
        let schedule = Schedule {
            weekdays: self.weekdays.clone(),
            start: self.start,
            minutes: 0,
            first: self.first,
            last: self.last,
            skipped: self.skipped.clone(),
        };
        schedule.dates()
    }
}

/// A calendar has one language. The others hold what an association had the time to write.
fn languages(source: Source, rng: &mut Rng) -> Vec<&'static str> {
    match (source, rng.below(10)) {
        (Source::Municipal | Source::Club, _) | (_, 0..6) => vec!["fi"],
        (_, 6) => vec!["fi", "sv"],
        (_, 7) => vec!["fi", "en"],
        _ => vec!["fi", "sv", "en"],
    }
}
