//! The list, and the form that narrows it.

use maud::{Markup, html};

use super::words::Word;
use super::{List, PATH, Setting, address, contacts, frame};
use crate::municipality::Municipality;
use crate::organisations::{Holder, Organisation};
use crate::publish::alphabet::alphabetical;

/// So many municipalities are named one by one.
const FEW: usize = 5;

pub(super) fn page(list: &List<'_>, setting: Setting<'_>) -> Markup {
    let lang = setting.lang;
    let title = match setting.town {
        Some(town) => format!("{}: {}", Word::Organisations.text(lang), town.name(lang)),
        None => Word::Organisations.text(lang).to_owned(),
    };
    let main = html! {
        h1 { (title) }
        (form(list, setting))
        p { (list.total) " " (if list.total == 1 { Word::One } else { Word::Many }.text(lang)) }
        @if list.total == 0 { p { (Word::Nobody.text(lang)) } }
        ul { @for one in &list.organisations { li { (item(one, setting)) } } }
        @if let Some(next) = &list.next { p { a href=(next) rel="next" { (Word::Next.text(lang)) } } }
    };
    let path = match list.query.as_str() {
        "" => PATH.to_owned(),
        query => format!("{PATH}?{query}"),
    };
    frame::page(setting, &title, &path, &html! {}, &main)
}

/// Works without script.
fn form(list: &List<'_>, setting: Setting<'_>) -> Markup {
    let Setting { site, lang, embedded, .. } = setting;
    html! {
        form .narrow method="get" action=(site.path(PATH)) role="search" {
            p .field {
                label for="municipality" { (Word::Municipality.text(lang)) } " "
                select id="municipality" name="municipality" {
                    option value="" { (Word::All.text(lang)) }
                    @for town in &list.towns {
                        option value=(town.code()) selected[setting.town == Some(*town)] { (town.name(lang)) }
                    }
                }
            }
            p .field {
                label for="theme" { (Word::Theme.text(lang)) } " "
                select id="theme" name="theme" {
                    option value="" { (Word::All.text(lang)) }
                    @for theme in &list.themes {
                        option value=(theme.code()) selected[list.theme == Some(*theme)] { (theme.label(lang)) }
                    }
                }
            }
            p .field {
                label for="q" { (Word::Words.text(lang)) } " "
                input id="q" name="q" type="search" value=(list.words) maxlength="200";
            }
            input type="hidden" name="lang" value=(lang);
            @if embedded { input type="hidden" name="embed" value="1"; }
            p { button type="submit" { (Word::Search.text(lang)) } }
        }
    }
}

fn item(one: &Organisation, setting: Setting<'_>) -> Markup {
    let lang = setting.lang;
    let does = if one.themes.is_empty() { &one.kinds } else { &one.themes };
    let mut does: Vec<_> = does.iter().map(|term| term.label(lang)).collect();
    does.sort_by_cached_key(|label| alphabetical(label));
    let shared = one.contacts.iter().filter(|way| way.holder == Holder::Shared);
    let current = shared.filter(|way| !way.is_stale(setting.as_of, setting.contact_months));
    html! {
        a href=(address(setting, one)) { (one.name) }
        @let towns = towns(one, setting);
        @if !towns.is_empty() { ", " (towns) }
        @if !does.is_empty() { br; (does.join(", ")) }
        @if let Some(way) = current.into_iter().next() { br; (contacts::means(&way.means)) }
    }
}

fn towns(one: &Organisation, setting: Setting<'_>) -> String {
    let lang = setting.lang;
    if one.whole_country && one.municipalities.is_empty() {
        return Word::WholeCountry.text(lang).to_owned();
    }
    let mut towns: Vec<_> = one.municipalities.iter().collect();
    // The one that is asked for is not to be lost among the others.
    let asked = |town: &Municipality| setting.town == Some(*town);
    towns.sort_by_cached_key(|town| (!asked(town), alphabetical(town.name(lang))));
    let names: Vec<_> = towns.into_iter().map(|town| town.name(lang)).collect();
    match names.get(FEW..) {
        None | Some([]) => names.join(", "),
        Some(rest) => {
            let (named, more) = (names.get(..FEW).unwrap_or_default().join(", "), rest.len());
            // Not parted at the end of a line.
            format!("{named} {}\u{a0}{more}\u{a0}{}", Word::And.text(lang), Word::More.text(lang))
        }
    }
}
