//! The dates of a rule, found by counting periods from its first one: any stretch of a series costs
//! the length of the stretch, however long ago the series began.
//!
//! The four rules are plain grids of days, weeks and months, so no recurrence engine is needed here;
//! the tests hold them against two.

use chrono::{Datelike, NaiveDate, TimeDelta};

use super::{LAST_YEAR, Rule, SeriesParts};

/// The dates that a rule produces from `first` on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid<'a> {
    rule: &'a Rule,
    first: NaiveDate,
    last: NaiveDate,
}

impl<'a> Grid<'a> {
    /// Counts from the day, the ISO week or the month of `first`, which need not be a date of the
    /// rule. Without `until` it ends with `LAST_YEAR`.
    pub(crate) fn new(rule: &'a Rule, first: NaiveDate, until: Option<NaiveDate>) -> Self {
        let end = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(NaiveDate::MAX);
        Self { rule, first, last: until.map_or(end, |until| until.min(end)) }
    }

    pub(super) fn of(series: &'a SeriesParts) -> Self {
        Self::new(&series.rule, series.first, series.until)
    }

    /// In their order, both ends included.
    pub(super) fn between(
        self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = NaiveDate> {
        let (from, to) = (from.max(self.first), to.min(self.last));
        let periods = if from <= to { self.period_of(from)..self.period_of(to) + 1 } else { 0..0 };
        periods
            .flat_map(move |period| self.dates_of(period))
            .filter(move |date| (from..=to).contains(date))
    }

    pub(crate) fn all(self) -> impl DoubleEndedIterator<Item = NaiveDate> {
        self.between(self.first, self.last)
    }

    pub(crate) fn contains(self, date: NaiveDate) -> bool {
        self.between(date, date).next().is_some()
    }

    /// The number of the last period that begins on or before `date`, counted from 0.
    fn period_of(self, date: NaiveDate) -> i64 {
        let (distance, interval) = match self.rule {
            Rule::Days { interval } => ((date - self.first).num_days(), interval),
            Rule::Weeks { interval, .. } => ((date - monday(self.first)).num_days() / 7, interval),
            Rule::MonthsByWeekday { interval, .. } | Rule::MonthsByDay { interval, .. } => {
                (month_number(date) - month_number(self.first), interval)
            }
        };
        distance.div_euclid(i64::from(interval.get()))
    }

    fn dates_of(self, period: i64) -> Vec<NaiveDate> {
        match self.rule {
            Rule::Days { interval } => {
                add_days(self.first, period * i64::from(interval.get())).into_iter().collect()
            }
            Rule::Weeks { interval, weekdays } => {
                let week = period * i64::from(interval.get());
                weekdays
                    .iter()
                    .map(|weekday| week * 7 + i64::from(u8::from(weekday)) - 1)
                    .filter_map(|days| add_days(monday(self.first), days))
                    .collect()
            }
            Rule::MonthsByWeekday { interval, ordinal, weekday } => self
                .month_of(period * i64::from(interval.get()))
                .and_then(|(year, month)| {
                    let nth = |nth| {
                        NaiveDate::from_weekday_of_month_opt(year, month, weekday.weekday(), nth)
                    };
                    match ordinal.counted_up() {
                        Some(ordinal) => nth(ordinal),
                        None => nth(5).or_else(|| nth(4)),
                    }
                })
                .into_iter()
                .collect(),
            Rule::MonthsByDay { interval, day } => self
                .month_of(period * i64::from(interval.get()))
                .and_then(|(year, month)| {
                    NaiveDate::from_ymd_opt(year, month, u32::from(u8::from(*day)))
                })
                .into_iter()
                .collect(),
        }
    }

    /// Year and month (1–12), so many months after the first.
    fn month_of(self, months: i64) -> Option<(i32, u32)> {
        let number = month_number(self.first) + months;
        let year = i32::try_from(number.div_euclid(12)).ok()?;
        let month = u32::try_from(number.rem_euclid(12)).ok()?;
        Some((year, month + 1))
    }
}

fn monday(date: NaiveDate) -> NaiveDate {
    let days = i64::from(date.weekday().num_days_from_monday());
    add_days(date, -days).unwrap_or(date)
}

fn month_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 12 + i64::from(date.month0())
}

fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    date.checked_add_signed(TimeDelta::try_days(days)?)
}
