//! `daySpecificTimes`: hours, each for one weekday or for every day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;

use super::super::brief;
use super::TimeError;
use crate::listing::{Decision, Note};
use crate::source::LahellaHours;
use crate::when::{Hours, IsoWeekday};

/// `weekday: None` = every day of the event; `hours: None` = all day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DayHours {
    weekday: Option<IsoWeekday>,
    hours: Option<Hours>,
}

/// Those that can be read; an error where there are some and none can.
pub(super) fn read(
    raw: &[LahellaHours],
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<DayHours>, TimeError> {
    let (mut days, mut faults) = (Vec::new(), Vec::new());
    for told in raw {
        match one(told) {
            Some(day) => days.push(day),
            None => faults.push(brief(&as_told(told))),
        }
    }
    if let (true, Some(fault)) = (days.is_empty(), faults.first()) {
        return Err(TimeError::Hours(fault.clone()));
    }
    notes.extend(faults.into_iter().map(|fault| Note::UnreadableTime(format!("hours {fault:?}"))));
    if days.iter().filter_map(|day| day.hours).any(ends_next_day) {
        notes.insert(Note::Decided(Decision::EndsNextDay));
    }
    Ok(days)
}

/// The distinct hours on a day of this weekday. Hours that all belong to other weekdays count where
/// they are all the same: what they say of the weekday is then a leftover in the editor.
pub(super) fn on(days: &[DayHours], weekday: IsoWeekday) -> BTreeSet<Hours> {
    let here = |day: &&DayHours| day.weekday.is_none_or(|told| told == weekday);
    let matching: BTreeSet<Hours> = days.iter().filter(here).filter_map(|day| day.hours).collect();
    let all: BTreeSet<Hours> = days.iter().filter_map(|day| day.hours).collect();
    if matching.is_empty() && all.len() == 1 { all } else { matching }
}

/// The weekdays of each of the distinct hours. Without any hours, all day on no given weekday.
/// Hours for every day take in the same hours of single weekdays.
pub(super) fn grouped(days: &[DayHours]) -> BTreeMap<Option<Hours>, Option<BTreeSet<IsoWeekday>>> {
    let mut groups = BTreeMap::new();
    for day in days {
        let weekdays = groups.entry(day.hours).or_insert_with(|| Some(BTreeSet::new()));
        match (day.weekday, weekdays.as_mut()) {
            (Some(weekday), Some(weekdays)) => {
                weekdays.insert(weekday);
            }
            (Some(_), None) => {}
            (None, _) => *weekdays = None,
        }
    }
    if groups.is_empty() {
        groups.insert(None, None);
    }
    groups
}

pub(super) fn all_weekdays() -> BTreeSet<IsoWeekday> {
    (1..=7).filter_map(|number| IsoWeekday::try_from(number).ok()).collect()
}

fn one(told: &LahellaHours) -> Option<DayHours> {
    let weekday = match told.weekday {
        None => None,
        Some(number) => Some(IsoWeekday::try_from(u8::try_from(number).ok()?).ok()?),
    };
    let hours = match (said(told.start.as_deref()), said(told.end.as_deref())) {
        (None, None) => None,
        (None, Some(_)) => return None,
        (Some(from), None) => Some(Hours { start: clock(from)?, end: None }),
        (Some(from), Some(to)) => Some(Hours { start: clock(from)?, end: Some(end(to)?) }),
    };
    Some(DayHours { weekday, hours })
}

fn said(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// "24:00" ends a day, which is the 0:00 of the next one.
fn end(text: &str) -> Option<NaiveTime> {
    if matches!(text, "24:00" | "24.00" | "24:00:00") { Some(NaiveTime::MIN) } else { clock(text) }
}

/// "18:00"; also "18.00", as Finnish writes it, "8:00" and "18:00:00".
fn clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split([':', '.']).map(|part| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().map_or(Some(0), |second| second)?;
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

fn ends_next_day(hours: Hours) -> bool {
    hours.end.is_some_and(|end| end <= hours.start)
}

fn as_told(told: &LahellaHours) -> String {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    format!("{} {}-{}", told.weekday.unwrap_or_default(), part(&told.start), part(&told.end))
}
