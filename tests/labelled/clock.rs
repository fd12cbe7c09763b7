//! The hours that a feed tells, as wall clock in Helsinki, right or mistaken.

use chrono::{NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Helsinki;

use super::face::{Clock, Times};

/// What a reader takes for the start on `date`.
pub(crate) fn told_start(times: &Times, date: NaiveDate) -> NaiveDateTime {
    shifted(times, date.and_time(times.start))
}

pub(crate) fn told_end(times: &Times, date: NaiveDate) -> Option<NaiveDateTime> {
    let minutes = TimeDelta::minutes(times.minutes?);
    Some(shifted(times, date.and_time(times.start) + minutes))
}

/// "2026-09-14T15:00:00Z" and the like.
pub(crate) fn instant(wall: NaiveDateTime) -> String {
    let utc = Helsinki.from_local_datetime(&wall).earliest().unwrap().with_timezone(&Utc);
    utc.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn shifted(times: &Times, wall: NaiveDateTime) -> NaiveDateTime {
    let offset =
        Helsinki.offset_from_local_datetime(&wall).earliest().unwrap().fix().local_minus_utc();
    let offset = TimeDelta::seconds(i64::from(offset));
    match times.clock {
        Clock::Right => wall,
        Clock::LocalAsUtc => wall + offset,
        Clock::UtcAsLocal => wall - offset,
    }
}
