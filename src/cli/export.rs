//! `kooste export`: a feed from the database, without a daemon.

mod clusters;

use std::process::ExitCode;

use anyhow::{Context as _, bail};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

use super::{Session, complain, say};
use crate::calendar::{Form, Outlet};
use crate::catalogue::Filter;
use crate::clock::local_date;
use crate::feed::Feed;
use crate::publish::json;
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
    /// In a calendar, each time as an event of its own instead of rules
    #[arg(long)]
    expand: bool,
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
    let asked = asked(arguments)?;
    let catalogue =
        reader.read(|connection| refresh::stored(connection, &session.config, as_of))?;
    let site = &session.config.publish.site;
    Ok(match arguments.format {
        Format::Ics => {
            let form = if arguments.expand { Form::Instances } else { Form::Series };
            let calendar = Outlet { site, feed, asked: &asked, form }.calendar(&catalogue);
            if let Some(notice) = &calendar.notice {
                complain(&format!("note: {}", notice.header()));
            }
            calendar.text
        }
        Format::Json | Format::Clusters => {
            let filter = feed.map_or_else(|| asked.clone(), |feed| feed.filter.and(&asked));
            let selection = catalogue.select(&filter);
            let edition = catalogue.edition;
            let meta = json::Meta {
                revision: edition.revision,
                as_of: edition.as_of,
                count: selection.total,
                next: None,
            };
            let told = selection.chosen.iter().map(|chosen| {
                let possible = Some(&chosen.entry.possible);
                json::activity(&chosen.entry.activity(), possible, site, edition.as_of)
            });
            let told: Vec<_> = told.collect();
            json::collection(&meta, told.iter().map(String::as_str))
        }
    })
}

fn find<'a>(session: &'a Session, name: &str) -> anyhow::Result<&'a Feed> {
    let feeds = &session.config.feeds;
    feeds.iter().find(|feed| feed.name.as_str() == name).with_context(|| {
        let names: Vec<_> = feeds.iter().map(|feed| feed.name.as_str()).collect();
        format!("there is no feed {name:?}; there are: {}", names.join(", "))
    })
}

/// What is asked beside a feed's own filter.
fn asked(arguments: &Arguments) -> anyhow::Result<Filter> {
    let mut pairs = Vec::new();
    for text in &arguments.filter {
        let Some(pair) = text.split_once('=') else {
            bail!("--filter {text:?} is to be NAME=VALUE, like municipality=Oulu");
        };
        pairs.push(pair);
    }
    Ok(Filter::parse(pairs)?)
}
