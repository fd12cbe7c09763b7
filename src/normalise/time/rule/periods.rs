//! The instances of a rule, one period after the other (RFC 5545, 3.3.10).
//!
//! Every day is looked at once, up to the last one that is wanted. So it costs as much to find that
//! nothing matches (30 February) as to find what does.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};

use super::parts::Parts;
use super::text::{Freq, Rrule};
use crate::when::IsoWeekday;

/// In their order, from `start` on, which is one only if the rule gives it.
pub(super) fn instances(
    rule: &Rrule,
    parts: &Parts,
    start: NaiveDateTime,
    last: NaiveDate,
) -> impl Iterator<Item = NaiveDateTime> {
    let count = rule.count.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX));
    std::iter::successors(Some(first_day(rule, start.date())), |day| next(rule, *day))
        .take_while(move |day| *day <= last)
        .flat_map(|day| period(rule, parts, day))
        .filter(move |instance| *instance >= start)
        .take(count)
}

/// Of the period in which `date` lies.
fn first_day(rule: &Rrule, date: NaiveDate) -> NaiveDate {
    match rule.freq {
        Freq::Daily => Some(date),
        Freq::Weekly => week_of(date, rule.week_start),
        Freq::Monthly => date.with_day(1),
        Freq::Yearly => NaiveDate::from_ymd_opt(date.year(), 1, 1),
    }
    .unwrap_or(date)
}

fn next(rule: &Rrule, day: NaiveDate) -> Option<NaiveDate> {
    let interval = rule.interval.get();
    match rule.freq {
        Freq::Daily => day.checked_add_days(Days::new(interval.into())),
        Freq::Weekly => day.checked_add_days(Days::new(u64::from(interval) * 7)),
        Freq::Monthly => day.checked_add_months(Months::new(interval.into())),
        Freq::Yearly => day.checked_add_months(Months::new(u32::from(interval) * 12)),
    }
}

fn period(rule: &Rrule, parts: &Parts, first: NaiveDate) -> BTreeSet<NaiveDateTime> {
    let after = match rule.freq {
        Freq::Daily => first.succ_opt(),
        Freq::Weekly => first.checked_add_days(Days::new(7)),
        Freq::Monthly => first.checked_add_months(Months::new(1)),
        Freq::Yearly => first.checked_add_months(Months::new(12)),
    };
    let within = |day: &NaiveDate| after.is_none_or(|after| *day < after);
    let instances: Vec<NaiveDateTime> = first
        .iter_days()
        .take_while(within)
        .filter(|day| takes(rule, parts, *day))
        .flat_map(|day| parts.times.iter().map(move |time| day.and_time(*time)))
        .collect();
    if parts.positions.is_empty() {
        return instances.into_iter().collect();
    }
    let at = |position: &i32| {
        let distance = usize::try_from(position.unsigned_abs()).ok()?;
        let index =
            if *position > 0 { distance - 1 } else { instances.len().checked_sub(distance)? };
        instances.get(index).copied()
    };
    parts.positions.iter().filter_map(at).collect()
}

fn takes(rule: &Rrule, parts: &Parts, day: NaiveDate) -> bool {
    let month = i32::try_from(day.month()).unwrap_or_default();
    let all_but_weekday = (parts.months.is_empty() || parts.months.contains(&month))
        && Place::of_month(day).is_in(&parts.month_days)
        && Place::of_year(day).is_in(&parts.year_days)
        && (parts.weeks.is_empty() || Place::of_week(day, rule.week_start).is_in(&parts.weeks));
    all_but_weekday && on_weekday(rule, parts, day)
}

fn on_weekday(rule: &Rrule, parts: &Parts, day: NaiveDate) -> bool {
    let weekday = IsoWeekday::of(day);
    let any = parts.weekdays.is_empty() && parts.nth_weekdays.is_empty();
    let of_year = rule.freq == Freq::Yearly && parts.months.is_empty();
    let nth = if of_year { Place::of_year(day) } else { Place::of_month(day) }.in_sevens();
    any || parts.weekdays.contains(&weekday)
        || parts.nth_weekdays.contains(&(nth.from_start, weekday))
        || parts.nth_weekdays.contains(&(nth.from_end, weekday))
}

/// Where a day or a week stands: the first is 1 and the last -1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    from_start: i32,
    from_end: i32,
}

impl Place {
    fn new(from_start: u32, length: u32) -> Self {
        let number = |n: u32| i32::try_from(n).unwrap_or_default();
        Self { from_start: number(from_start), from_end: number(from_start) - number(length) - 1 }
    }

    fn of_month(day: NaiveDate) -> Self {
        Self::new(day.day(), u32::from(day.num_days_in_month()))
    }

    fn of_year(day: NaiveDate) -> Self {
        Self::new(day.ordinal(), days_in_year(day))
    }

    /// The week of the year in which most of its days lie, as in ISO 8601, but begun on any weekday.
    fn of_week(day: NaiveDate, start: Weekday) -> Self {
        let middle = week_of(day, start).and_then(|first| first.checked_add_days(Days::new(3)));
        let middle = middle.unwrap_or(day);
        let number = middle.ordinal0() / 7 + 1;
        let more = (days_in_year(middle) - middle.ordinal()) / 7;
        Self::new(number, number + more)
    }

    /// Of a day among those of its weekday.
    fn in_sevens(self) -> Self {
        Self { from_start: (self.from_start - 1) / 7 + 1, from_end: (self.from_end + 1) / 7 - 1 }
    }

    fn is_in(self, wanted: &BTreeSet<i32>) -> bool {
        wanted.is_empty() || wanted.contains(&self.from_start) || wanted.contains(&self.from_end)
    }
}

fn days_in_year(day: NaiveDate) -> u32 {
    if day.leap_year() { 366 } else { 365 }
}

fn week_of(date: NaiveDate, start: Weekday) -> Option<NaiveDate> {
    let days = date.weekday().days_since(start);
    date.checked_sub_days(Days::new(days.into()))
}
