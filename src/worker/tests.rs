use super::*;
use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, DEMO};
use crate::store::runs;

fn task(run: i64, mode: Mode, patience: Patience) -> Task {
    Task { run: RunId(run), source: SourceId::parse("a").unwrap(), mode, patience }
}

#[test]
fn a_request_joins_only_a_run_that_does_at_least_as_much() {
    use Mode::{DryRun, Full, Normal};
    let check = |running: Option<Mode>, waiting: &[Mode], asked: Mode, joins: Option<i64>| {
        let numbered = waiting.iter().zip(2..).map(|(mode, run)| task(run, *mode, Patience::Kept));
        let queue = Queue {
            running: running.map(|mode| task(1, mode, Patience::Kept)),
            waiting: numbered.collect(),
        };
        let joined = queue.joinable(asked, Patience::Kept).map(|run| run.0);
        assert_eq!(joined, joins, "{running:?} {waiting:?} {asked:?}");
    };
    check(None, &[], Normal, None);
    check(Some(Normal), &[], Normal, Some(1));
    check(Some(Full), &[], Normal, Some(1));
    check(Some(Normal), &[], Full, None);
    check(Some(Normal), &[Full], Full, Some(2));
    check(Some(DryRun), &[], Normal, None);
    check(Some(DryRun), &[], Full, None);
    check(Some(DryRun), &[DryRun], DryRun, Some(1));
    check(Some(Full), &[], DryRun, None);
    check(Some(Normal), &[DryRun, Full], Normal, Some(1));
}

#[test]
fn who_overrules_a_host_s_word_joins_only_a_run_that_does_so_too() {
    use Patience::{Kept, Overruled};
    for (running, asked, joins) in [
        (Kept, Kept, true),
        (Kept, Overruled, false),
        (Overruled, Kept, true),
        (Overruled, Overruled, true),
    ] {
        let running = Some(task(1, Mode::Normal, running));
        let queue = Queue { running, waiting: VecDeque::new() };
        assert_eq!(queue.joinable(Mode::Normal, asked).is_some(), joins, "{queue:?} {asked:?}");
    }
}

/// A worker on the demonstration, in a folder of its own.
fn demonstration() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("kooste.toml");
    let config = Config::parse(&file, DEMO, &BTreeMap::new()).unwrap();
    assert!(config.store.starts_with(folder.path()), "{:?}", config.store);
    let app =
        App::open(config, Clock::starting_at("2026-11-25T10:00:00Z".parse().unwrap())).unwrap();
    (folder, app)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_panics_is_a_failed_run_and_the_source_s_next_one_is_as_any_other() {
    let (_folder, app) = demonstration();
    let worker = &app.context.worker;
    let source = app.context.config.sources.first().unwrap().id.clone();
    let submit = || worker.submit(&source, Mode::Normal, Patience::Kept, Trigger::Schedule);
    let ended = |run: RunId| app.context.reader.read(|c| runs::get(c, run)).unwrap().unwrap();

    let first = submit().unwrap();
    let task = worker.next().unwrap();
    assert!(worker.next().is_none(), "one run a source at a time");
    worker.clone().see_through(task, async { panic!("a fault of a parser") }).await;
    let failed = ended(first);
    assert_eq!(failed.state, RunState::Failed);
    assert!(failed.error.is_some_and(|error| error.contains("panicked")));
    assert!(!worker.is_busy(&source));

    let second = submit().unwrap();
    assert_ne!(second, first);
    let until_done = async {
        while worker.is_busy(&source) {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    worker.run(until_done).await;
    assert_eq!(ended(second).state, RunState::Applied);
}
