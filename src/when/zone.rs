//! Wall-clock time to instants, over gaps and folds.

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{GapInfo, Tz};

/// A time that comes twice is the first of the two; one that never comes is kept and shifted by the
/// length of the gap (RFC 5545 erratum 4271).
///
/// At the very ends of the calendar, where the offset leads out of it, the wall clock is taken as UTC.
#[must_use]
pub fn to_instant(wall: NaiveDateTime, zone: Tz) -> DateTime<Tz> {
    zone.from_local_datetime(&wall)
        .earliest()
        .or_else(|| over_the_gap(wall, zone))
        .unwrap_or_else(|| wall.and_utc().with_timezone(&zone))
}

/// Reads the wall clock as if the clocks had not been moved yet, which shifts it by the gap's length.
fn over_the_gap(wall: NaiveDateTime, zone: Tz) -> Option<DateTime<Tz>> {
    let (_, offset_before) = GapInfo::new(&wall, &zone)?.begin?;
    let instant = wall.checked_sub_offset(offset_before.fix())?;
    Some(instant.and_utc().with_timezone(&zone))
}

#[cfg(test)]
mod tests;
