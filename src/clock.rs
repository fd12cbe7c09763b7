//! The wall clock, or the one that `--now` sets. Only the shell reads it; the core is handed `now`.

use std::time::Instant;

use chrono::{DateTime, DurationRound, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;

use crate::when::zone;

#[derive(Clone, Copy, Debug)]
pub enum Clock {
    Wall,
    /// Stays where it is: one-shot commands.
    Fixed(DateTime<Utc>),
    /// Starts at a given time and runs on: `serve --now`.
    From {
        start: DateTime<Utc>,
        since: Instant,
    },
}

impl Clock {
    #[must_use]
    pub fn starting_at(start: DateTime<Utc>) -> Self {
        Self::From { start, since: Instant::now() }
    }

    /// Whole seconds: what is stored is what was meant.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::Wall => Utc::now(),
            Self::Fixed(now) => *now,
            Self::From { start, since } => {
                *start + TimeDelta::from_std(since.elapsed()).unwrap_or_default()
            }
        };
        now.trunc_subsecs(0)
    }
}

/// The region's date: days, windows and ticks are counted in Finland.
#[must_use]
pub fn local_date(now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&Helsinki).date_naive()
}

/// When the next local day begins.
#[must_use]
pub fn next_midnight(now: DateTime<Utc>) -> DateTime<Utc> {
    let tomorrow = local_date(now).succ_opt().unwrap_or(NaiveDate::MAX);
    zone::to_instant(tomorrow.and_time(NaiveTime::MIN), Helsinki).to_utc()
}

/// For so long what is over on a page for people is told by the beginning of this time: as often as it is
/// worth making the page anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quarter {
    pub began: DateTime<Utc>,
    pub ends: DateTime<Utc>,
}

impl Quarter {
    /// The quarter of an hour in which `now` lies.
    #[must_use]
    pub fn of(now: DateTime<Utc>) -> Self {
        const QUARTER: TimeDelta = TimeDelta::minutes(15);
        let began = now.duration_trunc(QUARTER).unwrap_or(now);
        Self { began, ends: began.checked_add_signed(QUARTER).unwrap_or(began) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_changes_at_midnight_in_finland() {
        let check = |now: &str, day: &str, next: &str| {
            assert_eq!(local_date(at(now)).to_string(), day, "{now}");
            assert_eq!(next_midnight(at(now)), at(next), "{now}");
        };
        check("2026-11-25T21:59:59Z", "2026-11-25", "2026-11-25T22:00:00Z");
        check("2026-11-25T22:00:00Z", "2026-11-26", "2026-11-26T22:00:00Z");
        // Days of 23 and of 25 hours.
        check("2026-03-28T22:00:00Z", "2026-03-29", "2026-03-29T21:00:00Z");
        check("2026-10-24T21:00:00Z", "2026-10-25", "2026-10-25T22:00:00Z");
    }

    #[test]
    fn a_quarter_begins_with_its_first_second_and_ends_with_the_next_one() {
        for now in ["2026-11-25T16:30:00Z", "2026-11-25T16:44:59Z"] {
            let expected =
                Quarter { began: at("2026-11-25T16:30:00Z"), ends: at("2026-11-25T16:45:00Z") };
            assert_eq!(Quarter::of(at(now)), expected, "{now}");
        }
    }

    #[test]
    fn a_fixed_clock_stays_and_another_runs_on_in_whole_seconds() {
        let start = at("2026-11-25T10:00:00.900Z");
        assert_eq!(Clock::Fixed(start).now(), at("2026-11-25T10:00:00Z"));
        let two_seconds_ago =
            Instant::now().checked_sub(std::time::Duration::from_secs(2)).unwrap();
        let now = Clock::From { start, since: two_seconds_ago }.now();
        assert!(now >= at("2026-11-25T10:00:02Z") && now.timestamp_subsec_nanos() == 0, "{now}");
    }
}
