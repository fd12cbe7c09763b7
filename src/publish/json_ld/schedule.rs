//! The rule of a series.

use std::num::NonZeroU16;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde_json::Value;

use super::node::Node;
use crate::when::{Hours, Override, Rule, Series, When};

/// The rule, and one more schedule of a single day for each date that is no part of it: dates besides
/// the rule's, and what was moved. What is moved away or cancelled is an exception of the rule.
pub(super) fn of(when: &When) -> Vec<Value> {
    let When::Series(series) = when else { return Vec::new() };
    let extra = series.rdates.iter().filter(|date| !series.overrides.contains_key(date));
    let extra = extra.map(|date| single(series, *date, series.hours));
    let moved = series.overrides.values().filter_map(|change| match change {
        Override::Moved { start, end } => moved(series, *start, *end),
        Override::Cancelled => None,
    });
    std::iter::once(rule(series)).chain(extra).chain(moved).map(Value::from).collect()
}

fn rule(series: &Series) -> Node {
    let changed = series.overrides.keys().filter(|date| !series.rdates.contains(date));
    let mut except: Vec<_> = series.exdates.iter().chain(changed).copied().collect();
    except.sort_unstable();
    let except: Vec<_> = except.iter().map(NaiveDate::to_string).collect();
    let (frequency, by_day, by_month_day) = repeated(&series.rule);
    at_hours(Node::of("Schedule"), series, series.hours)
        .with("repeatFrequency", frequency)
        .with("byDay", by_day)
        .with("byMonthDay", by_month_day)
        .with("startDate", series.first.to_string())
        .with("endDate", series.until.map(|until| until.to_string()))
        .with("exceptDate", except)
}

/// An ISO 8601 period, weekdays and the day of the month.
fn repeated(rule: &Rule) -> (String, Vec<String>, Option<u8>) {
    let every = |interval: NonZeroU16, unit: char| format!("P{interval}{unit}");
    match rule {
        Rule::Days { interval } => (every(*interval, 'D'), Vec::new(), None),
        Rule::Weeks { interval, weekdays } => {
            let days = weekdays.iter().map(|weekday| day_of_week(weekday.weekday())).collect();
            (every(*interval, 'W'), days, None)
        }
        // As iCalendar writes it, which schema.org takes too: its own byMonthWeek has no last week.
        Rule::MonthsByWeekday { interval, ordinal, weekday } => {
            let day = format!("{}{}", i8::from(*ordinal), weekday.rfc5545());
            (every(*interval, 'M'), vec![day], None)
        }
        Rule::MonthsByDay { interval, day } => {
            (every(*interval, 'M'), Vec::new(), Some(u8::from(*day)))
        }
    }
}

fn day_of_week(weekday: Weekday) -> String {
    let name = match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    format!("https://schema.org/{name}")
}

fn single(series: &Series, date: NaiveDate, hours: Option<Hours>) -> Node {
    at_hours(Node::of("Schedule"), series, hours)
        .with("repeatFrequency", "P1D")
        .with("startDate", date.to_string())
        .with("endDate", date.to_string())
}

/// `None` where it lasts for more than a day, which a schedule cannot tell.
fn moved(series: &Series, start: NaiveDateTime, end: Option<NaiveDateTime>) -> Option<Node> {
    let midnight = |time: NaiveDateTime| time.time() == NaiveTime::MIN;
    if series.hours.is_none() && midnight(start) && end.is_none_or(midnight) {
        let one_day = end.is_none_or(|end| end == start + Days::new(1));
        return one_day.then(|| single(series, start.date(), None));
    }
    if end.is_some_and(|end| end > start + Days::new(1)) {
        return None;
    }
    let hours = Hours { start: start.time(), end: end.map(|end| end.time()) };
    Some(single(series, start.date(), Some(hours)))
}

fn at_hours(node: Node, series: &Series, hours: Option<Hours>) -> Node {
    let clock = |time: NaiveTime| time.format("%H:%M:%S").to_string();
    let Some(hours) = hours else { return node };
    node.with("startTime", clock(hours.start))
        .with("endTime", hours.end.map(clock))
        .with("scheduleTimezone", series.zone.name())
}
