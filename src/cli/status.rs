//! `kooste status`.

use std::fmt::Write;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Args;

use super::{Session, harmless, say};
use crate::alarm::{Alarm, Misses, Missing};
use crate::plan::Completeness;
use crate::status::{self, Health, SourceStatus};
use crate::store::{Reader, StoreError};

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  kooste status --json\n\nExit code: 0, or 1 where a person is to look at a source."
)]
pub(super) struct Arguments {
    /// As the admin API answers it
    #[arg(long)]
    json: bool,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let reader = Reader::new(&session.config.store);
    let read: Result<_, StoreError> =
        reader.read(|connection| status::sources(connection, &session.config, session.clock.now()));
    let all = read?;
    if arguments.json {
        say(&format!("{}\n", serde_json::to_string_pretty(&all)?))?;
    } else {
        let told: Vec<_> = all.iter().map(told).collect();
        say(&told.join("\n"))?;
    }
    let somebody_is_needed = all.iter().any(|source| !source.attention.is_empty());
    Ok(if somebody_is_needed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn told(source: &SourceStatus) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = tell(&mut text, source);
    text
}

fn tell(text: &mut String, source: &SourceStatus) -> std::fmt::Result {
    let health = match source.health {
        Health::NeverRun => "has not run yet",
        Health::Ok => "ok",
        Health::Held => "removals wait to be approved",
        Health::Unreadable => "NOTHING CAN BE READ",
        Health::Failing => "FAILING",
    };
    writeln!(text, "{} ({}): {health}", source.id, source.kind)?;
    for attention in &source.attention {
        writeln!(text, "  ATTENTION     {}", attention.sentence())?;
    }
    writeln!(text, "  from          {}", source.address)?;
    writeln!(text, "  last success  {}", at(source.last_success))?;
    writeln!(text, "  last complete {}", at(source.last_complete))?;
    writeln!(text, "  next run      {}", at(source.next_run))?;
    if let Some(not_before) = source.not_before {
        writeln!(text, "  asks to wait  until {}", at(Some(not_before)))?;
    }
    if let Some(moved) = &source.moved_to {
        writeln!(text, "  has moved to  {moved}")?;
    }
    let n = source.listings;
    writeln!(
        text,
        "  listings      {} live, {} ended, {} withdrawn",
        n.live, n.expired, n.withdrawn
    )?;
    if let Some(error) = &source.last_error {
        let error = harmless(error);
        writeln!(text, "  last error    {error} ({} in a row)", source.failures)?;
    }
    if let Some(held) = &source.held {
        let word = if held.rejected { "kept by a person" } else { "held" };
        writeln!(text, "  {word:<13} {} removals, set {}", held.removals.len(), held.digest)?;
    }
    let report = source.last_run.as_ref().and_then(|run| run.report.as_ref());
    if let Some(Completeness::Partial(reason)) = report.map(|report| &report.completeness) {
        writeln!(text, "  not complete  {}", harmless(reason))?;
    }
    for alarm in report.iter().flat_map(|report| &report.alarms) {
        writeln!(text, "  look at this  {}", alarmed(alarm))?;
    }
    for rejection in report.iter().flat_map(|report| &report.rejections) {
        writeln!(text, "  rejected      {} {}", rejection.count, rejection.reason.code())?;
    }
    if let Some(missed) = report.and_then(|report| missed(&report.misses)) {
        writeln!(text, "  the tray lacks {missed}")?;
    }
    Ok(())
}

fn alarmed(alarm: &Alarm) -> String {
    match alarm {
        Alarm::Floor { usually_at_least, now } => {
            format!("{now} entries, usually at least {usually_at_least}")
        }
        Alarm::Silence { days } => format!("nothing new or changed for {days} days"),
        Alarm::OneDay { date, entries, of } => {
            format!("{entries} of {of} entries begin on {date}; perhaps the date of an import")
        }
        Alarm::Strangers { rows, named, matched } => format!(
            "the {rows} rows of the table of organisers name who arranges {matched} of {named} entries; is the right column called id?"
        ),
    }
}

fn missed(misses: &Misses) -> Option<String> {
    let told = |(missing, count): (&Missing, &usize)| format!("{count} without {}", missing.word());
    let told: Vec<_> = misses.0.iter().map(told).collect();
    (!told.is_empty()).then(|| told.join(", "))
}

fn at(time: Option<DateTime<Utc>>) -> String {
    time.map_or_else(|| "–".to_owned(), super::at)
}
