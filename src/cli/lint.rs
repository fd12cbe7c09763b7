//! `kooste lint`.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use reqwest::Url;
use serde_json::json;

use super::{Session, counted, harmless, say};
use crate::app;
use crate::fetch::client::Absence;
use crate::fetch::{Client, ClientOptions, Fetched, Limits, Request, Shown};
use crate::lint::{self, Report};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste lint calendar.ics")]
pub(super) struct Arguments {
    /// A file, an http or https address, or - for standard input
    #[arg(value_name = "FILE|URL")]
    calendar: String,
    /// For programs
    #[arg(long)]
    json: bool,
}

/// Exit code 1 where there is an error in it; warnings are told.
pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let name = &arguments.calendar;
    let bytes = match Url::parse(name) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(fetched(session, url))?
        }
        _ if name == "-" => whole(io::stdin().lock()).context("standard input")?,
        _ => File::open(name).and_then(whole).with_context(|| name.clone())?,
    };
    let report = lint::lint(&bytes);
    say(&if arguments.json { for_programs(name, &report) } else { for_people(name, &report) })?;
    Ok(if report.errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// One byte more than is read, so that what is too large is seen to be.
fn whole(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(lint::MAX_BYTES).unwrap_or(u64::MAX);
    from.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

async fn fetched(session: &Session, url: Url) -> anyhow::Result<Vec<u8>> {
    let options = app::client_options(&session.config);
    let limits = Limits { total: options.limits.total, ..Limits::of_page(lint::MAX_BYTES) };
    let client = Client::new(ClientOptions { limits, ..options })?;
    let request = Request { url, headers: &[], validators: None, absence: Absence::default() };
    let answer = client.get(&request).await;
    let answer = answer.map_err(|error| anyhow!("{} {error}", Shown(&request.url)))?;
    match answer.fetched {
        Fetched::Body(body) => Ok(body.bytes),
        Fetched::NotModified(_) | Fetched::Missing(_) => {
            bail!("there is no calendar at the address")
        }
    }
}

fn for_people(name: &str, report: &Report) -> String {
    let name = harmless(name);
    let mut text = String::new();
    for finding in &report.findings {
        let rule = finding.rule;
        let (severity, wrong) = (rule.severity.name(), harmless(&finding.wrong));
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name}:{}: {severity}: {}: {wrong}", finding.line, rule.name);
        let _ = writeln!(text, "    {} ({})", rule.right, rule.clause);
    }
    let more = not_listed(report);
    if more > 0 {
        let _ = writeln!(text, "{more} more of these are not listed");
    }
    let (errors, warnings) = (counted(report.errors, "error"), counted(report.warnings, "warning"));
    let _ = writeln!(text, "{name}: {errors}, {warnings}");
    text
}

fn for_programs(name: &str, report: &Report) -> String {
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            json!({
                "line": finding.line,
                "severity": finding.rule.severity.name(),
                "rule": finding.rule.name,
                "wrong": finding.wrong,
                "right": finding.rule.right,
                "clause": finding.rule.clause,
            })
        })
        .collect();
    let whole = json!({
        "calendar": name,
        "errors": report.errors,
        "warnings": report.warnings,
        "not_listed": not_listed(report),
        "findings": findings,
    });
    format!("{whole:#}\n")
}

fn not_listed(report: &Report) -> usize {
    (report.errors + report.warnings).saturating_sub(report.findings.len())
}
