//! When a source is to be asked again.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;

use super::{CollectError, RefreshError};
use crate::config::Source;
use crate::fetch::FetchError;
use crate::store::sources::SourceState;

/// The wait after a first failure; it doubles with each further one up to `LONGEST`. Never for ever: an
/// upstream that was away for a month is asked again the day it is back.
const FIRST: TimeDelta = TimeDelta::minutes(1);
const LONGEST: TimeDelta = TimeDelta::hours(6);

/// Runs of several sources at one time, or of many Koostes at the full hour, are spread over this.
const JITTER_SECONDS: i64 = 60;

pub(super) fn after_success(
    source: &Source,
    state: SourceState,
    now: DateTime<Utc>,
) -> SourceState {
    SourceState { failures: 0, last_success: Some(now), next_due: scheduled(source, now), ..state }
}

pub(super) fn after_failure(
    source: &Source,
    state: SourceState,
    failure: &RefreshError,
    now: DateTime<Utc>,
) -> SourceState {
    let failures = state.failures.saturating_add(1);
    let asked = match failure {
        RefreshError::Collect(CollectError::Fetch { error, .. }) => not_before(error, now),
        _ => None,
    };
    let retry = asked.unwrap_or(now + back_off(failures) + jitter(source, now));
    SourceState { failures, next_due: source.schedule.as_ref().map(|_| retry), ..state }
}

/// `FIRST` × 2^(failures − 1), at most `LONGEST`.
fn back_off(failures: u32) -> TimeDelta {
    let doublings = failures.saturating_sub(1).min(16);
    FIRST.checked_mul(1 << doublings).map_or(LONGEST, |wait| wait.min(LONGEST))
}

fn not_before(error: &FetchError, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    error.retry_after().and_then(|asked| asked.until(now))
}

/// When a source is due. What is stored was reckoned by the schedule of that time; the one that it has
/// now may be earlier. A source that fails waits for as long as was stored.
#[must_use]
pub fn next_due(source: &Source, state: &SourceState) -> Option<DateTime<Utc>> {
    let last = state.last_success.filter(|_| state.failures == 0);
    let by_schedule = last.and_then(|last| scheduled(source, last));
    source.schedule.as_ref()?;
    state.next_due.into_iter().chain(by_schedule).min()
}

/// The next time of the schedule, a little later.
pub(super) fn scheduled(source: &Source, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let next = source.schedule.as_ref()?.next_after(now, Helsinki)?;
    Some(next + jitter(source, next))
}

/// Spread by the source's name and the time: no randomness is needed for that, and a run's time can be told beforehand.
fn jitter(source: &Source, at: DateTime<Utc>) -> TimeDelta {
    let seed = format!("{} {}", source.id, at.timestamp());
    let byte = blake3::hash(seed.as_bytes()).as_bytes().first().copied().unwrap_or(0);
    TimeDelta::seconds(i64::from(byte) * JITTER_SECONDS / 256)
}

#[cfg(test)]
mod tests;
