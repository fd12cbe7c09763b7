//! The pipeline, spelled once: fetch, read, plan, apply, publish. The only place that joins the others.

mod attempt;
mod collect;
mod compose;
mod decide;
mod doubts;
mod due;
pub mod explain;
mod failure;
pub mod hidden;
mod hosts;
mod incoming;
mod learn;
pub mod organisers;
mod progress;
mod publisher;
mod recognise;
pub mod review;
mod settle;
mod succession;
pub mod why;
mod word;

use std::sync::Arc;
use std::time::{Duration, Instant};

use backon::{ConstantBuilder, Retryable};
use chrono::{DateTime, Utc};
use tracing::{info, warn};

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::config::Config;
use crate::fetch::{Client, FetchError};
use crate::id::{RunId, SourceId};
use crate::metrics::{Metrics, Outcome};
use crate::report::{Mode, Patience, Report, RunState, Trigger};
use crate::store::{self, Store, StoreError, decisions, runs, sources};
use collect::KnownPages;
use hosts::Hosts;
use progress::Progress;

pub use collect::CollectError;
pub use due::next_due;
pub use progress::{Follower, Step};
pub use publisher::{Publisher, Served, stored};
pub use settle::{Decision, RuleError, SettleError};

/// How long a run may ask for pages: an upstream that dribbles page after page is given up.
const RUN_WITHIN: Duration = Duration::from_secs(30 * 60);

const NOTE_AGAIN: Duration = Duration::from_secs(1);

/// Refreshes sources. Everything that a run needs, and nothing that a request needs.
#[derive(Debug)]
pub struct Refresh {
    config: Arc<Config>,
    store: Arc<Store>,
    client: Result<Client, FetchError>,
    hosts: Arc<Hosts>,
    progress: Arc<Progress>,
    publisher: Arc<Publisher>,
    /// Under `config`; what answers are made of.
    served: Arc<Served>,
    pages: KnownPages,
    clock: Clock,
    metrics: Metrics,
}

/// One run to be done.
#[derive(Clone, Debug)]
pub struct Task {
    pub run: RunId,
    pub source: SourceId,
    pub mode: Mode,
    pub patience: Patience,
}

#[derive(Debug, thiserror::Error)]
pub enum RefreshError {
    #[error("there is no source `{0}`")]
    NoSource(SourceId),
    #[error(transparent)]
    Collect(#[from] CollectError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the run panicked; this is a fault of Kooste's")]
    Panicked,
}

impl Refresh {
    #[must_use]
    pub fn new(
        config: Arc<Config>,
        store: Arc<Store>,
        client: Result<Client, FetchError>,
        publisher: Arc<Publisher>,
        clock: Clock,
        metrics: Metrics,
    ) -> Self {
        let hosts = Arc::new(Hosts::new(config.fetch.pause));
        let served = publisher.served();
        Self {
            config,
            store,
            client,
            hosts,
            progress: Arc::default(),
            publisher,
            served,
            pages: KnownPages::default(),
            clock,
            metrics,
        }
    }

    /// Notes a run that waits for its turn. Blocks on the database.
    pub fn enqueue(
        &self,
        source: &SourceId,
        mode: Mode,
        patience: Patience,
        trigger: &Trigger,
    ) -> Result<RunId, RefreshError> {
        if self.config.source(source).is_none() {
            return Err(RefreshError::NoSource(source.clone()));
        }
        let now = self.clock.now();
        let run = self.store.write(|tx| {
            let run = runs::queue(tx, source, mode, trigger, now)?;
            if patience == Patience::Overruled {
                decisions::audit(tx, &overruling(source, run, trigger, now))?;
            }
            Ok::<_, StoreError>(run)
        })?;
        if patience == Patience::Overruled {
            warn!(source = %source, run = %run, by = ?trigger, "forced: does not wait for its host");
        }
        // From now on there is something to watch.
        self.progress.teller(run);
        Ok(run)
    }

    /// `None` where too much has happened since.
    #[must_use]
    pub fn follow(&self, run: RunId) -> Option<Follower> {
        self.progress.follow(run)
    }

    /// Does a run and notes how it ended. What goes wrong is the run's outcome, never the caller's.
    pub async fn run(self: &Arc<Self>, task: &Task) -> RunState {
        let (started, began) = (self.clock.now(), Instant::now());
        self.progress.teller(task.run).tell(Step::Started);
        let outcome = self.attempt(task, started).await;
        let ended = self.clock.now();
        self.count(task, outcome.as_ref().ok(), began.elapsed());
        let state = match &outcome {
            Ok(done) => {
                log_success(task, done, ended - started);
                done.state
            }
            Err(failure) => {
                warn!(source = %task.source, run = %task.run, "run failed: {failure}");
                RunState::Failed
            }
        };
        if let Err(failure) = outcome {
            self.fail(task, failure, ended).await;
        }
        self.progress.teller(task.run).tell(Step::Ended(state));
        state
    }

    /// A rehearsal tells nothing of how its source is doing.
    fn count(&self, task: &Task, done: Option<&Done>, took: Duration) {
        if task.mode != Mode::DryRun {
            self.metrics.run_ended(&Outcome {
                source: &task.source,
                state: done.map_or(RunState::Failed, |done| done.state),
                report: done.map(|done| &done.report),
                seconds: took.as_secs_f64(),
            });
        }
    }

