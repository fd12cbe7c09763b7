//! The command line: one file a verb.

mod backup;
mod check;
mod daemon;
mod explain;
mod export;
mod healthcheck;
mod letter;
mod lint;
mod reload;
mod review;
mod serve;
mod sources;
mod status;
mod sync;
mod token;
mod why;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use chrono_tz::Europe::Helsinki;
use clap::{Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use crate::app::refuse_earlier;
use crate::clock::Clock;
use crate::config::{self, Config, Environment, LogFormat, Problems};
use crate::store::Reader;

/// Collects what organisations announce and publishes it as iCal and JSON feeds.
///
/// Without a command it serves; without --config it serves invented activities, and needs no network.
#[derive(Debug, Parser)]
#[command(
    name = "kooste",
    version,
    after_help = "Example:\n  kooste serve --config config/kooste.toml"
)]
struct Arguments {
    /// The configuration file; without one, the invented demonstration
    #[arg(long, global = true, value_name = "FILE", env = "KOOSTE_CONFIG")]
    config: Option<PathBuf>,
    /// Take this for the present time, as RFC 3339 writes it
    #[arg(long, global = true, value_name = "TIME")]
    now: Option<DateTime<Utc>>,
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Collect on schedule and serve the feeds
    #[command(after_help = "Example:\n  kooste serve --config config/kooste.toml")]
    Serve,
    /// Tell everything that is wrong in the configuration
    #[command(after_help = "Example:\n  kooste check --config config/kooste.toml")]
    Check,
    /// Refresh one source or all of them now
    Sync(sync::Arguments),
    /// Try a source, or find out what is at an address
    Sources(sources::Arguments),
    /// Tell how each source is doing
    Status(status::Arguments),
    /// Tell whether an entry is shown, and why not
    Why(why::Arguments),
    /// Tell why entries are one activity, and which others may be
    Explain(explain::Arguments),
    /// Look through what may be one activity, and decide
    Review(review::Arguments),
    /// Write a feed to standard output
    Export(export::Arguments),
    /// Write the monthly letter to standard output
    Letter(letter::Arguments),
    /// Tell what is wrong with a calendar, ours or another's
    Lint(lint::Arguments),
    /// Make, list and revoke the tokens of admins
    Token(token::Arguments),
    /// Copy the database, also while the daemon runs
    Backup(backup::Save),
    /// Put a copy in the database's place
    Restore(backup::Restore),
    /// Have the daemon read its configuration anew
    #[command(after_help = "Example:\n  kooste reload")]
    Reload,
    /// Tell by the exit code whether the daemon answers
    #[command(after_help = "Example:\n  kooste healthcheck")]
    Healthcheck,
}

/// What every verb is given.
struct Session {
    config: Config,
    clock: Clock,
    /// Whether `--now` was given.
    pinned: bool,
}

impl Session {
    /// Refuses a `--now` before the last run, as whoever writes does.
    fn refuse_earlier(&self, reader: &Reader) -> anyhow::Result<()> {
        if self.pinned { refuse_earlier(reader, self.clock.now()) } else { Ok(()) }
    }
}

pub fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(code) => code,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let verb = arguments.verb.unwrap_or(Verb::Serve);
    let file = arguments.config.as_deref();
    if let Verb::Check = verb {
        return check::run(file, arguments.now);
    }
    let parse = if verb.asks_sources() { Config::parse } else { Config::parse_without_secrets };
    let config = load(file, parse)?;
    start_log(&config, &verb);
    let clock = match (arguments.now, &verb) {
        (None, _) => Clock::Wall,
        (Some(now), Verb::Serve) => Clock::starting_at(now),
        (Some(now), _) => Clock::Fixed(now),
    };
    let session = Session { config, clock, pinned: arguments.now.is_some() };
    match verb {
        Verb::Serve => serve::run(session, arguments.config),
        Verb::Check => check::run(file, arguments.now),
        Verb::Sync(arguments) => sync::run(session, &arguments),
        Verb::Status(arguments) => status::run(&session, &arguments),
        Verb::Sources(arguments) => sources::run(session, &arguments),
        Verb::Why(arguments) => why::run(&session, &arguments),
        Verb::Explain(arguments) => explain::run(&session, &arguments),
        Verb::Review(arguments) => review::run(session, &arguments),
        Verb::Export(arguments) => export::run(&session, &arguments),
        Verb::Letter(arguments) => letter::run(&session, &arguments),
        Verb::Lint(arguments) => lint::run(&session, &arguments),
        Verb::Token(arguments) => token::run(&session, &arguments),
        Verb::Backup(arguments) => backup::save(&session, &arguments),
        Verb::Restore(arguments) => backup::restore(&session, &arguments),
        Verb::Reload => reload::run(&session),
        Verb::Healthcheck => healthcheck::run(&session),
    }
}

impl Verb {
    /// The secrets of sources are in the daemon's environment, and seldom in that of who looks after it.
    fn asks_sources(&self) -> bool {
        match self {
            Self::Serve | Self::Check | Self::Sync(_) | Self::Sources(_) => true,
            Self::Status(_)
            | Self::Why(_)
            | Self::Explain(_)
            | Self::Review(_)
            | Self::Export(_)
            | Self::Letter(_)
            | Self::Lint(_)
            | Self::Token(_)
            | Self::Backup(_)
            | Self::Restore(_)
            | Self::Reload
            | Self::Healthcheck => false,
        }
    }
}

type Parse = fn(&Path, &str, &Environment) -> Result<Config, Problems>;

/// Reads the named file, or the demonstration that is inside the program.
fn load(file: Option<&Path>, parse: Parse) -> anyhow::Result<Config> {
    let environment = environment();
    match file {
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .with_context(|| format!("the configuration {}", path.display()))?;
            Ok(parse(path, &text, &environment)?)
        }
        None => Ok(parse(Path::new("demo.toml"), config::DEMO, &environment)?),
    }
}

/// What is no UTF-8 can be none of ours.
fn environment() -> Environment {
    let text = |(name, value): (OsString, OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(text).collect()
}

/// To standard error, so that what a verb prints can be piped on. `RUST_LOG` narrows or widens it.
fn start_log(config: &Config, verb: &Verb) {
    let default = if matches!(verb, Verb::Serve) { "info" } else { "warn" };
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(default));
    // What it would say of a line that cannot be written goes to standard error too, and panics there.
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .log_internal_errors(false);
    match config.log {
        LogFormat::Text => builder.with_ansi(false).init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}

/// A closed pipe, as of `kooste status | head -1`, is no failure of ours.
fn say(text: &str) -> anyhow::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// What others wrote, for a line on a terminal: nothing in it steers the terminal or ends the line.
fn harmless(text: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let written = |c: char| match steers(c) {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    text.chars().map(written).collect()
}

/// Where standard error is closed there is nobody left to tell.
/// As people in Finland read it.
fn at(time: DateTime<Utc>) -> String {
    time.with_timezone(&Helsinki).format("%Y-%m-%d %H:%M:%S %Z").to_string()
}

/// "1 source", "2 sources".
fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn complain(text: &str) {
    drop(writeln!(io::stderr(), "{text}"));
}
