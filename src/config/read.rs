//! From the file's tables to valid types.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use toml::de::DeTable;
use url::Url;

use super::problem::{Problem, Problems};
use super::section::{Located, Section};
use super::{Config, Environment, LogFormat, Publish, Region, Secrets};
use crate::localized::{Lang, Localized};
use crate::municipality::Municipality;
use crate::near::near;
use crate::site::Site;
use crate::weburl::WebUrl;

mod feed;
mod fetch;
mod metrics;
mod origin;
mod server;
mod source;

const STORE: &str = "data/kooste.db";
const PAST_DAYS: u16 = 30;
const RETENTION_MONTHS: u32 = 12;
const CONTACT_MONTHS: u32 = 12;

/// What every part of the file is read with.
struct Context<'a> {
    folder: &'a Path,
    environment: &'a Environment,
    secrets: Secrets,
}

impl Context<'_> {
    /// An empty variable is one that is not set: that is all that some tools can make of one.
    fn variable(&self, name: &str) -> Option<&str> {
        self.environment.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }
}

pub(super) fn config(
    file: &Path,
    text: &str,
    environment: &Environment,
    secrets: Secrets,
) -> Result<Config, Problems> {
    let name = file.display().to_string();
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|e| Problem { span: e.span(), message: e.message().to_owned() })
        .collect();
    if !problems.is_empty() {
        return Err(Problems::new(&name, text, problems));
    }
    let folder = file.parent().unwrap_or(Path::new(""));
    let context = Context { folder, environment, secrets };
    let root = Section::new(document.get_ref(), 0..0);
    match read(root, &context, &mut problems) {
        Some(config) if problems.is_empty() => Ok(config),
        _ => Err(Problems::new(&name, text, problems)),
    }
}

