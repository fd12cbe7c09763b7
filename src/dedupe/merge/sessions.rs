//! Times and places: the times of one source, with what the others know of them.

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
    let chosen = chosen(heard);
    let from = chosen.first().map_or(first, |(witness, _)| witness).listing.key.clone();
    let sessions = chosen.into_iter().map(|(own, session)| completed(own, session, heard));
    (sessions.collect(), from)
}

type Said<'a> = (&'a Witness<'a>, &'a Session);

/// Of each source what all its listings tell; the source whose times are the most specific, then the
/// one that is believed most, then the one with which most agree.
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
            order.map(|(.., key)| key),
        )
    });
    once_each(&best.unwrap_or_default())
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
    let same = |session: &Session| said(group).any(|(_, one)| is_told(&one.when, &session.when));
    witness.listing.sessions.iter().any(same)
}

fn is_told(when: &When, other: &When) -> bool {
    together(when, other).is_some()
}

/// What two listings of one source both tell counts once. One listing may repeat itself.
fn once_each<'a>(group: &[&'a Witness<'a>]) -> Vec<Said<'a>> {
    let mut sessions: Vec<Said<'a>> = Vec::new();
    for (witness, session) in said(group) {
        let told = sessions.iter().any(|(other, known)| {
            other.listing.key != witness.listing.key && is_told(&known.when, &session.when)
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
        let about = witness.listing.sessions.iter().filter(|o| is_told(&session.when, &o.when));
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
