//! What an activity is, for whom, and who arranges it.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::activity::Activity;
use crate::listing::{Area, Content, Price};
use crate::localized::Lang;
use crate::organisations;
use crate::publish::alphabet::alphabetical;
use crate::publish::page::{layout, organisation};
use crate::publish::said;
use crate::publish::words::Word;
use crate::site::Site;
use crate::vocabulary::Term;

pub(super) fn list(activity: &Activity, site: &Site, lang: &Lang) -> Markup {
    let content = &activity.content;
    let audience = || content.age_groups.iter().chain(&content.genders);
    html! {
        h2 { (Word::Facts.text(lang)) }
        dl {
            (terms(Word::Type, &content.kind, lang))
            (terms(Word::Themes, &by_name(&content.themes, lang), lang))
            (terms(Word::ArrangedAs, &by_name(&content.formats, lang), lang))
            (terms(Word::Audience, &by_place(audience().copied()), lang))
            (fact(Word::Ages, &ages(content, lang), lang))
            (terms(Word::HeldIn, &content.languages, lang))
            (area(&content.area, lang))
            (price(&content.price, lang))
            @if let Some(registration) = layout::rich(&content.registration, lang) {
                dt { (Word::Registration.text(lang)) }
                dd { (registration) }
            }
            (organiser(activity, site, lang))
        }
    }
}

fn terms<'a>(word: Word, terms: impl IntoIterator<Item = &'a Term>, lang: &Lang) -> Markup {
    let labels: Vec<_> = terms.into_iter().map(|term| term.label(lang)).collect();
    fact(word, &labels.join(", "), lang)
}

pub(in crate::publish::page) fn by_name(terms: &BTreeSet<Term>, lang: &Lang) -> Vec<Term> {
    let mut terms: Vec<_> = terms.iter().copied().collect();
    terms.sort_by_cached_key(|term| alphabetical(term.label(lang)));
    terms
}

/// As the vocabulary has them: the young before the old.
pub(in crate::publish::page) fn by_place(terms: impl IntoIterator<Item = Term>) -> Vec<Term> {
    let mut terms: Vec<_> = terms.into_iter().collect();
    let place = |term: &Term| Term::all(term.scheme()).position(|other| other == *term);
    terms.sort_by_key(|term| (term.scheme(), place(term)));
    terms
}

fn fact(word: Word, said: &str, lang: &Lang) -> Markup {
    html! { @if !said.is_empty() { dt { (word.text(lang)) } dd { (said) } } }
}

/// Told in years where the source tells years, and not only groups of them.
fn ages(content: &Content, lang: &Lang) -> String {
    let years = match (content.ages.min, content.ages.max) {
        (None, None) => return String::new(),
        (Some(min), Some(max)) if min == max => min.to_string(),
        (min, max) => {
            let text = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
            format!("{}–{}", text(min), text(max))
        }
    };
    format!("{years} {}", Word::Years.text(lang))
}

fn area(area: &Area, lang: &Lang) -> Markup {
    let said = match area {
        Area::WholeCountry => Word::EveryoneInFinland.text(lang).to_owned(),
        Area::Municipalities(named) => {
            // By name: the order of codes means nothing to a reader.
            let mut names: Vec<_> = named.iter().map(|town| town.name(lang)).collect();
            names.sort_by_cached_key(|name| alphabetical(name));
            names.join(", ")
        }
        Area::Unknown => String::new(),
    };
    fact(Word::Area, &said, lang)
}

fn price(price: &Price, lang: &Lang) -> Markup {
    let kind = said::price(price.kind);
    let text = layout::rich(&price.text, lang);
    html! {
        @if kind.is_some() || text.is_some() {
            dt { (Word::Price.text(lang)) }
            dd {
                @if let Some(kind) = kind { p { (kind.text(lang)) } }
                @if let Some(text) = text { (text) }
            }
        }
    }
}

/// What else an organisation does is found when somebody asks.
fn organiser(activity: &Activity, site: &Site, lang: &Lang) -> Markup {
    let organiser = &activity.content.organiser;
    html! {
        @if let Some(name) = &organiser.name {
            dt { (Word::Organiser.text(lang)) }
            dd {
                @match &organiser.url {
                    Some(url) => { a href=(url) { (name) } }
                    None => { (name) }
                }
                @if organisations::is_of_one(activity) {
                    br;
                    a .no-print rel="nofollow" href=(whole_organisation(activity, site, lang)) {
                        (Word::AllOfOrganiser.text(lang))
                    }
                }
            }
        }
    }
}

fn whole_organisation(activity: &Activity, site: &Site, lang: &Lang) -> String {
    layout::in_language(site, &format!("{}/{}", organisation::PATH, activity.id), lang)
}
