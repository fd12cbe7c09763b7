//! A filter as a query string, one way for all that ask the same: names and codes sorted, what is not
//! asked absent. Answers are made from it and never from what was typed.

use std::fmt::{self, Write};

use chrono::SecondsFormat;

use super::query::Moment;
use super::{Filter, Query, Start};

/// Of two filters joined by `and` each wish stands for itself, so it does not parse back.
impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&joined(pairs(self)))
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let start = match &self.start {
            Start::First => None,
            Start::Page(number) => Some(("page", number.to_string())),
            Start::After(cursor) => Some(("cursor", cursor.to_string())),
        };
        let fields = self
            .fields
            .as_ref()
            .map(|fields| ("fields", fields.iter().copied().collect::<Vec<_>>().join(",")));
        let expand = self.expand.then(|| ("expand", "1".to_owned()));
        let ends_after = self.ends_after.map(|moment| ("ends_after", moment.to_string()));
        let page = start.into_iter().chain(fields).chain(expand).chain(ends_after);
        f.write_str(&joined(pairs(&self.filter).into_iter().chain(page).collect()))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Now => f.write_str("now"),
            Self::At(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
        }
    }
}

fn pairs(filter: &Filter) -> Vec<(&'static str, String)> {
    let clauses = filter.about.iter().map(|clause| clause.written());
    let clauses = clauses.chain(filter.held.iter().map(|clause| clause.written()));
    clauses
        .flat_map(|(name, values)| values.into_iter().map(move |value| (name, value)))
        .chain(filter.from.iter().map(|day| ("from", day.to_string())))
        .chain(filter.to.iter().map(|day| ("to", day.to_string())))
        .chain(filter.lang.iter().map(|lang| ("lang", lang.to_string())))
        .chain(filter.sort.iter().map(|sort| ("sort", sort.to_string())))
        .chain(filter.limit.iter().map(|limit| ("limit", limit.to_string())))
        .collect()
}

fn joined(mut pairs: Vec<(&'static str, String)>) -> String {
    pairs.sort();
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

/// Of what RFC 3986, 3.4 lets stand in a query, only what no reader of forms takes for something else.
fn encoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' | b':' => {
                text.push(char::from(byte));
            }
            // Writing to memory cannot fail.
            other => write!(text, "%{other:02X}").unwrap_or_default(),
        }
    }
    text
}
