//! The wall clock, or the one that `--now` sets. Only the shell reads it; the core is handed `now`.

use std::time::Instant;

use chrono::{DateTime, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
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
