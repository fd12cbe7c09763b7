//! How often a schedule repeats, and on which days.

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Weekday};

use super::{Field, Wrong};

/// Further than this from the start is no first instance.
const MAX_AHEAD: usize = 800;

#[derive(Clone, Copy)]
pub(super) struct Frequency {
    pub(super) name: &'static str,
    pub(super) interval: i64,
}

impl Frequency {
    /// "P1W", or the words that many sites write instead.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().rsplit('/').next()?.to_ascii_uppercase();
        let word = match text.as_str() {
            "DAILY" => Some(("DAILY", 1)),
            "WEEKLY" => Some(("WEEKLY", 1)),
            "BIWEEKLY" | "FORTNIGHTLY" => Some(("WEEKLY", 2)),
            "MONTHLY" => Some(("MONTHLY", 1)),
            "YEARLY" | "ANNUALLY" => Some(("YEARLY", 1)),
            _ => None,
        };
        let (name, interval) = word.or_else(|| {
            let period = text.strip_prefix('P')?;
            let unit = period.chars().last()?;
            let count = period.strip_suffix(unit)?.parse::<i64>().ok()?;
            match unit {
                'D' if count % 7 == 0 => Some(("WEEKLY", count / 7)),
                'D' => Some(("DAILY", count)),
                'W' => Some(("WEEKLY", count)),
                'M' => Some(("MONTHLY", count)),
                'Y' => Some(("YEARLY", count)),
                _ => None,
            }
        })?;
        (1..=999).contains(&interval).then_some(Self { name, interval })
    }
}

impl Frequency {
    /// Whether the period that the date is in counts, from the one that the start is in.
    fn is_in_step(self, start: NaiveDate, date: NaiveDate) -> bool {
        let monday =
            |date: NaiveDate| date - TimeDelta::days(date.weekday().num_days_from_monday().into());
        let months = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let periods = match self.name {
            "WEEKLY" => (monday(date) - monday(start)).num_weeks(),
            "MONTHLY" => months(date) - months(start),
            "YEARLY" => i64::from(date.year() - start.year()),
            _ => (date - start).num_days(),
        };
        periods % self.interval == 0
    }
}

impl std::fmt::Display for Frequency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FREQ={}", self.name)?;
        if self.interval > 1 { write!(f, ";INTERVAL={}", self.interval) } else { Ok(()) }
    }
}

/// A weekday, and which one of the month.
#[derive(Clone, Copy)]
pub(super) struct Day {
    week: Option<i64>,
    weekday: Weekday,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(week) = self.week {
            write!(f, "{week}")?;
        }
        let name = self.weekday.to_string().to_ascii_uppercase();
        f.write_str(name.get(..2).unwrap_or_default())
    }
}

fn days(list: &Field<'_>) -> Result<Vec<Day>, Wrong> {
    let day = |field: &Field<'_>| {
        let text = field.text()?.unwrap_or_default();
        Day::parse(&text).ok_or_else(|| field.wrong("a weekday"))
    };
    list.elements().iter().map(day).collect()
}

impl Day {
    /// "https://schema.org/Monday", "Monday", "MO", "2MO".
    fn parse(text: &str) -> Option<Self> {
        let name = text.trim().rsplit(['/', ':']).next()?.to_ascii_lowercase();
        let letters = name.trim_start_matches(|c: char| c == '-' || c == '+' || c.is_ascii_digit());
        let week = name.strip_suffix(letters).filter(|week| !week.is_empty());
        let weekday = match letters {
            "mo" => Weekday::Mon,
            "tu" => Weekday::Tue,
            "we" => Weekday::Wed,
            "th" => Weekday::Thu,
            "fr" => Weekday::Fri,
            "sa" => Weekday::Sat,
            "su" => Weekday::Sun,
            word => word.parse().ok()?,
        };
        Some(Self { week: week.map(str::parse).transpose().ok()?, weekday })
    }

    fn is_on(self, date: NaiveDate) -> bool {
        let week = i64::from(date.day0() / 7 + 1);
        let last =
            date.checked_add_days(Days::new(7)).is_none_or(|later| later.month() != date.month());
        let in_week = match self.week {
            None => true,
            Some(-1) => last,
            Some(wanted) => wanted == week,
        };
        date.weekday() == self.weekday && in_week
    }
}

/// The days that a rule names; all that are in step where it names none.
pub(super) struct Which {
    pub(super) days: Vec<Day>,
    /// From the month's end where they are below 0.
    pub(super) month_days: Vec<i64>,
    pub(super) months: Vec<i64>,
}

impl Which {
    /// A plain weekday of a month may be every one of them, or the one that the start is: sites mean either.
    pub(super) fn of(schedule: &Field<'_>, frequency: Frequency) -> Result<Self, Wrong> {
        let weekdays = schedule.get("byDay");
        let days = days(&weekdays)?;
        let weeks = numbers(&schedule.get("byMonthWeek"))?;
        let in_week = |&week: &i64| days.iter().map(move |day| Day { week: Some(week), ..*day });
        let days = if weeks.is_empty() { days } else { weeks.iter().flat_map(in_week).collect() };
        let plain = days.iter().any(|day| day.week.is_none());
        if plain && matches!(frequency.name, "MONTHLY" | "YEARLY") {
            return Err(weekdays.wrong("a weekday of a certain week"));
        }
        let month_days = numbers(&schedule.get("byMonthDay"))?;
        Ok(Self { days, month_days, months: numbers(&schedule.get("byMonth"))? })
    }

    /// The first date on or after the start: `startDate` need not be one, DTSTART must (RFC 5545, 3.8.5.3).
    pub(super) fn first(&self, start: NaiveDate, frequency: Frequency) -> Option<NaiveDate> {
        let named = !(self.days.is_empty() && self.month_days.is_empty() && self.months.is_empty());
        let comes =
            |date: &NaiveDate| !named || (frequency.is_in_step(start, *date) && self.is_on(*date));
        start.iter_days().take(MAX_AHEAD).find(comes)
    }

    fn is_on(&self, date: NaiveDate) -> bool {
        let (day, month) = (i64::from(date.day()), i64::from(date.month()));
        let length = i64::from(date.num_days_in_month());
        let counted = |wanted: &i64| *wanted == day || *wanted + length + 1 == day;
        (self.days.is_empty() || self.days.iter().any(|wanted| wanted.is_on(date)))
            && (self.month_days.is_empty() || self.month_days.iter().any(counted))
            && (self.months.is_empty() || self.months.contains(&month))
    }
}

fn numbers(list: &Field<'_>) -> Result<Vec<i64>, Wrong> {
    list.elements().iter().filter_map(|number| number.integer().transpose()).collect()
}
