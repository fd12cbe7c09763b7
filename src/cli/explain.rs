//! `kooste explain`.

use std::fmt::{self, Write};
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;

use super::{Session, at, harmless, say};
use crate::refresh::explain::{Explanation, Pair, explain};
use crate::refresh::why::Subject;
use crate::store::{Reader, StoreError};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste explain demo:53201")]
pub(super) struct Arguments {
    /// An activity's id, an entry as source:id, or the address of an entry's own page
    subject: String,
    /// As the API answers it
    #[arg(long)]
    json: bool,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let subject = Subject::parse(&arguments.subject).with_context(|| {
        format!("{:?} is neither an activity's id nor source:id nor an address", arguments.subject)
    })?;
    let reader = Reader::new(&session.config.store);
    session.refuse_earlier(&reader)?;
    let found: Result<_, StoreError> = reader.read(|connection| explain(connection, &subject));
    let Some(explanation) = found? else {
        bail!("{:?} is no activity, and no entry of one", arguments.subject);
    };
    let text = if arguments.json {
        format!("{}\n", serde_json::to_string_pretty(&explanation)?)
    } else {
        told(&explanation)?
    };
    say(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn told(found: &Explanation) -> anyhow::Result<String> {
    let mut text = String::new();
    writeln!(text, "{}  {}", found.activity, harmless(&found.name))?;
    for member in &found.members {
        let state = format!("{:?}", member.state).to_lowercase();
        writeln!(text, "  {state:<9} {}  {}", harmless(&member.listing), harmless(&member.name))?;
    }
    for pair in &found.pairs {
        compared(&mut text, pair)?;
    }
    for doubt in &found.possible {
        writeln!(text, "\nmay be the same as {}, since {}", doubt.activity, at(doubt.since))?;
        compared(&mut text, &doubt.pair)?;
        let part = |name: &str| doubt.refused.get(name).and_then(serde_json::Value::as_str);
        if let Some(code) = part("code") {
            let veto = part("veto").map(|veto| format!(" ({veto})")).unwrap_or_default();
            writeln!(text, "  not joined: {code}{veto}")?;
        }
    }
    for said in &found.rulings {
        let ruling = format!("{:?}", said.ruling).to_lowercase();
        let [a, b] = said.pair.each_ref().map(|key| harmless(key));
        let (actor, reason) = (harmless(&said.actor), harmless(&said.reason));
        writeln!(text, "\n{a} and {b} are {ruling}: {actor}, {}: {reason}", at(said.at))?;
    }
    writeln!(text, "\nwhere it comes from")?;
    for (field, key) in &found.origin {
        let field = serde_json::to_string(field)?;
        writeln!(text, "  {:<13} {}", field.trim_matches('"'), harmless(key))?;
    }
    let model = &found.model;
    writeln!(text, "\nmodel {}, translations {}", model.weights, model.translations)?;
    Ok(text)
}

fn compared(text: &mut String, pair: &Pair) -> fmt::Result {
    let comparison = &pair.comparison;
    writeln!(text, "\n{} and {}", harmless(&pair.a), harmless(&pair.b))?;
    for finding in &comparison.findings {
        writeln!(text, "  {:>+6.2}  {}", finding.log_odds, finding.told.en)?;
    }
    writeln!(text, "  {:>+6.2}  before anything is known", comparison.prior)?;
    let band = format!("{:?}", comparison.band).to_lowercase();
    writeln!(text, "  {:>+6.2}  in all: {band}", comparison.total)?;
    if let Some(veto) = comparison.veto {
        writeln!(text, "    veto  {} ({})", veto.en, veto.code)?;
    }
    Ok(())
}