    /// Notes that a run ended in a panic.
    pub async fn panicked(self: &Arc<Self>, task: &Task) {
        self.metrics.panicked();
        self.fail(task, RefreshError::Panicked, self.clock.now()).await;
        self.progress.teller(task.run).tell(Step::Ended(RunState::Failed));
    }

    /// Where the database is held by another program or the disk is full, until it is not: a run that
    /// never ends would be waited for in vain.
    async fn fail(self: &Arc<Self>, task: &Task, failure: RefreshError, now: DateTime<Utc>) {
        let failure = Arc::new(failure);
        let note = || async {
            let (this, task, failure) = (Arc::clone(self), task.clone(), Arc::clone(&failure));
            blocking(move || this.note_failure(&task, &failure, now)).await?
        };
        let held = |error: &RefreshError| match error {
            RefreshError::Store(error) => error.is_of_the_machine(),
            _ => false,
        };
        let again = ConstantBuilder::new().with_delay(NOTE_AGAIN).without_max_times();
        if let Err(error) = note.retry(again).when(held).await {
            warn!("a failed run could not be noted: {error}");
        }
    }

    fn note_failure(
        &self,
        task: &Task,
        failure: &RefreshError,
        now: DateTime<Utc>,
    ) -> Result<(), RefreshError> {
        let ending = runs::Ending {
            state: RunState::Failed,
            revision: None,
            error: Some(failure.to_string()),
            failure: Some(failure::of(failure)),
            report: None,
        };
        let source = self.config.source(&task.source);
        self.store.write(|tx| -> Result<(), StoreError> {
            runs::end(tx, task.run, &ending, now)?;
            // Rehearsals too: who was asked is who wants to be left alone.
            store::hosts::replace(tx, &self.hosts.waits(now))?;
            // A rehearsal leaves back-off and next-due as they were.
            if let (Some(source), true) = (source, task.mode != Mode::DryRun) {
                let state = sources::get(tx, &source.id)?;
                sources::put(tx, &source.id, &due::after_failure(source, state, failure, now))?;
            }
            Ok(())
        })?;
        Ok(())
    }

    /// Expires what has ended, forgets what is past the retention limit, and publishes the local day's
    /// revision if anything differs. Blocks.
    pub fn tick(&self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let months = self.config.publish.retention_months;
        let ticked = self.publisher.publish(Mode::Normal, |tx, catalogue, recognition| {
            settle::tick(tx, catalogue, recognition, &self.rules(), months, now)
        });
        // It deletes listings, which their pages would bring back only if they are read.
        self.pages.forget();
        ticked
    }

    /// Until when a source's host wants to be left alone, if it does. Blocks.
    pub fn not_before(&self, source: &SourceId) -> Result<Option<DateTime<Utc>>, StoreError> {
        let Some(host) = self.config.source(source).and_then(|source| source.origin.host()) else {
            return Ok(None);
        };
        let now = self.clock.now();
        let stored = self.store.reader().read(store::hosts::all)?;
        let known = [stored.get(&host).copied(), self.hosts.waits(now).get(&host).copied()];
        Ok(known.into_iter().flatten().filter(|until| *until > now).max())
    }

    #[must_use]
    pub fn catalogue(&self) -> Arc<Catalogue> {
        self.served.catalogue()
    }
}

fn overruling(
    source: &SourceId,
    run: RunId,
    trigger: &Trigger,
    now: DateTime<Utc>,
) -> decisions::AuditLine {
    let actor = match trigger {
        Trigger::Admin(name) => name.clone(),
        Trigger::CommandLine => "command line".to_owned(),
        Trigger::Schedule | Trigger::Start => "schedule".to_owned(),
    };
    decisions::AuditLine {
        at: now,
        actor,
        action: "resync/force".to_owned(),
        subject: source.to_string(),
        detail: format!("run {run}"),
    }
}

/// How a run ended that did not fail.
#[derive(Clone, Debug)]
pub struct Done {
    pub state: RunState,
    pub report: Report,
}

impl Done {
    /// `next` is what it published.
    fn ending(&self, next: Option<&Catalogue>) -> runs::Ending {
        runs::Ending {
            state: self.state,
            revision: next.map(|next| next.edition.revision),
            error: None,
            failure: None,
            report: Some(self.report.clone()),
        }
    }
}

fn log_success(task: &Task, done: &Done, took: chrono::TimeDelta) {
    let counts = done.report.counts;
    info!(
        source = %task.source,
        run = %task.run,
        mode = ?task.mode,
        outcome = ?done.state,
        completeness = ?done.report.completeness,
        pages = counts.pages,
        items = counts.items,
        added = counts.added,
        changed = counts.changed,
        unchanged = counts.unchanged,
        returned = counts.returned,
        expired = counts.expired,
        withdrawn = counts.withdrawn,
        held = counts.held,
        rejected = counts.rejected,
        repeated = counts.repeated,
        seconds = took.num_seconds(),
        "run ended"
    );
    if done.state == RunState::Held {
        warn!(source = %task.source, held = counts.held, "removals wait for a person: kooste status");
    }
}

/// Runs what blocks on the database, or computes for long, off the async threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, RefreshError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| RefreshError::Panicked)
}

#[cfg(test)]
mod tests;
