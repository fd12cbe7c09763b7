//! Turns the clock into jobs: due sources, and the tick at local midnight.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Helsinki;
use tracing::{error, warn};

use crate::clock::{Clock, next_midnight};
use crate::config::{Config, Source};
use crate::id::SourceId;
use crate::refresh::{Refresh, next_due};
use crate::report::{Mode, Patience, Trigger};
use crate::store::hosts::{self, Waits};
use crate::store::sources::{self, SourceState};
use crate::store::{Reader, StoreError};
use crate::worker::Worker;

/// The longest sleep. A clock that is set or a laptop that wakes is noticed within it.
const LOOK: Duration = Duration::from_secs(20);

#[derive(Debug)]
pub struct Timer {
    config: Arc<Config>,
    reader: Reader,
    refresh: Arc<Refresh>,
    worker: Worker,
    clock: Clock,
    /// Of sources that were overdue at the start: when their turn comes.
    turns: Mutex<BTreeMap<SourceId, DateTime<Utc>>>,
}

/// Between two sources that are made up for after a start.
const APART: TimeDelta = TimeDelta::seconds(5);

/// However many they are, the last one's turn comes within this.
const ALL_WITHIN: TimeDelta = TimeDelta::minutes(10);

impl Timer {
    #[must_use]
    pub fn new(
        config: Arc<Config>,
        reader: Reader,
        refresh: Arc<Refresh>,
        worker: Worker,
        clock: Clock,
    ) -> Self {
        Self { config, reader, refresh, worker, clock, turns: Mutex::default() }
    }

    /// Never ends by itself.
    pub async fn run(self) {
        let this = Arc::new(self);
        let mut midnight = next_midnight(this.clock.now());
        let mut trigger = Trigger::Start;
        this.take_turns().await;
        loop {
            let now = this.clock.now();
            if now >= midnight {
                midnight = next_midnight(now);
                let ticking = Arc::clone(&this);
                let ticked = tokio::task::spawn_blocking(move || ticking.refresh.tick()).await;
                if let Ok(Err(failure)) = ticked {
                    error!("the tick of the local day failed: {failure}");
                }
            }
            let looking = Arc::clone(&this);
            let why = std::mem::replace(&mut trigger, Trigger::Schedule);
            let due = tokio::task::spawn_blocking(move || looking.submit_due(now, &why)).await;
            let next = match due {
                Ok(Ok(next)) => next,
                Ok(Err(failure)) => {
                    warn!("what is due could not be read: {failure}");
                    None
                }
                Err(_) => None,
            };
            tokio::time::sleep(until(now, next.unwrap_or(midnight).min(midnight))).await;
        }
    }

    /// What is overdue at the start is not asked for all at once.
    async fn take_turns(self: &Arc<Self>) {
        let (this, now) = (Arc::clone(self), self.clock.now());
        let overdue = tokio::task::spawn_blocking(move || this.overdue(now)).await;
        match overdue {
            Ok(Ok(overdue)) => {
                *self.turns.lock().unwrap_or_else(PoisonError::into_inner) = turns(overdue, now);
            }
            Ok(Err(failure)) => warn!("what is overdue could not be read: {failure}"),
            Err(_) => {}
        }
    }

    fn overdue(&self, now: DateTime<Utc>) -> Result<Vec<(DateTime<Utc>, SourceId)>, StoreError> {
        self.reader.read(|connection| {
            let mut overdue = Vec::new();
            for source in &self.config.sources {
                let due = sources::get(connection, &source.id)?.next_due;
                let asked = source.schedule.is_some() && source.origin.host().is_some();
                overdue.extend(
                    due.filter(|due| asked && *due <= now).map(|due| (due, source.id.clone())),
                );
            }
            Ok(overdue)
        })
    }

    /// Asks for a run of every source that is due; when the next one is.
    fn submit_due(
        &self,
        now: DateTime<Utc>,
        trigger: &Trigger,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let mut next: Option<DateTime<Utc>> = None;
        let waits = self.reader.read(hosts::all)?;
        for source in &self.config.sources {
            let state = self.reader.read(|connection| sources::get(connection, &source.id))?;
            let scheduled = source.schedule.is_some();
            let due = next_due(source, &state).map(|due| believed(source, due, now));
            match due.map(|due| self.turn(source, &waits, due)) {
                // Running: it will set its own next time.
                _ if self.worker.is_busy(&source.id) => {}
                Some(due) if due > now => next = Some(next.map_or(due, |next| next.min(due))),
                // A slot that was missed while we were away is made up for once.
                Some(_) => self.submit(source, trigger),
                // A source without a schedule is read when it is new, and then when asked.
                None if scheduled || state == SourceState::default() => {
                    self.submit(source, trigger)
                }
                None => {}
            }
        }
        Ok(next)
    }

