//! What a visitor can choose, in words and with numbers.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Count, Facets, Filter};
use crate::http::public::{Now, address};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::publish::alphabet::alphabetical;
use crate::publish::page::{self, BuilderWord, Choice, Group, Shelf, ShelfLink};
use crate::publish::words::Word;
use crate::vocabulary::Term;

/// In the order of the form.
pub(in crate::http::public) const GROUPS: [&str; 8] =
    ["municipality", "theme", "type", "format", "audience", "language", "accessible", "free"];

/// What has fields of its own, or none.
const FIELDS: [&str; 4] = ["q", "from", "to", "lang"];

/// With what is chosen already, also where nothing of it is left.
pub(in crate::http::public) fn groups(
    now: &Now<'_>,
    filter: &Filter,
    values: &[(String, String)],
    lang: &Lang,
) -> Vec<Group> {
    let facets = now.catalogue.facets(filter);
    let groups = GROUPS.into_iter().map(|name| {
        let chosen = chosen(values, name);
        let choices = choices(&facets, name, &chosen, lang);
        Group { name, title: page::field(name, lang), choices }
    });
    groups.filter(|group| !group.choices.is_empty()).collect()
}

fn chosen<'a>(values: &'a [(String, String)], name: &str) -> BTreeSet<&'a str> {
    let own = values.iter().filter(|(own, _)| own == name);
    own.flat_map(|(_, value)| value.split(',').map(str::trim)).collect()
}

fn choices(facets: &Facets, name: &str, chosen: &BTreeSet<&str>, lang: &Lang) -> Vec<Choice> {
    let empty = BTreeMap::new();
    let counts = facets.get(name).unwrap_or(&empty);
    let occurring = counts.keys().map(String::as_str);
    let values: BTreeSet<&str> = occurring.chain(chosen.iter().copied()).collect();
    let known = values.into_iter().filter_map(|value| Some((label(name, value, lang)?, value)));
    let mut known: Vec<_> = known.collect();
    // What is chosen is not to be looked for in a long list.
    known.sort_by_cached_key(|(label, value)| (!chosen.contains(value), place(name, value, label)));
    let choice = |(label, value): (&'static str, &str)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        count: counts.get(value).map_or(0, |Count { activities, .. }| *activities),
        chosen: chosen.contains(value),
    };
    known.into_iter().map(choice).collect()
}

/// What it is called; `None` of a value that is none.
fn label(name: &str, value: &str, lang: &Lang) -> Option<&'static str> {
    match name {
        "municipality" => Municipality::by_code(value).map(|town| town.name(lang)),
        "free" => (value == "true").then(|| Word::Free.text(lang)),
        _ => terms(name).find(|term| term.code() == value).map(|term| term.label(lang)),
    }
}

/// By its name; the young before the old, and languages and what helps to get in as the vocabulary has them.
fn place(name: &str, value: &str, label: &str) -> (Option<usize>, String) {
    match name {
        "audience" | "language" | "accessible" => {
            (terms(name).position(|term| term.code() == value), String::new())
        }
        _ => (None, alphabetical(label)),
    }
}

fn terms(name: &str) -> impl Iterator<Item = Term> {
    Filter::schemes(name).iter().flat_map(|scheme| Term::all(*scheme))
}

/// What the form has no field for.
pub(in crate::http::public) fn kept(values: &[(String, String)]) -> Vec<(String, String)> {
    let shown = |name: &str| GROUPS.contains(&name) || FIELDS.contains(&name);
    values.iter().filter(|(name, _)| !shown(name)).cloned().collect()
}

/// All that there is, value by value.
pub(super) fn shelves(now: &Now<'_>, lang: &Lang) -> Vec<Shelf> {
    let facets = now.catalogue.facets(&Filter::default());
    let shelves = [
        ("municipality", BuilderWord::ByMunicipality),
        ("type", BuilderWord::ByType),
        ("theme", BuilderWord::ByTheme),
        ("audience", BuilderWord::ByAudience),
    ];
    let shelf = |(name, word): (&str, BuilderWord)| {
        let choices = choices(&facets, name, &BTreeSet::new(), lang);
        let links = choices.into_iter().map(|choice| link(now, name, choice, lang)).collect();
        Shelf { title: word.text(lang), links }
    };
    shelves.into_iter().map(shelf).collect()
}

fn link(now: &Now<'_>, name: &str, choice: Choice, lang: &Lang) -> ShelfLink {
    let Choice { value, label, count, .. } = choice;
    // Codes need no encoding.
    let query = format!("{name}={value}");
    let spoken = if *lang == Lang::FI { query.clone() } else { sorted(&query, lang) };
    ShelfLink { label, count, query, ical: address(now.context, "/calendar.ics", Some(&spoken)) }
}

/// As a filter writes both.
fn sorted(query: &str, lang: &Lang) -> String {
    let mut pairs = [query.to_owned(), format!("lang={lang}")];
    pairs.sort();
    pairs.join("&")
}
