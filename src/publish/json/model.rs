//! The small shapes that recur everywhere in v1.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SecondsFormat, TimeZone};
use chrono_tz::Europe::Helsinki;
use chrono_tz::Tz;
use serde::Serialize;

use crate::localized::{Lang, Localized, RichText};
use crate::municipality::Municipality;
use crate::vocabulary::Term;
use crate::when::occurrences::Span;
use crate::when::zone::to_instant;

/// In which languages things are told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Languages<'a> {
    All,
    /// Of each text the best one for who reads this one.
    Only(&'a Lang),
}

impl Languages<'_> {
    pub(super) fn of<T>(self, localized: &Localized<T>) -> Vec<(&str, &T)> {
        let told: Vec<(&Lang, &T)> = match self {
            Self::All => localized.iter().collect(),
            Self::Only(lang) => localized.best(lang).into_iter().collect(),
        };
        told.into_iter().map(|(lang, value)| (lang.as_str(), value)).collect()
    }
}

/// By language; those in which nothing is said are absent.
pub(super) type Texts<'a> = BTreeMap<&'a str, &'a str>;

pub(super) fn texts<'a>(localized: &'a Localized<String>, langs: Languages<'_>) -> Texts<'a> {
    langs.of(localized).into_iter().map(|(lang, text)| (lang, text.as_str())).collect()
}

pub(super) fn plain<'a>(localized: &'a Localized<RichText>, langs: Languages<'_>) -> Texts<'a> {
    langs.of(localized).into_iter().map(|(lang, text)| (lang, text.plain.as_str())).collect()
}

pub(super) fn html<'a>(localized: &'a Localized<RichText>, langs: Languages<'_>) -> Texts<'a> {
    langs.of(localized).into_iter().map(|(lang, text)| (lang, text.html.as_str())).collect()
}

/// In all of our languages, or in one.
#[derive(Serialize)]
pub(super) struct Label {
    #[serde(skip_serializing_if = "Option::is_none")]
    fi: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sv: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    en: Option<&'static str>,
}

impl Label {
    fn of(langs: Languages<'_>, text: impl Fn(&Lang) -> &'static str) -> Self {
        let told = |own: Lang| match langs {
            Languages::Only(lang) if *lang != own => None,
            Languages::Only(_) | Languages::All => Some(text(&own)),
        };
        Self { fi: told(Lang::FI), sv: told(Lang::SV), en: told(Lang::EN) }
    }
}

/// A code of ours with what people call it.
#[derive(Serialize)]
pub(super) struct Coded {
    code: &'static str,
    label: Label,
}

impl Coded {
    pub(super) fn term(term: Term, langs: Languages<'_>) -> Self {
        Self { code: term.code(), label: Label::of(langs, |lang| term.label(lang)) }
    }

    pub(super) fn terms(terms: &BTreeSet<Term>, langs: Languages<'_>) -> Vec<Self> {
        terms.iter().map(|term| Self::term(*term, langs)).collect()
    }
}

/// By Statistics Finland's code.
#[derive(Serialize)]
pub(super) struct Town {
    code: &'static str,
    label: Label,
    wellbeing_area: Label,
}

impl Town {
    pub(super) fn of(municipality: Municipality, langs: Languages<'_>) -> Self {
        Self {
            code: municipality.code(),
            label: Label::of(langs, |lang| municipality.name(lang)),
            wellbeing_area: Label::of(langs, |lang| municipality.wellbeing_area(lang)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Scheduled,
    Cancelled,
    Postponed,
}

/// RFC 3339 with Helsinki's offset.
pub(super) fn time<Z: TimeZone>(time: &DateTime<Z>) -> String {
    time.with_timezone(&Helsinki).to_rfc3339_opts(SecondsFormat::Secs, false)
}

/// From when until when. Whole days begin at midnight and end at the midnight after the last one.
#[derive(Serialize)]
pub(super) struct Times {
    pub(super) start_time: Option<String>,
    pub(super) end_time: Option<String>,
}

impl Times {
    pub(super) fn of(span: &Span) -> Self {
        let (start, end) = ends_of(span);
        Self::between(Some(start), end)
    }

    pub(super) fn between(start: Option<DateTime<Tz>>, end: Option<DateTime<Tz>>) -> Self {
        Self { start_time: start.as_ref().map(time), end_time: end.as_ref().map(time) }
    }
}

pub(super) fn ends_of(span: &Span) -> (DateTime<Tz>, Option<DateTime<Tz>>) {
    match span {
        Span::Timed { start, end } => (*start, *end),
        Span::AllDay { first, last } => (midnight(*first), Some(midnight(*last + Days::new(1)))),
    }
}

pub(super) fn midnight(day: NaiveDate) -> DateTime<Tz> {
    to_instant(day.and_time(NaiveTime::MIN), Helsinki)
}
