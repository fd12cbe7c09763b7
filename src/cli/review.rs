//! `kooste review`.

mod told;

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand};
use reqwest::Method;
use serde_json::json;

use super::daemon::Daemon;
use super::{Session, say};
use crate::app::App;
use crate::dedupe::rulings::{Pair, Ruling};
use crate::id::{ActivityId, ListingKey};
use crate::refresh::Refresh;
use crate::refresh::review::{queue, spokesman};
use crate::store::{Reader, StoreError, activities};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste review")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: Option<What>,
    /// As the API answers it
    #[arg(long)]
    json: bool,
}

/// Each of the two is an entry as source:id, or an activity's id.
#[derive(Debug, Subcommand)]
enum What {
    /// Say that two are one activity
    Merge {
        a: String,
        b: String,
        /// Why; stands in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Say that two are never one activity
    Apart {
        a: String,
        b: String,
        /// Why; stands in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Take entries out of an activity
    Split {
        activity: String,
        /// As source:id
        #[arg(required = true)]
        entries: Vec<String>,
        /// Why; stands in the audit log
        #[arg(long)]
        reason: String,
    },
    /// Take back what was said of two
    Undo { a: String, b: String },
}

/// What is to be done.
enum Word {
    Rule(Vec<Pair>, Ruling, String),
    Unrule(Pair),
}

pub(super) fn run(session: Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let reader = Reader::new(&session.config.store);
    session.refuse_earlier(&reader)?;
    let Some(what) = &arguments.what else {
        let queue: Result<_, StoreError> = reader.read(queue);
        let queue = queue?;
        let text = match arguments.json {
            true => format!("{}\n", serde_json::to_string_pretty(&queue)?),
            false => told::queue(&queue)?,
        };
        say(&text)?;
        return Ok(ExitCode::SUCCESS);
    };
    let word = word(&reader, what)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match Daemon::reach(&session.config.store).await? {
            Some(_) if session.pinned => {
                bail!("a Kooste is running on this database and has its own time; --now needs it stopped")
            }
            Some(daemon) => by_daemon(&daemon, &word).await,
            None => {
                let app = move || App::open(session.config, session.clock);
                let app = tokio::task::spawn_blocking(app).await??;
                let work = move || here(&app.context.refresh, &word);
                tokio::task::spawn_blocking(work).await?
            }
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

fn word(reader: &Reader, what: &What) -> anyhow::Result<Word> {
    let pair = |a: &str, b: &str| {
        let (a, b) = (listing(reader, a)?, listing(reader, b)?);
        Pair::new(&a, &b).context("both are the same entry")
    };
    Ok(match what {
        What::Merge { a, b, reason } => {
            Word::Rule(vec![pair(a, b)?], Ruling::Together, reason.clone())
        }
        What::Apart { a, b, reason } => {
            Word::Rule(vec![pair(a, b)?], Ruling::Apart, reason.clone())
        }
        What::Split { activity, entries, reason } => {
            Word::Rule(parted(reader, activity, entries)?, Ruling::Apart, reason.clone())
        }
        What::Undo { a, b } => Word::Unrule(pair(a, b)?),
    })
}

fn listing(reader: &Reader, text: &str) -> anyhow::Result<ListingKey> {
    if let Some(key) = ListingKey::parse(text) {
        return Ok(key);
    }
    let id = ActivityId::parse(text)
        .with_context(|| format!("{text:?} is neither source:id nor an activity's id"))?;
    let found: Result<_, StoreError> = reader.read(|connection| spokesman(connection, &id));
    found?.with_context(|| format!("there is no activity {text:?}"))
}

/// The entries that are taken out, each with all that stay.
fn parted(reader: &Reader, activity: &str, entries: &[String]) -> anyhow::Result<Vec<Pair>> {
    let id =
        ActivityId::parse(activity).with_context(|| format!("{activity:?} is no activity's id"))?;
    let members: Result<_, StoreError> =
        reader.read(|connection| activities::listings_of(connection, &id));
    let mut staying = members?;
    let mut taken = Vec::new();
    for text in entries {
        let key = ListingKey::parse(text).with_context(|| format!("{text:?} is not source:id"))?;
        if !staying.remove(&key) {
            bail!("{text} is no entry of {activity}");
        }
        taken.push(key);
    }
    if staying.is_empty() {
        bail!("all entries of {activity} are named; name those that are to leave it");
    }
    let pairs = taken.iter().flat_map(|a| staying.iter().filter_map(|b| Pair::new(a, b)));
    Ok(pairs.collect())
}

fn here(refresh: &Refresh, word: &Word) -> anyhow::Result<()> {
    const ACTOR: &str = "local";
    match word {
        Word::Rule(pairs, ruling, reason) => {
            for pair in pairs {
                refresh.rule(pair, *ruling, reason, ACTOR)?;
                say(&told::ruled(pair, *ruling))?;
            }
        }
        Word::Unrule(pair) => {
            if !refresh.unrule(pair, ACTOR)? {
                bail!("nobody has ruled on these two");
            }
            say(&told::undone(pair))?;
        }
    }
    Ok(())
}

async fn by_daemon(daemon: &Daemon, word: &Word) -> anyhow::Result<()> {
    match word {
        Word::Rule(pairs, ruling, reason) => {
            let name = match ruling {
                Ruling::Together => "together",
                Ruling::Apart => "apart",
            };
            for pair in pairs {
                let keys = pair.keys().map(ToString::to_string);
                let body = json!({ name: keys, "reason": reason });
                daemon.ask(Method::POST, "/rulings", Some(&body)).await?;
                say(&told::ruled(pair, *ruling))?;
            }
        }
        Word::Unrule(pair) => {
            let [a, b] = pair.keys().map(|key| encoded(&key.to_string()));
            daemon.ask(Method::DELETE, &format!("/rulings/{a}/{b}"), None).await?;
            say(&told::undone(pair))?;
        }
    }
    Ok(())
}

fn encoded(text: &str) -> String {
    let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    encoded.replace('+', "%20")
}
