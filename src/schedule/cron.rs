//! Five-field cron expressions in crontab's habit, in local time.
//!
//! The `cron` crate is used for its fields and its walk through them, on a plain wall clock. By
//! itself it is no crontab: it has a seconds field, its Sunday is 1, on the day when clocks go
//! forward it skips 03:30, and on the day when they go back it fires twice.

use std::fmt;
use std::str::FromStr;

use ::cron::{Schedule, TimeUnitSpec};
use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::weekdays;
use crate::when::zone::to_instant;

/// "minute hour day-of-month month weekday".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cron {
    text: String,
    schedule: Schedule,
}

/// Why a text is not such an expression.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    #[error(
        "has {0} fields, not five: minute, hour, day of month, month, weekday, as in \"30 3 * * *\""
    )]
    Fields(usize),
    #[error("names @-words, which are not known here: write \"0 3 * * *\" for once a day")]
    Nickname,
    #[error("has the {field} {text:?}, which must be {allowed}")]
    Field { field: Field, text: String, allowed: &'static str },
    #[error(
        "restricts both the day of month and the weekday: crontab takes either, others both, so \
         leave one of them * and give the other"
    )]
    BothDays,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Minute,
    Hour,
    DayOfMonth,
    Month,
    Weekday,
}

/// No zone of today moves its clocks by more; a longer look around costs only some steps.
const SHIFT: TimeDelta = TimeDelta::hours(3);

impl Cron {
    pub fn parse(text: &str) -> Result<Self, CronError> {
        if text.trim_start().starts_with('@') {
            return Err(CronError::Nickname);
        }
        let fields: Vec<_> = text.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.as_slice() else {
            return Err(CronError::Fields(fields.len()));
        };
        check(Field::Minute, minute, &format!("0 {minute} * * * *"))?;
        check(Field::Hour, hour, &format!("0 0 {hour} * * *"))?;
        check(Field::DayOfMonth, day, &format!("0 0 0 {day} * *"))?;
        check(Field::Month, month, &format!("0 0 0 * {month} *"))?;
        let names = weekdays::names(weekday).ok_or_else(|| refused(Field::Weekday, weekday))?;
        let whole = format!("0 {minute} {hour} {day} {month} {names}");
        let schedule = check(Field::Weekday, weekday, &whole)?;
        if !schedule.days_of_month().is_all() && !schedule.days_of_week().is_all() {
            return Err(CronError::BothDays);
        }
        Ok(Self { text: fields.join(" "), schedule })
    }

    /// The next time after `after`; `None` where there never is one (31 February).
    ///
    /// If it names hours, each of its wall-clock times happens once a day: the first of two, and one
    /// that is skipped is made up for at once. If it runs in every hour, it goes by the hours that
    /// pass, with no pause and no repeat on either day.
    #[must_use]
    pub fn next_after(&self, after: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let begin = wall(after, zone)?.checked_sub_signed(disorder(after, zone))?;
        let walls = self.schedule.after(&begin.and_utc()).map(|time| time.naive_utc());
        let instant = |wall| self.instants(wall, zone).into_iter().filter(|i| *i > after).min();
        let mut hits = walls.filter_map(|wall| Some((wall, instant(wall)?)));
        let (first, earliest) = hits.next()?;
        let within = disorder(earliest, zone);
        let near = hits.take_while(|(wall, _)| wall.signed_duration_since(first) <= within);
        near.map(|(_, instant)| instant).chain([earliest]).min()
    }

    fn instants(&self, wall: NaiveDateTime, zone: Tz) -> Vec<DateTime<Utc>> {
        if !self.schedule.hours().is_all() {
            return vec![to_instant(wall, zone).to_utc()];
        }
        let local = zone.from_local_datetime(&wall);
        local.earliest().into_iter().chain(local.latest()).map(|time| time.to_utc()).collect()
    }
}

fn wall(at: DateTime<Utc>, zone: Tz) -> Option<NaiveDateTime> {
    at.naive_utc().checked_add_offset(zone.offset_from_utc_datetime(&at.naive_utc()).fix())
}

/// Near a change of clocks, the order of wall-clock times is not that of the instants: so far away one
/// must look. To walk every minute of that on every other day would cost a hundred times as much.
fn disorder(at: DateTime<Utc>, zone: Tz) -> TimeDelta {
    let offset = |shift| {
        let then = at.naive_utc().checked_add_signed(shift)?;
        Some(zone.offset_from_utc_datetime(&then).fix())
    };
    if offset(-SHIFT) == offset(SHIFT) { TimeDelta::zero() } else { SHIFT }
}

fn check(field: Field, text: &str, whole: &str) -> Result<Schedule, CronError> {
    // The crate takes ? for * and ",**" for *, and lets names and numbers pass that crontab does not know.
    let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"*,-/".contains(&b))
        && text.split(',').all(|part| !part.is_empty() && !part.contains("**"));
    Schedule::from_str(whole).ok().filter(|_| plain).ok_or_else(|| refused(field, text))
}

fn refused(field: Field, text: &str) -> CronError {
    CronError::Field { field, text: text.to_owned(), allowed: field.allowed() }
}

impl Field {
    fn allowed(self) -> &'static str {
        match self {
            Self::Minute => "0–59, or *, lists, ranges and steps of these",
            Self::Hour => "0–23, or *, lists, ranges and steps of these",
            Self::DayOfMonth => "1–31, or *, lists, ranges and steps of these",
            Self::Month => "1–12 or JAN–DEC, or *, lists, ranges and steps of these",
            Self::Weekday => "0–7 or SUN–SAT (0 and 7 are Sunday), or *, lists and ranges of these",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::DayOfMonth => "day of month",
            Self::Month => "month",
            Self::Weekday => "weekday",
        })
    }
}

impl fmt::Display for Cron {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl TryFrom<String> for Cron {
    type Error = CronError;
    fn try_from(text: String) -> Result<Self, CronError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests;
