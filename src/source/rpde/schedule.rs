//! schema.org's Schedule as a series of RFC 5545.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::event::bare;
use crate::source::field::{Field, Wrong};
use crate::source::{EndDay, RawRecurrence, RawSpan, RawTime};

/// `Err` says what cannot be read; half of a rule is another rule.
pub(super) fn read(schedule: &Field<'_>) -> Result<RawTime, String> {
    let said = Said::of(schedule).map_err(|wrong| wrong.to_string())?;
    let start: NaiveDate =
        said.start.parse().map_err(|_| "eventSchedule: has no first day".to_owned())?;
    let (frequency, interval) = said.frequency()?;
    let weekdays = said.weekdays()?;
    if frequency == "MONTHLY" && !weekdays.is_empty() {
        return Err("eventSchedule: weekdays of a month have no meaning we know".to_owned());
    }
    let first = first_day(start, frequency, interval, &weekdays)
        .ok_or_else(|| "eventSchedule: its days never come".to_owned())?;
    let mut rule = format!("FREQ={frequency};INTERVAL={interval}");
    if !weekdays.is_empty() {
        let days: Vec<&str> = weekdays.iter().map(|day| short(*day)).collect();
        rule.push_str(&format!(";BYDAY={}", days.join(",")));
    }
    if !said.month_days.is_empty() {
        rule.push_str(&format!(";BYMONTHDAY={}", said.month_days.join(",")));
    }
    match (said.count, said.end.as_deref().map(str::parse::<NaiveDate>)) {
        (Some(count), _) => rule.push_str(&format!(";COUNT={count}")),
        (None, Some(Ok(end))) => rule.push_str(&format!(";UNTIL={}", end.format("%Y%m%d"))),
        (None, Some(Err(_))) => return Err("eventSchedule: has a last day that is none".to_owned()),
        (None, None) => {}
    }
    let at = |time: &String| format!("{first}T{time}");
    let first = RawSpan {
        start: said.from.as_ref().map_or_else(|| first.to_string(), at),
        end: said.until.as_ref().filter(|_| said.from.is_some()).map(at),
        end_day: EndDay::Included,
        zone: said.zone,
    };
    let series =
        RawRecurrence { first, rule: Some(rule), exdates: said.except, ..Default::default() };
    Ok(RawTime::Recurring(Box::new(series)))
}

struct Said {
    start: String,
    end: Option<String>,
    from: Option<String>,
    until: Option<String>,
    period: String,
    by_day: Vec<String>,
    month_days: Vec<String>,
    count: Option<i64>,
    except: Vec<String>,
    zone: Option<String>,
}

impl Said {
    fn of(schedule: &Field<'_>) -> Result<Self, Wrong> {
        schedule.members()?;
        let month_days = schedule.get("byMonthDay");
        let month_days =
            month_days.elements().iter().map(Field::integer).collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            start: schedule.get("startDate").text()?.unwrap_or_default(),
            end: schedule.get("endDate").text()?,
            from: schedule.get("startTime").text()?,
            until: schedule.get("endTime").text()?,
            period: schedule.get("repeatFrequency").text()?.unwrap_or_default(),
            by_day: texts(&schedule.get("byDay"))?,
            month_days: month_days.into_iter().flatten().map(|day| day.to_string()).collect(),
            count: schedule.get("repeatCount").integer()?,
            except: texts(&schedule.get("exceptDate"))?,
            zone: schedule.get("scheduleTimezone").text()?,
        })
    }

    /// A duration (ISO 8601) of days, weeks or months alone, or schema.org's older words.
    fn frequency(&self) -> Result<(&'static str, u64), String> {
        let read = || {
            let period = match bare(&self.period) {
                "Daily" => "P1D",
                "Weekly" => "P1W",
                "Monthly" => "P1M",
                other => other,
            };
            let count = period.strip_prefix('P')?;
            let unit = count.chars().next_back()?;
            let interval: u64 = count.strip_suffix(unit)?.parse().ok()?;
            let frequency = match unit {
                'D' => "DAILY",
                'W' => "WEEKLY",
                'M' => "MONTHLY",
                _ => return None,
            };
            (1..=99).contains(&interval).then_some((frequency, interval))
        };
        read().ok_or_else(|| "eventSchedule: does not say how often".to_owned())
    }

    /// "https://schema.org/Monday", "schema:Monday", "Monday" or "MO".
    fn weekdays(&self) -> Result<Vec<Weekday>, String> {
        let weekday = |name: &String| {
            let name = bare(name);
            let two =
                ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].iter().position(|day| *day == name);
            let number = two.and_then(|day| u8::try_from(day).ok());
            number.and_then(|day| Weekday::try_from(day).ok()).or_else(|| name.parse().ok())
        };
        let days: Option<Vec<Weekday>> = self.by_day.iter().map(weekday).collect();
        days.ok_or_else(|| "eventSchedule: names a day of the week that is none".to_owned())
    }
}

fn texts(list: &Field<'_>) -> Result<Vec<String>, Wrong> {
    list.elements().iter().filter_map(|element| element.text().transpose()).collect()
}

/// The first day of a schedule need not be one of its weekdays; that of a series is its first instance
/// (RFC 5545, 3.8.2.4). Weeks are counted from the one that the schedule begins in.
fn first_day(
    start: NaiveDate,
    frequency: &str,
    interval: u64,
    weekdays: &[Weekday],
) -> Option<NaiveDate> {
    if weekdays.is_empty() {
        return Some(start);
    }
    let monday =
        start.checked_sub_days(Days::new(start.weekday().num_days_from_monday().into()))?;
    let comes = |day: &NaiveDate| {
        let since = |other: NaiveDate| u64::try_from((*day - other).num_days()).unwrap_or_default();
        let in_turn = match frequency {
            "WEEKLY" => (since(monday) / 7) % interval == 0,
            _ => since(start) % interval == 0,
        };
        in_turn && weekdays.contains(&day.weekday())
    };
    start.iter_days().take(800).find(comes)
}

fn short(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}
