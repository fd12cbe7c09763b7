//! A start and an end as ISO 8601 writes them.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::moment::{Moment, duration};
use super::zone_name::Zone;
use super::{TimeError, brief, day};
use crate::listing::{Decision, Note};
use crate::source::{EndDay, RawSpan};
use crate::when::{Days, Once, Ongoing, When};

/// What a start and an end say together, on the wall clock that people are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Timed {
        start: NaiveDateTime,
        /// After `start`.
        end: Option<NaiveDateTime>,
    },
    /// Both included.
    Days { first: NaiveDate, last: NaiveDate },
    /// An end so far off that it stands for none.
    From(NaiveDate),
}

pub(in crate::normalise) fn read(
    raw: &RawSpan,
    notes: &mut BTreeSet<Note>,
) -> Result<When, TimeError> {
    let zone = Zone::read(raw.zone.as_deref(), notes);
    extent(raw, zone, notes)?.when(zone)
}

/// An end that cannot be read, or that does not come after the start, is not known: it costs the time
/// nothing else. To read 22.00–2.00 of one date as a night would be a guess where 18.00–16.00 is a
/// slip.
pub(super) fn extent(
    raw: &RawSpan,
    zone: Zone,
    notes: &mut BTreeSet<Note>,
) -> Result<Extent, TimeError> {
    let start = Moment::parse(&raw.start).ok_or_else(|| TimeError::Moment(brief(&raw.start)))?;
    let end = match end(raw, notes) {
        Some(End::After(length)) => {
            if matches!(start, Moment::Wall(_)) {
                zone.note_untold(notes);
            }
            return Ok(lasting(start, length, zone, notes));
        }
        Some(End::At(end)) => Some(end),
        None => None,
    };
    if [Some(start), end].into_iter().flatten().any(|moment| matches!(moment, Moment::Wall(_))) {
        zone.note_untold(notes);
    }
    if end.is_some_and(|end| day::stands_for_never(end.written_date())) {
        return Ok(Extent::From(start.date(zone)));
    }
    Ok(match (start.wall(zone), end.map(|end| (end, end.wall(zone)))) {
        (Some(start), None) => Extent::Timed { start, end: None },
        (Some(start), Some((_, Some(end)))) => timed(start, end, notes),
        (Some(start), Some((end, None))) => {
            start_alone_timed(start, last_day(end.written_date(), raw.end_day), notes)
        }
        (None, None) => whole_days(start.written_date(), start.written_date(), notes),
        (None, Some((end, None))) => {
            let last = last_day(end.written_date(), raw.end_day);
            whole_days(start.written_date(), last, notes)
        }
        (None, Some((_, Some(end)))) => {
            notes.insert(Note::Decided(Decision::HoursAtOneEnd));
            whole_days(start.written_date(), day_before_midnight(end), notes)
        }
    })
}

impl Extent {
    pub(super) fn when(self, zone: Zone) -> Result<When, TimeError> {
        Ok(match self {
            Self::Timed { start, end } => When::Once(Once::new(zone.shown, start, end)?),
            Self::Days { first, last } => When::Days(Days::new(first, last)?),
            Self::From(first) => When::Ongoing(Ongoing::new(Some(first), None)?),
        })
    }
}

enum End {
    At(Moment),
    After(TimeDelta),
}

fn end(raw: &RawSpan, notes: &mut BTreeSet<Note>) -> Option<End> {
    let told = raw.end.as_deref().map(str::trim).filter(|end| !end.is_empty())?;
    let read = Moment::parse(told).map(End::At).or_else(|| duration(told).map(End::After));
    if read.is_none() {
        notes.insert(Note::UnreadableTime(format!("end {:?}", brief(told))));
    }
    read
}

/// On the wall clock; of days, whole ones.
fn lasting(start: Moment, length: TimeDelta, zone: Zone, notes: &mut BTreeSet<Note>) -> Extent {
    match start.wall(zone) {
        Some(start) => match start.checked_add_signed(length) {
            Some(end) => timed(start, end, notes),
            None => Extent::Timed { start, end: None },
        },
        None => {
            let first = start.written_date();
            let more = TimeDelta::days((length.num_days() - 1).max(0));
            Extent::Days { first, last: first.checked_add_signed(more).unwrap_or(first) }
        }
    }
}

/// From midnight to midnight, or to the last minute or second before one as The Events Calendar and
/// others write it, are whole days.
fn timed(start: NaiveDateTime, end: NaiveDateTime, notes: &mut BTreeSet<Note>) -> Extent {
    if end <= start {
        notes.insert(Note::Decided(Decision::EndNotAfterStart));
        return Extent::Timed { start, end: None };
    }
    let last_minute = (end.hour(), end.minute()) == (23, 59) && matches!(end.second(), 0 | 59);
    if start.time() == NaiveTime::MIN && (last_minute || end.time() == NaiveTime::MIN) {
        return Extent::Days { first: start.date(), last: day_before_midnight(end) };
    }
    Extent::Timed { start, end: Some(end) }
}

/// Linked Events writes "2026-11-24T16:00:00Z" to "2026-11-26" for what goes on until that day is over:
/// no hour of its end is known, and that of its start holds for the first day only.
fn start_alone_timed(start: NaiveDateTime, last: NaiveDate, notes: &mut BTreeSet<Note>) -> Extent {
    if last == start.date() {
        return Extent::Timed { start, end: None };
    }
    if last < start.date() {
        notes.insert(Note::Decided(Decision::EndNotAfterStart));
        return Extent::Timed { start, end: None };
    }
    notes.insert(Note::Decided(Decision::HoursAtOneEnd));
    Extent::Days { first: start.date(), last }
}

fn whole_days(first: NaiveDate, last: NaiveDate, notes: &mut BTreeSet<Note>) -> Extent {
    if last < first {
        notes.insert(Note::Decided(Decision::EndNotAfterStart));
    }
    Extent::Days { first, last: last.max(first) }
}

fn last_day(end: NaiveDate, told: EndDay) -> NaiveDate {
    match told {
        EndDay::Included => end,
        EndDay::Excluded => end.pred_opt().unwrap_or(end),
    }
}

/// Midnight ends the day before it.
fn day_before_midnight(end: NaiveDateTime) -> NaiveDate {
    if end.time() == NaiveTime::MIN { last_day(end.date(), EndDay::Excluded) } else { end.date() }
}

#[cfg(test)]
mod tests;
