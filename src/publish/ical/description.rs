//! Everything that a calendar has no property of its own for, as plain text.

use crate::activity::Activity;
use crate::listing::{ContactMeans, Registration, Session};
use crate::localized::{Lang, Localized, RichText};
use crate::publish::credit;
use crate::publish::said;
use crate::publish::words::Word;
use crate::site::Site;

/// Paragraphs with an empty line between them; the last one says where it comes from.
pub(super) fn of(activity: &Activity, session: &Session, site: &Site, lang: &Lang) -> String {
    let content = &activity.content;
    let facts = [
        price(activity, lang),
        registration(&content.registration, &session.registration, lang),
        Some(labelled(
            Word::Accessibility,
            &said::accessibility(&session.accessibility, lang),
            lang,
        )),
        content.organiser.name.as_ref().map(|name| labelled(Word::Organiser, name, lang)),
    ];
    let paragraphs = [
        summary(activity, lang),
        plain(&content.description, lang),
        plain(&session.info, lang),
        Some(facts.into_iter().flatten().collect::<Vec<_>>().join("\n")),
        contacts(activity, lang),
        Some(credit::lines(activity, site, lang).join("\n")),
    ];
    let told = paragraphs.into_iter().flatten().filter(|paragraph| !paragraph.is_empty());
    told.collect::<Vec<_>>().join("\n\n")
}

fn plain(text: &Localized<RichText>, lang: &Lang) -> Option<String> {
    let (_, text) = text.best(lang)?;
    Some(text.plain.trim().to_owned()).filter(|plain| !plain.is_empty())
}

/// Unless the description begins with it.
fn summary(activity: &Activity, lang: &Lang) -> Option<String> {
    let summary = plain(&activity.content.summary, lang)?;
    let description = plain(&activity.content.description, lang).unwrap_or_default();
    (!description.starts_with(&summary)).then_some(summary)
}

fn price(activity: &Activity, lang: &Lang) -> Option<String> {
    let price = &activity.content.price;
    let kind = said::price(price.kind).map(|word| word.text(lang).to_owned());
    let parts: Vec<_> = kind.into_iter().chain(plain(&price.text, lang)).collect();
    (!parts.is_empty()).then(|| labelled(Word::Price, &parts.join(". "), lang))
}

/// What the activity says of it in general, and what the place or channel adds.
fn registration(general: &Localized<RichText>, here: &Registration, lang: &Lang) -> Option<String> {
    let required = here.required.map(|required| said::registration(required).text(lang).to_owned());
    let mut facts: Vec<String> = required.into_iter().collect();
    facts.extend(here.url.as_ref().map(ToString::to_string));
    facts.extend(here.email.clone());
    let texts = plain(general, lang).into_iter().chain(plain(&here.text, lang));
    let facts = facts.join(", ");
    let all: Vec<_> =
        Some(facts).filter(|facts| !facts.is_empty()).into_iter().chain(texts).collect();
    (!all.is_empty()).then(|| labelled(Word::Registration, &all.join("\n"), lang))
}

fn contacts(activity: &Activity, lang: &Lang) -> Option<String> {
    let line = |contact: &crate::listing::Contact| {
        let value = match &contact.means {
            ContactMeans::Email(email) => email.clone(),
            ContactMeans::Phone(number) => number.clone(),
            ContactMeans::Web(url) => url.to_string(),
        };
        match contact.label.best(lang) {
            Some((_, label)) => format!("{label}: {value}"),
            None => value,
        }
    };
    let lines: Vec<_> = activity.content.contacts.iter().map(line).collect();
    let heading = Word::Contacts.text(lang);
    (!lines.is_empty()).then(|| format!("{heading}:\n{}", lines.join("\n")))
}

fn labelled(word: Word, text: &str, lang: &Lang) -> String {
    format!("{}: {text}", word.text(lang))
}
