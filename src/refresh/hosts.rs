//! How hosts are spared: few requests at once, a pause between them, and none before a host wants one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use crate::fetch::{HostPort, RetryAfter};
use crate::report::Patience;
use crate::store::hosts::Waits;

const AT_ONCE: usize = 32;
const AT_ONCE_PER_HOST: usize = 2;

/// What takes longer waits for its host, and hardly costs us anything.
const SLOW: Duration = Duration::from_millis(500);

/// Shared by all runs. What is learnt of a host here holds for every source on it at once; the store
/// keeps it beyond the process.
#[derive(Debug)]
pub(super) struct Hosts {
    pause: Mutex<Duration>,
    room: Arc<Semaphore>,
    hosts: Mutex<BTreeMap<HostPort, Host>>,
}

#[derive(Debug)]
struct Host {
    room: Arc<Semaphore>,
    /// When the next request may begin.
    free: Instant,
    not_before: Option<DateTime<Utc>>,
}

/// Leave for one request; given back when it is dropped.
#[derive(Debug)]
pub(super) struct Turn {
    of_host: OwnedSemaphorePermit,
    of_all: OwnedSemaphorePermit,
}

impl Turn {
    /// Asks. A request that is slow gives back its place among all and keeps that of its host: hosts that
    /// hang, however many, keep nobody from the others.
    pub(super) async fn during<T>(self, asking: impl Future<Output = T>) -> T {
        let Self { of_host, of_all } = self;
        tokio::pin!(asking);
        let answer = match tokio::time::timeout(SLOW, &mut asking).await {
            Ok(answer) => answer,
            Err(_) => {
                drop(of_all);
                asking.await
            }
        };
        drop(of_host);
        answer
    }
}

/// The host is not to be asked before this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait(pub(super) DateTime<Utc>);

impl Hosts {
    pub(super) fn new(pause: Duration) -> Self {
        let room = Arc::new(Semaphore::new(AT_ONCE));
        Self { pause: Mutex::new(pause), room, hosts: Mutex::default() }
    }

    /// From now on, between two requests to one host.
    pub(super) fn pace(&self, pause: Duration) {
        *self.pause.lock().unwrap_or_else(PoisonError::into_inner) = pause;
    }

    /// Waits for a turn. That of the host comes first, so that those who queue for a slow host keep
    /// nobody from the others.
    pub(super) async fn turn(
        &self,
        host: &HostPort,
        patience: Patience,
        now: DateTime<Utc>,
    ) -> Result<Turn, Wait> {
        self.check(host, patience, now)?;
        let room = self.with(host, |host| Arc::clone(&host.room));
        // Neither is ever closed.
        let (Ok(of_host), Ok(of_all)) =
            (room.acquire_owned().await, Arc::clone(&self.room).acquire_owned().await)
        else {
            return Err(Wait(now));
        };
        let pause = *self.pause.lock().unwrap_or_else(PoisonError::into_inner);
        let begin = self.with(host, |host| {
            let begin = host.free.max(Instant::now());
            host.free = begin + pause;
            begin
        });
        tokio::time::sleep_until(begin).await;
        // Another run may have been told to wait meanwhile.
        self.check(host, patience, now)?;
        Ok(Turn { of_host, of_all })
    }

    /// The host asked for patience. Of two times the later holds.
    pub(super) fn wait(&self, host: &HostPort, until: DateTime<Utc>) {
        self.with(host, |host| host.not_before = host.not_before.max(Some(until)));
    }

    /// What the store knows from before, or from another process. A wait longer than any that is believed
    /// was written under a clock that was ahead.
    pub(super) fn learn(&self, waits: &Waits, now: DateTime<Utc>) {
        let believed = |until: &DateTime<Utc>| {
            (*until - now).to_std().is_ok_and(|wait| wait <= RetryAfter::MAX)
        };
        let waits = waits.iter().filter(|(_, until)| believed(until));
        waits.for_each(|(host, until)| self.wait(host, *until));
    }

    /// Those that still hold.
    pub(super) fn waits(&self, now: DateTime<Utc>) -> Waits {
        let hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting =
            hosts.iter().filter_map(|(name, host)| Some((name.clone(), host.not_before?)));
        waiting.filter(|(_, until)| *until > now).collect()
    }

    fn check(&self, host: &HostPort, patience: Patience, now: DateTime<Utc>) -> Result<(), Wait> {
        let until = self.with(host, |host| host.not_before).filter(|until| *until > now);
        match (patience, until) {
            (Patience::Kept, Some(until)) => Err(Wait(until)),
            (Patience::Overruled, _) | (Patience::Kept, None) => Ok(()),
        }
    }

    fn with<T>(&self, host: &HostPort, work: impl FnOnce(&mut Host) -> T) -> T {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        work(hosts.entry(host.clone()).or_insert_with(|| Host {
            room: Arc::new(Semaphore::new(AT_ONCE_PER_HOST)),
            free: Instant::now(),
            not_before: None,
        }))
    }
}

#[cfg(test)]
mod tests;
