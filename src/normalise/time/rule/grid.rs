//! Which of our four grids a rule of RFC 5545 is, if it is one.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use chrono::{Datelike, NaiveDate, Weekday};

use super::text::{By, Freq, Rrule, weekday};
use crate::when::grid::Grid;
use crate::when::{IsoWeekday, MonthDay, Ordinal, Rule, Weekdays};

pub(super) fn of(rrule: &Rrule, first: NaiveDate) -> Option<Rule> {
    let interval = rrule.interval;
    match rrule.freq {
        Freq::Daily => daily(rrule, interval),
        Freq::Weekly => weekly(rrule, first, interval),
        Freq::Monthly => monthly(rrule, first, interval),
        Freq::Yearly => yearly(rrule, first, interval),
    }
}

/// The date of an instance by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nth {
    /// The number is 0.
    NoneAtAll,
    Date(NaiveDate),
    /// After all years that count.
    Beyond,
}

pub(super) fn nth(rule: &Rule, first: NaiveDate, number: u32) -> Nth {
    let Some(before) = number.checked_sub(1) else { return Nth::NoneAtAll };
    let before = usize::try_from(before).unwrap_or(usize::MAX);
    Grid::new(rule, first, None).all().nth(before).map_or(Nth::Beyond, Nth::Date)
}

/// Whether the rule produces the date from which it is counted.
pub(super) fn holds(rule: &Rule, first: NaiveDate) -> bool {
    Grid::new(rule, first, Some(first)).contains(first)
}

/// Without any other BY part than these.
fn only(rrule: &Rrule, parts: &[By]) -> bool {
    rrule.by.keys().all(|part| parts.contains(part))
}

/// On listed weekdays it is weekly; with days left out between, listed weekdays are no grid.
fn daily(rrule: &Rrule, interval: NonZeroU16) -> Option<Rule> {
    match rrule.by(By::Day) {
        _ if !only(rrule, &[By::Day]) => None,
        None => Some(Rule::Days { interval }),
        Some(days) if interval == NonZeroU16::MIN => weeks(interval, plain_weekdays(days)?),
        Some(_) => None,
    }
}

fn weekly(rrule: &Rrule, first: NaiveDate, interval: NonZeroU16) -> Option<Rule> {
    if !only(rrule, &[By::Day]) {
        return None;
    }
    let of_first = IsoWeekday::of(first);
    let days = match rrule.by(By::Day) {
        None => [of_first].into(),
        Some(days) => plain_weekdays(days)?,
    };
    let mut counted = days.clone();
    counted.insert(of_first);
    let same_weeks = interval == NonZeroU16::MIN || in_iso_weeks(&counted, rrule.week_start);
    same_weeks.then(|| weeks(interval, days)).flatten()
}

/// Whether weeks that begin on `start` part these weekdays as ISO weeks do: they do where all of them
/// lie on one side of Sunday night.
fn in_iso_weeks(days: &BTreeSet<IsoWeekday>, start: Weekday) -> bool {
    let start = IsoWeekday::from(start);
    days.iter().all(|day| *day >= start) || days.iter().all(|day| *day < start)
}

fn monthly(rrule: &Rrule, first: NaiveDate, interval: NonZeroU16) -> Option<Rule> {
    match (rrule.by(By::MonthDay), rrule.by(By::Day), rrule.by(By::SetPos)) {
        _ if !only(rrule, &[By::MonthDay, By::Day, By::SetPos]) => None,
        (None, None, None) => on_day(u8::try_from(first.day()).ok()?, interval),
        (Some(day), None, None) => on_day(day.parse().ok()?, interval),
        (None, Some(day), None) => on_weekday(day, interval),
        // Outlook's way to write 2TU.
        (None, Some(day), Some(position)) if weekday(day).is_some() => {
            on_weekday(&format!("{position}{day}"), interval)
        }
        _ => None,
    }
}

/// Once a year is every twelfth month, if the month is that of the start.
fn yearly(rrule: &Rrule, first: NaiveDate, interval: NonZeroU16) -> Option<Rule> {
    let months = interval.checked_mul(NonZeroU16::new(12)?)?;
    let in_month = match rrule.by(By::Month) {
        Some(month) => month.parse() == Ok(first.month()),
        // Without a month, a weekday or a day of the month stands for one of all the year.
        None => rrule.by.is_empty(),
    };
    let mut of_month = rrule.clone();
    of_month.by.remove(&By::Month);
    in_month.then(|| monthly(&of_month, first, months)).flatten()
}

fn weeks(interval: NonZeroU16, days: BTreeSet<IsoWeekday>) -> Option<Rule> {
    Some(Rule::Weeks { interval, weekdays: Weekdays::try_from(days).ok()? })
}

fn on_day(day: u8, interval: NonZeroU16) -> Option<Rule> {
    Some(Rule::MonthsByDay { interval, day: MonthDay::try_from(day).ok()? })
}

/// "2TU", "+2TU", or "-1FR", the last one; "-2FR" is none of our grids.
fn on_weekday(text: &str, interval: NonZeroU16) -> Option<Rule> {
    let (ordinal, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let ordinal: i8 = ordinal.parse().ok()?;
    Some(Rule::MonthsByWeekday {
        interval,
        ordinal: Ordinal::try_from(ordinal).ok()?,
        weekday: weekday(day)?.into(),
    })
}

fn plain_weekdays(list: &str) -> Option<BTreeSet<IsoWeekday>> {
    list.split(',').map(|day| weekday(day.trim()).map(IsoWeekday::from)).collect()
}
