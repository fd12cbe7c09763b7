//! `kooste reload`.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use reqwest::Method;
use serde_json::Value;

use super::daemon::Daemon;
use super::{Session, say};

/// Exit code 0 when the running Kooste has taken the configuration up.
pub(super) fn run(session: &Session) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let changes = runtime.block_on(ask(session))?;
    say(&format!("{changes}\n"))?;
    Ok(ExitCode::SUCCESS)
}

async fn ask(session: &Session) -> anyhow::Result<String> {
    let Some(daemon) = Daemon::reach(&session.config.store).await? else {
        bail!("no Kooste is running on {}", session.config.store.display());
    };
    let answer = daemon.ask(Method::POST, "/reload", None).await?;
    let told = answer.get("told").and_then(Value::as_str);
    Ok(told.context("the running Kooste did not tell what differs")?.to_owned())
}
