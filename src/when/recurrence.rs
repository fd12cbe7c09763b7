//! What the parts of a series mean together, and how RFC 5545 writes its rule.

use std::num::NonZeroU16;

use chrono::{NaiveDate, NaiveTime};

use super::grid::Grid;
use super::zone::to_instant;
use super::{Override, Rule, Series, SeriesParts, WhenError, check_span, in_range};

/// Makes the parts true: see `Series::try_from`. Settled parts stay as they are.
///
/// The grid stays that of the given start: every second Monday from a Wednesday on begins twelve
/// days later, and an excluded first date is skipped without a change of the weeks that count.
pub(super) fn settle(parts: SeriesParts) -> Result<SeriesParts, WhenError> {
    let first = Grid::of(&parts).all().find(|date| !parts.exdates.contains(date));
    match first {
        Some(first) => trim(SeriesParts { first, ..parts }),
        None => trim(extra_dates_alone(parts)?),
    }
}

/// The value of the RRULE property: FREQ first, because Apple's reader wants it there; UNTIL in
/// UTC for a timed series and a DATE for an all-day one (RFC 5545, 3.3.10).
#[must_use]
pub fn rrule(series: &Series) -> String {
    let (freq, interval, by) = match &series.rule {
        Rule::Days { interval } => ("DAILY", interval, None),
        Rule::Weeks { interval, weekdays } => {
            let days: Vec<_> = weekdays.iter().map(|weekday| weekday.rfc5545()).collect();
            ("WEEKLY", interval, Some(format!("BYDAY={}", days.join(","))))
        }
        Rule::MonthsByWeekday { interval, ordinal, weekday } => {
            let by = format!("BYDAY={}{}", i8::from(*ordinal), weekday.rfc5545());
            ("MONTHLY", interval, Some(by))
        }
        Rule::MonthsByDay { interval, day } => {
            ("MONTHLY", interval, Some(format!("BYMONTHDAY={}", u8::from(*day))))
        }
    };
    let skips = interval.get() > 1;
    // Where weeks are skipped, the day on which a week begins decides which ones.
    let week_start = skips && matches!(series.rule, Rule::Weeks { .. });
    [
        Some(format!("FREQ={freq}")),
        skips.then(|| format!("INTERVAL={interval}")),
        by,
        week_start.then(|| "WKST=MO".to_owned()),
        series.until.map(|until| format!("UNTIL={}", until_value(series, until))),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(";")
}

/// The end of the local day, not the start of the last instance: readers that set an UTC value
/// against the wall clock lose an instance that UNTIL names exactly (seen in Helsinki time), and
/// the end of the day is the same date in either.
fn until_value(series: &Series, until: NaiveDate) -> String {
    match (series.hours, NaiveTime::from_hms_opt(23, 59, 59)) {
        (Some(_), Some(end_of_day)) => {
            let instant = to_instant(until.and_time(end_of_day), series.zone);
            instant.naive_utc().format("%Y%m%dT%H%M%SZ").to_string()
        }
        _ => until.format("%Y%m%d").to_string(),
    }
}

/// A rule without any date of its own cannot begin a series (DTSTART must be one of its dates), so
/// the first of the extra dates becomes the whole of it.
fn extra_dates_alone(parts: SeriesParts) -> Result<SeriesParts, WhenError> {
    let first = parts.rdates.difference(&parts.exdates).next().copied();
    let first = first.ok_or(WhenError::NoInstance)?;
    let rule = Rule::Days { interval: NonZeroU16::MIN };
    Ok(SeriesParts { rule, first, until: Some(first), ..parts })
}

/// `first` is settled; drops what names no instance, and an extra date that is none.
fn trim(mut parts: SeriesParts) -> Result<SeriesParts, WhenError> {
    let grid = Grid::new(&parts.rule, parts.first, parts.until);
    parts.rdates.retain(|date| !parts.exdates.contains(date) && !grid.contains(*date));
    parts.exdates.retain(|date| grid.contains(*date));
    parts.overrides.retain(|date, _| {
        parts.rdates.contains(date) || grid.contains(*date) && !parts.exdates.contains(date)
    });
    in_range(parts.first)?;
    parts.rdates.iter().copied().try_for_each(in_range)?;
    parts.overrides.values().try_for_each(possible)?;
    Ok(parts)
}

fn possible(change: &Override) -> Result<(), WhenError> {
    match change {
        Override::Cancelled => Ok(()),
        Override::Moved { start, end } => check_span(*start, *end),
    }
}

#[cfg(test)]
mod tests;
