//! `kooste sync`.

use std::io::{IsTerminal, stderr};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::Args;
use reqwest::Method;
use serde_json::Value;

use super::daemon::Daemon;
use super::{Session, complain, say};
use crate::app::App;
use crate::id::SourceId;
use crate::refresh::Task;
use crate::report::{Mode, Patience, Run, RunState, Trigger};
use crate::store::runs;

mod told;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste sync --dry-run")]
pub(super) struct Arguments {
    /// The source's id in the configuration; without one, all of them
    source: Option<String>,
    /// Compute what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Ask for everything, whatever is known of it
    #[arg(long)]
    full: bool,
    /// Ask although the host wants to be left alone for now; it is written down who did
    #[arg(long)]
    force: bool,
}

/// Exit code 1 where any run failed.
pub(super) fn run(session: Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mode = match (arguments.dry_run, arguments.full) {
        (true, _) => Mode::DryRun,
        (false, true) => Mode::Full,
        (false, false) => Mode::Normal,
    };
    let patience = if arguments.force { Patience::Overruled } else { Patience::Kept };
    let sources = sources(&session, arguments.source.as_deref())?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        match Daemon::reach(&session.config.store).await? {
            Some(_) if session.pinned => {
                bail!("a Kooste is running on this database and has its own time; --now needs it stopped")
            }
            Some(daemon) => by_daemon(&daemon, &sources, mode, patience).await,
            None => here(session, sources, mode, patience).await,
        }
    })?;
    let failed = ended.iter().any(|run| run.state == RunState::Failed);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn sources(session: &Session, only: Option<&str>) -> anyhow::Result<Vec<SourceId>> {
    let all = session.config.sources.iter().map(|source| source.id.clone());
    let chosen: Vec<_> = all.filter(|id| only.is_none_or(|only| id.as_str() == only)).collect();
    if chosen.is_empty() {
        bail!("there is no source {:?}", only.unwrap_or_default());
    }
    Ok(chosen)
}

/// In this process, under the daemon's lock.
async fn here(
    session: Session,
    sources: Vec<SourceId>,
    mode: Mode,
    patience: Patience,
) -> anyhow::Result<Vec<Run>> {
    let (config, clock) = (session.config, session.clock);
    let open = if mode == Mode::DryRun { App::open_for_rehearsal } else { App::open };
    let app = tokio::task::spawn_blocking(move || open(config, clock)).await??;
    let mut ended = Vec::new();
    for source in sources {
        progress(&format!("{source}: asking"));
        let refresh = Arc::clone(&app.context.refresh);
        let run = refresh.enqueue(&source, mode, patience, &Trigger::CommandLine)?;
        refresh.run(&Task { run, source, mode, patience }).await;
        let run = app.context.reader.read(|connection| runs::get(connection, run))?;
        let run = run.context("the run is not in the database")?;
        say(&told::run(&run))?;
        ended.push(run);
    }
    Ok(ended)
}

/// By the daemon, which has the lock.
async fn by_daemon(
    daemon: &Daemon,
    sources: &[SourceId],
    mode: Mode,
    patience: Patience,
) -> anyhow::Result<Vec<Run>> {
    let mode = match mode {
        Mode::Normal => "full=false",
        Mode::Full => "full=true",
        Mode::DryRun => "dry_run=true",
    };
    let force = patience == Patience::Overruled;
    let mut ended = Vec::new();
    for source in sources {
        let path = format!("/sources/{source}/resync?{mode}&force={force}");
        let accepted = daemon.ask(Method::POST, &path, None).await?;
        let id = accepted.get("run").and_then(Value::as_i64).context("no run was named")?;
        let run = wait(daemon, id).await?;
        say(&told::run(&run))?;
        ended.push(run);
    }
    Ok(ended)
}

async fn wait(daemon: &Daemon, id: i64) -> anyhow::Result<Run> {
    const LOOK: Duration = Duration::from_millis(200);
    let mut last = None;
    loop {
        let answer = daemon.ask(Method::GET, &format!("/runs/{id}"), None).await?;
        let run: Run = serde_json::from_value(answer).context("the running Kooste's answer")?;
        if !matches!(run.state, RunState::Queued | RunState::Running) {
            return Ok(run);
        }
        if last != Some(run.state) {
            progress(&format!("{}: {:?}", run.source, run.state).to_lowercase());
            last = Some(run.state);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// For a person who waits; not into a file or a log.
fn progress(text: &str) {
    if stderr().is_terminal() {
        complain(text);
    }
}
