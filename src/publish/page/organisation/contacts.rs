//! How to reach an organisation, the people last.

use chrono_tz::Europe::Helsinki;
use maud::{Markup, html};

use super::Setting;
use super::words::Word;
use crate::listing::ContactMeans;
use crate::organisations::{Holder, Way};
use crate::publish::page::{dates, layout};
use crate::publish::telephone;

pub(super) fn section(ways: &[Way], setting: Setting<'_>) -> Markup {
    let lang = setting.lang;
    let (people, others): (Vec<_>, Vec<_>) =
        ways.iter().partition(|way| way.holder == Holder::Person);
    html! {
        @if !others.is_empty() {
            h2 { (Word::Contacts.text(lang)) }
            ul { @for way in others { li { (item(way, setting)) } } }
        }
        @if !people.is_empty() {
            h2 { (Word::People.text(lang)) }
            ul { @for way in people { li { (item(way, setting)) } } }
        }
    }
}

pub(super) fn means(means: &ContactMeans) -> Markup {
    html! {
        @match means {
            ContactMeans::Email(email) => { a href={ "mailto:" (email) } { (email) } }
            ContactMeans::Phone(number) => { (telephone::link(number)) }
            ContactMeans::Web(url) => { a href=(url) { (url) } }
        }
    }
}

fn item(way: &Way, setting: Setting<'_>) -> Markup {
    let Setting { lang, as_of, contact_months, .. } = setting;
    let confirmed = way.confirmed.with_timezone(&Helsinki).date_naive();
    html! {
        @if let Some(label) = layout::text(&way.label, lang) { (label) ": " }
        (means(&way.means))
        @if way.is_stale(as_of, contact_months) {
            ", " strong { (Word::Stale.text(lang)) " " (dates::date(confirmed, lang)) }
        }
    }
}
