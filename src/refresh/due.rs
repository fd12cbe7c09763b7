//! When a source is to be asked again.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;

use super::collect::Books;
use super::{CollectError, RefreshError};
use crate::config::Source;
use crate::fetch::FetchError;
use crate::schedule::cron::Cron;
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
    books: &Books,
    now: DateTime<Utc>,
) -> SourceState {
    let next_full = match books.whole {
        true => scheduled(source.full_schedule.as_ref(), source, now),
        false => state.next_full,
    };
    // By its own word there is nothing new before then.
    let stale = now + books.fresh_for.map_or(TimeDelta::zero(), lasting);
    let next = scheduled(source.schedule.as_ref(), source, stale);
    let next_due = next.map(|next| next_full.map_or(next, |full| next.min(full)));
    let schedule = wording(source);
    SourceState { failures: 0, last_success: Some(now), next_due, next_full, schedule, ..state }
}

fn lasting(length: std::time::Duration) -> TimeDelta {
    TimeDelta::from_std(length).unwrap_or_default()
}

pub(super) fn after_failure(
    source: &Source,
    state: SourceState,
    failure: &RefreshError,
    now: DateTime<Utc>,
) -> SourceState {
    let (failures, asked) = match failure {
        // Nobody was asked, so nothing failed.
        RefreshError::Collect(CollectError::Patience { until, .. }) => {
            (state.failures, Some(*until + jitter(source, *until)))
        }
        RefreshError::Collect(CollectError::Fetch { error, .. }) => {
            (state.failures.saturating_add(1), patience(error, state.failures, now))
        }
        _ => (state.failures.saturating_add(1), None),
    };
    let retry = asked.unwrap_or(now + back_off(failures) + jitter(source, now));
    let next_due = source.schedule.as_ref().map(|_| retry);
    SourceState { failures, next_due, schedule: wording(source), ..state }
}

/// `FIRST` × 2^(failures − 1), at most `LONGEST`.
fn back_off(failures: u32) -> TimeDelta {
    let doublings = failures.saturating_sub(1).min(16);
    FIRST.checked_mul(1 << doublings).map_or(LONGEST, |wait| wait.min(LONGEST))
}

/// Until when the host of what was asked is to be left alone, if it wants that; after `failures` runs
/// that failed before. One that names no time is left alone for as long as one that is broken.
pub(super) fn patience(
    error: &FetchError,
    failures: u32,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let FetchError::RateLimited { retry_after, .. } = error else { return None };
    let named = retry_after.and_then(|asked| asked.until(now));
    Some(named.unwrap_or(now + back_off(failures.saturating_add(1))))
}

/// When a source is due. Where it has another schedule than the one by which that was reckoned, the
/// new one holds at once, unless it fails: then it waits for as long as was stored.
#[must_use]
pub fn next_due(source: &Source, state: &SourceState) -> Option<DateTime<Utc>> {
    let schedule = source.schedule.as_ref()?;
    let changed = state.schedule != wording(source) && state.failures == 0;
    let last = state.last_success.filter(|_| changed);
    let by_schedule = last.and_then(|last| scheduled(Some(schedule), source, last));
    state.next_due.into_iter().chain(by_schedule).min()
}

fn wording(source: &Source) -> Option<String> {
    source.schedule.as_ref().map(ToString::to_string)
}

/// The next time of the schedule, a little later.
fn scheduled(
    schedule: Option<&Cron>,
    source: &Source,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let next = schedule?.next_after(now, Helsinki)?;
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
