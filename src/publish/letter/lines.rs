//! What is told of an item, line by line: the same in every form of the letter.

use super::words::{self, Word};
use super::{Reader, changes};
use crate::letter::{Heading, Item, Time};
use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::page::{dates, layout};
use crate::publish::venue;
use crate::publish::words::Word as Said;
use crate::when::When;

/// Behind what is told in another language than the letter's.
pub(super) fn foreign(item: &Item, heading: Heading, lang: &Lang) -> Option<String> {
    let content = &item.activity.content;
    let name = content.name.best(lang).map(|(own, _)| own);
    let summary = content.summary.best(lang).filter(|_| heading == Heading::New);
    let own = summary.map(|(own, _)| own).into_iter().chain(name).find(|own| *own != lang)?;
    Some(format!(" ({})", words::told_in(own, lang)))
}

/// With its language, and with "PERUTTU: " where all of it is.
pub(super) fn name<'a>(item: &'a Item, lang: &'a Lang) -> (&'a Lang, String) {
    let activity = &item.activity;
    let (own, name) =
        activity.content.name.best(lang).map_or((lang, ""), |(own, name)| (own, name));
    (own, format!("{}{}", layout::cancelled(activity, lang), one_line(name)))
}

pub(super) fn address(item: &Item, reader: Reader<'_>) -> String {
    format!("{}?lang={}", reader.site.page(&item.activity.id), reader.lang)
}

/// When and where, what changed, and who arranges it.
pub(super) fn facts(item: &Item, lang: &Lang) -> Vec<String> {
    let mut lines = times(item, lang);
    lines.extend(changes(&item.changes, lang));
    let organiser = item.activity.content.organiser.name.as_deref();
    lines.extend(
        organiser.map(|name| format!("{}: {}", Said::Organiser.text(lang), one_line(name))),
    );
    lines
}

/// One line a time; the place is told where it is another than in the line before.
fn times(item: &Item, lang: &Lang) -> Vec<String> {
    let mut lines = Vec::new();
    let mut told = None;
    for time in &item.times {
        let place = venue::for_readers(&time.venue, lang);
        let again = told.as_ref() == Some(&place);
        lines.push(line(time, place.as_deref().filter(|_| !again), lang));
        told = Some(place);
    }
    if item.more > 0 {
        lines.push(format!("{}: {}", Word::MoreTimes.text(lang), item.more));
    }
    let goes_on = |when: &When| matches!(when, When::Ongoing(_));
    if lines.is_empty() && item.activity.sessions.iter().any(|held| goes_on(&held.session.when)) {
        lines.push(Said::Ongoing.text(lang).to_owned());
    }
    lines.extend(
        item.last.map(|last| format!("{} {}", Word::LastDay.text(lang), dates::date(last, lang))),
    );
    lines
}

fn line(time: &Time, place: Option<&str>, lang: &Lang) -> String {
    let status = match time.status {
        Status::Scheduled => "",
        Status::Cancelled => Said::Cancelled.text(lang),
        Status::Postponed => Said::Postponed.text(lang),
    };
    let when = dates::span(&time.span, lang);
    let parts = [status, &when, place.unwrap_or_default()];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
