//! The BY parts of a rule as the values that they hold (RFC 5545, 3.3.10).

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::text::{By, Freq, Rrule, weekday};
use crate::when::IsoWeekday;

/// Each empty where the rule has no such part, but for `times`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) months: BTreeSet<i32>,
    /// From the end of the year where negative, as everything else here.
    pub(super) weeks: BTreeSet<i32>,
    pub(super) year_days: BTreeSet<i32>,
    pub(super) month_days: BTreeSet<i32>,
    pub(super) weekdays: BTreeSet<IsoWeekday>,
    /// The so manyth such weekday of the month, or of the year.
    pub(super) nth_weekdays: BTreeSet<(i32, IsoWeekday)>,
    /// At least one; that of the start where the rule names none.
    pub(super) times: BTreeSet<NaiveTime>,
    pub(super) positions: BTreeSet<i32>,
}

/// Every hour. More is no timetable that a person would read.
const MAX_TIMES_OF_DAY: usize = 24;

impl Parts {
    /// `None` where a value is out of its range, or a part stands where the RFC has it mean nothing.
    pub(super) fn of(rule: &Rrule, start: NaiveDateTime) -> Option<Self> {
        let year = if rule.freq == Freq::Yearly { 366 } else { 0 };
        let (weekdays, nth_weekdays) = weekdays(rule)?;
        let parts = Self {
            months: values(rule, By::Month, 1..=12)?,
            weeks: either_way(rule, By::WeekNo, year.min(53))?,
            year_days: either_way(rule, By::YearDay, year)?,
            month_days: either_way(
                rule,
                By::MonthDay,
                if rule.freq == Freq::Weekly { 0 } else { 31 },
            )?,
            weekdays,
            nth_weekdays,
            times: times(rule, start.time())?,
            positions: either_way(rule, By::SetPos, 366)?,
        };
        // A position needs a set besides.
        let meant = parts.positions.is_empty() || rule.by.len() > 1;
        (meant && parts.times.len() <= MAX_TIMES_OF_DAY)
            .then(|| parts.completed(rule.freq, start.date()))
    }

    /// What the rule leaves open, the start tells.
    fn completed(mut self, freq: Freq, start: NaiveDate) -> Self {
        let tells_days = !(self.weeks.is_empty()
            && self.year_days.is_empty()
            && self.month_days.is_empty()
            && self.weekdays.is_empty()
            && self.nth_weekdays.is_empty());
        if tells_days {
            return self;
        }
        let of_month = || i32::try_from(start.day()).into_iter().collect();
        match freq {
            Freq::Daily => {}
            Freq::Weekly => self.weekdays = [IsoWeekday::of(start)].into(),
            Freq::Monthly => self.month_days = of_month(),
            Freq::Yearly => {
                if self.months.is_empty() {
                    self.months = i32::try_from(start.month()).into_iter().collect();
                }
                self.month_days = of_month();
            }
        }
        self
    }
}

/// From either end: 1 is the first, -1 the last.
fn either_way(rule: &Rrule, part: By, most: i32) -> Option<BTreeSet<i32>> {
    values(rule, part, -most..=most).filter(|values| !values.contains(&0))
}

fn values(rule: &Rrule, part: By, range: RangeInclusive<i32>) -> Option<BTreeSet<i32>> {
    list(rule, part).map(|text| text.parse().ok().filter(|value| range.contains(value))).collect()
}

fn list(rule: &Rrule, part: By) -> impl Iterator<Item = &str> {
    rule.by(part).into_iter().flat_map(|list| list.split(',')).map(str::trim)
}

/// Those of every week, and those that are counted.
type Weekdays = (BTreeSet<IsoWeekday>, BTreeSet<(i32, IsoWeekday)>);

fn weekdays(rule: &Rrule) -> Option<Weekdays> {
    let most = match rule.freq {
        Freq::Yearly if rule.by(By::WeekNo).is_none() => 53,
        Freq::Monthly => 5,
        _ => 0,
    };
    let (mut every, mut nth) = Weekdays::default();
    for text in list(rule, By::Day) {
        let (number, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
        let day = IsoWeekday::from(weekday(day)?);
        if number.is_empty() {
            every.insert(day);
        } else {
            let number: i32 = number.parse().ok()?;
            nth.insert(Some((number, day)).filter(|_| number != 0 && number.abs() <= most)?);
        }
    }
    Some((every, nth))
}

fn times(rule: &Rrule, start: NaiveTime) -> Option<BTreeSet<NaiveTime>> {
    let told = |part, most, of_start: u32| -> Option<BTreeSet<u32>> {
        let told = values(rule, part, 0..=most)?;
        let told: BTreeSet<u32> = told.into_iter().filter_map(|n| u32::try_from(n).ok()).collect();
        Some(if told.is_empty() { [of_start].into() } else { told })
    };
    let hours = told(By::Hour, 23, start.hour())?;
    let minutes = told(By::Minute, 59, start.minute())?;
    let seconds = told(By::Second, 59, start.second())?;
    let of_minute = |hour: u32, minute: u32| {
        seconds.iter().filter_map(move |second| NaiveTime::from_hms_opt(hour, minute, *second))
    };
    let of_hour = |hour: u32| minutes.iter().flat_map(move |minute| of_minute(hour, *minute));
    Some(hours.iter().flat_map(|hour| of_hour(*hour)).take(MAX_TIMES_OF_DAY + 1).collect())
}
