//! When: `events` of a channel.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeZone};
use chrono_tz::Europe::Helsinki;
use serde_json::{Value, json};

use super::rng::Rng;
use super::words::Rhythm;

/// `retold` begins half an hour later.
pub(super) fn events(rng: &mut Rng, rhythm: Rhythm, from: NaiveDate, retold: bool) -> Vec<Value> {
    let hours = Hours::any(rng, retold);
    match rhythm {
        Rhythm::Series => match rng.weighted(&[70, 12, 4, 14]) {
            0 => vec![series(rng, from, &hours, "P1W")],
            1 => vec![series(rng, from, &hours, "P2W")],
            2 => vec![series(rng, from, &hours, "P1M")],
            _ => given(rng, from, &hours),
        },
        Rhythm::Single => {
            let day = from + days(rng, 1, 120);
            vec![event("1", day, day, None, &[day.weekday().number_from_monday()], &hours)]
        }
        Rhythm::Days => {
            let first = from + days(rng, 1, 90);
            let last = first + days(rng, 1, 30);
            vec![event("3", first, last, None, &[], &hours)]
        }
    }
}

struct Hours {
    start: NaiveTime,
    end: NaiveTime,
}

impl Hours {
    fn any(rng: &mut Rng, retold: bool) -> Self {
        let minutes = 9 * 60 + 15 * rng.below(44) + if retold { 30 } else { 0 };
        let length = *rng.pick(&[45, 60, 60, 90, 90, 120, 180]);
        let time = |minutes: usize| {
            let minutes = u32::try_from(minutes).unwrap();
            NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0).unwrap()
        };
        Self { start: time(minutes), end: time((minutes + length).min(23 * 60 + 45)) }
    }
}

fn days(rng: &mut Rng, least: u64, most: u64) -> Days {
    Days::new(least + u64::try_from(rng.below(usize::try_from(most - least).unwrap())).unwrap())
}

fn series(rng: &mut Rng, from: NaiveDate, hours: &Hours, period: &str) -> Value {
    let first = from - days(rng, 0, 90) + days(rng, 0, 60);
    let last = first.max(from) + days(rng, 40, 300);
    let weekday = 1 + u32::try_from(rng.below(7)).unwrap();
    let mut weekdays = vec![weekday];
    if period == "P1W" && rng.chance(12) {
        weekdays.push(weekday % 7 + 1);
    }
    let mut event = event("4", first, last, Some(period), &weekdays, hours);
    if period == "P1W" && rng.chance(30) {
        let meets = |day: &NaiveDate| day.weekday().number_from_monday() == weekday;
        let skipped = (first + days(rng, 7, 60)).iter_days().find(meets).unwrap();
        event["recurrence"]["exclude"] = json!([skipped.to_string()]);
    }
    event
}

/// One entry for each date.
fn given(rng: &mut Rng, from: NaiveDate, hours: &Hours) -> Vec<Value> {
    let mut day = from + days(rng, 1, 40);
    let mut events = Vec::new();
    for _ in 0..3 + rng.below(4) {
        events.push(event("2", day, day, None, &[day.weekday().number_from_monday()], hours));
        day = day + days(rng, 5, 25);
    }
    events
}

fn event(
    kind: &str,
    first: NaiveDate,
    last: NaiveDate,
    period: Option<&str>,
    weekdays: &[u32],
    hours: &Hours,
) -> Value {
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    let times: Vec<Value> = weekdays
        .iter()
        .map(|weekday| {
            json!({"weekday": weekday, "startTime": clock(hours.start), "endTime": clock(hours.end)})
        })
        .collect();
    let mut recurrence = json!({"end": midnight(last), "exclude": [], "daySpecificTimes": times});
    if let Some(period) = period {
        recurrence["period"] = period.into();
    }
    json!({
        "start": midnight(first), "timeZone": "Europe/Helsinki", "type": kind, "recurrence": recurrence,
    })
}

fn midnight(date: NaiveDate) -> i64 {
    Helsinki.from_local_datetime(&date.and_time(NaiveTime::MIN)).unwrap().timestamp_millis()
}
