//! `[[source]]`.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::Path;

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

use super::Context;
use crate::config::problem::Problem;
use crate::config::section::{Located, Section};
use crate::config::{Header, Http, Kind, Origin, Source};
use crate::id::SourceId;
use crate::normalise::Redact;
use crate::schedule::cron::Cron;

const PAGE_SIZE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(99);
const MAX_PAGE_SIZE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(999);
/// Those that only an http(s) address has.
const HTTP_KEYS: [&str; 5] = ["path", "query", "page_size", "headers", "secret_headers"];
/// Where Lähellä's client looks for the list.
const PATH: &str = "/v1/activities";

pub(super) fn sources(
    sections: Vec<Section<'_, '_>>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Source> {
    let mut seen = BTreeSet::new();
    let mut sources = Vec::new();
    for section in sections {
        sources.extend(source(section, &mut seen, context, problems));
    }
    sources
}

fn source(
    mut section: Section<'_, '_>,
    seen: &mut BTreeSet<SourceId>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Source> {
    let id = match section.required("id", problems) {
        Some(_) => section.parsed("id", problems, SourceId::parse),
        None => None,
    };
    if let Some(id) = id.clone().filter(|id| !seen.insert(id.clone())) {
        let message = format!("there are two sources `{id}`");
        problems.push(Problem::at(section.span(), message));
    }
    let kind = match section.required("kind", problems) {
        Some(_) => section.parsed("kind", problems, kind),
        None => None,
    };
    let origin = origin(&mut section, context, problems);
    let schedule = section.parsed("schedule", problems, Cron::parse);
    let link = section.parsed("link", problems, template);
    let image = section.parsed("image", problems, template);
    let attribution = section.string("attribution", problems);
    let licence = section.string("licence", problems).map(|text| text.value);
    let redact = redact(section.strings("redact", problems), problems);
    let organisers =
        section.string("organisers", problems).map(|text| context.folder.join(text.value));
    section.finish(problems);
    let id = id?;
    let attribution = attribution.map_or_else(|| id.to_string(), |text| text.value);
    let kind = kind?;
    let origin = origin?;
    Some(Source {
        id,
        kind,
        origin,
        schedule,
        link,
        image,
        attribution,
        licence,
        redact,
        organisers,
    })
}

fn kind(text: &str) -> Result<Kind, &'static str> {
    match text {
        "lahella" => Ok(Kind::Lahella),
        _ => Err("is none that Kooste reads; there is: lahella"),
    }
}

fn template(text: &str) -> Result<String, &'static str> {
    let filled = text.replace("{id}", "1");
    let web = crate::weburl::WebUrl::parse(&filled).is_some();
    if web && text.contains("{id}") {
        Ok(text.to_owned())
    } else {
        Err("is to be an address with {id} in it, like https://lahella.example/a/{id}")
    }
}

fn redact(names: Vec<Located<String>>, problems: &mut Vec<Problem>) -> Redact {
    let mut redact = Redact::default();
    for name in names {
        match name.value.as_str() {
            "email" => redact.email = true,
            "phone" => redact.phone = true,
            "names" => redact.names = true,
            other => problems.push(Problem::at(
                name.span,
                format!("`redact`: {other:?} is none of email, phone, names"),
            )),
        }
    }
    redact
}

/// `url` decides: `demo:`, `file:` with a glob, or an http(s) base with `path`, `query` and the rest.
fn origin(
    section: &mut Section<'_, '_>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Origin> {
    let Some(url) = section.required("url", problems) else {
        section.pass_over(&HTTP_KEYS);
        return None;
    };
    if url.value == "demo:" {
        return Some(Origin::Demo);
    }
    if let Some(glob) = url.value.strip_prefix("file:") {
        // `file:///a/b` and `file:/a/b` are both in use for the same file.
        let glob = glob.strip_prefix("//").unwrap_or(glob);
        return files(glob, context)
            .map_err(|error| {
                let message = format!("`url` is no pattern of file names: {}", error.msg);
                problems.push(Problem::at(url.span, message));
            })
            .ok();
    }
    http(section, url, context, problems).map(Origin::Http)
}

/// The folder's own name is none of the pattern, whatever is in it.
fn files(glob: &str, context: &Context<'_>) -> Result<Origin, glob::PatternError> {
    glob::Pattern::new(glob)?;
    let folder = glob::Pattern::escape(&context.folder.to_string_lossy());
    Ok(Origin::Files(Path::new(&folder).join(glob)))
}

fn http(
    section: &mut Section<'_, '_>,
    url: Located<String>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Http> {
    let path = section.string("path", problems).map_or_else(|| PATH.to_owned(), |text| text.value);
    let query = section.pairs("query", problems);
    let page_size = section
        .number("page_size", NonZeroUsize::MIN..=MAX_PAGE_SIZE, problems)
        .unwrap_or(PAGE_SIZE);
    let headers = headers(section, context, problems);
    let parsed =
        crate::weburl::WebUrl::parse(&url.value).and_then(|web| Url::parse(web.as_str()).ok());
    let Some(mut parsed) = parsed else {
        let message = "`url` is to be an http(s) address, a file: glob, or demo:".to_owned();
        problems.push(Problem::at(url.span, message));
        return None;
    };
    let joined = format!("{}{path}", parsed.path().trim_end_matches('/'));
    parsed.set_path(&joined);
    for (name, value) in query {
        parsed.query_pairs_mut().append_pair(&name.value, &value.value);
    }
    Some(Http { url: parsed, page_size, headers })
}

/// `headers` stand in the file; `secret_headers` name environment variables that hold the values.
fn headers(
    section: &mut Section<'_, '_>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<Header> {
    let mut headers = Vec::new();
    for (name, value) in section.pairs("headers", problems) {
        headers.extend(header(name, value.value, problems));
    }
    for (name, variable) in section.pairs("secret_headers", problems) {
        match context.variable(&variable.value) {
            Some(value) => headers.extend(header(name, value.to_owned(), problems)),
            None => {
                let message = format!(
                    "the environment variable {} is not set; it is to hold the value of the header {}",
                    variable.value, name.value
                );
                problems.push(Problem::at(variable.span, message));
            }
        }
    }
    headers
}

/// The value may be a secret, so it is not repeated.
fn header(name: Located<String>, value: String, problems: &mut Vec<Problem>) -> Option<Header> {
    let Ok(parsed) = HeaderName::try_from(name.value.as_str()) else {
        problems.push(Problem::at(name.span, format!("{:?} is no name of a header", name.value)));
        return None;
    };
    if HeaderValue::from_str(&value).is_err() {
        let message = format!(
            "the value of the header {} has characters that no header may have",
            name.value
        );
        problems.push(Problem::at(name.span, message));
        return None;
    }
    Some(Header { name: parsed, value: SecretString::from(value) })
}
