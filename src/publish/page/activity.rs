//! The page of one activity.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use maud::{Markup, PreEscaped, html};

use super::{builder, dates, layout, session};
use crate::activity::{Activity, Member, credited};
use crate::listing::{Area, Contact, ContactMeans, Content, Image, Organiser, Price, Session};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::publish::{json_ld, said, telephone};
use crate::site::Site;
use crate::vocabulary::{Scheme, Term};
use crate::when::When;
use crate::when::occurrences::last_day;

pub(super) fn page(
    activity: &Activity,
    possible: &[&Activity],
    site: &Site,
    as_of: NaiveDate,
    lang: &Lang,
) -> Markup {
    let content = &activity.content;
    let name = content.name.best(lang).map(|(_, name)| name.as_str()).unwrap_or_default();
    let mark = layout::cancelled(activity, lang);
    let title = &format!("{mark}{name}");
    let sessions = to_come(activity, as_of);
    let main = html! {
        h1 { (mark) @if let Some(name) = layout::text(&content.name, lang) { (name) } }
        (language_told(content, lang))
        @if let Some(summary) = layout::rich(&content.summary, lang) { (summary) }
        @if let Some(image) = &content.image { (picture(image, lang)) }
        @if let Some(description) = layout::rich(&content.description, lang) { (description) }
        @if !sessions.is_empty() {
            h2 { (Word::Times.text(lang)) }
            @for session in sessions { (session::section(session, as_of, lang)) }
            // Of a service that goes on there is nothing in a calendar.
            @if activity.sessions.iter().any(|held| !matches!(held.session.when, When::Ongoing(_))) {
                (calendars(activity, title, site, lang))
            }
        }
        (facts(content, lang))
        (contacts(&content.contacts, lang))
        (alike(possible, site, lang))
        (sources(activity, lang))
    };
    let head = head(activity, site, as_of, lang);
    layout::page(site, title, &format!("activity/{}", activity.id), lang, &head, &main)
}

/// Whoever does not read the language of a text is told at once which one it is.
fn language_told(content: &Content, lang: &Lang) -> Markup {
    let told = content.description.best(lang).map(|(own, _)| own);
    let own = told.or(content.name.best(lang).map(|(own, _)| own)).filter(|own| *own != lang);
    let term = own.and_then(|own| Term::find(Scheme::Language, own.as_str()));
    html! {
        @if let Some(term) = term {
            p .note { (Word::ToldIn.text(lang)) ": " (term.label(lang)) "." }
        }
    }
}

/// For calendars, and for search engines, which look for events in the page itself.
fn head(activity: &Activity, site: &Site, as_of: NaiveDate, lang: &Lang) -> Markup {
    let address = |end: &str| format!("{}.{end}?lang={lang}", site.page(&activity.id));
    html! {
        (layout::alternate("text/calendar", &address("ics"), None))
        (layout::alternate("application/ld+json", &address("jsonld"), None))
        script type="application/ld+json" {
            (PreEscaped(json_ld::script(activity, site, as_of, lang)))
        }
    }
}

/// The sessions that are not over; all of them where all are.
fn to_come(activity: &Activity, as_of: NaiveDate) -> Vec<&Session> {
    let all = || activity.sessions.iter().map(|held| &held.session);
    let over = |session: &&Session| last_day(&session.when).is_some_and(|last| last < as_of);
    let open: Vec<_> = all().filter(|session| !over(session)).collect();
    if open.is_empty() { all().collect() } else { open }
}

/// This one alone, to be taken once or to be followed.
fn calendars(activity: &Activity, title: &str, site: &Site, lang: &Lang) -> Markup {
    let ical = format!("{}.ics?lang={lang}", site.page(&activity.id));
    html! {
        section .no-print {
            h3 { (Word::ToYourCalendar.text(lang)) }
            p { a href=(ical) download={ (activity.id) ".ics" } { (Word::CalendarFile.text(lang)) } }
            (builder::programs(&ical, title, lang))
        }
    }
}

/// A person may know what we do not.
fn alike(possible: &[&Activity], site: &Site, lang: &Lang) -> Markup {
    html! {
        @if !possible.is_empty() {
            h2 { (Word::MayBeTheSame.text(lang)) }
            ul {
                @for other in possible {
                    li {
                        a href={ (site.page(&other.id)) "?lang=" (lang) } {
                            @match layout::text(&other.content.name, lang) {
                                Some(name) => { (name) }
                                None => { (other.id) }
                            }
                        }
                        @if let Some(organiser) = &other.content.organiser.name { ", " (organiser) }
                    }
                }
            }
        }
    }
}

