//! Asking a running Kooste to read its configuration anew.

use tokio::sync::{mpsc, oneshot};

use crate::config::Changes;

/// For those who may ask. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Reloads(mpsc::Sender<Asker>);

/// For the one who does it.
#[derive(Debug)]
pub struct Requests(mpsc::Receiver<Asker>);

pub type Asker = oneshot::Sender<Result<Changes, Refused>>;

/// Why the old configuration goes on.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Refused {
    /// With every problem and its line.
    #[error("{0}")]
    Broken(String),
    #[error("{}", .0.join("\n"))]
    NeedsRestart(Vec<String>),
    #[error("it could not be taken up: {0}")]
    Failed(String),
    #[error("Kooste is not serving, or stops")]
    NobodyListens,
}

/// So many may wait; more are refused.
const WAITING: usize = 8;

#[must_use]
pub fn channel() -> (Reloads, Requests) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Reloads(sender), Requests(receiver))
}

impl Reloads {
    /// Ends when the configuration is taken up or refused.
    pub async fn ask(&self) -> Result<Changes, Refused> {
        let (tell, told) = oneshot::channel();
        self.0.try_send(tell).map_err(|_| Refused::NobodyListens)?;
        told.await.unwrap_or(Err(Refused::NobodyListens))
    }
}

impl Requests {
    /// `None` when nobody can ask any more.
    pub async fn next(&mut self) -> Option<Asker> {
        self.0.recv().await
    }
}
