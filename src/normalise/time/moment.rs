//! A day, a time of the day on a wall clock, or an instant, as ISO 8601 and RFC 5545 write them.

use chrono::{
    DateTime, Days as DayCount, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta,
};
use chrono_tz::Tz;

use super::zone_name::Zone;
use crate::when::zone::to_instant;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    Day(NaiveDate),
    /// Without an offset: in whatever zone it is told to be.
    Wall(NaiveDateTime),
    At(DateTime<FixedOffset>),
}

/// The longest form is "2026-11-24T16:00:00.000000000 +02:00".
const MAX_LENGTH: usize = 40;

impl Moment {
    /// "2026-11-24", "2026-11-24 18:00", "2026-11-24T18:00:00.000+02:00", "20261124T160000Z" and what
    /// lies between. One digit where there should be two is a guess, and is refused.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if !text.is_ascii() || text.len() > MAX_LENGTH {
            return None;
        }
        let (date, rest) = date(text)?;
        if rest.is_empty() {
            return Some(Self::Day(date));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let is_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ',');
        let length = rest.find(|c| !is_clock(c)).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at_checked(length)?;
        let wall = on(date, clock)?;
        match zone.trim_start() {
            "" => Some(Self::Wall(wall)),
            zone => wall.and_local_timezone(offset(zone)?).single().map(Self::At),
        }
    }

    /// Where the zone is UTC, what is written without an offset is an instant all the same.
    pub(super) fn in_zone(self, zone: Zone) -> Self {
        match self {
            Self::Wall(wall) if zone.written != zone.shown => {
                Self::At(wall.and_utc().fixed_offset())
            }
            other => other,
        }
    }

    /// The date that is written, in whatever zone.
    pub(super) fn written_date(self) -> NaiveDate {
        match self {
            Self::Day(date) => date,
            Self::Wall(wall) => wall.date(),
            Self::At(instant) => instant.date_naive(),
        }
    }

    /// On the wall clock of `zone`; `None` for a day.
    pub(super) fn wall(self, zone: Zone) -> Option<NaiveDateTime> {
        match self {
            Self::Day(_) => None,
            Self::Wall(wall) => Some(zone.local(wall)),
            Self::At(instant) => Some(instant.with_timezone(&zone.shown).naive_local()),
        }
    }

    /// The local day on which it lies.
    pub(super) fn date(self, zone: Zone) -> NaiveDate {
        self.wall(zone).map_or_else(|| self.written_date(), |wall| wall.date())
    }
}

/// The same instant on another wall clock.
pub(super) fn moved(wall: NaiveDateTime, from: Tz, to: Tz) -> NaiveDateTime {
    if from == to { wall } else { to_instant(wall, from).with_timezone(&to).naive_local() }
}

fn date(text: &str) -> Option<(NaiveDate, &str)> {
    let extended = text.as_bytes().get(4) == Some(&b'-');
    let (written, rest) = text.split_at_checked(if extended { 10 } else { 8 })?;
    let (year, month, day) = if extended {
        let mut parts = written.split('-');
        (parts.next()?, parts.next()?, parts.next()?)
    } else {
        (written.get(..4)?, written.get(4..6)?, written.get(6..)?)
    };
    let year = i32::try_from(number(year, 4)?).ok()?;
    Some((NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)?, rest))
}

/// "18:00", "18:00:00", "18:00:00.000", "1800", "180000". 24:00 is the midnight that ends the day, and
/// a leap second counts as the one before it.
fn on(date: NaiveDate, clock: &str) -> Option<NaiveDateTime> {
    let whole = clock.split(['.', ',']).next()?;
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else {
        [whole.get(..2), whole.get(2..4), whole.get(4..)]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect()
    };
    let (hour, minute, second) = match *parts.as_slice() {
        [hour, minute] => (hour, minute, "00"),
        [hour, minute, second] => (hour, minute, second),
        _ => return None,
    };
    match (number(hour, 2)?, number(minute, 2)?, number(second, 2)?) {
        (24, 0, 0) => Some(date.checked_add_days(DayCount::new(1))?.and_time(NaiveTime::MIN)),
        (hour, minute, 60) => date.and_hms_opt(hour, minute, 59),
        (hour, minute, second) => date.and_hms_opt(hour, minute, second),
    }
}

/// "Z", "+02:00", "+0200", "+02".
fn offset(text: &str) -> Option<FixedOffset> {
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits = digits.replacen(':', "", 1);
    let (hours, minutes) = digits.split_at_checked(2)?;
    let minutes = if minutes.is_empty() { 0 } else { number(minutes, 2)? };
    let seconds = i32::try_from(number(hours, 2)? * 3600 + minutes * 60).ok()?;
    FixedOffset::east_opt(sign * seconds)
}

fn number(digits: &str, length: usize) -> Option<u32> {
    let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// "PT1H30M", "P1D", "P2W": a duration of RFC 5545 (3.3.6), without months and years. A day counts as
/// 24 hours.
pub(super) fn duration(text: &str) -> Option<TimeDelta> {
    let text = text.trim();
    let period = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    let (days, clock) = period.split_once('T').unwrap_or((period, ""));
    let mut seconds = 0_i64;
    let mut any = false;
    for (part, units) in [
        (days, [('W', 604_800), ('D', 86_400), ('D', 86_400)]),
        (clock, [('H', 3_600), ('M', 60), ('S', 1)]),
    ] {
        let mut digits = String::new();
        for character in part.chars() {
            if character.is_ascii_digit() {
                digits.push(character);
                continue;
            }
            let (_, unit) = units.into_iter().find(|(name, _)| *name == character)?;
            let count: i64 = std::mem::take(&mut digits).parse().ok()?;
            seconds = seconds.checked_add(count.checked_mul(unit)?)?;
            any = true;
        }
        if !digits.is_empty() {
            return None;
        }
    }
    any.then(|| TimeDelta::try_seconds(seconds)).flatten()
}
