//! A month of the calendar in Finland.

use std::fmt;

use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use chrono_tz::Europe::Helsinki;

use crate::when::occurrences::Window;

/// Written `2027-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// `None` unless it is written as `2027-01`, between the years 2000 and 2199.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str, long: usize| {
            part.len() == long && part.bytes().all(|b| b.is_ascii_digit())
        };
        let (well_formed, year) = (digits(year, 4) && digits(month, 2), year.parse().ok()?);
        let first = NaiveDate::from_ymd_opt(year, month.parse().ok()?, 1)?;
        (well_formed && (2000..2200).contains(&year)).then_some(Self { first })
    }

    #[must_use]
    pub fn of(time: DateTime<Utc>) -> Self {
        Self::with(time.with_timezone(&Helsinki).date_naive())
    }

    #[must_use]
    pub fn with(day: NaiveDate) -> Self {
        Self { first: day.with_day(1).unwrap_or(day) }
    }

    /// So many months before this one.
    #[must_use]
    pub fn before(self, months: u32) -> Self {
        Self { first: self.first.checked_sub_months(Months::new(months)).unwrap_or(self.first) }
    }

    /// The one that follows.
    #[must_use]
    pub fn next(self) -> Self {
        Self { first: self.first.checked_add_months(Months::new(1)).unwrap_or(self.first) }
    }

    /// Its days, both included.
    #[must_use]
    pub fn days(self) -> Window {
        let next = self.first.checked_add_months(Months::new(1));
        let last = next.and_then(|day| day.pred_opt()).unwrap_or(self.first);
        Window { from: self.first, to: last }
    }

    #[must_use]
    pub fn holds(self, day: NaiveDate) -> bool {
        Self::with(day) == self
    }

    /// From 1.
    #[must_use]
    pub fn number(self) -> u32 {
        self.first.month()
    }

    #[must_use]
    pub fn year(self) -> i32 {
        self.first.year()
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_written_in_one_way() {
        assert_eq!(Month::parse("2027-01").unwrap().to_string(), "2027-01");
        for wrong in [
            "",
            "2027",
            "2027-1",
            "2027-13",
            "2027-00",
            "27-01",
            "1999-12",
            "2200-01",
            "+027-01",
            "2027-01-01",
        ] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn its_days_are_those_of_the_calendar_and_of_the_clock_in_finland() {
        let february = Month::parse("2028-02").unwrap();
        assert_eq!(february.days().to.to_string(), "2028-02-29");
        // Helsinki is two hours ahead of UTC in winter, three in summer.
        let of = |text: &str| Month::of(text.parse().unwrap()).to_string();
        assert_eq!(of("2027-01-31T21:59:59Z"), "2027-01");
        assert_eq!(of("2027-01-31T22:00:00Z"), "2027-02");
        assert_eq!(of("2027-06-30T21:00:00Z"), "2027-07");
        assert_eq!(Month::parse("2027-01").unwrap().before(2).to_string(), "2026-11");
        assert_eq!(Month::parse("2026-12").unwrap().next().to_string(), "2027-01");
    }
}
