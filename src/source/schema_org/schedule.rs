//! schema.org's Schedule as a rule of RFC 5545.

mod days;

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};

use self::days::{Frequency, Which};
use super::{Field, RawSpan, Wrong};
use crate::source::RawRecurrence;

/// A rule is read whole or not at all: half of a rule is another rule.
pub(in crate::source) fn read(schedule: &Field<'_>) -> Result<RawRecurrence, Wrong> {
    schedule.members()?;
    let frequency_field = schedule.get("repeatFrequency");
    let frequency = frequency_field.text()?;
    let frequency = frequency.as_deref().and_then(Frequency::parse);
    let frequency = frequency.ok_or_else(|| frequency_field.wrong("a period that repeats"))?;
    let which = Which::of(schedule, frequency)?;
    let hours = Hours::of(schedule)?;
    let start = date(&schedule.get("startDate"))?;
    let start = start.ok_or_else(|| schedule.get("startDate").wrong("a date"))?;
    let first = which
        .first(start, frequency)
        .ok_or_else(|| schedule.get("startDate").wrong("before a day that the rule names"))?;
    let mut rule = frequency.to_string();
    part(&mut rule, "BYDAY", &which.days);
    part(&mut rule, "BYMONTHDAY", &which.month_days);
    part(&mut rule, "BYMONTH", &which.months);
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

/// The date of a date or of a date and time.
fn date(field: &Field<'_>) -> Result<Option<NaiveDate>, Wrong> {
    let Some(text) = field.text()? else { return Ok(None) };
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
    date.filter(|date| (1900..3000).contains(&date.year()))
        .map(Some)
        .ok_or_else(|| field.wrong("a date"))
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
