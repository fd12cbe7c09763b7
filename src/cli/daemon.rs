//! A running daemon, reached over the socket beside its database.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, bail};
use reqwest::{Client, ClientBuilder, Method};
use serde_json::Value;

use crate::socket;

pub(super) struct Daemon {
    client: Client,
}

/// For this machine only. It speaks no TLS, so a system without root certificates is no hindrance;
/// reqwest wants a provider all the same.
pub(super) fn plain_client(answer_within: Duration) -> ClientBuilder {
    drop(rustls::crypto::ring::default_provider().install_default());
    Client::builder().tls_certs_only([]).no_proxy().timeout(answer_within)
}

const ANSWER_WITHIN: Duration = Duration::from_secs(35);

impl Daemon {
    /// `None` where none answers.
    pub(super) async fn reach(database: &Path) -> anyhow::Result<Option<Self>> {
        let path = socket::path(database);
        if !path.exists() {
            return Ok(None);
        }
        let client = plain_client(ANSWER_WITHIN).unix_socket(path).build()?;
        let daemon = Self { client };
        let answers = daemon.client.get("http://kooste/healthz").send().await.is_ok();
        Ok(answers.then_some(daemon))
    }

    /// An answer of an admin route; what the daemon refuses is the error.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> anyhow::Result<Value> {
        let mut request = self.client.request(method, format!("http://kooste/admin/api/v1{path}"));
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.context("the running Kooste")?;
        let status = response.status();
        let answer: Value = response.json().await.context("the running Kooste's answer")?;
        if !status.is_success() {
            let detail = answer.get("detail").and_then(Value::as_str).unwrap_or("no reason given");
            bail!("the running Kooste answered {status}: {detail}");
        }
        Ok(answer)
    }
}
