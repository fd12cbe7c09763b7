//! Runs of sources.

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::labels::{OfChange, OfOutcome, OfReason, OfSource};
use crate::id::SourceId;
use crate::report::{Report, RunState};

/// From a file beside us to the longest that a run may take, in seconds.
const SECONDS: [f64; 8] = [0.1, 0.5, 2.0, 10.0, 30.0, 120.0, 600.0, 1800.0];

/// How a run ended.
#[derive(Clone, Copy, Debug)]
pub struct Outcome<'a> {
    pub source: &'a SourceId,
    pub state: RunState,
    /// `None` = it failed.
    pub report: Option<&'a Report>,
    pub seconds: f64,
}

#[derive(Debug)]
pub(super) struct Runs {
    ended: Family<OfOutcome, Counter>,
    took: Family<OfSource, Histogram, fn() -> Histogram>,
    pages: Family<OfSource, Counter>,
    entries: Family<OfChange, Counter>,
    rejections: Family<OfReason, Counter>,
}

impl Runs {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let ended = Family::<OfOutcome, Counter>::default();
        registry.register("runs", "Runs that ended, rehearsals aside", ended.clone());
        let new: fn() -> Histogram = || Histogram::new(SECONDS);
        let took = Family::new_with_constructor(new);
        let help = "From a run's start to its end, rehearsals aside";
        registry.register_with_unit("run_duration", help, Unit::Seconds, took.clone());
        let pages = Family::<OfSource, Counter>::default();
        registry.register("pages", "Pages that sources sent", pages.clone());
        let entries = Family::<OfChange, Counter>::default();
        registry.register("entries", "Entries of sources, by what runs found", entries.clone());
        let rejections = Family::<OfReason, Counter>::default();
        registry.register("rejections", "Entries that could not be read", rejections.clone());
        Self { ended, took, pages, entries, rejections }
    }

    pub(super) fn add(&self, run: &Outcome<'_>) {
        let source = || run.source.to_string();
        let outcome = OfOutcome { source: source(), outcome: word(run.state) };
        self.ended.get_or_create(&outcome).inc();
        self.took.get_or_create(&OfSource { source: source() }).observe(run.seconds);
        let Some(report) = run.report else { return };
        let counts = &report.counts;
        self.pages.get_or_create(&OfSource { source: source() }).inc_by(many(counts.pages));
        let changes = [
            ("added", counts.added),
            ("changed", counts.changed),
            ("unchanged", counts.unchanged),
            ("returned", counts.returned),
            ("expired", counts.expired),
            ("withdrawn", counts.withdrawn),
            ("rejected", counts.rejected),
        ];
        for (change, count) in changes {
            let labels = OfChange { source: source(), change };
            self.entries.get_or_create(&labels).inc_by(many(count));
        }
        for rejection in &report.rejections {
            let labels = OfReason { source: source(), reason: rejection.reason.code() };
            self.rejections.get_or_create(&labels).inc_by(many(rejection.count));
        }
    }
}

fn many(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn word(state: RunState) -> &'static str {
    match state {
        RunState::Queued | RunState::Running => "unfinished",
        RunState::Applied => "applied",
        RunState::Unchanged => "unchanged",
        RunState::Held => "held",
        RunState::Failed => "failed",
    }
}
