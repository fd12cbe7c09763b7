//! `kooste sources add`.

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use reqwest::Url;

use crate::app;
use crate::cli::{Session, complain, say};
use crate::fetch::client::Absence;
use crate::fetch::{Client, FetchError, Fetched, Request, Shown};
use crate::source::kind::{Kind, Origin};

/// Services are known by where their lists are; the address itself is tried first. The lists of PTV and
/// the feeds of OpenActive have no usual place.
const PATHS_OF: [Kind; 4] = [Kind::LinkedEvents, Kind::Tribe, Kind::Lahella, Kind::Eventz];

pub(super) async fn run(session: &Session, address: &str) -> anyhow::Result<ExitCode> {
    let base = Url::parse(address).with_context(|| format!("{address:?} is no address"))?;
    if !matches!(base.scheme(), "http" | "https") {
        bail!(
            "{address}: only addresses of the web are recognised; for files write a table by hand, with a kind and url = \"file:…\""
        );
    }
    let client = Client::new(app::client_options(&session.config))?;
    let mut told = Vec::new();
    for (url, only) in candidates(&base) {
        match recognise(&client, &url, only).await {
            Ok(Some((kind, entries))) => {
                complain(&format!(
                    "{}: {}, {} on its first page",
                    Shown(&url),
                    kind.name(),
                    if entries == 1 { "1 entry".to_owned() } else { format!("{entries} entries") }
                ));
                say(&table(kind, &base))?;
                return Ok(ExitCode::SUCCESS);
            }
            Ok(None) => told.push(format!("{} is of no kind that Kooste reads", Shown(&url))),
            // The other addresses are of the same host.
            Err(error @ FetchError::Refused { .. }) => bail!("{} {error}", Shown(&url)),
            Err(error) => told.push(format!("{} {error}", Shown(&url))),
        }
    }
    bail!(
        "no source was found; a list of PTV or a feed of OpenActive is found by its own address only:\n  {}",
        told.join("\n  ")
    )
}

fn candidates(base: &Url) -> Vec<(Url, Option<Kind>)> {
    let below = |kind: Kind| {
        let mut url = base.clone();
        url.set_path(&format!("{}{}", base.path().trim_end_matches('/'), kind.path()));
        url.query_pairs_mut().extend_pairs(kind.query());
        (url, Some(kind))
    };
    std::iter::once((base.clone(), None)).chain(PATHS_OF.into_iter().map(below)).collect()
}

async fn recognise(
    client: &Client,
    url: &Url,
    only: Option<Kind>,
) -> Result<Option<(Kind, usize)>, FetchError> {
    let request =
        Request { url: url.clone(), headers: &[], validators: None, absence: Absence::default() };
    let Fetched::Body(body) = client.get(&request).await?.fetched else { return Ok(None) };
    let origin = Origin { url, language: "fi" };
    let found = Kind::recognise(&body.bytes, origin);
    Ok(found.filter(|(kind, _)| only.is_none_or(|only| only == *kind)))
}

/// The kinds that find their list below a service's address take that; the others the list's own.
fn table(kind: Kind, base: &Url) -> String {
    let mut service = base.clone();
    let mut query = String::new();
    if let Some(at) = service.path().find(kind.path()).filter(|_| !kind.path().is_empty()) {
        let path: String = service.path().chars().take(at).collect();
        service.set_path(&path);
        query = asked_besides(kind, base);
        service.set_query(None);
    }
    let host = base.host_str().unwrap_or("source");
    let id: String = host
        .trim_start_matches("www.")
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(40)
        .collect();
    format!(
        "[[source]]\nid = {id:?}\nkind = {:?}\nurl = {:?}\n{query}schedule = \"17 * * * *\"\nattribution = {host:?}\n",
        kind.name(),
        service.as_str().trim_end_matches('/'),
    )
}

/// The line for what is in the query and is not asked for anyhow.
fn asked_besides(kind: Kind, list: &Url) -> String {
    let ours = |name: &str| {
        kind.query().iter().any(|(usual, _)| *usual == name) || kind.pages_by().contains(&name)
    };
    let pairs = list.query_pairs().filter(|(name, _)| !ours(name));
    let pairs: Vec<_> = pairs.map(|(name, value)| format!("{name:?} = {value:?}")).collect();
    match pairs.as_slice() {
        [] => String::new(),
        pairs => format!("query = {{ {} }}\n", pairs.join(", ")),
    }
}
