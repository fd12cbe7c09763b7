//! What the address of an embedded calendar says: a filter, and how it is to be shown.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::catalogue::{Fault, Filter, FilterError, Form, Query, Start};
use crate::http::public::Now;
use crate::http::public::index::choices::GROUPS;
use crate::http::public::index::{query, typed};
use crate::publish::page::Look;

#[derive(Clone, Debug)]
pub(super) struct Wish {
    pub(super) query: Query,
    pub(super) shown: Shown,
    pub(super) look: Option<Look>,
    /// The filters that a visitor may change.
    pub(super) switches: Vec<&'static str>,
    pub(super) whose: Whose,
}

/// On whose site it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Theirs,
    Ours,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    List,
    Day(NaiveDate),
    /// Of which this is the first day.
    Month(NaiveDate),
}

/// What is told besides the filter.
const OWN: [&str; 5] = ["view", "month", "day", "look", "switch"];

impl Whose {
    /// What a visitor may change where the address does not say.
    fn switches(self) -> Vec<&'static str> {
        match self {
            Self::Theirs => Vec::new(),
            Self::Ours => vec!["municipality", "theme", "type", "audience"],
        }
    }

    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Theirs => "embed",
            Self::Ours => "calendar",
        }
    }
}

impl Shown {
    /// A day in what is shown.
    pub(super) fn around(self) -> Option<NaiveDate> {
        match self {
            Self::List => None,
            Self::Day(day) | Self::Month(day) => Some(day),
        }
    }
}

impl Wish {
    pub(super) fn read(
        now: &Now<'_>,
        raw: Option<&str>,
        whose: Whose,
    ) -> Result<Self, FilterError> {
        let today = now.catalogue.edition.as_of;
        let (own, filter): (Vec<_>, Vec<_>) =
            typed(raw).into_iter().partition(|(name, _)| OWN.contains(&name.as_str()));
        let query = now.read(Some(&query(&filter)), Form::Agenda(&[]), &Filter::default())?;
        let value =
            |name: &str| own.iter().rfind(|(own, _)| own == name).map(|(_, value)| value.as_str());
        Ok(Self {
            query,
            shown: shown(value("view"), value("month"), value("day"), today)?,
            look: value("look").map(look).transpose()?,
            switches: match value("switch") {
                Some(text) => switches(text)?,
                None => whose.switches(),
            },
            whose,
        })
    }

    /// From its beginning.
    pub(super) fn showing(&self, shown: Shown) -> Self {
        let query = Query { start: Start::First, ..self.query.clone() };
        Self { query, shown, ..self.clone() }
    }

    pub(super) fn on_page(&self, number: usize) -> Self {
        let start = if number > 1 { Start::Page(number) } else { Start::First };
        Self { query: Query { start, ..self.query.clone() }, ..self.clone() }
    }

    /// What stays where a visitor changes filters: all else, from its beginning.
    pub(super) fn kept(&self) -> Vec<(String, String)> {
        let all = typed(Some(&self.showing(self.shown).to_string())).into_iter();
        all.filter(|(name, _)| !self.switches.contains(&name.as_str())).collect()
    }
}

/// The same wish in one way, as an address has it.
impl fmt::Display for Wish {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = match self.shown {
            Shown::List => None,
            Shown::Day(day) => Some(format!("day={day}")),
            Shown::Month(first) => Some(format!("month={}&view=month", first.format("%Y-%m"))),
        };
        let look = self.look.map(|look| format!("look={}", look.name()));
        let switches = (self.switches != self.whose.switches())
            .then(|| format!("switch={}", self.switches.join(",")));
        let query = Some(self.query.to_string()).filter(|query| !query.is_empty());
        let parts = [query, shown, look, switches];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join("&"))
    }
}

fn shown(
    view: Option<&str>,
    month: Option<&str>,
    day: Option<&str>,
    today: NaiveDate,
) -> Result<Shown, FilterError> {
    let month = match month {
        Some(text) => date(&format!("{text}-01"))
            .ok_or_else(|| wrong("month", text, "a month as in 2026-12"))?,
        None => date(&today.format("%Y-%m-01").to_string()).unwrap_or(today),
    };
    let day = match day {
        Some(text) => {
            Some(date(text).ok_or_else(|| wrong("day", text, "a date as in 2026-12-24"))?)
        }
        None => None,
    };
    match view {
        None | Some("list") => Ok(day.map_or(Shown::List, Shown::Day)),
        Some("month") => Ok(Shown::Month(month)),
        Some(text) => Err(wrong("view", text, "one of list, month")),
    }
}

/// In the years that filters by date take.
fn date(text: &str) -> Option<NaiveDate> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (text.len() == 10 && (1900..=2199).contains(&date.year())).then_some(date)
}

fn look(text: &str) -> Result<Look, FilterError> {
    [Look::Light, Look::Dark]
        .into_iter()
        .find(|look| look.name() == text)
        .ok_or_else(|| wrong("look", text, "one of light, dark"))
}

fn switches(text: &str) -> Result<Vec<&'static str>, FilterError> {
    let one = |name: &str| {
        let known = GROUPS.into_iter().find(|group| *group == name.trim());
        known.ok_or_else(|| wrong("switch", name, &format!("one of {}", GROUPS.join(", "))))
    };
    text.split(',').map(one).collect()
}

fn wrong(name: &str, value: &str, expected: &str) -> FilterError {
    let shown: String = value.chars().take(80).collect();
    let problem = format!("{shown:?} cannot be read");
    FilterError::new(name, Fault::Unreadable { value: shown }, &problem, expected)
}