/// Linked, never copied; and whoever looks at it is not told to the image's owner.
fn picture(image: &Image, lang: &Lang) -> Markup {
    let alt = image.alt.best(lang);
    html! {
        img src=(image.url) loading="lazy" referrerpolicy="no-referrer"
            alt=(alt.map(|(_, alt)| alt.as_str()).unwrap_or_default())
            lang=[alt.and_then(|(own, _)| layout::differs(own, lang))];
    }
}

fn facts(content: &Content, lang: &Lang) -> Markup {
    let audience = || content.age_groups.iter().chain(&content.genders);
    html! {
        h2 { (Word::Facts.text(lang)) }
        dl {
            (terms(Word::Type, &content.kind, lang))
            (terms(Word::Themes, &content.themes, lang))
            (terms(Word::ArrangedAs, &content.formats, lang))
            (terms(Word::Audience, audience(), lang))
            (fact(Word::Ages, &ages(content, lang), lang))
            (terms(Word::HeldIn, &content.languages, lang))
            (area(&content.area, lang))
            (price(&content.price, lang))
            @if let Some(registration) = layout::rich(&content.registration, lang) {
                dt { (Word::Registration.text(lang)) }
                dd { (registration) }
            }
            (organiser(&content.organiser, lang))
        }
    }
}

fn terms<'a>(word: Word, terms: impl IntoIterator<Item = &'a Term>, lang: &Lang) -> Markup {
    let labels: Vec<_> = terms.into_iter().map(|term| term.label(lang)).collect();
    fact(word, &labels.join(", "), lang)
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
            let names: BTreeSet<_> = named.iter().map(|town| town.name(lang)).collect();
            names.into_iter().collect::<Vec<_>>().join(", ")
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

fn organiser(organiser: &Organiser, lang: &Lang) -> Markup {
    html! {
        @if let Some(name) = &organiser.name {
            dt { (Word::Organiser.text(lang)) }
            dd {
                @match &organiser.url {
                    Some(url) => { a href=(url) { (name) } }
                    None => { (name) }
                }
            }
        }
    }
}

fn contacts(contacts: &[Contact], lang: &Lang) -> Markup {
    html! {
        @if !contacts.is_empty() {
            h2 { (Word::Contacts.text(lang)) }
            ul { @for contact in contacts { li { (one_contact(contact, lang)) } } }
        }
    }
}

fn one_contact(contact: &Contact, lang: &Lang) -> Markup {
    html! {
        @if let Some(label) = layout::text(&contact.label, lang) { (label) ": " }
        @match &contact.means {
            ContactMeans::Email(email) => { a href={ "mailto:" (email) } { (email) } }
            ContactMeans::Phone(number) => { (telephone::link(number)) }
            ContactMeans::Web(url) => { a href=(url) { (url) } }
        }
    }
}

fn sources(activity: &Activity, lang: &Lang) -> Markup {
    let changed = activity.changed.with_timezone(&Helsinki).date_naive();
    html! {
        section {
            h2 { (Word::Sources.text(lang)) }
            @for (member, word) in credits(activity) { p { (source(member, word, lang)) } }
            p { (Word::Updated.text(lang)) " " (dates::date(changed, lang)) }
        }
    }
}

/// First the source to which the page belongs, then those that announce the same.
fn credits(activity: &Activity) -> Vec<(&Member, Word)> {
    let mut members: Vec<_> = credited(&activity.members).collect();
    let main = |member: &Member| member.credit.link.as_ref() == activity.link();
    members.sort_by_key(|member| !main(member));
    let words = std::iter::once(Word::Source).chain(std::iter::repeat(Word::AlsoListedIn));
    members.into_iter().zip(words).collect()
}

fn source(member: &Member, word: Word, lang: &Lang) -> Markup {
    let credit = &member.credit;
    html! {
        (word.text(lang)) ": "
        @match &credit.link {
            Some(link) => {
                a href=(link) { (credit.attribution) } " (" (Word::CorrectThere.text(lang)) ")"
            }
            None => { (credit.attribution) }
        }
        @if let Some(licence) = &credit.licence { ", " (Word::Licence.text(lang)) " " (licence) }
    }
}