fn read(
    mut root: Section<'_, '_>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Config> {
    let (server, base_url) = server::server(root.section("server", problems), context, problems);
    let store = store(root.section("store", problems), context, problems);
    let region = root.section("region", problems).map(|section| region(section, problems));
    let publish = publish(root.section("publish", problems), base_url, region.as_ref(), problems);
    let fetch = fetch::fetch(root.section("fetch", problems), context, problems);
    let metrics = metrics::metrics(root.section("metrics", problems), problems);
    let log = log(root.section("log", problems), context, problems);
    let told = problems.len();
    let sources = root.sections("source", problems);
    if sources.is_empty() && problems.len() == told {
        let message = "there is no [[source]], so there is nothing to collect".to_owned();
        problems.push(Problem { span: None, message });
    }
    let sources = source::sources(sources, context, problems);
    let feeds = feed::feeds(root.sections("feed", problems), &sources, problems);
    root.finish(problems);
    Some(Config {
        server: server?,
        store,
        region,
        publish: publish?,
        fetch,
        metrics,
        log,
        sources,
        feeds,
    })
}

/// An environment variable takes the place of a key of the file.
fn overridden<T, E: std::fmt::Display>(
    name: &str,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<T> {
    let value = context.variable(name)?;
    parse(value)
        .map_err(|error| {
            let message = format!("the environment variable {name} = {value:?}: {error}");
            problems.push(Problem { span: None, message });
        })
        .ok()
}

fn store(
    section: Option<Section<'_, '_>>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> PathBuf {
    let mut path = None;
    if let Some(mut section) = section {
        path = section.string("path", problems).map(|text| context.folder.join(text.value));
        section.finish(problems);
    }
    let given = context.variable("KOOSTE_STORE").map(PathBuf::from);
    given.or(path).unwrap_or_else(|| context.folder.join(STORE))
}

fn region(mut section: Section<'_, '_>, problems: &mut Vec<Problem>) -> Region {
    let name = section.required("name", problems).map(|text| text.value).unwrap_or_default();
    let span = section.span();
    let told = problems.len();
    let mut municipalities = BTreeSet::new();
    for name in section.strings("municipalities", problems) {
        match Municipality::by_name(&name.value) {
            Some(municipality) => {
                municipalities.insert(municipality);
            }
            None => problems.push(Problem::at(name.span, no_municipality(&name.value))),
        }
    }
    if municipalities.is_empty() && problems.len() == told {
        let message = "a [region] has `municipalities`; leave it out for no filter".to_owned();
        problems.push(Problem::at(span, message));
    }
    section.finish(problems);
    Region { name, municipalities }
}

fn no_municipality(written: &str) -> String {
    let problem = format!("{written:?} is no municipality of Finland");
    let names = Municipality::all().flat_map(|m| [m.name(&Lang::FI), m.name(&Lang::SV)]);
    match near(written, names).as_slice() {
        [] => problem,
        near => format!("{problem}; did you mean {}?", near.join(" or ")),
    }
}

fn publish(
    section: Option<Section<'_, '_>>,
    base_url: Option<WebUrl>,
    region: Option<&Region>,
    problems: &mut Vec<Problem>,
) -> Option<Publish> {
    let mut name = Localized::new();
    let (mut domain, mut past, mut retention, mut contact) = (None, None, None, None);
    let mut ancestors = Vec::new();
    if let Some(mut section) = section {
        name = section.localized("title", problems);
        domain = section.parsed("uid_domain", problems, uid_domain);
        past = section.number("past_days", 0..=3660, problems);
        retention = section.number("retention_months", 1..=1200, problems);
        ancestors = frame_ancestors(section.strings("frame_ancestors", problems), problems);
        contact = section.number("contact_months", 1..=1200, problems);
        section.finish(problems);
    }
    let base_url = base_url?;
    let host = Url::parse(base_url.as_str()).ok()?.host_str()?.to_owned();
    if name.is_empty() {
        let default = region.map_or("Tapahtumakalenteri", |region| region.name.as_str());
        name.insert(Lang::FI, default.to_owned());
    }
    Some(Publish {
        site: Site { base_url, uid_domain: domain.unwrap_or(host), name },
        past_days: past.unwrap_or(PAST_DAYS),
        retention_months: retention.unwrap_or(RETENTION_MONTHS),
        frame_ancestors: if ancestors.is_empty() { "*".to_owned() } else { ancestors.join(" ") },
        contact_months: contact.unwrap_or(CONTACT_MONTHS),
    })
}

/// What would end the directive, or begin another, is in none of them.
fn frame_ancestors(given: Vec<Located<String>>, problems: &mut Vec<Problem>) -> Vec<String> {
    let host = |text: &str| {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-.:*".contains(&b);
        !text.is_empty() && text.bytes().all(allowed)
    };
    let origin = |text: &str| {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        rest.is_some_and(host)
    };
    let mut read = Vec::new();
    for Located { value, span } in given {
        match value.as_str() {
            "*" => read.push(value),
            "self" | "none" => read.push(format!("'{value}'")),
            text if origin(text) => read.push(value),
            _ => {
                let expected = "is to be an origin like https://www.kunta.example, \"*\", \"self\" or \"none\"";
                problems.push(Problem::at(span, format!("`frame_ancestors`: {expected}")));
            }
        }
    }
    read
}

fn uid_domain(text: &str) -> Result<String, &'static str> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'.';
    let ok = !text.is_empty() && text.len() <= 100 && text.bytes().all(allowed);
    if ok {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("is to be a domain name like kooste.example")
    }
}

fn log(
    section: Option<Section<'_, '_>>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> LogFormat {
    let parse = |text: &str| match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("is to be \"text\" or \"json\""),
    };
    let mut format = None;
    if let Some(mut section) = section {
        format = section.parsed("format", problems, parse);
        section.finish(problems);
    }
    overridden("KOOSTE_LOG_FORMAT", context, problems, parse).or(format).unwrap_or(LogFormat::Text)
}
