//! `kooste healthcheck`, for containers that have no curl.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;

use super::Session;
use super::daemon::plain_client;

const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// Asks where the configuration says that the daemon listens.
pub(super) fn run(session: &Session) -> anyhow::Result<ExitCode> {
    let address = reachable(session.config.server.listen);
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(ask(address))
}

async fn ask(address: SocketAddr) -> anyhow::Result<ExitCode> {
    let client = plain_client(ANSWER_WITHIN).build()?;
    let url = format!("http://{address}/readyz");
    let answer = client.get(&url).send().await.with_context(|| format!("no answer from {url}"))?;
    Ok(if answer.status().is_success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One who listens everywhere is asked on this machine.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}
