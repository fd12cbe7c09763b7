//! `period` and `gap`: how often.

use std::collections::BTreeSet;
use std::num::NonZeroU16;

use super::super::brief;
use super::TimeError;
use crate::listing::{Decision, Note};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Days(NonZeroU16),
    Weeks(NonZeroU16),
    /// Daily with a gap: on each day, or each listed weekday, of every so manyth week.
    EachDayOfWeeks(NonZeroU16),
    Months(NonZeroU16),
}

impl Period {
    /// `None` where neither is told. A gap is the interval in weeks, so it goes before a weekly
    /// period and thins out a daily one; a month is no number of weeks, so it leaves that alone.
    pub(super) fn of(
        period: Option<&str>,
        gap: Option<&str>,
        notes: &mut BTreeSet<Note>,
    ) -> Result<Option<Self>, TimeError> {
        let period = told(period).map(parse).transpose().map_err(TimeError::Period)?;
        let Some(gap) = told(gap) else { return Ok(period) };
        let refused = || TimeError::Gap(brief(gap));
        let Ok(Self::Weeks(weeks)) = parse(gap) else { return Err(refused()) };
        let thinned = match period {
            None | Some(Self::Weeks(_)) => Self::Weeks(weeks),
            Some(Self::Days(NonZeroU16::MIN)) if weeks == NonZeroU16::MIN => return Ok(period),
            Some(Self::Days(NonZeroU16::MIN)) => Self::EachDayOfWeeks(weeks),
            Some(Self::Months(months)) => Self::Months(months),
            Some(Self::Days(_) | Self::EachDayOfWeeks(_)) => return Err(refused()),
        };
        if period.is_some_and(|period| period != thinned) {
            notes.insert(Note::Decided(Decision::GapOverridesPeriod));
        }
        Ok(Some(thinned))
    }
}

fn told(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// A duration (ISO 8601) of days, weeks or months alone: "P2W". `Err` holds what it is instead.
fn parse(text: &str) -> Result<Period, String> {
    let read = || {
        let count = text.strip_prefix('P')?;
        let unit = count.chars().next_back()?;
        let count: NonZeroU16 = count.strip_suffix(unit)?.parse().ok()?;
        let small = (count.get() <= 99).then_some(count)?;
        match unit {
            'D' => Some(Period::Days(small)),
            'W' => Some(Period::Weeks(small)),
            'M' => Some(Period::Months(small)),
            _ => None,
        }
    };
    read().ok_or_else(|| brief(text))
}
