//! How far runs are, for whoever watches: told as it happens, kept for a while, and never stored.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::id::RunId;
use crate::report::RunState;

/// Something that a run has done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Started,
    /// One page of the list was read; both numbers are of this page.
    Page {
        number: usize,
        items: usize,
    },
    /// All that is to be read was; both numbers are of the whole run.
    Read {
        pages: usize,
        items: usize,
    },
    /// Everything is as it was in the last run.
    AsBefore,
    /// The last one. What came of it is stored by now.
    Ended(RunState),
}

/// So many runs are remembered, the newest.
const RUNS: usize = 256;
/// So many steps of one run; pages beyond them are told as a sum alone.
const STEPS: usize = 1_000;

#[derive(Debug, Default)]
pub(super) struct Progress {
    /// Held for a moment and never across an await.
    runs: Mutex<BTreeMap<RunId, Teller>>,
}

/// For the run itself. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Teller(Arc<watch::Sender<Vec<Step>>>);

/// For one who watches.
#[derive(Debug)]
pub struct Follower(watch::Receiver<Vec<Step>>);

impl Progress {
    /// That of a run which nobody watches yet, too.
    pub(super) fn teller(&self, run: RunId) -> Teller {
        let mut runs = self.runs();
        let teller = runs.entry(run).or_insert_with(|| Teller(Arc::default())).clone();
        while runs.len() > RUNS {
            runs.pop_first();
        }
        teller
    }

    /// `None` where nothing is remembered of the run.
    pub(super) fn follow(&self, run: RunId) -> Option<Follower> {
        self.runs().get(&run).map(|teller| Follower(teller.0.subscribe()))
    }

    fn runs(&self) -> MutexGuard<'_, BTreeMap<RunId, Teller>> {
        self.runs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Teller {
    pub(super) fn tell(&self, step: Step) {
        let is_page = matches!(step, Step::Page { .. });
        self.0.send_if_modified(|steps| {
            let told = !is_page || steps.len() < STEPS;
            if told {
                steps.push(step);
            }
            told
        });
    }
}

impl Follower {
    /// What was told until now.
    #[must_use]
    pub fn so_far(&self) -> Vec<Step> {
        self.0.borrow().clone()
    }

    /// What came after the first `seen` steps, once there is anything; `None` where nothing will come.
    pub async fn after(&mut self, seen: usize) -> Option<Vec<Step>> {
        let ended = |steps: &Vec<Step>| matches!(steps.last(), Some(Step::Ended(_)));
        let steps = self.0.wait_for(|steps| steps.len() > seen || ended(steps)).await.ok()?;
        steps.get(seen..).filter(|rest| !rest.is_empty()).map(<[Step]>::to_vec)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn who_watches_is_told_all_steps_and_the_end_whenever_they_begin() {
        let progress = Progress::default();
        let run = RunId(7);
        assert!(progress.follow(run).is_none());
        let teller = progress.teller(run);
        let mut early = progress.follow(run).unwrap();
        let page = Step::Page { number: 1, items: 100 };
        teller.tell(Step::Started);
        teller.tell(page);
        assert_eq!(early.after(0).await, Some(vec![Step::Started, page]));
        let end = Step::Ended(RunState::Applied);
        teller.tell(end);
        assert_eq!(early.after(2).await, Some(vec![end]));
        assert_eq!(early.after(3).await, None);
        let mut late = progress.follow(run).unwrap();
        assert_eq!(late.after(0).await, Some(vec![Step::Started, page, end]));
        assert_eq!(late.after(99).await, None);
    }

    #[tokio::test]
    async fn pages_without_end_are_not_all_kept_and_the_end_is() {
        let progress = Progress::default();
        let teller = progress.teller(RunId(1));
        for number in 0..2 * STEPS {
            teller.tell(Step::Page { number, items: 1 });
        }
        teller.tell(Step::Ended(RunState::Failed));
        let told = progress.follow(RunId(1)).unwrap().after(0).await.unwrap();
        assert_eq!(told.len(), STEPS + 1);
        assert_eq!(told.last(), Some(&Step::Ended(RunState::Failed)));
    }

    #[test]
    fn the_oldest_runs_are_forgotten() {
        let progress = Progress::default();
        for run in 0..300 {
            progress.teller(RunId(run));
        }
        assert!(progress.follow(RunId(43)).is_none());
        assert!(progress.follow(RunId(44)).is_some());
    }
}
