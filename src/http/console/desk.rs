//! What the console remembers between requests.

use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::attempts::Attempts;
use super::sessions::{Session, Sessions};

/// Cheap to clone, and the same under every configuration.
#[derive(Clone, Debug)]
pub struct Desk {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// Held for a moment and never across an await, as are the attempts.
    sessions: Mutex<Sessions>,
    attempts: Mutex<Attempts>,
    streams: Arc<Semaphore>,
    closed: watch::Sender<bool>,
}

/// So many may watch runs at a time.
const STREAMS: usize = 32;

impl Default for Desk {
    fn default() -> Self {
        let shared = Shared {
            sessions: Mutex::default(),
            attempts: Mutex::default(),
            streams: Arc::new(Semaphore::new(STREAMS)),
            closed: watch::Sender::new(false),
        };
        Self { shared: Arc::new(shared) }
    }
}

impl Desk {
    /// Ends what would otherwise go on as long as a run does.
    pub fn close(&self) {
        self.shared.closed.send_replace(true);
    }

    /// Ends when the desk is closed.
    pub(super) async fn closed(&self) {
        let mut closed = self.shared.closed.subscribe();
        // An error means that the desk is gone, which is as good.
        let _ = closed.wait_for(|closed| *closed).await;
    }

    /// `None` where too many watch already.
    pub(super) fn stream(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.shared.streams).try_acquire_owned().ok()
    }

    pub(super) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.shared.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one more, wherever it was sent; how long to wait, where it is one too many.
    pub(in crate::http) fn wrong_token(&self, from: Option<IpAddr>) -> Result<(), Duration> {
        let mut attempts = self.shared.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.wrong(from, Instant::now()).map_err(|wait| wait.0)
    }

    /// Changes something of a session that goes on.
    pub(super) fn with(&self, id: &str, work: impl FnOnce(&mut Session)) {
        if let Some(session) = self.sessions().look(id, Instant::now()) {
            work(session);
        }
    }
}
