//! Short ways to write times in tests.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{NaiveDate, NaiveDateTime};
use chrono_tz::Europe::Helsinki;

use super::occurrences::Window;
use super::{Hours, Override, Rule, Series, SeriesParts, When};

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `2026-03-29 03:30`, seconds if need be.
pub(super) fn wall(text: &str) -> NaiveDateTime {
    let text = text.replace(' ', "T");
    let seconds = if text.len() == 16 { ":00" } else { "" };
    format!("{text}{seconds}").parse().unwrap()
}

pub(super) fn window(from: &str, to: &str) -> Window {
    Window { from: day(from), to: day(to) }
}

pub(super) fn dates(texts: &[&str]) -> BTreeSet<NaiveDate> {
    texts.iter().map(|text| day(text)).collect()
}

fn interval(number: u16) -> NonZeroU16 {
    number.try_into().unwrap()
}

pub(super) fn daily(every: u16) -> Rule {
    Rule::Days { interval: interval(every) }
}

pub(super) fn weekly(every: u16, weekdays: &[u8]) -> Rule {
    let weekdays: BTreeSet<_> = weekdays.iter().map(|&number| number.try_into().unwrap()).collect();
    Rule::Weeks { interval: interval(every), weekdays: weekdays.try_into().unwrap() }
}

pub(super) fn nth(every: u16, ordinal: i8, weekday: u8) -> Rule {
    Rule::MonthsByWeekday {
        interval: interval(every),
        ordinal: ordinal.try_into().unwrap(),
        weekday: weekday.try_into().unwrap(),
    }
}

pub(super) fn month_day(every: u16, day: u8) -> Rule {
    Rule::MonthsByDay { interval: interval(every), day: day.try_into().unwrap() }
}

/// `18:00–19:30`; without an end `18:00–`.
pub(super) fn hours(text: &str) -> Hours {
    let (start, end) = text.split_once('–').unwrap();
    let time = |text: &str| format!("{text}:00").parse().unwrap();
    Hours { start: time(start), end: Some(end).filter(|end| !end.is_empty()).map(time) }
}

/// 18.00–19.30 in Helsinki, without an end or exceptions.
pub(super) fn parts(rule: Rule, first: &str) -> SeriesParts {
    SeriesParts {
        zone: Helsinki,
        rule,
        hours: Some(hours("18:00–19:30")),
        first: day(first),
        until: None,
        exdates: BTreeSet::new(),
        rdates: BTreeSet::new(),
        overrides: [].into(),
    }
}

pub(super) fn moved(start: &str, end: &str) -> Override {
    Override::Moved { start: wall(start), end: Some(end).filter(|end| !end.is_empty()).map(wall) }
}

pub(super) fn when(parts: SeriesParts) -> When {
    When::Series(Box::new(Series::try_from(parts).unwrap()))
}
