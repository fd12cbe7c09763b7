//! Invented activities for the tests of all formats.

mod any;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;
use chrono_tz::Tz;

use crate::activity::{Activity, HeldSession, Member, State};
use crate::id::{ActivityId, Revision, SessionId};
use crate::listing::{Content, Credit, Session};
use crate::localized::{Lang, Localized, RichText};
use crate::sample::{key, place, session};
use crate::site::Site;
use crate::vocabulary::{Scheme, Term};
use crate::weburl::WebUrl;
use crate::when::{Days, Hours, Once, Ongoing, Override, Rule, Series, SeriesParts, When};

pub(crate) use any::any_activity;

pub(crate) fn site() -> Site {
    Site {
        base_url: url("https://kalenteri.example/"),
        uid_domain: "kalenteri.example".to_owned(),
        name: texts(&[("fi", "Alueen kalenteri"), ("sv", "Områdets kalender")]),
    }
}

pub(crate) fn url(text: &str) -> WebUrl {
    WebUrl::parse(text).unwrap()
}

pub(crate) fn texts(pairs: &[(&str, &str)]) -> Localized<String> {
    pairs.iter().map(|(lang, text)| (Lang::parse(lang).unwrap(), (*text).to_owned())).collect()
}

/// Without markup: the HTML is the text in a paragraph.
pub(crate) fn rich(pairs: &[(&str, &str)]) -> Localized<RichText> {
    texts(pairs).map(|text| RichText { plain: text.clone(), html: format!("<p>{text}</p>") })
}

pub(crate) fn term(scheme: Scheme, code: &str) -> Term {
    Term::find(scheme, code).unwrap()
}

pub(crate) fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `2026-11-24 18:00`
pub(crate) fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

/// A choir in Oulu, told in Finnish and Swedish, with these sessions.
pub(crate) fn choir(sessions: Vec<Session>) -> Activity {
    let founder = key("41001");
    let hold = |(number, session)| HeldSession {
        id: SessionId(number),
        sequence: 2,
        created: utc("2026-10-01T06:00:00Z"),
        changed: utc("2026-11-02T06:00:00Z"),
        session,
    };
    let credit = Credit {
        attribution: "Lähellä.fi".to_owned(),
        licence: None,
        link: Some(url("https://lahella.example/41001")),
    };
    Activity {
        id: ActivityId::derive(&founder, 0),
        founder: founder.clone(),
        generation: 0,
        members: vec![Member { key: founder, credit }],
        content: Content {
            name: texts(&[("fi", "Kaikille avoin kuoro"), ("sv", "Kör för alla")]),
            summary: rich(&[("fi", "Lauletaan yhdessä."), ("sv", "Vi sjunger tillsammans.")]),
            kind: Some(term(Scheme::Type, "hobby")),
            themes: [term(Scheme::Theme, "culture")].into(),
            ..Content::default()
        },
        origin: BTreeMap::new(),
        next_session: SessionId(99),
        sessions: (1..).zip(sessions).map(hold).collect(),
        revision: Revision(7),
        changed: utc("2026-11-02T06:00:00Z"),
        first_seen: utc("2026-10-01T06:00:00Z"),
        state: State::Live,
    }
}

/// At Kajaaninkatu 1 in Oulu.
pub(crate) fn at(when: When) -> Session {
    session(when, place("Kajaaninkatu 1"))
}

pub(crate) fn once(zone: Tz, start: &str, end: &str) -> When {
    let end = Some(end).filter(|end| !end.is_empty()).map(wall);
    When::Once(Once::new(zone, wall(start), end).unwrap())
}

pub(crate) fn days(first: &str, last: &str) -> When {
    When::Days(Days::new(day(first), day(last)).unwrap())
}

pub(crate) fn ongoing(from: &str) -> When {
    When::Ongoing(Ongoing::new(Some(day(from)), None).unwrap())
}

/// `18:00–19:30`
pub(crate) fn hours(text: &str) -> Hours {
    let (start, end) = text.split_once('–').unwrap();
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    Hours { start: time(start), end: Some(end).filter(|end| !end.is_empty()).map(time) }
}

/// Every week on these ISO weekdays, in Helsinki, without an end.
pub(crate) fn weekly(weekdays: &[u8], first: &str, given: &str) -> SeriesParts {
    let weekdays: BTreeSet<_> = weekdays.iter().map(|&number| number.try_into().unwrap()).collect();
    SeriesParts {
        zone: Helsinki,
        rule: Rule::Weeks {
            interval: 1.try_into().unwrap(),
            weekdays: weekdays.try_into().unwrap(),
        },
        hours: Some(hours(given)),
        first: day(first),
        until: None,
        exdates: BTreeSet::new(),
        rdates: BTreeSet::new(),
        overrides: BTreeMap::new(),
    }
}

pub(crate) fn series(parts: SeriesParts) -> When {
    When::Series(Box::new(Series::try_from(parts).unwrap()))
}

/// Tuesdays from 24.11.2026 to 15.12., not on 8.12.; that of 1.12. moved to Wednesday, the last off.
pub(crate) fn eventful() -> When {
    let moved =
        Override::Moved { start: wall("2026-12-02 17:00"), end: Some(wall("2026-12-02 18:30")) };
    series(SeriesParts {
        until: Some(day("2026-12-15")),
        exdates: [day("2026-12-08")].into(),
        overrides: [(day("2026-12-01"), moved), (day("2026-12-15"), Override::Cancelled)].into(),
        ..weekly(&[2], "2026-11-24", "18:00–19:30")
    })
}
