//! One run, from the question to the transaction.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::collect::{self, CollectError, Extent};
use super::incoming::{self, Brought, Contradiction};
use super::progress::Teller;
use super::{Done, RUN_WITHIN, Refresh, RefreshError, Task, blocking, settle};
use crate::config::Source;
use crate::id::RunId;
use crate::report::Mode;
use crate::store::{self, StoreError, listings, runs, sources};

impl Refresh {
    pub(super) async fn attempt(
        self: &Arc<Self>,
        task: &Task,
        now: DateTime<Utc>,
    ) -> Result<Done, RefreshError> {
        let source = self
            .config
            .source(&task.source)
            .ok_or_else(|| RefreshError::NoSource(task.source.clone()))?
            .clone();
        let run = task.run;
        let this = Arc::clone(self);
        let id = source.id.clone();
        let known = blocking(move || {
            this.store.write(|tx| -> Result<_, StoreError> {
                runs::start(tx, run, now)?;
                this.hosts.learn(&store::hosts::all(tx)?, now);
                let has_entries = listings::any_is_live(tx, &id)?;
                Ok(collect::Memory { state: sources::get(tx, &id)?, has_entries })
            })
        })
        .await??;
        let teller = self.progress.teller(run);
        let mut extent = Extent::Changed;
        let brought = loop {
            match self.bring(task, &source, &known, extent, &teller, now).await? {
                Ok(brought) => break brought,
                Err(Contradiction) => extent = Extent::All,
            }
        };
        let this = Arc::clone(self);
        let mode = task.mode;
        blocking(move || this.apply(&source, run, mode, brought)).await?
    }

    /// Asks the source and reads what it answers.
    async fn bring(
        self: &Arc<Self>,
        task: &Task,
        source: &Source,
        known: &collect::Memory,
        extent: Extent,
        teller: &Teller,
        now: DateTime<Utc>,
    ) -> Result<Result<Brought, Contradiction>, RefreshError> {
        let retention_months = self.config.publish.retention_months;
        let means = collect::Means {
            client: &self.client,
            hosts: &self.hosts,
            teller,
            store: &self.store,
            patience: task.patience,
            retention_months,
            extent,
            pages: &self.pages,
        };
        let asking = collect::collect(&means, source, known, task.mode, now);
        let collected = tokio::time::timeout(RUN_WITHIN, asking)
            .await
            .unwrap_or(Err(CollectError::Deadline(RUN_WITHIN)))?;
        teller.tell(collected.step());
        let (source, now) = (source.clone(), self.clock.now());
        blocking(move || incoming::incoming(&source, collected, retention_months, now)).await
    }

    /// Plans and applies what was collected, in one transaction. Blocks.
    fn apply(
        &self,
        source: &Source,
        run: RunId,
        mode: Mode,
        brought: Brought,
    ) -> Result<Done, RefreshError> {
        let now = self.clock.now();
        let job = settle::Job { source, run, now };
        let done = self.publisher.publish(mode, |tx, catalogue, recognition| {
            settle::run(tx, catalogue, recognition, &job, brought, &self.rules())
        })?;
        if mode == Mode::DryRun {
            // What a rehearsal found is kept; that it ended went with all else that it did.
            self.store.write(|tx| runs::end(tx, run, &done.ending(None), now))?;
        }
        Ok(done)
    }
}
