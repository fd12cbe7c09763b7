//! One queue for the schedule, the start and people: who asks for a run gets one, and a source has
//! at most one running.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinSet;
use tracing::error;

use crate::id::{RunId, SourceId};
use crate::refresh::{Refresh, RefreshError, Task};
use crate::report::{Mode, Patience, RunState, Trigger};

/// Hands out runs. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Worker {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// Does the runs that begin; those under way keep the one that they began with.
    refresh: ArcSwap<Refresh>,
    /// Held while a run is found or written down, which may wait for the database: one asks at a
    /// time. Taken by blocking threads only.
    asking: Mutex<()>,
    /// Async tasks take it: held for a moment, and never while the database is waited for.
    queues: Mutex<BTreeMap<SourceId, Queue>>,
    /// Something was queued, or a run ended, or somebody asks.
    changed: Notify,
    /// Those who ask whether the queue is looked after.
    asked: Mutex<Vec<oneshot::Sender<()>>>,
}

#[derive(Debug, Default)]
struct Queue {
    running: Option<Task>,
    waiting: VecDeque<Task>,
}

impl Queue {
    /// The run that does at least what is asked, if one runs or waits.
    fn joinable(&self, mode: Mode, patience: Patience) -> Option<RunId> {
        let mut tasks = self.running.iter().chain(&self.waiting);
        let does = |task: &&Task| task.mode.satisfies(mode) && task.patience >= patience;
        tasks.find(does).map(|task| task.run)
    }
}

impl Worker {
    #[must_use]
    pub fn new(refresh: Arc<Refresh>) -> Self {
        let shared = Shared {
            refresh: ArcSwap::new(refresh),
            asking: Mutex::new(()),
            queues: Mutex::new(BTreeMap::new()),
            changed: Notify::new(),
            asked: Mutex::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// Runs that begin from now on are done by `refresh`.
    pub fn hand_over(&self, refresh: Arc<Refresh>) {
        self.shared.refresh.store(refresh);
    }

    /// Ends when the queue was looked at after the question; never where nobody looks after it.
    pub async fn lives(&self) {
        let (tell, told) = oneshot::channel();
        self.asked().push(tell);
        self.shared.changed.notify_one();
        if told.await.is_err() {
            std::future::pending().await
        }
    }

    fn asked(&self) -> MutexGuard<'_, Vec<oneshot::Sender<()>>> {
        self.shared.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The run that will do it: a running or waiting one that does at least as much, else a new one.
    /// Blocks on the database.
    pub fn submit(
        &self,
        source: &SourceId,
        mode: Mode,
        patience: Patience,
        trigger: Trigger,
    ) -> Result<RunId, RefreshError> {
        let _one_at_a_time = self.shared.asking.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(run) =
            self.queues().get(source).and_then(|queue| queue.joinable(mode, patience))
        {
            return Ok(run);
        }
        let run = self.shared.refresh.load_full().enqueue(source, mode, patience, &trigger)?;
        let task = Task { run, source: source.clone(), mode, patience };
        self.queues().entry(source.clone()).or_default().waiting.push_back(task);
        self.shared.changed.notify_one();
        Ok(run)
    }

    fn queues(&self) -> MutexGuard<'_, BTreeMap<SourceId, Queue>> {
        self.shared.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a source has a run that runs or waits.
    #[must_use]
    pub fn is_busy(&self, source: &SourceId) -> bool {
        self.queues().get(source).is_some_and(|q| q.running.is_some() || !q.waiting.is_empty())
    }

    /// Runs what is queued until `stop` ends; then lets what is running come to its end. All at once: what
    /// is limited is the requests, or one source that hangs would be in the way of others.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut running = JoinSet::new();
        tokio::pin!(stop);
        loop {
            while let Some(task) = self.next() {
                self.spawn(task, &mut running);
            }
            for asker in std::mem::take(&mut *self.asked()) {
                // Whoever asked may have gone.
                let _ = asker.send(());
            }
            tokio::select! {
                () = &mut stop => break,
                () = self.shared.changed.notified() => {}
                Some(_) = running.join_next() => {}
            }
        }
        while running.join_next().await.is_some() {}
    }

    fn spawn(&self, task: Task, running: &mut JoinSet<()>) {
        let (refresh, its) = (self.shared.refresh.load_full(), task.clone());
        running.spawn(self.clone().see_through(task, async move { refresh.run(&its).await }));
    }

    /// Lets `work` do what `task` says, and the source's next task begin after it, however it ends.
    async fn see_through(self, task: Task, work: impl Future<Output = RunState> + Send + 'static) {
        // A task of its own, so that a panic in one source's run is that run's failure alone.
        if let Err(panic) = tokio::spawn(work).await {
            error!(source = %task.source, run = %task.run, "the run panicked: {panic}");
            self.shared.refresh.load_full().panicked(&task).await;
        }
        self.done(&task.source);
    }

    /// Takes the next task of a source that is free.
    fn next(&self) -> Option<Task> {
        let mut queues = self.queues();
        let queue = queues.values_mut().find(|q| q.running.is_none() && !q.waiting.is_empty())?;
        let task = queue.waiting.pop_front()?;
        queue.running = Some(task.clone());
        Some(task)
    }

    fn done(&self, source: &SourceId) {
        let mut queues = self.queues();
        queues.remove(source).into_iter().for_each(|queue| {
            if !queue.waiting.is_empty() {
                queues.insert(source.clone(), Queue { running: None, waiting: queue.waiting });
            }
        });
        drop(queues);
        self.shared.changed.notify_one();
    }
}

#[cfg(test)]
mod tests;
