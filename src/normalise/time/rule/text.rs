//! The value of an RRULE property (RFC 5545, 3.3.10).

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU16;

use chrono::Weekday;

use crate::normalise::time::moment::Moment;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rrule {
    pub(super) freq: Freq,
    pub(super) interval: NonZeroU16,
    pub(super) count: Option<u32>,
    pub(super) until: Option<Moment>,
    pub(super) week_start: Weekday,
    /// The BY parts as written, in capitals.
    pub(super) by: BTreeMap<By, String>,
}

/// By the hour and more often nothing meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum By {
    Month,
    WeekNo,
    YearDay,
    MonthDay,
    Day,
    Hour,
    Minute,
    Second,
    SetPos,
}

/// No real rule comes near; all values of every BY part together would be some thousands.
const MAX_LENGTH: usize = 500;

impl Rrule {
    /// `None` for a rule of which any part cannot be read: what is left would be another rule. Parts
    /// that change nothing (X-, RSCALE=GREGORIAN, SKIP=OMIT) are left out.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_ascii() || text.len() > MAX_LENGTH {
            return None;
        }
        let capitals = text.to_ascii_uppercase();
        let value = capitals.strip_prefix("RRULE:").unwrap_or(&capitals);
        let mut parts = BTreeMap::new();
        for part in value.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            if parts.insert(name.trim(), value.trim()).is_some() {
                return None;
            }
        }
        Self::of(parts)
    }

    fn of(mut parts: BTreeMap<&str, &str>) -> Option<Self> {
        let freq = Freq::parse(parts.remove("FREQ")?)?;
        let interval =
            parts.remove("INTERVAL").map_or(Some(NonZeroU16::MIN), |n| n.parse().ok())?;
        let until = match parts.remove("UNTIL") {
            Some(until) => Some(Moment::parse(until)?),
            None => None,
        };
        let week_start = parts.remove("WKST").map_or(Some(Weekday::Mon), weekday)?;
        let count = match parts.remove("COUNT") {
            Some(count) => Some(positive(count)?),
            None => None,
        };
        let mut by = BTreeMap::new();
        for (name, value) in parts {
            match (By::parse(name), value) {
                (Some(part), value) if !value.is_empty() => {
                    by.insert(part, value.to_owned());
                }
                (None, "GREGORIAN") if name == "RSCALE" => {}
                (None, "OMIT") if name == "SKIP" => {}
                (None, _) if name.starts_with("X-") => {}
                _ => return None,
            }
        }
        // The so manyth of one day: no rule that people write.
        if freq == Freq::Daily && by.contains_key(&By::SetPos) {
            return None;
        }
        Some(Self { freq, interval, count, until, week_start, by })
    }

    pub(super) fn by(&self, part: By) -> Option<&str> {
        self.by.get(&part).map(String::as_str)
    }
}

/// Without UNTIL.
impl fmt::Display for Rrule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={};INTERVAL={}", self.freq.name(), self.interval)?;
        if let Some(count) = self.count {
            write!(f, ";COUNT={count}")?;
        }
        write!(f, ";WKST={}", crate::when::IsoWeekday::from(self.week_start).rfc5545())?;
        self.by.iter().try_for_each(|(part, value)| write!(f, ";{}={value}", part.name()))
    }
}

impl Freq {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "DAILY" => Some(Self::Daily),
            "WEEKLY" => Some(Self::Weekly),
            "MONTHLY" => Some(Self::Monthly),
            "YEARLY" => Some(Self::Yearly),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Daily => "DAILY",
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
            Self::Yearly => "YEARLY",
        }
    }
}

impl By {
    const ALL: [Self; 9] = [
        Self::Month,
        Self::WeekNo,
        Self::YearDay,
        Self::MonthDay,
        Self::Day,
        Self::Hour,
        Self::Minute,
        Self::Second,
        Self::SetPos,
    ];

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Month => "BYMONTH",
            Self::WeekNo => "BYWEEKNO",
            Self::YearDay => "BYYEARDAY",
            Self::MonthDay => "BYMONTHDAY",
            Self::Day => "BYDAY",
            Self::Hour => "BYHOUR",
            Self::Minute => "BYMINUTE",
            Self::Second => "BYSECOND",
            Self::SetPos => "BYSETPOS",
        }
    }
}

/// A count too large to hold stands for a rule without an end as well as one that is held.
fn positive(digits: &str) -> Option<u32> {
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let count = plain.then(|| digits.parse().unwrap_or(u32::MAX))?;
    (count > 0).then_some(count)
}

pub(super) fn weekday(text: &str) -> Option<Weekday> {
    match text {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}
