//! The monthly letter: `/letter/2027-01`, and with `.txt` and `.rss` behind it; `/letter` lists all.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use tracing::error;

use super::index::without_lang;
use super::{Now, PLAIN, address, people};
use crate::catalogue::{Filter, Form};
use crate::http::Context;
use crate::http::error::Problem;
use crate::letter::{Letter, months};
use crate::month::Month;
use crate::municipality::Municipality;
use crate::publish::letter::{self, Forms, Reader};

const RSS: &str = "application/rss+xml; charset=utf-8";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Page,
    Text,
    Rss,
}

pub(super) async fn show(
    State(context): State<Context>,
    Path(file): Path<String>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let no_month = || Problem::not_found("there is a letter of a month, as in 2027-01");
    let (month, format) = named(&file).ok_or_else(no_month)?;
    let now = Now::of(&context);
    let query = now.asked(raw.as_deref(), Form::Browse, &Filter::default())?;
    let (catalogue, filter) = (now.catalogue.clone(), query.filter.clone());
    let written = tokio::task::spawn_blocking(move || Letter::of(&catalogue, &filter, month));
    let letter = written.await.map_err(|failure| {
        error!(%failure, "the letter was not written");
        Problem::internal()
    })?;
    let site = &context.config.publish.site;
    // A program that names no language asks for Finnish.
    let reads = people::Reader::of(raw.as_deref(), &headers);
    let lang = if format == Format::Page { &reads.lang } else { query.filter.lang() };
    let reader = Reader { site, lang, town: town(raw.as_deref()) };
    let asked = query.filter.and(&Filter::parse([("lang", lang.as_str())])?).to_string();
    let forms = forms(&context, month, &asked);
    let answer = match format {
        Format::Page => {
            let path = with_query(&format!("letter/{month}"), &without_lang(&asked));
            now.page_for(&reads, letter::page(&letter, &path, &forms, reader))
        }
        Format::Text => now.represent(PLAIN, letter::text(&letter, reader)),
        Format::Rss => now.represent(RSS, letter::rss(&letter, &forms, reader)),
    };
    Ok(answer.answer(&headers))
}

pub(super) async fn index(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let now = Now::of(&context);
    let query = now.asked(raw.as_deref(), Form::Browse, &Filter::default())?;
    let reads = people::Reader::of(raw.as_deref(), &headers);
    let asked = query.filter.and(&Filter::parse([("lang", reads.lang.as_str())])?).to_string();
    let catalogue = now.catalogue.clone();
    let months =
        tokio::task::spawn_blocking(move || months(&catalogue)).await.map_err(|failure| {
            error!(%failure, "the letters were not counted");
            Problem::internal()
        })?;
    let months: Vec<_> =
        months.into_iter().map(|month| (month, forms(&context, month, &asked))).collect();
    let site = &context.config.publish.site;
    let reader = Reader { site, lang: &reads.lang, town: town(raw.as_deref()) };
    let path = with_query("letter", &without_lang(&asked));
    Ok(now.page_for(&reads, letter::index(&months, &path, reader)).answer(&headers))
}

fn forms(context: &Context, month: Month, asked: &str) -> Forms {
    let to = |path: &str| address(context, path, Some(asked));
    let [page, text, rss] = ["", ".txt", ".rss"].map(|end| to(&format!("/letter/{month}{end}")));
    Forms { page, text, rss, others: to("/letter") }
}

fn with_query(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

fn named(file: &str) -> Option<(Month, Format)> {
    let (month, format) = match file.split_once('.') {
        None => (file, Format::Page),
        Some((month, "txt")) => (month, Format::Text),
        Some((month, "rss")) => (month, Format::Rss),
        Some(_) => return None,
    };
    Some((Month::parse(month)?, format))
}

/// The one that is asked for, if it is one.
fn town(raw: Option<&str>) -> Option<Municipality> {
    let pairs = url::form_urlencoded::parse(raw.unwrap_or("").as_bytes());
    let mut asked = pairs.filter(|(name, _)| name == "municipality").map(|(_, value)| value);
    let value = asked.next()?;
    let value = value.trim();
    let town = Municipality::by_code(value).or_else(|| Municipality::by_name(value));
    town.filter(|_| asked.next().is_none())
}
