//! What comes of a choice: its number, its first activities, and its addresses.

use std::fmt::Write;

use maud::{Markup, html};

use super::words::announcements;
use super::{Builder, BuilderWord, Outcome};
use crate::localized::Lang;
use crate::publish::page::{assets, index};
use crate::publish::words::Word;
use crate::site::Site;

/// Reports tell that longer ones are refused, counted in UTF-16.
const LONGEST_FOR_GOOGLE: usize = 256;

/// Both parts are there whatever is found, so that a script can put others in their place: the number is
/// read aloud when it changes, and the rest is not.
pub(super) fn region(builder: &Builder, site: &Site, lang: &Lang) -> Markup {
    html! {
        p .total id="total" role="status" data-live {
            @match &builder.outcome {
                Ok(outcome) => { (announcements(outcome.total, lang)) }
                Err(wrong) => {
                    strong .wrong { (BuilderWord::NotUnderstood.text(lang)) ". " } (wrong.sentence(lang))
                }
            }
        }
        div id="found" data-live {
            @if let Ok(outcome) = &builder.outcome { (found(outcome, site, lang)) }
        }
    }
}

fn found(outcome: &Outcome, site: &Site, lang: &Lang) -> Markup {
    html! {
        @if outcome.total == 0 { p { (BuilderWord::NothingFound.text(lang)) } }
        @if !outcome.first.is_empty() {
            ul .events { @for one in &outcome.first { li { (index::item(one, site, lang)) } } }
            (others(outcome, lang))
        }
        h3 { (BuilderWord::Use.text(lang)) }
        @if let Some(events) = outcome.too_many {
            p { (Word::LargeCalendar.text(lang)) " (" (events) " " (Word::Events.text(lang)) ")." }
        }
        (programs(&outcome.ical, &outcome.title, lang))
        (addresses(outcome, site, lang))
    }
}

/// Leads to where all are listed by day.
fn others(outcome: &Outcome, lang: &Lang) -> Markup {
    let others = outcome.total.saturating_sub(outcome.first.len());
    html! {
        p {
            a href=(outcome.calendar) { (BuilderWord::AsCalendar.text(lang)) }
            @if others > 0 {
                " (" (BuilderWord::And.text(lang)) " " (others) " " (BuilderWord::Others.text(lang)) ")"
            }
        }
    }
}

/// Links that put a calendar into a program. iOS subscribes by `webcal:` only.
pub(in crate::publish::page) fn programs(ical: &str, title: &str, lang: &Lang) -> Markup {
    let (_, rest) = ical.split_once("://").unwrap_or(("", ical));
    let webcal = format!("webcal://{rest}");
    let google = format!("https://calendar.google.com/calendar/r?cid={}", encoded(&webcal));
    let (address, name) = (encoded(ical), encoded(title));
    let outlook =
        |host: &str| format!("https://{host}/calendar/0/addfromweb?url={address}&name={name}");
    html! {
        ul .programs {
            li { a href=(webcal) { (BuilderWord::Program.text(lang)) } }
            li { a href=(google) { (BuilderWord::Google.text(lang)) } }
            li { a href=(outlook("outlook.live.com")) { (BuilderWord::Outlook.text(lang)) } }
            li { a href=(outlook("outlook.office.com")) { (BuilderWord::OutlookAtWork.text(lang)) } }
        }
        @if ical.encode_utf16().count() > LONGEST_FOR_GOOGLE {
            p { (BuilderWord::LongAddress.text(lang)) }
        }
    }
}

fn addresses(outcome: &Outcome, site: &Site, lang: &Lang) -> Markup {
    let codes = [
        ("ical", BuilderWord::CalendarAddress.text(lang), outcome.ical.clone()),
        ("json", "JSON", outcome.json.clone()),
        ("rss", "RSS", outcome.rss.clone()),
        ("frame", BuilderWord::FrameCode.text(lang), frame(outcome, site, lang)),
        ("component", BuilderWord::ComponentCode.text(lang), component(outcome, site, lang)),
    ];
    html! {
        @for (id, label, value) in &codes {
            div .address {
                label for={ "address-" (id) } { (label) }
                @if value.contains('\n') {
                    textarea id={ "address-" (id) } rows="5" readonly spellcheck="false" { (value) }
                } @else {
                    input id={ "address-" (id) } type="text" value=(value) readonly;
                }
                button type="button" hidden data-copy={ "address-" (id) }
                    data-copied=(BuilderWord::Copied.text(lang)) {
                    (BuilderWord::Copy.text(lang)) span .unseen { ": " (label) }
                }
            }
        }
    }
}

fn frame(outcome: &Outcome, site: &Site, lang: &Lang) -> String {
    let code = html! {
        iframe src=(outcome.embed) title=(outcome.title) lang=(lang) width="100%" height="700"
            loading="lazy" {}
    };
    let script = script(site, "kooste-embed.js");
    format!("{}\n{script}", code.into_string())
}

fn component(outcome: &Outcome, site: &Site, lang: &Lang) -> String {
    let code = html! {
        kooste-calendar src=(site.address("")) lang=(lang) limit="10" filters=(outcome.filters) {
            a href=(outcome.embed) { (outcome.title) }
        }
    };
    format!("{}\n{}", script(site, "kooste-calendar.js"), code.into_string())
}

/// Without the hash: what stands on other sites stays as it is when the file gets better.
fn script(site: &Site, name: &str) -> String {
    let code = html! { script src=(assets::whole_address(site, name)) async {} };
    code.into_string()
}

/// As a value in a query.
fn encoded(text: &str) -> String {
    let unreserved = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    text.bytes().fold(String::new(), |mut all, byte| {
        match byte {
            byte if unreserved(&byte) => all.push(char::from(byte)),
            // Writing to memory cannot fail.
            byte => write!(all, "%{byte:02X}").unwrap_or_default(),
        }
        all
    })
}
