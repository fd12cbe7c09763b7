//! The page of one activity.

pub(super) mod facts;

use chrono::NaiveDate;
use chrono_tz::Europe::Helsinki;
use maud::{Markup, PreEscaped, html};

use super::block::blocks;
use super::{builder, dates, layout, session};
use crate::activity::{Activity, Member, credited};
use crate::listing::{Contact, ContactMeans, Image, Session, Status};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::publish::{json_ld, telephone};
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
        (language_told(activity, site, lang))
        @if let Some(summary) = layout::rich(&content.summary, lang) { (summary) }
        @if let Some(image) = &content.image { (picture(image, lang)) }
        @if let Some(description) = layout::rich(&content.description, lang) { (description) }
        @if !sessions.is_empty() {
            h2 { (Word::Times.text(lang)) }
            @for block in blocks(&sessions, as_of) { (session::section(&block, as_of, lang)) }
            @if sessions.iter().any(|session| is_for_calendars(session)) {
                (calendars(activity, title, site, lang))
            }
        }
        (facts::list(activity, site, lang))
        (contacts(&content.contacts, lang))
        (alike(possible, site, lang))
        (sources(activity, lang))
    };
    let head = head(activity, site, as_of, lang);
    layout::page(site, title, &format!("activity/{}", activity.id), lang, &head, &main)
}

/// Of a service that goes on there is nothing in a calendar, and what is off nobody wants there.
fn is_for_calendars(session: &Session) -> bool {
    session.status != Status::Cancelled && !matches!(session.when, When::Ongoing(_))
}

/// Whoever does not read the language of a text is told at once which one it is.
fn language_told(activity: &Activity, site: &Site, lang: &Lang) -> Markup {
    let content = &activity.content;
    let told: Vec<&Lang> = if content.description.is_empty() {
        content.name.iter().map(|(own, _)| own).collect()
    } else {
        content.description.iter().map(|(own, _)| own).collect()
    };
    let word = if told.len() > 1 { Word::ToldInOthers } else { Word::ToldIn };
    html! {
        @if !told.is_empty() && !told.contains(&lang) {
            p .note {
                (word.text(lang)) ": "
                @for (number, own) in told.iter().enumerate() {
                    @if number > 0 { ", " }
                    (whole_in(own, activity, site, lang))
                }
                "."
            }
        }
    }
}

/// The name of a language, which leads to the page in it where it is one of ours.
fn whole_in(own: &Lang, activity: &Activity, site: &Site, lang: &Lang) -> Markup {
    let name = Term::find(Scheme::Language, own.as_str()).map(|term| term.label(lang));
    let name = name.unwrap_or(own.as_str());
    html! {
        @if Lang::OURS.contains(own) {
            a href={ (site.page(&activity.id)) "?lang=" (own) } hreflang=(own) { (name) }
        } @else {
            (name)
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

#[cfg(test)]
mod tests;
