//! An activity as an entry of a feed of news: what JSON Feed and RSS both tell of it.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;
use maud::html;

use crate::activity::{Activity, HeldSession};
use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::page::{dates, layout};
use crate::publish::upcoming::upcoming;
use crate::publish::{credit, venue};
use crate::site::Site;
use crate::vocabulary::Term;
use crate::when::occurrences::{Occurrence, Span};
use crate::when::zone::to_instant;

/// What a feed says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channel<'a> {
    pub title: &'a str,
    /// The page for people.
    pub home: &'a str,
    /// The address that it is read from.
    pub address: &'a str,
    /// The address of what follows.
    pub next: Option<&'a str>,
    pub lang: &'a Lang,
}

/// An activity with those of its sessions that are asked for.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    pub activity: &'a Activity,
    pub sessions: Vec<&'a HeldSession>,
}

/// What is told of it.
pub(super) struct Entry<'a> {
    pub(super) activity: &'a Activity,
    /// With "PERUTTU: " where all of it is.
    pub(super) title: String,
    /// Of the title.
    pub(super) lang: &'a Lang,
    pub(super) summary: Option<&'a str>,
    /// When, where, what, and whence; safe to show.
    pub(super) html: String,
    pub(super) next: Option<Next>,
    /// The type and the themes, in words.
    pub(super) tags: Vec<&'static str>,
}

/// The next time of it, and where that is.
pub(super) struct Next {
    pub(super) span: Span,
    pub(super) status: Status,
    pub(super) place: Option<String>,
}

impl<'a> Entry<'a> {
    pub(super) fn of(chosen: &Chosen<'a>, site: &Site, as_of: NaiveDate, lang: &'a Lang) -> Self {
        let activity = chosen.activity;
        let content = &activity.content;
        let (own, name) = content.name.best(lang).map_or((lang, ""), |(own, name)| (own, name));
        let next = Next::of(&chosen.sessions, as_of, lang);
        let summary = content.summary.best(lang).map(|(_, text)| text.plain.trim());
        let terms = content.kind.iter().chain(&content.themes);
        Self {
            activity,
            title: format!("{}{}", layout::cancelled(activity, lang), name.trim()),
            lang: own,
            summary: summary.filter(|text| !text.is_empty()),
            html: body(activity, next.as_ref(), site, lang),
            next,
            tags: terms.map(|term: &Term| term.label(lang)).collect(),
        }
    }
}

/// How many times of a session are looked at for one that is not cancelled.
const LOOKED_AT: usize = 10;

impl Next {
    /// The earliest that takes place; where none does, the earliest.
    fn of(sessions: &[&HeldSession], as_of: NaiveDate, lang: &Lang) -> Option<Self> {
        let times = |held: &&'_ HeldSession| {
            let session = &held.session;
            let found = upcoming(&session.when, as_of, LOOKED_AT);
            found
                .into_iter()
                .map(|one| (status(session.status, &one), one.span))
                .collect::<Vec<_>>()
        };
        let all = sessions.iter().flat_map(|held| {
            let venue = &held.session.venue;
            times(held).into_iter().map(move |(status, span)| (status, span, venue))
        });
        let (status, span, at) =
            all.min_by_key(|(status, span, _)| (*status == Status::Cancelled, begins(span)))?;
        Some(Self { span, status, place: venue::line(at, lang) })
    }
}

fn status(whole: Status, one: &Occurrence) -> Status {
    if one.cancelled { Status::Cancelled } else { whole }
}

fn begins(span: &Span) -> DateTime<Utc> {
    match span {
        Span::Timed { start, .. } => start.to_utc(),
        Span::AllDay { first, .. } => to_instant(first.and_time(NaiveTime::MIN), Helsinki).to_utc(),
    }
}

fn body(activity: &Activity, next: Option<&Next>, site: &Site, lang: &Lang) -> String {
    let content = &activity.content;
    let markup = html! {
        @if let Some(next) = next {
            p {
                strong { (dates::span(&next.span, lang)) }
                @if let Some(place) = &next.place { ", " (place) }
            }
        }
        @if let Some(summary) = layout::rich(&content.summary, lang) { (summary) }
        @if let Some(description) = layout::rich(&content.description, lang) { (description) }
        @if let Some(name) = &content.organiser.name { p { (name) } }
        @for line in credit::lines(activity, site, lang) { p { small { (line) } } }
    };
    markup.into_string()
}
