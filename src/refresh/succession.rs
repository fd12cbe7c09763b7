//! One configuration after another, on the same database.

use std::sync::Arc;

use super::collect::KnownPages;
use super::compose::{self, Rules};
use super::{Refresh, settle};
use crate::config::Config;
use crate::fetch::{Client, FetchError};
use crate::store::StoreError;

impl Refresh {
    /// The one that takes over under another configuration; from then on that is what is published by,
    /// and `self` goes on answering with what it served last. Runs under way end as they began. Blocks.
    pub fn succeeded_by(
        &self,
        config: Arc<Config>,
        client: Result<Client, FetchError>,
    ) -> Result<Self, StoreError> {
        let now = self.clock.now();
        let rules = compose::policy(&config);
        let months = config.publish.retention_months;
        let served =
            self.publisher.hand_over(Arc::clone(&config), |tx, catalogue, recognition| {
                settle::tick(tx, catalogue, recognition, &rules, months, now)
            })?;
        self.hosts.pace(config.fetch.pause);
        Ok(Self {
            config,
            store: Arc::clone(&self.store),
            client,
            hosts: Arc::clone(&self.hosts),
            progress: Arc::clone(&self.progress),
            publisher: Arc::clone(&self.publisher),
            served,
            pages: KnownPages::default(),
            clock: self.clock,
            metrics: self.metrics.clone(),
        })
    }

    /// Whether it has what asking over the network takes.
    #[must_use]
    pub fn has_client(&self) -> bool {
        self.client.is_ok()
    }

    /// How things are published now, whatever this one began with; constant while the publisher works.
    pub(super) fn rules(&self) -> Rules {
        compose::policy(self.publisher.served().config())
    }
}
