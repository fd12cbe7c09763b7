//! `kooste why`.

use std::fmt::Write;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::Args;

use super::{Session, say};
use crate::refresh::why::{self, Answer, Outcome, Subject};
use crate::store::{Reader, StoreError};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste why demo:53201")]
pub(super) struct Arguments {
    /// An entry as source:id, an activity's id, or the address of the entry's own page
    subject: String,
    /// As the API answers it
    #[arg(long)]
    json: bool,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let subject = Subject::parse(&arguments.subject).with_context(|| {
        format!("{:?} is neither source:id nor an activity's id nor an address", arguments.subject)
    })?;
    let reader = Reader::new(&session.config.store);
    let found: Result<_, StoreError> =
        reader.read(|connection| why::why(connection, &session.config, &subject));
    let Some(answer) = found? else {
        bail!(
            "nothing is known of {:?}: no source listed it when it was last asked",
            arguments.subject
        );
    };
    if arguments.json {
        say(&format!("{}\n", serde_json::to_string_pretty(&answer)?))?;
    } else {
        say(&told(&answer))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn told(answer: &Answer) -> String {
    let mut text = String::new();
    let name = answer.name.as_deref().unwrap_or("(no name)");
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{}:{}  {}", answer.source, answer.id, super::harmless(name));
    let outcome = match answer.outcome {
        Outcome::Shown => "shown",
        Outcome::NotShown => "not shown",
        Outcome::Refused => "its last version was refused",
    };
    let page = answer.page.as_deref().map(|page| format!(": {page}")).unwrap_or_default();
    let _ = writeln!(text, "{outcome}{page}");
    for beside in &answer.with {
        let link = beside.link.as_ref().map(|link| format!("  {link}")).unwrap_or_default();
        let _ = writeln!(text, "  together with {}:{}{link}", beside.source, beside.id);
    }
    for because in &answer.reasons {
        let _ = writeln!(
            text,
            "  {}\n    {}\n    {}\n    {}",
            because.code, because.fi, because.sv, because.en
        );
        if let Some(found) = &because.found {
            let _ = writeln!(text, "    ({})", super::harmless(found));
        }
        if let Some(detail) = &because.detail {
            let _ = writeln!(text, "    ({})", super::harmless(detail));
        }
    }
    text
}
