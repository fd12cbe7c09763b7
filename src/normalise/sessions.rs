//! Channels and their times as sessions.

use std::collections::BTreeSet;

use super::time::{rule, span};
use super::{Redact, Refusal, brief, place, redact, taxonomy, text, time, title};
use crate::listing::{Accessibility, Note, Registration, Session, Status, Venue};
use crate::localized::Localized;
use crate::source::{CodeSystem, Held, Item, RawChannel, RawTime, RejectionReason};
use crate::when::{Ongoing, When};

/// Calendar readers slow down or stop at about as many events.
const MOST_SESSIONS: usize = 1_000;

/// One session for each time of each channel. A channel without times is a service to turn to; an
/// item without channels still has to be found, so it is one session at an unknown place.
pub(super) fn of(
    item: &Item,
    cancelled: bool,
    redact: Redact,
    notes: &mut BTreeSet<Note>,
) -> Result<Vec<Session>, Refusal> {
    let whole = status(item.held, cancelled);
    let mut times: Vec<Times> = item.channels.iter().map(|channel| times(channel, notes)).collect();
    none_readable(&times)?;
    for untimed in times.iter_mut().filter(|times| times.told == 0) {
        untimed.read.push(ongoing());
    }
    shorten(&mut times, notes);
    let mut sessions = Vec::new();
    for (channel, times) in item.channels.iter().zip(times) {
        let status = if whole == Status::Scheduled { status_of(channel) } else { whole };
        let template = session(channel, item.codes, status, redact, notes);
        for session in times.read.into_iter().map(|when| Session { when, ..template.clone() }) {
            if !sessions.contains(&session) {
                sessions.push(session);
            }
        }
    }
    if sessions.is_empty() {
        sessions.push(nowhere(whole));
    }
    Ok(sessions)
}

/// Times are told in their order, so of too many the last ones are those that are still to come.
fn shorten(times: &mut [Times], notes: &mut BTreeSet<Note>) {
    let told: usize = times.iter().map(|times| times.read.len()).sum();
    let mut over = told.saturating_sub(MOST_SESSIONS);
    if over > 0 {
        notes.insert(Note::Shortened);
    }
    for times in times {
        let here = over.min(times.read.len());
        times.read.drain(..here);
        over -= here;
    }
}

fn status(held: Held, cancelled: bool) -> Status {
    match held {
        Held::Cancelled => Status::Cancelled,
        _ if cancelled => Status::Cancelled,
        Held::Postponed => Status::Postponed,
        Held::Scheduled | Held::Rescheduled => Status::Scheduled,
    }
}

/// Of a part of a series, whose own title may say PERUTTU.
fn status_of(channel: &RawChannel) -> Status {
    let mut titles = channel.title.values().filter_map(|raw| title::read(raw));
    status(channel.held, titles.any(|title| title.cancelled))
}

/// What a channel tells of its times.
struct Times {
    told: usize,
    read: Vec<When>,
    /// Why the first unreadable one could not be read.
    first_fault: Option<String>,
}

fn times(channel: &RawChannel, notes: &mut BTreeSet<Note>) -> Times {
    let mut faults: Vec<String> = channel.unreadable_times.iter().map(|t| brief(t)).collect();
    let mut read = Vec::new();
    for raw in &channel.times {
        let whens = match raw {
            RawTime::Lahella(raw) => time::read(raw, notes),
            RawTime::Span(raw) => span::read(raw, notes).map(|when| vec![when]),
            RawTime::Recurring(raw) => rule::read(raw, notes),
        };
        match whens {
            Ok(whens) => read.extend(whens),
            Err(fault) => faults.push(brief(&fault.to_string())),
        }
    }
    let first_fault = faults.first().cloned();
    notes.extend(faults.into_iter().map(Note::UnreadableTime));
    Times { told: channel.times.len() + channel.unreadable_times.len(), read, first_fault }
}

/// Times that are all nonsense say that there are times: to call it a service without any would
/// be wrong.
fn none_readable(times: &[Times]) -> Result<(), Refusal> {
    let fault = times.iter().find_map(|times| times.first_fault.clone());
    match fault {
        Some(fault) if times.iter().all(|times| times.read.is_empty()) => {
            Err((RejectionReason::NoReadableTime, fault))
        }
        _ => Ok(()),
    }
}

fn session(
    channel: &RawChannel,
    codes: CodeSystem,
    status: Status,
    redact: Redact,
    notes: &mut BTreeSet<Note>,
) -> Session {
    Session {
        when: ongoing(),
        venue: place::venue(channel, redact, notes),
        info: text::rich_localized(&channel.info, redact, notes),
        accessibility: taxonomy::accessibility(&channel.accessibility, codes, notes),
        registration: registration(channel, redact, notes),
        status,
    }
}

fn registration(channel: &RawChannel, redact: Redact, notes: &mut BTreeSet<Note>) -> Registration {
    let url = channel.registration_url.as_deref().filter(|url| !url.trim().is_empty());
    Registration {
        required: channel.registration_required,
        url: url.and_then(|url| redact::web_url(url, redact, notes)),
        email: channel.registration_email.as_deref().and_then(|a| redact::address(a, redact)),
        text: text::rich_localized(&channel.registration, redact, notes),
    }
}

fn nowhere(status: Status) -> Session {
    Session {
        when: ongoing(),
        venue: Venue::Unknown,
        info: Localized::new(),
        accessibility: Accessibility::Unknown,
        registration: Registration::default(),
        status,
    }
}

fn ongoing() -> When {
    When::Ongoing(Ongoing::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ItemId;
    use crate::source::{RawHash, RawTexts};

    fn statuses(held: Held, parts: &[(Held, &str)]) -> Vec<Status> {
        let channel = |(at, &(held, title)): (usize, &(Held, &str))| RawChannel {
            info: RawTexts::from([("fi".to_owned(), format!("Huone {at}"))]),
            title: RawTexts::from([("fi".to_owned(), title.to_owned())]),
            held,
            ..RawChannel::default()
        };
        let channels = parts.iter().enumerate().map(channel).collect();
        let id = ItemId::parse("1").unwrap();
        let item = Item::new(id, RawHash::of(b""), CodeSystem::Words);
        let item = Item { held, channels, ..item };
        let sessions = of(&item, false, Redact::default(), &mut BTreeSet::new()).unwrap();
        sessions.iter().map(|session| session.status).collect()
    }

    #[test]
    fn a_part_of_a_series_is_cancelled_by_itself_and_the_whole_with_all_its_parts() {
        use Status::{Cancelled, Postponed, Scheduled};
        let parts = [
            (Held::Scheduled, ""),
            (Held::Cancelled, ""),
            (Held::Postponed, ""),
            (Held::Scheduled, "PERUTTU: Vesijumppa"),
            (Held::Rescheduled, "Vesijumppa ulkona"),
        ];
        assert_eq!(
            statuses(Held::Scheduled, &parts),
            [Scheduled, Cancelled, Postponed, Cancelled, Scheduled]
        );
        assert_eq!(statuses(Held::Cancelled, &parts), [Cancelled; 5]);
    }
}
