//! What all pages share, and how a text is marked that is in another language than its page.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{assets, organisation};
use crate::activity::Activity;
use crate::listing::Status;
use crate::localized::{Lang, Localized, RichText};
use crate::publish::words::Word;
use crate::site::Site;

/// `path` is below the site's base and the same in every language, with the query of what is shown.
pub(in crate::publish) fn page(
    site: &Site,
    title: &str,
    path: &str,
    lang: &Lang,
    head: &Markup,
    main: &Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (site_name(site, lang)) }
                link rel="canonical" href=(site.address(without_query(path)));
                (translations(site, path))
                (icon(site))
                (head)
                link rel="stylesheet" href=(assets::address(site, "kooste.css"));
            }
            body {
                a .skip href="#content" { (Word::SkipToContent.text(lang)) }
                header .top {
                    div .wide {
                        p .name { a href={ (site.address("")) "?lang=" (lang) } { (site_name(site, lang)) } }
                        (languages(site, path, lang))
                    }
                }
                main id="content" tabindex="-1" { (main) }
                footer .bottom { div .wide { (colophon(site, lang)) } }
            }
        }
    }
}

pub(super) fn icon(site: &Site) -> Markup {
    html! { link rel="icon" type="image/svg+xml" href=(assets::address(site, "favicon.svg")); }
}

/// The address of the same page in this language.
pub(in crate::publish) fn in_language(site: &Site, path: &str, lang: &Lang) -> String {
    let between = if path.contains('?') { '&' } else { '?' };
    format!("{}{between}lang={lang}", site.address(path))
}

fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}

/// For search engines: without a language the browser decides.
fn translations(site: &Site, path: &str) -> Markup {
    html! {
        @for lang in &Lang::OURS {
            link rel="alternate" hreflang=(lang) href=(in_language(site, path, lang));
        }
        link rel="alternate" hreflang="x-default" href=(site.address(path));
    }
}

/// The same as its page in another form, for programs that look for it (HTML, 4.6.7.1).
pub(in crate::publish) fn alternate(kind: &str, address: &str, title: Option<&str>) -> Markup {
    html! { link rel="alternate" type=(kind) href=(address) title=[title]; }
}

/// What stands before the name of an activity that is cancelled as a whole, as in calendars.
pub(in crate::publish) fn cancelled(activity: &Activity, lang: &Lang) -> String {
    let mut statuses = activity.sessions.iter().map(|held| held.session.status);
    let all = !activity.sessions.is_empty() && statuses.all(|s| s == Status::Cancelled);
    if all { format!("{}: ", Word::Cancelled.text(lang)) } else { String::new() }
}

fn languages(site: &Site, path: &str, lang: &Lang) -> Markup {
    let languages = [(Lang::FI, "Suomeksi"), (Lang::SV, "På svenska"), (Lang::EN, "In English")];
    html! {
        nav aria-label=(Word::Languages.text(lang)) {
            ul {
                @for (other, name) in languages.iter().filter(|(other, _)| other != lang) {
                    li {
                        a href=(in_language(site, path, other)) lang=(other) hreflang=(other) {
                            (name)
                        }
                    }
                }
            }
        }
    }
}

/// Whose words these are, and under which terms: each item tells its own.
fn colophon(site: &Site, lang: &Lang) -> Markup {
    let to = |path: &str| format!("{}?lang={lang}", site.address(path));
    html! {
        p { (Word::Colophon.text(lang)) }
        nav aria-label=(Word::MoreAbout.text(lang)) {
            ul {
                li { a href=(to("")) { (Word::Front.text(lang)) } }
                li { a href=(to("calendar")) { (Word::Calendar.text(lang)) } }
                li { a href=(to(organisation::PATH)) { (organisation::called(lang)) } }
                li { a href=(to("letter")) { (Word::Letter.text(lang)) } }
                li { a href=(to("docs")) { (Word::ForPrograms.text(lang)) } }
            }
        }
    }
}

pub(super) fn site_name<'a>(site: &'a Site, lang: &Lang) -> &'a str {
    site.name.best(lang).map_or("Kooste", |(_, name)| name)
}

/// WCAG 2.1, 3.1.2: told only where it differs from the page's.
pub(in crate::publish) fn differs<'a>(own: &'a Lang, page: &Lang) -> Option<&'a Lang> {
    (own != page).then_some(own)
}

pub(super) fn text(text: &Localized<String>, lang: &Lang) -> Option<Markup> {
    let (own, text) = text.best(lang)?;
    Some(html! { span lang=[differs(own, lang)] { (text) } })
}

/// The one place where HTML passes as it is: `RichText` holds an allow-list's elements only.
pub(in crate::publish) fn rich(text: &Localized<RichText>, lang: &Lang) -> Option<Markup> {
    let (own, text) = text.best(lang)?;
    let block = html! { div lang=[differs(own, lang)] { (PreEscaped(&text.html)) } };
    (!text.plain.trim().is_empty()).then_some(block)
}
