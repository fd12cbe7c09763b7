//! Later runs, in a process that goes on: nothing is new, or a hundredth.

use std::sync::Arc;

use kooste::app::App;
use kooste::clock::Clock;
use kooste::refresh::Task;
use kooste::report::{Mode, Patience, RunState, Trigger};
use kooste::store::runs;

use crate::cost;
use crate::load::growth;
use crate::pairs::{Limits, pairs};
use crate::set::{Bench, Folder, now};
use crate::table::Table;
use crate::typed;

/// A program that has run once already: what it reads once and keeps is not counted.
struct Running {
    runtime: tokio::runtime::Runtime,
    app: App,
}

pub(crate) fn run(bench: &Bench, table: &mut Table) {
    let small = bench.set(bench.entries / 10);
    if !small.database().exists() {
        small.load();
    }
    let tenth: Vec<f64> = {
        let running = Running::start(&small);
        (0..bench.rounds).map(|_| running.run(Mode::Full, RunState::Unchanged)).collect()
    };
    let large = bench.loaded();
    let running = Running::start(&large);
    let all = || running.run(Mode::Full, RunState::Unchanged);
    let pages = large.pages();
    let found = pairs(bench.rounds, all, || cost::own(|| typed::read(&pages)));
    let limits = Limits { most: 0.60, aim: 0.35 };
    table.add(found.row(
        "resync of what is unchanged",
        "serde_json, typed, the same pages",
        limits,
    ));
    table.add(growth("resync of ten times as many", &found.ours, &tenth));

    let by_pages = || running.run(Mode::Normal, RunState::Unchanged);
    let found = pairs(bench.rounds, by_pages, || cost::own(|| typed::read(&pages)));
    let limits = Limits { most: 0.60, aim: 0.08 };
    table.add(found.row("the same, unless told to read all", "the same", limits));

    let turned = || {
        large.turn();
        running.run(Mode::Full, RunState::Applied)
    };
    // There and back.
    let found = pairs(2 * bench.rounds.div_ceil(2), turned, all);
    let limits = Limits { most: 1.2, aim: 1.1 };
    table.add(found.row("resync with 1 % changed", "with nothing changed", limits));
}

impl Running {
    fn start(folder: &Folder) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = { runtime }.worker_threads(1).enable_all().build().unwrap();
        let app = App::open(folder.config(), Clock::Fixed(now())).unwrap();
        let running = Self { runtime, app };
        // What recognises duplicates is read from the store when it is first needed.
        for _ in 0..2 {
            folder.turn();
            running.run(Mode::Full, RunState::Applied);
        }
        running
    }

    /// Seconds of a processor.
    fn run(&self, mode: Mode, expected: RunState) -> f64 {
        let source = self.app.context.config.sources[0].id.clone();
        let refresh = Arc::clone(&self.app.context.refresh);
        let (patience, trigger) = (Patience::Kept, Trigger::CommandLine);
        let run = refresh.enqueue(&source, mode, patience, &trigger).unwrap();
        let task = Task { run, source, mode, patience };
        let mut state = RunState::Queued;
        let took = cost::own(|| state = self.runtime.block_on(async { refresh.run(&task).await }));
        let told = || self.app.context.reader.read(|connection| runs::get(connection, run));
        assert_eq!(state, expected, "{:?}", told());
        took
    }
}
