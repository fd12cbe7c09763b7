//! `kooste export`: a feed from the database, without a daemon.

mod clusters;

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{Session, say};
use crate::catalogue::{Filter, Selection};
use crate::clock::local_date;
use crate::feed::Feed;
use crate::fragment::CancelledPolicy;
use crate::publish::{ical, json};
use crate::refresh;
use crate::store::{Reader, StoreError};

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  kooste export ics --filter municipality=Oulu --filter type=hobby"
)]
pub(super) struct Arguments {
    format: Format,
    /// A feed of the configuration; without one, everything
    #[arg(long, value_name = "NAME")]
    feed: Option<String>,
    /// A filter as in an address, like municipality=Oulu; may be repeated
    #[arg(long, value_name = "NAME=VALUE")]
    filter: Vec<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Ics,
    Json,
    /// Which entries of the sources are one activity, by the sources' own ids
    Clusters,
}

/// As of the day of `--now` if that is given, otherwise as it was published last.
pub(super) fn run(session: &Session, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let reader = Reader::new(&session.config.store);
    session.refuse_earlier(&reader)?;
    let as_of = session.pinned.then(|| local_date(session.clock.now()));
    let body = match arguments.format {
        Format::Clusters => all_clusters(&reader, arguments)?,
        Format::Ics | Format::Json => published(session, arguments, &reader, as_of)?,
    };
    say(&body)?;
    Ok(ExitCode::SUCCESS)
}

fn all_clusters(reader: &Reader, arguments: &Arguments) -> anyhow::Result<String> {
    if arguments.feed.is_some() || !arguments.filter.is_empty() {
        bail!("clusters are told of everything; --feed and --filter are for ics and json");
    }
    let clusters: Result<_, StoreError> = reader.read(clusters::read);
    Ok(format!("{}\n", serde_json::to_string(&clusters?)?))
}

fn published(
    session: &Session,
    arguments: &Arguments,
    reader: &Reader,
    as_of: Option<NaiveDate>,
) -> anyhow::Result<String> {
    let feed = arguments.feed.as_deref().map(|name| find(session, name)).transpose()?;
    let filter = filter(arguments, feed)?;
    let catalogue =
        reader.read(|connection| refresh::stored(connection, &session.config, as_of))?;
    let selection = catalogue.select(&filter);
    Ok(match arguments.format {
        Format::Ics => calendar(session, feed, &filter, &selection),
        Format::Json | Format::Clusters => {
            let edition = catalogue.edition;
            let meta = json::Meta {
                revision: edition.revision,
                as_of: edition.as_of,
                count: selection.total,
                next: None,
            };
            json::collection(&meta, selection.chosen.iter().map(|chosen| &*chosen.entry.json))
        }
    })
}

fn calendar(
    session: &Session,
    feed: Option<&Feed>,
    filter: &Filter,
    selection: &Selection<'_>,
) -> String {
    let site = &session.config.publish.site;
    let lang = filter.lang();
    let policy = feed.map_or(CancelledPolicy::Mark, |feed| feed.cancelled);
    let path = feed.map_or("/calendar.ics".to_owned(), |f| format!("/feeds/{}.ics", f.name));
    let source = site.address(&path);
    let title = feed.and_then(|feed| feed.title.best(lang)).or_else(|| site.name.best(lang));
    let name = title.map_or("Kooste", |(_, name)| name);
    let sessions = selection.chosen.iter().flat_map(|chosen| chosen.sessions.iter());
    let fragments = sessions.filter_map(|session| session.vevent(policy, lang));
    ical::calendar(&ical::Frame { name, description: name, source: &source }, fragments)
}

fn find<'a>(session: &'a Session, name: &str) -> anyhow::Result<&'a Feed> {
    let feeds = &session.config.feeds;
    feeds.iter().find(|feed| feed.name.as_str() == name).with_context(|| {
        let names: Vec<_> = feeds.iter().map(|feed| feed.name.as_str()).collect();
        format!("there is no feed {name:?}; there are: {}", names.join(", "))
    })
}

fn filter(arguments: &Arguments, feed: Option<&Feed>) -> anyhow::Result<Filter> {
    let mut pairs = Vec::new();
    for text in &arguments.filter {
        let Some(pair) = text.split_once('=') else {
            bail!("--filter {text:?} is to be NAME=VALUE, like municipality=Oulu");
        };
        pairs.push(pair);
    }
    let own = Filter::parse(pairs)?;
    Ok(feed.map_or_else(|| own.clone(), |feed| feed.filter.and(&own)))
}
