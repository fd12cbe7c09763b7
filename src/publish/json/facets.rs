//! What there is to choose from, with what people call it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Meta;
use super::model::{Languages, Town};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::publish::words::Word;
use crate::vocabulary::{Scheme, Term};

/// One value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// As the filter of the facet's name takes it.
    pub value: String,
    /// What it is called where we have no words of our own for it: an organisation, a source.
    pub called: Option<String>,
    pub count: u64,
}

/// How many activities there are in a municipality.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InTown {
    pub municipality: Municipality,
    pub count: u64,
}

#[derive(Serialize)]
struct Facets<'a> {
    meta: &'a Meta<'a>,
    facets: BTreeMap<&'a str, Vec<Value<'a>>>,
}

#[derive(Serialize)]
struct Value<'a> {
    value: &'a str,
    /// In each of our languages.
    label: BTreeMap<&'static str, &'a str>,
    count: u64,
}

#[derive(Serialize)]
struct Towns<'a> {
    meta: &'a Meta<'a>,
    data: Vec<TownWithCount>,
}

#[derive(Serialize)]
struct TownWithCount {
    #[serde(flatten)]
    town: Town,
    count: u64,
}

/// The most frequent first, and those that are equally frequent by their values.
#[must_use]
pub fn facets(meta: &Meta<'_>, facets: &BTreeMap<&str, Vec<Choice>>) -> String {
    let facets = facets.iter().map(|(name, choices)| (*name, values(name, choices))).collect();
    super::text(&Facets { meta, facets })
}

/// In the order that is given.
#[must_use]
pub fn municipalities(meta: &Meta<'_>, towns: &[InTown]) -> String {
    let town = |one: &InTown| TownWithCount {
        town: Town::of(one.municipality, Languages::All),
        count: one.count,
    };
    super::text(&Towns { meta, data: towns.iter().map(town).collect() })
}

fn values<'a>(facet: &str, choices: &'a [Choice]) -> Vec<Value<'a>> {
    let mut sorted: Vec<_> = choices.iter().collect();
    sorted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
    let value = |choice: &'a Choice| Value {
        value: &choice.value,
        label: [("fi", Lang::FI), ("sv", Lang::SV), ("en", Lang::EN)]
            .into_iter()
            .map(|(code, lang)| (code, label(facet, choice, &lang)))
            .collect(),
        count: choice.count,
    };
    sorted.into_iter().map(value).collect()
}

fn label<'a>(facet: &str, choice: &'a Choice, lang: &Lang) -> &'a str {
    let value = choice.value.as_str();
    let term = |schemes: &[Scheme]| {
        let found = schemes.iter().find_map(|scheme| Term::find(*scheme, value));
        found.map(|term| term.label(lang))
    };
    let ours = match facet {
        "accessible" => term(&[Scheme::Accessibility]),
        "audience" => term(&[Scheme::AgeGroup, Scheme::Gender]),
        "format" => term(&[Scheme::Format]),
        "language" => term(&[Scheme::Language]),
        "theme" => term(&[Scheme::Theme]),
        "type" => term(&[Scheme::Type]),
        "municipality" => Municipality::by_code(value).map(|town| town.name(lang)),
        _ => word(facet, value).map(|word| word.text(lang)),
    };
    ours.or(choice.called.as_deref()).unwrap_or(value)
}

fn word(facet: &str, value: &str) -> Option<Word> {
    Some(match (facet, value) {
        ("channel", "place") => Word::OnSite,
        ("channel", "online") => Word::Online,
        ("channel", "phone") => Word::ByPhone,
        ("channel", "hybrid") => Word::OnSiteOrOnline,
        ("free", "true") => Word::Free,
        ("free", "false") => Word::Paid,
        ("status", "scheduled") => Word::ToBeHeld,
        ("status", "cancelled") => Word::CalledOff,
        ("status", "postponed") => Word::PutOff,
        _ => return None,
    })
}
