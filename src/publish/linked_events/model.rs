//! The small shapes that recur everywhere: texts, references, divisions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::id::SYSTEM;
use crate::localized::{Lang, Localized, RichText};
use crate::municipality::Municipality;
use crate::site::Site;
use crate::vocabulary::Term;
use crate::weburl::WebUrl;

pub(super) const CONTEXT: &str = "http://schema.org";

/// By language; `null` where nothing is said, as Linked Events has it.
pub(super) type Texts<'a> = Option<BTreeMap<&'a str, &'a str>>;

pub(super) fn texts(localized: &Localized<String>) -> Texts<'_> {
    by_language(localized, |text| text)
}

pub(super) fn plain(localized: &Localized<RichText>) -> Texts<'_> {
    by_language(localized, |text| &text.plain)
}

pub(super) fn html(localized: &Localized<RichText>) -> Texts<'_> {
    by_language(localized, |text| &text.html)
}

pub(super) fn by_language<T>(localized: &Localized<T>, text: impl Fn(&T) -> &str) -> Texts<'_> {
    let told = |(lang, value)| {
        let text = text(value);
        (!text.is_empty()).then_some((Lang::as_str(lang), text))
    };
    Some(localized.iter().filter_map(told).collect())
        .filter(|texts: &BTreeMap<_, _>| !texts.is_empty())
}

/// The same in all of our languages: readers look for the one that they show.
pub(super) fn everywhere(text: &str) -> Texts<'_> {
    Some(Lang::OURS.iter().map(|lang| (lang.as_str(), text)).collect())
}

pub(super) fn address_of(url: Option<&WebUrl>) -> Texts<'_> {
    everywhere(url?.as_str())
}

pub(super) fn labels(label: impl Fn(&Lang) -> &'static str) -> Texts<'static> {
    let [fi, sv, en] = ["fi", "sv", "en"];
    Some([(fi, label(&Lang::FI)), (sv, label(&Lang::SV)), (en, label(&Lang::EN))].into())
}

pub(super) fn term_labels(term: Term) -> Texts<'static> {
    labels(|lang| term.label(lang))
}

/// What every object says of itself besides its fields.
#[derive(Debug, Serialize)]
pub(super) struct Head {
    #[serde(rename = "@id")]
    at: String,
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    data_source: &'static str,
}

impl Head {
    pub(super) fn of(site: &Site, resource: &str, id: &str, kind: &'static str) -> Self {
        Self { at: address(site, resource, id), context: CONTEXT, kind, data_source: SYSTEM }
    }
}

/// Where something is told, or all that is told of it where a reader wants it at once (`include=`).
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Reference<T> {
    Named {
        #[serde(rename = "@id")]
        at: String,
    },
    Told(Box<T>),
}

impl<T> Reference<T> {
    pub(super) fn named(site: &Site, resource: &str, id: &str) -> Self {
        Self::Named { at: address(site, resource, id) }
    }
}

/// `https://kalenteri.example/linkedevents/v1/event/kooste:…/`
pub(super) fn address(site: &Site, resource: &str, id: &str) -> String {
    site.address(&format!("linkedevents/v1/{resource}/{id}/"))
}

/// An administrative division; ours are municipalities.
#[derive(Debug, Serialize)]
pub(super) struct Division {
    #[serde(rename = "type")]
    kind: &'static str,
    ocd_id: String,
    /// Of a part of one: the whole. A municipality is no part.
    municipality: Option<&'static str>,
    name: Texts<'static>,
}

impl Division {
    pub(super) fn of(municipality: Municipality) -> Self {
        let name = municipality.name(&Lang::FI).to_lowercase().replace(' ', "_");
        Self {
            kind: "muni",
            ocd_id: format!("{OCD}{name}"),
            municipality: None,
            name: Some(
                [Lang::FI, Lang::SV]
                    .map(|lang| {
                        (if lang == Lang::SV { "sv" } else { "fi" }, municipality.name(&lang))
                    })
                    .into(),
            ),
        }
    }
}

/// How Open Civic Data's ids of Finnish municipalities begin.
const OCD: &str = "ocd-division/country:fi/kunta:";

/// By such an id, whole or from `kunta:` on, or by name: `ocd-division/country:fi/kunta:oulu`, `kunta:oulu`,
/// `oulu`. `None` for all other divisions: we know of none.
#[must_use]
pub fn division(text: &str) -> Option<Municipality> {
    let whole = text.rsplit("kunta:").next()?;
    Municipality::by_name(&whole.replace('_', " "))
}