    /// `due`, or when its host wants to be asked again, or its turn after the start.
    fn turn(&self, source: &Source, waits: &Waits, due: DateTime<Utc>) -> DateTime<Utc> {
        let turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        let turn = turns.get(&source.id).copied();
        let wait = source.origin.host().and_then(|host| waits.get(&host).copied());
        due.max(turn.unwrap_or(due)).max(wait.unwrap_or(due))
    }

    fn submit(&self, source: &Source, trigger: &Trigger) {
        let run = self.worker.submit(&source.id, Mode::Normal, Patience::Kept, trigger.clone());
        if let Err(failure) = run {
            warn!(source = %source.id, "no run could be queued: {failure}");
        }
    }
}

/// Later than the schedule's next time by more than any host is waited for, it was reckoned by a clock
/// that was ahead: then the schedule holds, or a source would not be asked until then.
fn believed(source: &Source, due: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let next = source.schedule.as_ref().and_then(|schedule| schedule.next_after(now, Helsinki));
    match next {
        Some(next) if due > next + LONGEST_WAIT => next,
        _ => due,
    }
}

/// Twice what is believed of a host that wants to be left alone (`fetch::RetryAfter::MAX`).
const LONGEST_WAIT: TimeDelta = TimeDelta::days(4);

/// The longest overdue first and at once, the others one by one.
fn turns(
    mut overdue: Vec<(DateTime<Utc>, SourceId)>,
    now: DateTime<Utc>,
) -> BTreeMap<SourceId, DateTime<Utc>> {
    overdue.sort();
    let count = i32::try_from(overdue.len()).unwrap_or(i32::MAX).max(1);
    let apart = APART.min(ALL_WITHIN / count);
    let times = (0..count).map(|place| now + apart * place);
    overdue.into_iter().zip(times).map(|((_, source), time)| (source, time)).collect()
}

fn until(now: DateTime<Utc>, then: DateTime<Utc>) -> Duration {
    (then - now).to_std().unwrap_or_default().clamp(Duration::from_secs(1), LOOK)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn a_time_that_a_clock_ahead_reckoned_gives_way_to_the_schedule() {
        let text = "[[source]]\nid = \"a\"\nkind = \"lahella\"\nurl = \"https://a.example\"\n\
            schedule = \"0 3 * * *\"\n";
        let file = std::path::Path::new("kooste.toml");
        let config = Config::parse(file, text, &BTreeMap::new()).unwrap();
        let source = config.sources.first().unwrap();
        let check = |due: &str, believed_to_be: &str| {
            let now = "2026-11-02T09:00:00Z".parse().unwrap();
            let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
            assert_eq!(believed(source, at(due), now), at(believed_to_be), "{due}");
        };
        check("2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z");
        // What a host asks for at most, two days, may come after the schedule's time.
        check("2026-11-05T01:00:59Z", "2026-11-05T01:00:59Z");
        check("2027-11-02T09:00:00Z", "2026-11-03T01:00:00Z");
    }

    #[test]
    fn what_is_overdue_at_the_start_takes_turns_and_all_of_it_within_ten_minutes() {
        let now = Utc.with_ymd_and_hms(2026, 11, 2, 9, 0, 0).unwrap();
        let overdue = |count: i64| {
            let due = |n: i64| now - TimeDelta::minutes(n);
            (1..=count).map(|n| (due(n), SourceId::parse(&format!("s{n}")).unwrap())).collect()
        };
        let seconds = |count: i64| {
            let mut waits: Vec<_> = turns(overdue(count), now)
                .into_iter()
                .map(|(source, turn)| ((turn - now).num_seconds(), source.to_string()))
                .collect();
            waits.sort();
            waits
        };
        let three = [(0, "s3"), (5, "s2"), (10, "s1")];
        assert_eq!(seconds(3), three.map(|(wait, source)| (wait, source.to_owned())));
        assert_eq!(seconds(600).last().map(|(wait, _)| *wait), Some(599));
        assert!(seconds(0).is_empty());
    }
}
