//! `kooste sources test`: a real run into a database that is thrown away.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context as _;

use crate::app::App;
use crate::cli::{Session, harmless, say};
use crate::id::SourceId;
use crate::listing::Listing;
use crate::localized::Lang;
use crate::refresh::Task;
use crate::report::{Mode, Patience, Report, RunState, Trigger};
use crate::store::{StoreError, listings, runs};

/// Exit code 1 where nothing could be read.
pub(super) async fn run(session: Session, id: &str) -> anyhow::Result<ExitCode> {
    let found = session.config.sources.iter().find(|source| source.id.as_str() == id);
    let source = found.map(|source| source.id.clone());
    let source = source.with_context(|| format!("there is no source {id:?}"))?;
    let scratch = Scratch::new()?;
    let mut config = session.config;
    config.store = scratch.0.join("kooste.db");
    let clock = session.clock;
    let app = tokio::task::spawn_blocking(move || App::open(config, clock)).await??;
    let refresh = Arc::clone(&app.context.refresh);
    let run = refresh.enqueue(&source, Mode::Full, Patience::Kept, &Trigger::CommandLine)?;
    let state = refresh
        .run(&Task { run, source: source.clone(), mode: Mode::Full, patience: Patience::Kept })
        .await;
    let read: Result<_, StoreError> = app.context.reader.read(|connection| {
        Ok((runs::get(connection, run)?, listings::of_source(connection, &source)?))
    });
    let (run, listings) = read?;
    let run = run.context("the run is not in the database")?;
    for stored in listings.values() {
        say(&entry(&stored.listing))?;
    }
    if let Some(error) = &run.error {
        say(&format!("nothing was read: {}\n", harmless(error)))?;
    }
    if let Some(report) = &run.report {
        say(&complaints(&source, report))?;
    }
    Ok(if state == RunState::Failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A folder of its own that goes when it is dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> anyhow::Result<Self> {
        let mut random = [0_u8; 8];
        getrandom::fill(&mut random).map_err(|error| anyhow::anyhow!("{error}"))?;
        let name: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let folder = std::env::temp_dir().join(format!("kooste-test-{name}"));
        std::fs::create_dir(&folder).with_context(|| folder.display().to_string())?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which cleans this folder.
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// A line or two for each entry.
fn entry(listing: &Listing) -> String {
    let name = harmless(listing.content.title());
    let sessions = listing.sessions.len();
    let towns: std::collections::BTreeSet<_> = listing
        .sessions
        .iter()
        .filter_map(|session| session.venue.place()?.municipality)
        .map(|town| town.name(&Lang::FI))
        .collect();
    let towns: Vec<_> = towns.into_iter().collect();
    let link = listing.credit.link.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{}  {name}\n  {sessions} sessions; {}; {link}\n", listing.key.id, towns.join(", "))
}

fn complaints(source: &SourceId, report: &Report) -> String {
    let mut text = String::new();
    let n = report.counts;
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "\n{source}: {} pages, {} entries, {} read, {} refused",
        n.pages,
        n.items,
        n.brought(),
        n.rejected
    );
    for (id, refusal) in &report.refused {
        let _ = writeln!(
            text,
            "  refused {id}, {}: {}",
            refusal.reason.code(),
            harmless(&refusal.detail)
        );
    }
    for rejection in report.rejections.iter().filter(|r| r.examples.iter().any(|e| e.id.is_none()))
    {
        let _ = writeln!(
            text,
            "  refused without an id, {}: {}",
            rejection.reason.code(),
            rejection.count
        );
    }
    for note in &report.notes {
        let said = serde_json::to_string(&note.note).unwrap_or_default();
        let _ = writeln!(
            text,
            "  noted {} times, as of {}: {}",
            note.count,
            note.example,
            harmless(&said)
        );
    }
    if let crate::plan::Completeness::Partial(reason) = &report.completeness {
        let _ = writeln!(text, "  not complete: {}", harmless(reason));
    }
    for (missing, count) in &report.misses.0 {
        let _ = writeln!(text, "  {count} without {}", missing.word());
    }
    text
}
