//! schema.org's Schedule as a rule of RFC 5545.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Weekday};

use super::super::field::{Field, Wrong};
use super::super::{RawRecurrence, RawSpan};

/// Further than this from the start is no first instance.
const MAX_AHEAD: usize = 800;

/// A rule is read whole or not at all: half of a rule is another rule.
pub(super) fn read(schedule: &Field<'_>) -> Result<RawRecurrence, Wrong> {
    schedule.members()?;
    let frequency_field = schedule.get("repeatFrequency");
    let frequency = frequency_field.text()?;
    let frequency = frequency.as_deref().and_then(Frequency::parse);
    let frequency = frequency.ok_or_else(|| frequency_field.wrong("a period that repeats"))?;
    let days = days(&schedule.get("byDay"))?;
    let month_days = numbers(&schedule.get("byMonthDay"))?;
    let month_weeks = numbers(&schedule.get("byMonthWeek"))?;
    let months = numbers(&schedule.get("byMonth"))?;
    let days: Vec<Day> = match month_weeks.as_slice() {
        [] => days,
        weeks => weeks
            .iter()
            .flat_map(|&week| days.iter().map(move |day| Day { week: Some(week), ..*day }))
            .collect(),
    };
    let hours = Hours::of(schedule)?;
    let start = date(&schedule.get("startDate"))?;
    let start = start.ok_or_else(|| schedule.get("startDate").wrong("a date"))?;
    let plain = months.is_empty() && month_days.is_empty();
    let first = if plain { first(start, frequency, &days) } else { start };
    let mut rule = frequency.to_string();
    let days: Vec<String> = days.iter().map(Day::to_string).collect();
    part(&mut rule, "BYDAY", &days);
    part(&mut rule, "BYMONTHDAY", &month_days);
    part(&mut rule, "BYMONTH", &months);
    if let Some(end) = date(&schedule.get("endDate"))? {
        let until = if hours.start.is_some() { "T235959" } else { "" };
        part(&mut rule, "UNTIL", &[format!("{}{until}", end.format("%Y%m%d"))]);
    } else if let Some(count) = schedule.get("repeatCount").integer()? {
        part(&mut rule, "COUNT", &[count]);
    }
    let zone = schedule.get("scheduleTimezone").text()?;
    let except = schedule.get("exceptDate");
    let exdates = except
        .elements()
        .iter()
        .filter_map(|date| date.text().transpose())
        .map(|date| date.map(|date| hours.at(&date)))
        .collect::<Result<_, _>>()?;
    Ok(RawRecurrence {
        first: RawSpan { zone, ..hours.on(first) },
        rule: Some(rule),
        exdates,
        ..RawRecurrence::default()
    })
}

fn part(rule: &mut String, name: &str, values: &[impl ToString]) {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    if !values.is_empty() {
        // Writing to a `String` cannot fail.
        let _infallible = write!(rule, ";{name}={}", values.join(","));
    }
}

fn numbers(list: &Field<'_>) -> Result<Vec<i64>, Wrong> {
    list.elements().iter().filter_map(|number| number.integer().transpose()).collect()
}

/// The date of a date or of a date and time.
fn date(field: &Field<'_>) -> Result<Option<NaiveDate>, Wrong> {
    let Some(text) = field.text()? else { return Ok(None) };
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    date.filter(|date| (1900..3000).contains(&date.year()))
        .map(Some)
        .ok_or_else(|| field.wrong("a date"))
}

#[derive(Clone, Copy)]
struct Frequency {
    name: &'static str,
    interval: i64,
}

impl Frequency {
    /// "P1W", or the words that many sites write instead.
    fn parse(text: &str) -> Option<Self> {
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

impl std::fmt::Display for Frequency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FREQ={}", self.name)?;
        if self.interval > 1 { write!(f, ";INTERVAL={}", self.interval) } else { Ok(()) }
    }
}

/// A weekday, and which one of the month.
#[derive(Clone, Copy)]
struct Day {
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

/// The first date on or after the start that the rule names: `startDate` need not be one, DTSTART must
/// (RFC 5545, 3.8.5.3).
fn first(start: NaiveDate, frequency: Frequency, days: &[Day]) -> NaiveDate {
    let monday =
        |date: NaiveDate| date - TimeDelta::days(date.weekday().num_days_from_monday().into());
    let holds = |date: NaiveDate| {
        let weeks = (monday(date) - monday(start)).num_weeks();
        let in_step = frequency.name != "WEEKLY" || weeks % frequency.interval == 0;
        in_step && days.iter().any(|day| day.is_on(date))
    };
    start.iter_days().take(MAX_AHEAD).find(|date| holds(*date)).unwrap_or(start)
}

struct Hours {
    start: Option<NaiveTime>,
    end: Option<NaiveTime>,
}

impl Hours {
    fn of(schedule: &Field<'_>) -> Result<Self, Wrong> {
        let start = time(&schedule.get("startTime"))?;
        let end = time(&schedule.get("endTime"))?;
        let duration_field = schedule.get("duration");
        let duration = duration_field.text()?.map(|text| duration(&text));
        let after = start.zip(duration.flatten()).map(|(start, lasts)| start + lasts);
        Ok(Self { start, end: end.or(after).filter(|_| start.is_some()) })
    }

    fn on(&self, day: NaiveDate) -> RawSpan {
        let Some(start) = self.start else {
            return RawSpan { start: day.to_string(), ..RawSpan::default() };
        };
        let end = self.end.map(|end| {
            let next = day.succ_opt().filter(|_| end <= start).unwrap_or(day);
            next.and_time(end).format("%Y-%m-%dT%H:%M:%S").to_string()
        });
        let start = day.and_time(start).format("%Y-%m-%dT%H:%M:%S").to_string();
        RawSpan { start, end, ..RawSpan::default() }
    }

    /// An instance that is named by its date.
    fn at(&self, date: &str) -> String {
        match self.start.filter(|_| !date.contains('T')) {
            Some(start) => format!("{}T{}", date.trim(), start.format("%H:%M:%S")),
            None => date.to_owned(),
        }
    }
}

/// "18:00", "18:00:00", "18:00:00+02:00": the clock of the schedule's zone.
fn time(field: &Field<'_>) -> Result<Option<NaiveTime>, Wrong> {
    let Some(text) = field.text()? else { return Ok(None) };
    let clock = text.trim().rsplit('T').next().unwrap_or_default();
    let clock = clock.split(['+', 'Z', '-']).next().unwrap_or_default();
    ["%H:%M:%S", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(clock, form).ok())
        .map(Some)
        .ok_or_else(|| field.wrong("a time of day"))
}

/// "PT1H30M", of less than a day.
fn duration(text: &str) -> Option<TimeDelta> {
    let (mut minutes, mut number) = (0_i64, String::new());
    for c in text.trim().strip_prefix("PT")?.chars() {
        let unit = match c {
            '0'..='9' if number.len() < 5 => {
                number.push(c);
                continue;
            }
            'H' => 60,
            'M' => 1,
            _ => return None,
        };
        minutes += number.parse::<i64>().ok()? * unit;
        number.clear();
    }
    (1..24 * 60).contains(&minutes).then(|| TimeDelta::minutes(minutes))
}

#[cfg(test)]
mod tests;
