//! A run in words.

use std::fmt::Write;

use crate::cli::harmless;
use crate::plan::Completeness;
use crate::report::{LISTED, ListingChangeKind, Mode, Report, Run, RunState};

/// Some lines, the first of which says it all.
pub(super) fn run(run: &Run) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}: {} (run {})", run.source, outcome(run), run.id);
    if let Some(report) = &run.report {
        let _ = tell(&mut text, run, report);
    }
    text
}

fn outcome(run: &Run) -> String {
    let would = if run.mode == Mode::DryRun { "would be " } else { "" };
    match run.state {
        RunState::Applied => format!("{would}applied"),
        RunState::Unchanged => "nothing new".to_owned(),
        RunState::Held => format!("{would}applied, but removals wait to be approved"),
        RunState::Failed => {
            format!("failed: {}", harmless(run.error.as_deref().unwrap_or("no reason noted")))
        }
        RunState::Queued => "waits".to_owned(),
        RunState::Running => "runs".to_owned(),
    }
}

fn tell(text: &mut String, run: &Run, report: &Report) -> std::fmt::Result {
    let n = report.counts;
    let items = match report.completeness {
        Completeness::Unchanged => format!("unchanged since the last run ({})", n.unchanged),
        _ => format!("{} items", n.items),
    };
    writeln!(
        text,
        "  {items}: {} new, {} changed, {} unchanged, {} returned, {} expired, {} withdrawn, {} held, {} rejected, {} long past, {} repeated",
        n.added,
        n.changed,
        n.unchanged,
        n.returned,
        n.expired,
        n.withdrawn,
        n.held,
        n.rejected,
        n.past,
        n.repeated
    )?;
    if let Completeness::Partial(reason) = &report.completeness {
        writeln!(text, "  not complete, so nothing was withdrawn: {reason}")?;
    }
    for rejection in &report.rejections {
        let example = rejection.examples.first();
        let detail = harmless(example.map_or("", |example| &example.detail));
        let id = example.and_then(|example| example.id.as_ref());
        let id = id.map_or_else(|| "without an id".to_owned(), |id| harmless(id.as_str()));
        writeln!(
            text,
            "  rejected {}, {}: {id}: {detail}",
            rejection.count,
            rejection.reason.code()
        )?;
    }
    if run.mode == Mode::DryRun { changes(text, report) } else { Ok(()) }
}

fn changes(text: &mut String, report: &Report) -> std::fmt::Result {
    for listing in &report.listings {
        let (id, name) = (harmless(listing.id.as_str()), harmless(&listing.name));
        writeln!(text, "  {} {id} {name}", sign(listing.change))?;
    }
    cut(text, report.listings.len())?;
    for activity in &report.activities {
        writeln!(
            text,
            "  activity {}: {:?} {:?} {}",
            activity.id,
            activity.change,
            activity.fields,
            harmless(&activity.name)
        )?;
    }
    cut(text, report.activities.len())
}

fn cut(text: &mut String, listed: usize) -> std::fmt::Result {
    if listed < LISTED {
        return Ok(());
    }
    writeln!(text, "  … only the first {LISTED} are listed")
}

fn sign(change: ListingChangeKind) -> &'static str {
    match change {
        ListingChangeKind::Added => "+",
        ListingChangeKind::Changed => "~",
        ListingChangeKind::Returned => "returns",
        ListingChangeKind::Expired => "ended",
        ListingChangeKind::Withdrawn => "-",
        ListingChangeKind::Held => "held",
    }
}
