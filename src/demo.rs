//! The invented activities inside the program, moved to the present.
//!
//! They are written around one week. The first start remembers its own week as the anchor, and all
//! local dates move by the whole weeks between the two: weekdays stay, and a restart tomorrow changes nothing.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use rust_embed::RustEmbed;
use serde_json::Value;

use crate::when::zone;

#[derive(RustEmbed)]
#[folder = "fixtures/demo/"]
#[include = "lahella/*.json"]
#[include = "organisers.csv"]
struct Files;

/// The Monday of the week that the files are written around.
const WRITTEN: NaiveDate = match NaiveDate::from_ymd_opt(2026, 11, 23) {
    Some(date) => date,
    None => NaiveDate::MIN,
};

/// An anchor older than this is moved to the present, because most of the set has ended by then.
const STALE: TimeDelta = TimeDelta::weeks(8);

/// Where the demo stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Kept(NaiveDate),
    /// New, or moved because the old one is stale; to be stored.
    Set {
        anchor: NaiveDate,
        was: Option<NaiveDate>,
    },
}

/// The Monday to which the demo is anchored. `stored` is the one of an earlier start.
#[must_use]
pub fn anchor(stored: Option<NaiveDate>, today: NaiveDate) -> Anchor {
    let monday = today - TimeDelta::days(i64::from(today.weekday().num_days_from_monday()));
    match stored {
        Some(stored) if monday - stored <= STALE => Anchor::Kept(stored),
        was => Anchor::Set { anchor: monday, was },
    }
}

/// The pages by name, moved to `anchor`.
#[must_use]
pub fn pages(anchor: NaiveDate) -> Vec<(String, Vec<u8>)> {
    let by = anchor - WRITTEN;
    let names = Files::iter().filter(|name| name.starts_with("lahella/"));
    let mut pages: Vec<_> = names
        .filter_map(|name| Files::get(&name).map(|file| (name.to_string(), moved(&file.data, by))))
        .collect();
    pages.sort();
    pages
}

/// The side list of organisers, as CSV.
#[must_use]
pub fn organisers() -> Option<Vec<u8>> {
    Files::get("organisers.csv").map(|file| file.data.into_owned())
}

/// A page with its dates moved. Bytes that are not JSON are left to the reader to complain of.
fn moved(page: &[u8], by: TimeDelta) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice::<Value>(page) else { return page.to_vec() };
    shift(&mut value, by);
    serde_json::to_vec(&value).unwrap_or_else(|_| page.to_vec())
}

fn shift(value: &mut Value, by: TimeDelta) {
    match value {
        Value::Array(entries) => entries.iter_mut().for_each(|entry| shift(entry, by)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match name.as_str() {
                    "start" | "end" => shift_date(field, by),
                    "exclude" => match field {
                        Value::Array(dates) => {
                            dates.iter_mut().for_each(|date| shift_date(date, by))
                        }
                        _ => shift_date(field, by),
                    },
                    _ => shift(field, by),
                }
            }
        }
        _ => {}
    }
}

/// Milliseconds, as a number or as text, or a date. Adding weeks to the instant would miss the local
/// day across a clock change.
fn shift_date(value: &mut Value, by: TimeDelta) {
    let moved: Option<Value> = match value {
        Value::Number(number) => {
            number.as_i64().and_then(|millis| shift_millis(millis, by)).map(Value::from)
        }
        Value::String(text) => shift_text(text, by).map(Value::from),
        _ => None,
    };
    if let Some(moved) = moved {
        *value = moved;
    }
}

fn shift_text(text: &str, by: TimeDelta) -> Option<String> {
    if let Ok(millis) = text.parse() {
        return shift_millis(millis, by).map(|moved| moved.to_string());
    }
    let date: NaiveDate = text.parse().ok()?;
    date.checked_add_signed(by).map(|moved| moved.to_string())
}

fn shift_millis(millis: i64, by: TimeDelta) -> Option<i64> {
    let local =
        DateTime::<Utc>::from_timestamp_millis(millis)?.with_timezone(&Helsinki).naive_local();
    let moved = local.checked_add_signed(by)?;
    Some(zone::to_instant(moved, Helsinki).timestamp_millis())
}

#[cfg(test)]
mod tests;
