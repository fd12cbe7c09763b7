//! `kooste token`.

use std::process::ExitCode;

use anyhow::bail;
use clap::{Args, Subcommand};
use reqwest::Method;
use serde_json::{Value, json};

use super::daemon::Daemon;
use super::{Session, say};
use crate::store::{Reader, Store, tokens};
use crate::token;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  kooste token new aino")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a token and print it; it is shown only this once
    New {
        /// Who will use it; stands in the audit log
        name: String,
    },
    /// Tell whose tokens there are
    List,
    /// Make a token worthless
    Revoke { name: String },
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match &arguments.what {
        What::New { name } => say(&format!("{}\n", runtime.block_on(new(session, name))?))?,
        What::List => list(session)?,
        What::Revoke { name } => runtime.block_on(revoke(session, name))?,
    }
    Ok(ExitCode::SUCCESS)
}

async fn new(session: &Session, name: &str) -> anyhow::Result<String> {
    if let Some(daemon) = Daemon::reach(&session.config.store).await? {
        let made = daemon.ask(Method::POST, "/tokens", Some(&json!({ "name": name }))).await?;
        let Some(token) = made.get("token").and_then(Value::as_str) else {
            bail!("the running Kooste gave no token");
        };
        return Ok(token.to_owned());
    }
    let store = Store::open(&session.config.store)?;
    Ok(token::new(&store, name, "local", session.clock.now())?)
}

async fn revoke(session: &Session, name: &str) -> anyhow::Result<()> {
    if let Some(daemon) = Daemon::reach(&session.config.store).await? {
        let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let path = format!("/tokens/{}", encoded.replace('+', "%20"));
        daemon.ask(Method::DELETE, &path, None).await?;
        return Ok(());
    }
    let store = Store::open(&session.config.store)?;
    if token::revoke(&store, name, "local", session.clock.now())? {
        return Ok(());
    }
    bail!("there is no token {name:?}")
}

fn list(session: &Session) -> anyhow::Result<()> {
    for token in Reader::new(&session.config.store).read(tokens::all)? {
        say(&format!("{}  made {}\n", token.name, token.created.format("%Y-%m-%d")))?;
    }
    Ok(())
}
