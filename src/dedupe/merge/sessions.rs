//! Times and places: the times of one source, with what the others know of them, and with those that
//! others tell of elsewhere.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::status::{self, Told};
use super::together::{Together, together};
use super::{Witness, places};
use crate::id::{ListingKey, SourceId};
use crate::listing::Session;
use crate::when::{Hours, Once, Series, SeriesParts, When};

/// The sessions, and the listing they came from or the first of several. `first` is believed most.
pub(super) fn sessions(heard: &[Witness<'_>], first: &Witness<'_>) -> (Vec<Session>, ListingKey) {
    let mut said = chosen(heard);
    let from = said.first().map_or(first, |(witness, _)| witness).listing.key.clone();
    said.extend(elsewhere(&said, heard));
    let sessions = said.into_iter().map(|(own, session)| completed(own, session, heard));
    (sessions.collect(), from)
}

type Said<'a> = (&'a Witness<'a>, &'a Session);

/// Of each source what all its listings tell; the source whose times are the most specific, then the
/// one that is believed most, then the one with which most agree, then the one that leaves out the
/// least of what others tell.
fn chosen<'a>(heard: &'a [Witness<'a>]) -> Vec<Said<'a>> {
    let mut sources: BTreeMap<&SourceId, Vec<&Witness<'_>>> = BTreeMap::new();
    for witness in heard.iter().filter(|witness| !witness.listing.sessions.is_empty()) {
        sources.entry(&witness.listing.key.source).or_default().push(witness);
    }
    let best = sources.into_values().min_by_key(|group| {
        let order = group.first().map(|witness| witness.order());
        let specific = said(group).map(|(_, session)| specific(&session.when)).max();
        let agreeing = heard.iter().filter(|witness| agrees(witness, group)).count();
        (
            order.map(|(currency, ..)| currency),
            Reverse(specific),
            order.map(|(_, rank, _)| rank),
            Reverse(agreeing),
            heard.iter().map(|witness| left_out(witness, group)).sum::<usize>(),
            order.map(|(.., key)| key),
        )
    });
    once_each(&best.unwrap_or_default())
}

/// A listing that agrees in part is believed in the rest, as far as it contradicts nothing: a calendar
/// of one town leaves out what the organisation's own list tells of the next town, or of the telephone.
/// Another hour at the same place is a contradiction.
fn elsewhere<'a>(chosen: &[Said<'a>], heard: &'a [Witness<'a>]) -> Vec<Said<'a>> {
    let Some((best, _)) = chosen.first() else { return Vec::new() };
    let others = heard.iter().filter(|other| {
        other.listing.key.source != best.listing.key.source
            && other.currency == best.currency
            && chosen.iter().any(|(_, session)| tells(other, session))
    });
    let mut found: Vec<Said<'_>> = Vec::new();
    for other in others {
        for session in &other.listing.sessions {
            let told = chosen.iter().chain(&found).any(|(_, one)| is_told(one, session));
            let away = |one: &Session| places::elsewhere(&one.venue, &session.venue);
            if !told && chosen.iter().all(|(_, one)| away(one)) {
                found.push((other, session));
            }
        }
    }
    found
}

fn said<'a>(group: &[&'a Witness<'a>]) -> impl Iterator<Item = Said<'a>> {
    group.iter().flat_map(|witness| witness.listing.sessions.iter().map(|one| (*witness, one)))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Specific {
    Ongoing,
    Days,
    Hours,
}

fn specific(when: &When) -> Specific {
    match when {
        When::Once(_) => Specific::Hours,
        When::Series(series) if series.hours.is_some() => Specific::Hours,
        When::Series(_) | When::Days(_) => Specific::Days,
        When::Ongoing(_) => Specific::Ongoing,
    }
}

fn agrees(witness: &Witness<'_>, group: &[&Witness<'_>]) -> bool {
    said(group).any(|(_, session)| tells(witness, session))
}

fn left_out(witness: &Witness<'_>, group: &[&Witness<'_>]) -> usize {
    let missing = |session: &&Session| !group.iter().any(|own| tells(own, session));
    witness.listing.sessions.iter().filter(missing).count()
}

fn tells(witness: &Witness<'_>, session: &Session) -> bool {
    witness.listing.sessions.iter().any(|one| is_told(one, session))
}

/// At one time there may be a meeting and a telephone, or two towns.
fn is_told(session: &Session, other: &Session) -> bool {
    together(&session.when, &other.when).is_some() && !places::apart(&session.venue, &other.venue)
}

/// What two listings of one source both tell counts once. One listing may repeat itself.
fn once_each<'a>(group: &[&'a Witness<'a>]) -> Vec<Said<'a>> {
    let mut sessions: Vec<Said<'a>> = Vec::new();
    for (witness, session) in said(group) {
        let told = sessions.iter().any(|(other, known)| {
            other.listing.key != witness.listing.key && is_told(known, session)
        });
        if !told {
            sessions.push((witness, session));
        }
    }
    sessions
}

/// With what the others know of it, in the order in which they are believed.
fn completed(own: &Witness<'_>, session: &Session, heard: &[Witness<'_>]) -> Session {
    let others = heard.iter().filter(|witness| witness.listing.key != own.listing.key);
    let told = others.flat_map(|witness| {
        let about = witness.listing.sessions.iter().filter(|other| is_told(session, other));
        about.map(move |session| Told { witness, session })
    });
    let told: Vec<Told<'_>> = told.collect();
    let mut completed = session.clone();
    status::settle(&mut completed, own, &told);
    let whole =
        |told: &&Told<'_>| together(&session.when, &told.session.when) == Some(Together::All);
    let whole: Vec<&Session> = told.iter().filter(whole).map(|told| told.session).collect();
    for other in &whole {
        if let Some(when) = with_end(&completed.when, &other.when) {
            completed.when = when;
        }
    }
    places::complete(&mut completed, &whole);
    completed
}

/// `None` where it has one, or the other has none.
fn with_end(when: &When, other: &When) -> Option<When> {
    match (when, other) {
        (When::Once(once), When::Once(other)) if once.end.is_none() && once.zone == other.zone => {
            Once::new(once.zone, once.start, Some(other.end?)).ok().map(When::Once)
        }
        (When::Series(series), When::Series(other)) => {
            let (hours, known) = (series.hours?, other.hours?);
            if hours.end.is_some() {
                return None;
            }
            let hours = Some(Hours { end: Some(known.end?), ..hours });
            let parts = SeriesParts { hours, ..SeriesParts::from((**series).clone()) };
            Series::try_from(parts).ok().map(|series| When::Series(Box::new(series)))
        }
        _ => None,
    }
}
