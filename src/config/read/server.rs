//! `[server]`: where it listens, and what it puts up with.

use std::net::SocketAddr;
use std::time::Duration;

use url::Url;

use super::{Context, overridden};
use crate::config::problem::Problem;
use crate::config::section::Section;
use crate::config::{BaseUrl, Server};
use crate::weburl::WebUrl;

const LISTEN: &str = "127.0.0.1:8080";
const CONNECTIONS: usize = 1024;
const HEAD_SECONDS: u64 = 10;
const WRITE_SECONDS: u64 = 30;
const CACHE_MEGABYTES: usize = 64;

/// With the public address of it all.
pub(super) fn server(
    section: Option<Section<'_, '_>>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> (Option<Server>, Option<WebUrl>) {
    let (mut listen, mut base) = (None, None);
    let (mut connections, mut head, mut write, mut cache) = (None, None, None, None);
    if let Some(mut section) = section {
        listen = section.parsed("listen", problems, listen_address);
        base = section.parsed("base_url", problems, base_url);
        connections = section.number("connections", 8..=100_000, problems);
        head = section.number("head_seconds", 1..=600, problems);
        write = section.number("write_seconds", 1..=600, problems);
        cache = section.number("cache_megabytes", 0..=4096, problems);
        section.finish(problems);
    }
    let listen = overridden("KOOSTE_LISTEN", context, problems, listen_address)
        .or(listen)
        .or_else(|| LISTEN.parse().ok());
    let base = overridden("KOOSTE_BASE_URL", context, problems, base_url).or(base);
    let kind = if base.is_some() { BaseUrl::Configured } else { BaseUrl::FromListen };
    let base = base.or_else(|| WebUrl::parse(&format!("http://{}", listen?)));
    let server = listen.map(|listen| Server {
        listen,
        base_url: kind,
        connections: connections.unwrap_or(CONNECTIONS),
        head_timeout: Duration::from_secs(head.unwrap_or(HEAD_SECONDS)),
        write_timeout: Duration::from_secs(write.unwrap_or(WRITE_SECONDS)),
        cache_bytes: cache.unwrap_or(CACHE_MEGABYTES) << 20,
    });
    (server, base)
}

fn base_url(text: &str) -> Result<WebUrl, &'static str> {
    let url = WebUrl::parse(text).ok_or("is to be an address like https://kooste.example")?;
    let plain =
        Url::parse(url.as_str()).is_ok_and(|u| u.query().is_none() && u.fragment().is_none());
    if plain { Ok(url) } else { Err("is to have neither ? nor #") }
}

/// Only numbers: a name could mean several addresses, or another one tomorrow.
fn listen_address(text: &str) -> Result<SocketAddr, &'static str> {
    text.parse().map_err(|_| "is to be an address and a port like 127.0.0.1:8080")
}
