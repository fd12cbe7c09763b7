//! Ways to reach an organiser, as people type them.

use std::collections::BTreeSet;

use url::Host;

use super::characters::tidy;
use super::{Redact, redact, text};
use crate::listing::{Contact, ContactMeans, Note};
use crate::localized::Localized;
use crate::source::{RawContact, RawTexts};
use crate::weburl::WebUrl;

/// What a link in a text leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Link {
    Web(WebUrl),
    /// Of e-mail or telephone.
    Address(String),
}

/// Each once, in the source's order. What is redacted is left out without a note: nothing is wrong with
/// it. What cannot be read is left out with one.
pub fn contacts(raw: &[RawContact], redact: Redact, notes: &mut BTreeSet<Note>) -> Vec<Contact> {
    let mut contacts = Vec::new();
    for contact in raw {
        let label = label(&contact.label, redact);
        for means in means(contact, notes) {
            let contact = Contact { means, label: label.clone() };
            if !redact::hides(&contact.means, redact) && !contacts.contains(&contact) {
                contacts.push(contact);
            }
        }
    }
    contacts
}

/// A web address, with `https://` where only `www.seura.example` was typed. Anything else that was
/// typed is dropped with a note.
pub fn web_url(raw: &str, notes: &mut BTreeSet<Note>) -> Option<WebUrl> {
    let text = tidy(raw);
    let text = text.trim();
    let url = web(text).or_else(|| bare_web(text));
    if url.is_none() && !text.is_empty() {
        notes.insert(Note::DroppedLink(redact::excerpt(text)));
    }
    url
}

/// The first e-mail address in a field meant for one, its domain in lower case.
#[must_use]
pub fn email(raw: &str) -> Option<String> {
    tidy(raw).split([',', ';', '<', '>', ' ', '\n']).find_map(one_email)
}

/// The first telephone number in a field meant for one, as it was typed but for its spaces.
#[must_use]
pub fn phone(raw: &str) -> Option<String> {
    pieces(&tidy(raw)).into_iter().find_map(one_phone)
}

/// `None` for `javascript:`, relative addresses and the like.
pub(super) fn link(href: &str) -> Option<Link> {
    let href = tidy(href);
    let href = href.trim();
    match href.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => {
            email(rest.split('?').next()?).map(Link::Address)
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel") => {
            phone(rest).map(Link::Address)
        }
        _ if starts_with_www(href) => bare_web(href).map(Link::Web),
        _ => web(href).map(Link::Web),
    }
}

fn label(raw: &RawTexts, redact: Redact) -> Localized<String> {
    let labels = text::by_language(raw).into_iter().filter_map(|(lang, raw)| {
        let label = redact::label(&text::plain_line(raw)?, redact);
        (!label.is_empty()).then_some((lang, label))
    });
    text::without_repeats(labels.collect(), |label| label)
}

/// Several where several were typed into one field. A value in the wrong field is read for what it is.
fn means(contact: &RawContact, notes: &mut BTreeSet<Note>) -> Vec<ContactMeans> {
    let value = tidy(&contact.value);
    let value = value.trim();
    if value.is_empty() {
        return Vec::new();
    }
    if matches!(contact.kind.as_str(), "www" | "web" | "url") && !value.contains('@') {
        return web_url(value, notes).map(ContactMeans::Web).into_iter().collect();
    }
    let found: Vec<_> = if value.contains('@') {
        let emails = value.split([',', ';', '<', '>', ' ', '\n']).filter_map(one_email);
        emails.map(ContactMeans::Email).collect()
    } else if let Some(url) = web(value).or_else(|| bare_web(value)) {
        vec![ContactMeans::Web(url)]
    } else {
        pieces(value).into_iter().filter_map(one_phone).map(ContactMeans::Phone).collect()
    };
    if found.is_empty() {
        notes.insert(Note::DroppedContact);
    }
    found
}

fn one_email(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches(['.', ')']).trim_start_matches('(');
    let text = match text.split_at_checked("mailto:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest.split('?').next()?,
        _ => text,
    };
    let (local, domain) = text.split_once('@')?;
    let allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    let local_ok = (1..=64).contains(&local.len()) && local.chars().all(allowed) && !dots;
    let host_ok = domain.len() <= 253 && is_host(domain);
    (local_ok && host_ok).then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// A name of at least two labels, the last in letters.
fn is_host(text: &str) -> bool {
    let labels: Vec<_> = text.split('.').collect();
    let label_ok = |label: &&str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = labels.last().copied().unwrap_or_default();
    labels.len() > 1
        && labels.iter().all(label_ok)
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
        && matches!(Host::parse(text), Ok(Host::Domain(_)))
}

/// "044 000 0123 / 050 000 0456" holds two numbers; "044/0000123" is one.
fn pieces(text: &str) -> Vec<&str> {
    text.split([',', ';', '\n'])
        .flat_map(|piece| piece.split(" / "))
        .flat_map(|piece| piece.split(" tai "))
        .flat_map(|piece| piece.split(" ja "))
        .collect()
}

/// From the first digit to the last of a number; words before and after it are dropped.
fn one_phone(text: &str) -> Option<String> {
    let start = text.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
    let text = text.get(start..)?.replace(['–', '‑', '\u{2212}'], "-").replace("(0)", " ");
    let dotted = text.starts_with(['0', '+']);
    let part = |c: char| c.is_ascii_digit() || " +()-/".contains(c) || (dotted && c == '.');
    let end = text.find(|c: char| !part(c)).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end_matches(|c: char| !c.is_ascii_digit());
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let plus = number.rfind('+').is_none_or(|at| at == 0);
    let closed = number.matches('(').count() == number.matches(')').count();
    let number: Vec<_> = number.split_whitespace().collect();
    ((3..=15).contains(&digits) && plus && closed).then(|| number.join(" "))
}

fn starts_with_www(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."))
}

fn web(text: &str) -> Option<WebUrl> {
    WebUrl::parse(text)
}

/// `seura.example/retket`, of which the host must look like one.
fn bare_web(text: &str) -> Option<WebUrl> {
    const FILES: [&str; 8] = ["doc", "docx", "htm", "html", "jpg", "pdf", "php", "png"];
    let text = text.strip_prefix("//").unwrap_or(text);
    let text = if starts_with_www(text) { text.split_whitespace().next()? } else { text };
    let host = text.split(['/', '?', '#']).next()?;
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        Some(_) => return None,
        None => host,
    };
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_file = !starts_with_www(name) && FILES.contains(&ending.as_str());
    (is_host(name) && !is_file).then(|| WebUrl::parse(&format!("https://{text}"))).flatten()
}

#[cfg(test)]
mod tests;
