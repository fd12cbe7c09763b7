//! RECUR values (RFC 5545, 3.3.10).

use std::ops::RangeInclusive;

use super::stamp::Stamp;

/// Readable, and of parts that go together.
#[derive(Debug)]
pub(super) struct Recur {
    /// Names and values in capitals, in their order.
    parts: Vec<(String, String)>,
}

const FREQUENCIES: [&str; 7] =
    ["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
const WEEKDAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

impl Recur {
    /// `Err` says what is wrong with it.
    pub(super) fn parse(value: &str) -> Result<Self, String> {
        let mut parts: Vec<(String, String)> = Vec::new();
        for part in value.to_ascii_uppercase().split(';') {
            let (name, value) = part.split_once('=').ok_or(format!("{part:?} is no NAME=value"))?;
            if parts.iter().any(|(known, _)| known == name) {
                return Err(format!("{name} is there twice"));
            }
            if !is_valid(name, value).ok_or(format!("{name} is no part of a rule"))? {
                return Err(format!("{name}={value} is not possible"));
            }
            parts.push((name.to_owned(), value.to_owned()));
        }
        let recur = Self { parts };
        match recur.contradiction() {
            Some(wrong) => Err(wrong.to_owned()),
            None => Ok(recur),
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.parts.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn first(&self) -> Option<&str> {
        self.parts.first().map(|(name, _)| name.as_str())
    }

    pub(super) fn until(&self) -> Option<Stamp<'static>> {
        self.get("UNTIL").and_then(|value| Stamp::parse(value, None))
    }

    fn contradiction(&self) -> Option<&'static str> {
        let Some(freq) = self.get("FREQ") else { return Some("there is no FREQ") };
        let has = |name| self.get(name).is_some();
        let ordinal =
            self.get("BYDAY").is_some_and(|days| days.contains(|c: char| c.is_ascii_digit()));
        let by = |(name, _): &(String, String)| name.starts_with("BY") && name != "BYSETPOS";
        if has("COUNT") && has("UNTIL") {
            Some("COUNT and UNTIL do not go together")
        } else if ordinal && !matches!(freq, "MONTHLY" | "YEARLY") {
            Some("BYDAY has numbers in months and years only")
        } else if ordinal && freq == "YEARLY" && has("BYWEEKNO") {
            Some("BYDAY has no numbers beside BYWEEKNO")
        } else if has("BYWEEKNO") && freq != "YEARLY" {
            Some("BYWEEKNO is for years only")
        } else if has("BYMONTHDAY") && freq == "WEEKLY" {
            Some("BYMONTHDAY is not for weeks")
        } else if has("BYYEARDAY") && matches!(freq, "DAILY" | "WEEKLY" | "MONTHLY") {
            Some("BYYEARDAY is not for days, weeks and months")
        } else if has("BYSETPOS") && !self.parts.iter().any(by) {
            Some("BYSETPOS needs another BY part")
        } else {
            None
        }
    }
}

/// `None` for a name that is none of a part. RSCALE and SKIP are those of RFC 7529.
fn is_valid(name: &str, value: &str) -> Option<bool> {
    let numbers = |range| value.split(',').all(|number| is_number(number, &range));
    let signed = |range| value.split(',').all(|number| is_signed(number, &range));
    Some(match name {
        "FREQ" => FREQUENCIES.contains(&value),
        "UNTIL" => Stamp::parse(value, None).is_some(),
        "COUNT" | "INTERVAL" => is_number(value, &(1..=u32::MAX)),
        "BYSECOND" => numbers(0..=60),
        "BYMINUTE" => numbers(0..=59),
        "BYHOUR" => numbers(0..=23),
        "BYDAY" => value.split(',').all(is_weekday),
        "BYMONTHDAY" => signed(1..=31),
        "BYYEARDAY" | "BYSETPOS" => signed(1..=366),
        "BYWEEKNO" => signed(1..=53),
        "BYMONTH" => numbers(1..=12),
        "WKST" => WEEKDAYS.contains(&value),
        "RSCALE" | "SKIP" => !value.is_empty(),
        _ => return None,
    })
}

fn is_number(text: &str, range: &RangeInclusive<u32>) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
        && text.parse().is_ok_and(|number| range.contains(&number))
}

fn is_signed(text: &str, range: &RangeInclusive<u32>) -> bool {
    is_number(text.strip_prefix(['+', '-']).unwrap_or(text), range)
}

/// `MO`, `2TU`, `-1SU`.
fn is_weekday(text: &str) -> bool {
    let named = WEEKDAYS.iter().find_map(|weekday| text.strip_suffix(weekday));
    named.is_some_and(|ordinal| ordinal.is_empty() || is_signed(ordinal, &(1..=53)))
}
