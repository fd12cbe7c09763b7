//! Where a source is: `url`, and what an http(s) address needs besides.

use std::num::NonZeroUsize;
use std::path::Path;

use reqwest::header::{HeaderName, HeaderValue};
use secrecy::SecretString;
use url::Url;

use super::Context;
use crate::config::problem::Problem;
use crate::config::section::{Located, Section};
use crate::config::{Header, Http, Origin, Secrets};
use crate::source::kind::{Kind, Paging};

const PAGE_SIZE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(99);
const MAX_PAGE_SIZE: NonZeroUsize = NonZeroUsize::MIN.saturating_add(999);
/// Those that only an http(s) address has.
const HTTP_KEYS: [&str; 6] =
    ["path", "query", "secret_query", "page_size", "headers", "secret_headers"];

/// What decides where a service has its list, and what it is asked with.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) kind: Kind,
    pub(super) language: &'a str,
}

impl Asked<'_> {
    fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        let language = self.kind.language().map(|name| (name, self.language));
        self.kind.query().iter().copied().chain(language)
    }
}

/// `url` decides: `demo:`, `file:` with a glob, or an http(s) base with `path`, `query` and the rest.
pub(super) fn origin(
    section: &mut Section<'_, '_>,
    asked: Option<Asked<'_>>,
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
    http(section, url, asked, context, problems).map(Origin::Http)
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
    asked: Option<Asked<'_>>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Http> {
    let path = section.string("path", problems).map(|text| text.value);
    let query = section.pairs("query", problems);
    let secret_query = secret_query(section, context, problems);
    let page_size = page_size(section, asked.map(|asked| asked.kind), problems);
    let headers = headers(section, context, problems);
    let parsed =
        crate::weburl::WebUrl::parse(&url.value).and_then(|web| Url::parse(web.as_str()).ok());
    let Some(mut parsed) = parsed else {
        let message = "`url` is to be an http(s) address, a file: glob, or demo:".to_owned();
        problems.push(Problem::at(url.span, message));
        return None;
    };
    let path = path.unwrap_or_else(|| asked.map_or("", |asked| asked.kind.path()).to_owned());
    if !path.is_empty() {
        let joined = format!("{}{path}", parsed.path().trim_end_matches('/'));
        parsed.set_path(&joined);
    }
    // What the file says takes the place of what is usual.
    let told = |name: &str| query.iter().any(|(told, _)| told.value == name);
    for (name, value) in asked.iter().flat_map(Asked::query).filter(|(name, _)| !told(name)) {
        parsed.query_pairs_mut().append_pair(name, value);
    }
    for (name, value) in &query {
        parsed.query_pairs_mut().append_pair(&name.value, &value.value);
    }
    Some(Http { url: parsed, page_size, headers, secret_query })
}

/// Of a kind whose pages are as long as one asks.
fn page_size(
    section: &mut Section<'_, '_>,
    kind: Option<Kind>,
    problems: &mut Vec<Problem>,
) -> NonZeroUsize {
    match kind.map(Kind::paging) {
        Some(Paging::Offset { .. } | Paging::Next { limit: Some(_) }) | None => section
            .number("page_size", NonZeroUsize::MIN..=MAX_PAGE_SIZE, problems)
            .unwrap_or(PAGE_SIZE),
        Some(_) => PAGE_SIZE,
    }
}

/// Each names the environment variable that holds its value.
fn secret_query(
    section: &mut Section<'_, '_>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Vec<(String, SecretString)> {
    let named = section.pairs("secret_query", problems);
    let secret = named.into_iter().map(|(name, variable)| {
        let what = format!("the parameter {} of the query", name.value);
        let value = secret(&variable, &what, context, problems)?;
        Some((name.value, SecretString::from(value)))
    });
    secret.flatten().collect()
}

/// What an environment variable holds for `what`.
fn secret(
    variable: &Located<String>,
    what: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let value = context.variable(&variable.value);
    if value.is_none() && context.secrets == Secrets::Needed {
        let message = format!(
            "the environment variable {} is not set; it is to hold the value of {what}",
            variable.value
        );
        problems.push(Problem::at(variable.span.clone(), message));
    }
    value.map(str::to_owned)
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
        let what = format!("the header {}", name.value);
        if let Some(value) = secret(&variable, &what, context, problems) {
            headers.extend(header(name, value, problems));
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
