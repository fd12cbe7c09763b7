//! `[[source]]`.

use std::collections::BTreeSet;

use super::{Context, origin};
use crate::config::Source;
use crate::config::problem::Problem;
use crate::config::section::{Located, Section};
use crate::id::SourceId;
use crate::listing::Rank;
use crate::localized::Lang;
use crate::normalise::Redact;
use crate::schedule::cron::Cron;
use crate::source::kind::{Changes, Kind};

/// When a whole list is asked for of which otherwise only the changes are: what is gone without a word
/// is noticed then.
const FULL_DAILY: &str = "15 2 * * *";
/// A feed of changes tells all removals, and is as long as its past.
const FULL_WEEKLY: &str = "15 2 * * 0";
const LANGUAGE: &str = "fi";

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
    let schedule = section.parsed("schedule", problems, Cron::parse);
    let full_schedule = full_schedule(&mut section, kind, problems);
    let language = language(&mut section, kind, problems);
    let asked = kind.map(|kind| origin::Asked { kind, language: &language });
    let origin = origin::origin(&mut section, asked, context, problems);
    let link = section.parsed("link", problems, template);
    let image = section.parsed("image", problems, template);
    let attribution = section.string("attribution", problems);
    let licence = section.string("licence", problems).map(|text| text.value);
    let redact = redact(section.strings("redact", problems), problems);
    let organisers =
        section.string("organisers", problems).map(|text| context.folder.join(text.value));
    let rank = section.number("rank", 1..=9, problems).map(Rank);
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
        full_schedule,
        language,
        link,
        image,
        attribution,
        licence,
        redact,
        rank: rank.unwrap_or_else(|| kind.rank()),
        organisers,
    })
}

fn kind(text: &str) -> Result<Kind, String> {
    Kind::by_name(text).ok_or_else(|| {
        let names: Vec<_> = Kind::ALL.into_iter().map(Kind::name).collect();
        format!("is none that Kooste reads; there are: {}", names.join(", "))
    })
}

/// Of a kind that can be asked for changes alone.
fn full_schedule(
    section: &mut Section<'_, '_>,
    kind: Option<Kind>,
    problems: &mut Vec<Problem>,
) -> Option<Cron> {
    const KEY: &str = "full_schedule";
    let usual = match kind.map(Kind::changes) {
        Some(Changes::None) => return None,
        None => {
            section.pass_over(&[KEY]);
            return None;
        }
        Some(Changes::Since { .. }) => FULL_DAILY,
        Some(Changes::Cursor) => FULL_WEEKLY,
    };
    section.parsed(KEY, problems, Cron::parse).or_else(|| Cron::parse(usual).ok())
}

/// Of a kind whose texts are in one language that it does not tell.
fn language(
    section: &mut Section<'_, '_>,
    kind: Option<Kind>,
    problems: &mut Vec<Problem>,
) -> String {
    const KEY: &str = "language";
    let known = |text: &str| match Lang::parse(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("is no language, like fi, sv or en"),
    };
    let told = match kind {
        Some(kind) if kind.leaves_language_open() => section.parsed(KEY, problems, known),
        Some(_) => None,
        None => {
            section.pass_over(&[KEY]);
            None
        }
    };
    told.unwrap_or_else(|| LANGUAGE.to_owned())
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
