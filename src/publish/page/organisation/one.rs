//! The page of one organisation.

use maud::{Markup, PreEscaped, html};

use super::words::Word;
use super::{NextTimes, PATH, Setting, contacts, frame, to};
use crate::organisations::{Doing, Organisation, Source};
use crate::publish::alphabet::alphabetical;
use crate::publish::json_ld;
use crate::publish::page::activity::facts::{by_name, by_place};
use crate::publish::page::{dates, layout};
use crate::publish::words::Word as Said;
use crate::vocabulary::Term;

pub(super) fn page(one: &Organisation, next: &NextTimes, setting: Setting<'_>) -> Markup {
    let lang = setting.lang;
    let main = html! {
        p .no-print { a href=(to(PATH, setting)) { "← " (Word::Organisations.text(lang)) (of_town(setting)) } }
        h1 { (one.name) }
        dl {
            (fact(Word::AlsoCalled.text(lang), &joined(one.other_names.iter().map(String::as_str))))
            (fact(Word::BusinessId.text(lang), one.business_id.as_deref().unwrap_or_default()))
            (terms(Said::Type, &one.kinds, setting))
            (terms(Said::Themes, &by_name(&one.themes, lang), setting))
            (terms(Said::Audience, &by_place(one.age_groups.iter().chain(&one.genders).copied()), setting))
            (terms(Said::HeldIn, &one.languages, setting))
            (fact(Word::Where.text(lang), &places(one, setting)))
        }
        (contacts::section(&one.contacts, setting))
        h2 { (Word::Activities.text(lang)) }
        ul { @for doing in &one.activities { li { (activity(doing, next, setting)) } } }
        footer {
            @for source in &one.sources { p { (credit(source, setting)) } }
            p { (Word::Corrected.text(lang)) }
        }
    };
    let head = html! {
        script type="application/ld+json" {
            (PreEscaped(json_ld::organisation(one, setting.site, lang)))
        }
    };
    frame::page(setting, &one.name, &format!("{PATH}/{}", one.id), &head, &main)
}

fn of_town(setting: Setting<'_>) -> String {
    setting.town.map(|town| format!(": {}", town.name(setting.lang))).unwrap_or_default()
}

fn fact(what: &str, said: &str) -> Markup {
    html! { @if !said.is_empty() { dt { (what) } dd { (said) } } }
}

fn terms<'a>(
    word: Said,
    terms: impl IntoIterator<Item = &'a Term>,
    setting: Setting<'_>,
) -> Markup {
    let labels = terms.into_iter().map(|term| term.label(setting.lang));
    fact(word.text(setting.lang), &joined(labels))
}

fn joined<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

fn places(one: &Organisation, setting: Setting<'_>) -> String {
    let lang = setting.lang;
    // By name: the order of codes means nothing to a reader.
    let mut towns: Vec<_> = one.municipalities.iter().map(|town| town.name(lang)).collect();
    towns.sort_by_cached_key(|name| alphabetical(name));
    let everywhere = one.whole_country.then(|| Word::WholeCountry.text(lang));
    joined(towns.into_iter().chain(everywhere))
}

/// A frame is left for what is shown in full.
fn activity(doing: &Doing, next: &NextTimes, setting: Setting<'_>) -> Markup {
    let Setting { site, lang, embedded, .. } = setting;
    html! {
        a href={ (site.page(&doing.id)) "?lang=" (lang) } target=[embedded.then_some("_top")] {
            @if let Some(name) = layout::text(&doing.name, lang) { (name) }
        }
        @if let Some(kind) = doing.kind { ", " (kind.label(lang)) }
        @if let Some(span) = next.get(&doing.id) {
            ", " time datetime=(dates::machine_readable(span)) { (dates::span(span, lang)) }
        }
    }
}

fn credit(source: &Source, setting: Setting<'_>) -> Markup {
    let lang = setting.lang;
    html! {
        (Said::Source.text(lang)) ": " (source.attribution)
        @if let Some(licence) = &source.licence { ", " (Said::Licence.text(lang)) " " (licence) }
    }
}
