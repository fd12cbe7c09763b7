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

/// By language; those in which nothing is said are absent.
pub(super) type Texts<'a> = BTreeMap<&'a str, &'a str>;

pub(super) fn texts(localized: &Localized<String>) -> Texts<'_> {
    localized.iter().map(|(lang, text)| (lang.as_str(), text.as_str())).collect()
}

pub(super) fn plain(localized: &Localized<RichText>) -> Texts<'_> {
    localized.iter().map(|(lang, text)| (lang.as_str(), text.plain.as_str())).collect()
}

pub(super) fn html(localized: &Localized<RichText>) -> Texts<'_> {
    localized.iter().map(|(lang, text)| (lang.as_str(), text.html.as_str())).collect()
}

#[derive(Serialize)]
pub(super) struct Label {
    fi: &'static str,
    sv: &'static str,
    en: &'static str,
}

impl Label {
    fn of(text: impl Fn(&Lang) -> &'static str) -> Self {
        Self { fi: text(&Lang::FI), sv: text(&Lang::SV), en: text(&Lang::EN) }
    }
}

/// A code of ours with what people call it.
#[derive(Serialize)]
pub(super) struct Coded {
    code: &'static str,
    label: Label,
}

impl Coded {
    pub(super) fn term(term: Term) -> Self {
        Self { code: term.code(), label: Label::of(|lang| term.label(lang)) }
    }

    pub(super) fn terms(terms: &BTreeSet<Term>) -> Vec<Self> {
        terms.iter().copied().map(Self::term).collect()
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
    pub(super) fn of(municipality: Municipality) -> Self {
        Self {
            code: municipality.code(),
            label: Label::of(|lang| municipality.name(lang)),
            wellbeing_area: Label::of(|lang| municipality.wellbeing_area(lang)),
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
