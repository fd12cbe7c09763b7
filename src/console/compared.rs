//! Two listings field by field, and in words whether they say the same.

use chrono::{Days, NaiveDate};

use super::words::codes;
use super::words::pages as say;
use super::words::{Words, words};
use crate::activity::Field;
use crate::listing::{Area, Contact, ContactMeans, Content, Listing, Session, Status};
use crate::localized::{Lang, Localized, RichText};
use crate::publish::page::dates;
use crate::publish::said;
use crate::publish::venue;
use crate::vocabulary::Term;
use crate::when::When;
use crate::when::occurrences::{Occurrence, Window, occurrences};

/// One field of both; where neither says anything there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Compared {
    pub(super) field: Words,
    /// One line for each thing that is said.
    pub(super) sides: [Vec<String>; 2],
    pub(super) difference: Words,
}

/// Times of each session: more say nothing more about whether two are one.
const TIMES: usize = 5;
const DAYS_AROUND: u64 = 400;

/// Times are told around `today`.
pub(super) fn compared(sides: [&Listing; 2], today: NaiveDate, lang: &Lang) -> Vec<Compared> {
    let fields = Field::OF_LISTING.into_iter();
    let told = fields.map(|field| (codes::field(field), field));
    told.filter_map(|(words, field)| {
        let sides = sides.map(|listing| of(listing, field, today, lang));
        Some(Compared { field: words, difference: difference(&sides)?, sides })
    })
    .collect()
}

fn difference([a, b]: &[Vec<String>; 2]) -> Option<Words> {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => None,
        (false, true) => Some(say::ONLY_FIRST),
        (true, false) => Some(say::ONLY_SECOND),
        (false, false) if a == b => Some(say::SAME),
        (false, false) => Some(say::DIFFERS),
    }
}

fn of(listing: &Listing, field: Field, today: NaiveDate, lang: &Lang) -> Vec<String> {
    let content = &listing.content;
    match field {
        Field::Name => texts(&content.name),
        Field::Summary => rich(&content.summary),
        Field::Description => rich(&content.description),
        Field::Kind => terms(&content.kind, lang),
        Field::Themes => terms(&content.themes, lang),
        Field::Formats => terms(&content.formats, lang),
        Field::AgeGroups => terms(&content.age_groups, lang),
        Field::Genders => terms(&content.genders, lang),
        Field::Languages => terms(&content.languages, lang),
        Field::Area => area(&content.area, lang),
        Field::Price => price(content, lang),
        Field::Registration => rich(&content.registration),
        Field::Contacts => content.contacts.iter().map(contact).collect(),
        Field::Image => content.image.iter().map(|image| image.url.to_string()).collect(),
        Field::Organiser => organiser(content),
        Field::Publication => Vec::new(),
        Field::Visibility => visibility(content, lang),
        Field::Sessions => {
            let all = listing.sessions.iter();
            all.map(|session| self::session(session, TIMES, today, lang)).collect()
        }
        Field::Sources => Vec::new(),
    }
}

fn texts(text: &Localized<String>) -> Vec<String> {
    text.iter().map(|(lang, text)| format!("{lang}: {text}")).collect()
}

fn rich(text: &Localized<RichText>) -> Vec<String> {
    let said = text.iter().filter(|(_, text)| !text.plain.trim().is_empty());
    said.map(|(lang, text)| format!("{lang}: {}", text.plain)).collect()
}

fn terms<'a>(terms: impl IntoIterator<Item = &'a Term>, lang: &Lang) -> Vec<String> {
    terms.into_iter().map(|term| term.label(lang).to_owned()).collect()
}

fn area(area: &Area, lang: &Lang) -> Vec<String> {
    match area {
        Area::WholeCountry => {
            vec![words("koko Suomi", "hela Finland", "all of Finland").text(lang).to_owned()]
        }
        Area::Municipalities(towns) => {
            towns.iter().map(|town| town.name(lang).to_owned()).collect()
        }
        Area::Unknown => Vec::new(),
    }
}

fn price(content: &Content, lang: &Lang) -> Vec<String> {
    let kind = said::price(content.price.kind).map(|word| word.text(lang).to_owned());
    kind.into_iter().chain(rich(&content.price.text)).collect()
}

fn contact(contact: &Contact) -> String {
    match &contact.means {
        ContactMeans::Email(address) => address.clone(),
        ContactMeans::Phone(number) => number.clone(),
        ContactMeans::Web(url) => url.to_string(),
    }
}

fn organiser(content: &Content) -> Vec<String> {
    let organiser = &content.organiser;
    let parts = [&organiser.name, &organiser.business_id];
    parts.into_iter().flatten().cloned().collect()
}

fn visibility(content: &Content, lang: &Lang) -> Vec<String> {
    let ends = [content.visibility.from, content.visibility.until];
    if ends == [None, None] {
        return Vec::new();
    }
    let written = ends.map(|end| end.map(|at| super::moment::written(at, lang)));
    let [from, until] = written.map(Option::unwrap_or_default);
    vec![format!("{from} – {until}")]
}

/// One time and place of several, for who looks through many.
pub(super) fn in_short(sessions: &[Session], today: NaiveDate, lang: &Lang) -> Option<String> {
    let next = |session: &&Session| occurrences(&session.when, ahead(today)).first().map(starts);
    let soonest = sessions.iter().filter(|session| next(session).is_some()).min_by_key(next);
    let told = session(soonest.or_else(|| sessions.last())?, 1, today, lang);
    let more = sessions.len() - 1;
    Some(if more > 0 { format!("{told} (+ {more})") } else { told })
}

fn session(session: &Session, most: usize, today: NaiveDate, lang: &Lang) -> String {
    let status = match session.status {
        Status::Scheduled => None,
        Status::Cancelled => Some(words("peruttu", "inställt", "cancelled")),
        Status::Postponed => Some(words("siirretty", "framskjutet", "postponed")),
    };
    let status = status.map(|words| words.text(lang).to_owned());
    let place = venue::line(&session.venue, lang);
    let parts: Vec<_> =
        times(&session.when, most, today, lang).into_iter().chain(place).chain(status).collect();
    parts.join("; ")
}

fn starts(one: &Occurrence) -> NaiveDate {
    one.original.date()
}

fn ahead(today: NaiveDate) -> Window {
    Window { from: today, to: today + Days::new(DAYS_AROUND) }
}

/// What is to come; where that is little, what was last before it: two may be one by what has passed.
fn times(when: &When, most: usize, today: NaiveDate, lang: &Lang) -> Vec<String> {
    if let When::Ongoing(ongoing) = when {
        let date = |date: NaiveDate| dates::date(date, lang);
        let [from, to] = [ongoing.from, ongoing.to].map(|end| end.map(date).unwrap_or_default());
        return vec![format!("{from} – {to}")];
    }
    let all = occurrences(when, ahead(today));
    let passed = Window { from: today - Days::new(DAYS_AROUND), to: today - Days::new(1) };
    let passed = occurrences(when, passed);
    let passed =
        passed.iter().filter(|one| !all.contains(one)).rev().take(most.saturating_sub(all.len()));
    let mut told: Vec<_> = passed.map(|one| dates::span(&one.span, lang)).collect();
    told.reverse();
    told.extend(all.iter().take(most).map(|one| dates::span(&one.span, lang)));
    if all.len() > most && most > 1 {
        told.push(format!("… ({})", all.len()));
    }
    told
}
