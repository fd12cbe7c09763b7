//! What all pages of the console share.

use maud::{DOCTYPE, Markup, html};

use super::words::{Words, pages as say};
use super::{Frame, Notice, Refusal};
use crate::dedupe::rulings::Ruling;
use crate::localized::Lang;
use crate::publish::page::assets;
use crate::site::Site;

/// The pages that a menu leads to: their addresses and names.
const MENU: [(&str, Words); 8] = [
    ("sources", say::SOURCES),
    ("runs", say::RUNS),
    ("duplicates", say::DUPLICATES),
    ("search", say::SEARCH),
    ("why", say::WHY),
    ("suppressions", say::SUPPRESSIONS),
    ("audit", say::AUDIT),
    ("tokens", say::TOKENS),
];

impl Frame<'_> {
    pub(super) fn say(&self, words: Words) -> &'static str {
        words.text(self.lang)
    }

    /// Without the host: a visitor may have come by another name of the site.
    pub(super) fn to(&self, path: &str) -> String {
        address(self.site, path)
    }

    /// A form that does something.
    pub(super) fn form(&self, to: &str, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(self.to(to)) {
                @if let Some(admin) = self.admin {
                    input type="hidden" name="form" value=(admin.form);
                }
                (fields)
            }
        }
    }

    /// A button in a row of a table: what it is for is told to who does not see the row.
    pub(super) fn button_for(
        &self,
        to: &str,
        label: Words,
        what: &str,
        sends: &[(&str, &str)],
    ) -> Markup {
        let label = self.say(label);
        self.form(
            to,
            &html! {
                @for (name, value) in sends { input type="hidden" name=(name) value=(value); }
                button type="submit" aria-label=(format!("{label}: {what}")) { (label) }
            },
        )
    }

    /// One that is a button and nothing else, with what it sends.
    pub(super) fn button(&self, to: &str, label: &str, sends: &[(&str, &str)]) -> Markup {
        self.form(
            to,
            &html! {
                @for (name, value) in sends { input type="hidden" name=(name) value=(value); }
                button type="submit" { (label) }
            },
        )
    }
}

/// The console's own address is that without a path.
#[must_use]
pub fn address(site: &Site, path: &str) -> String {
    let between = if path.is_empty() || path.starts_with('?') { "" } else { "/" };
    site.path(&format!("admin{between}{path}"))
}

pub(super) fn page(frame: &Frame<'_>, title: &str, main: &Markup) -> String {
    let site = frame.site.name.best(frame.lang).map_or("Kooste", |(_, name)| name.as_str());
    let whole = html! {
        (DOCTYPE)
        html lang=(frame.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                title { (title) " – " (frame.say(say::CONSOLE)) " – " (site) }
                link rel="stylesheet" href=(assets::address(frame.site, "console.css"));
                script src=(assets::address(frame.site, "console.js")) defer {}
            }
            body {
                a .skip href="#content" { (frame.say(say::SKIP)) }
                header {
                    p .name { a href=(frame.to("")) { (site) " – " (frame.say(say::CONSOLE)) } }
                    (languages(frame))
                    @if let Some(admin) = frame.admin {
                        div .who {
                            p { (frame.say(say::SIGNED_IN_AS)) " " strong { (admin.name) } }
                            (frame.button("sign-out", frame.say(say::SIGN_OUT), &[]))
                        }
                        (menu(frame))
                    }
                }
                main id="content" tabindex="-1" {
                    @if let Some(notice) = frame.notice {
                        p .notice role="status" { (told(frame, notice)) }
                    }
                    h1 { (title) }
                    (main)
                }
            }
        }
    };
    whole.into_string()
}

/// In place of a page that there is not, or of something that was not done; `detail` is in English, for
/// where `why` is not known.
#[must_use]
pub fn refused(frame: &Frame<'_>, status: u16, detail: &str, why: Option<Refusal>) -> String {
    let title = frame.say(match status {
        404 | 405 => say::NOT_FOUND,
        500.. => say::FAULT,
        _ => say::NOT_DONE,
    });
    let main = html! {
        @match why {
            Some(why) => { p { (frame.say(why.words())) } }
            None => { p lang="en" { (detail) } }
        }
        p { a href=(frame.to("")) { (frame.say(say::BACK)) } }
    };
    page(frame, title, &main)
}

fn menu(frame: &Frame<'_>) -> Markup {
    let here = frame.here.split(['?', '/']).next().unwrap_or("");
    html! {
        nav .menu aria-label=(frame.say(say::PAGES)) {
            ul {
                @for (path, name) in MENU {
                    li {
                        a href=(frame.to(path)) aria-current=[(here == path).then_some("page")] {
                            (frame.say(name))
                        }
                    }
                }
            }
        }
    }
}

fn languages(frame: &Frame<'_>) -> Markup {
    let languages = [(Lang::FI, "Suomeksi"), (Lang::SV, "På svenska"), (Lang::EN, "In English")];
    html! {
        nav .languages aria-label=(frame.say(say::LANGUAGES)) {
            ul {
                @for (other, name) in languages.iter().filter(|(other, _)| other != frame.lang) {
                    li {
                        a href=(frame.to(&in_language(frame.here, other))) lang=(other)
                            hreflang=(other) { (name) }
                    }
                }
            }
        }
    }
}

/// The same page with that language asked for.
fn in_language(here: &str, lang: &Lang) -> String {
    let (path, query) = here.split_once('?').unwrap_or((here, ""));
    let others = url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "lang");
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(others)
        .append_pair("lang", lang.as_str())
        .finish();
    format!("{path}?{query}")
}

fn told(frame: &Frame<'_>, notice: &Notice) -> String {
    let with = |words: Words, value: &str| format!("{} {value}", frame.say(words));
    match notice {
        Notice::Approved { removed } => say::DONE_APPROVED.told(*removed, frame.lang),
        Notice::Refused => frame.say(say::DONE_REFUSED).to_owned(),
        Notice::Suppressed(subject) => with(say::DONE_SUPPRESSED, subject),
        Notice::LetGo { subject, others } if others.is_empty() => with(say::DONE_LET_GO, subject),
        Notice::LetGo { subject, others } => {
            let others = others.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
            format!(
                "{}: {subject}. {} {others}",
                frame.say(say::LET_GO_DONE),
                frame.say(say::STAYS_HIDDEN)
            )
        }
        Notice::Ruled(Ruling::Together) => frame.say(say::DONE_MERGED).to_owned(),
        Notice::Ruled(Ruling::Apart) => frame.say(say::DONE_PARTED).to_owned(),
        Notice::Unruled => frame.say(say::DONE_UNRULED).to_owned(),
        Notice::Revoked(name) => with(say::DONE_REVOKED, name),
        Notice::Started(runs) => say::DONE_STARTED.told(*runs, frame.lang),
    }
}
