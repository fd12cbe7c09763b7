//! `kooste serve`.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing::info;

use super::{Session, load, say};
use crate::app::{App, Reloading};
use crate::config::Config;

const LAST_WORK: Duration = Duration::from_secs(1);

/// `file` is read again when that is asked for.
pub(super) fn run(session: Session, file: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(serve(session, file));
    // A thread that waits for a locked database is not waited for: what it began is rolled back.
    runtime.shutdown_timeout(LAST_WORK);
    ended
}

async fn serve(session: Session, file: Option<PathBuf>) -> anyhow::Result<ExitCode> {
    let wanted = session.config.server.listen;
    let listener = TcpListener::bind(wanted).await.with_context(|| {
        format!("{wanted} cannot be listened at; KOOSTE_LISTEN or [server] listen names another")
    })?;
    let config = session.config.listening_at(listener.local_addr()?);
    let greeting = greeting(&config);
    let clock = session.clock;
    // Before anything that takes long: unheard, it would end us.
    let hangups = signal(SignalKind::hangup())?;
    let read = Arc::new(move || load(file.as_deref(), Config::parse));
    let reloading = Reloading { read, asked: wanted, hangups };
    // Reads and renders all that is stored, which may take a while.
    let app = tokio::task::spawn_blocking(move || App::open_to_serve(config, clock)).await??;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    // Bound before anybody is told to come.
    let local = app.local_listener();
    say(&greeting)?;
    info!("listening at {}", listener.local_addr()?);
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    app.serve(listener, local, reloading, stop).await?;
    Ok(ExitCode::SUCCESS)
}

/// The addresses to open.
fn greeting(config: &Config) -> String {
    let site = &config.publish.site;
    let mut lines = format!("Kooste {} serves\n", env!("CARGO_PKG_VERSION"));
    let mut line = |path: &str, what: &str| {
        // Writing to a String cannot fail.
        let _ = writeln!(lines, "  {:<55} {what}", site.address(path));
    };
    line("/", "what there is");
    line("/calendar.ics", "everything, for calendars");
    line("/api/v1/activities", "everything, for programs");
    for feed in &config.feeds {
        line(&format!("/feeds/{}.ics", feed.name), "feed; .json too");
    }
    lines
}
