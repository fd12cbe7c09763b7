//! Turns the clock into jobs: due sources, and the tick at local midnight.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tracing::{error, warn};

use crate::clock::{Clock, next_midnight};
use crate::config::Config;
use crate::refresh::{Refresh, next_due};
use crate::report::{Mode, Trigger};
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
}

impl Timer {
    #[must_use]
    pub fn new(
        config: Arc<Config>,
        reader: Reader,
        refresh: Arc<Refresh>,
        worker: Worker,
        clock: Clock,
    ) -> Self {
        Self { config, reader, refresh, worker, clock }
    }

    /// Never ends by itself.
    pub async fn run(self) {
        let this = Arc::new(self);
        let mut midnight = next_midnight(this.clock.now());
        let mut trigger = Trigger::Start;
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

    /// Asks for a run of every source that is due; when the next one is.
    fn submit_due(
        &self,
        now: DateTime<Utc>,
        trigger: &Trigger,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let mut next: Option<DateTime<Utc>> = None;
        for source in &self.config.sources {
            let state = self.reader.read(|connection| sources::get(connection, &source.id))?;
            let scheduled = source.schedule.is_some();
            match next_due(source, &state) {
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

    fn submit(&self, source: &crate::config::Source, trigger: &Trigger) {
        if let Err(failure) = self.worker.submit(&source.id, Mode::Normal, trigger.clone()) {
            warn!(source = %source.id, "no run could be queued: {failure}");
        }
    }
}

fn until(now: DateTime<Utc>, then: DateTime<Utc>) -> Duration {
    (then - now).to_std().unwrap_or_default().clamp(Duration::from_secs(1), LOOK)
}
