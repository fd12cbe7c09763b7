//! A content line as a name, parameters and a value (RFC 5545, 3.1).

use std::borrow::Cow;

use super::finding::{Rule, Severity};
use super::octets::Line;

#[derive(Debug)]
pub(super) struct Property<'a> {
    pub(super) line: usize,
    /// In capitals.
    pub(super) name: Cow<'a, str>,
    params: Vec<Param<'a>>,
    pub(super) value: &'a str,
}

#[derive(Debug)]
struct Param<'a> {
    name: &'a str,
    /// The first of its values, without quotes.
    value: &'a str,
}

pub(super) const RULES: &[&Rule] = &[&MALFORMED_LINE];

pub(super) static MALFORMED_LINE: Rule = Rule {
    name: "malformed-line",
    severity: Severity::Error,
    clause: "RFC 5545, 3.1",
    right: "write NAME;PARAMETER=value:value, and what continues a line with a space before it",
};

impl<'a> Property<'a> {
    /// `Err` says what is wrong with the line.
    pub(super) fn parse(line: &'a Line<'_>) -> Result<Self, &'static str> {
        let text = line.text.as_ref();
        let (name, mut rest) = token(text).ok_or("it begins with no name")?;
        let mut params = Vec::new();
        loop {
            if let Some(value) = rest.strip_prefix(':') {
                return Ok(Self { line: line.number, name: capitals(name), params, value });
            }
            let param = rest.strip_prefix(';').ok_or("there is no colon after its name")?;
            let (param, after) = Param::parse(param)?;
            params.push(param);
            rest = after;
        }
    }

    pub(super) fn param(&self, name: &str) -> Option<&'a str> {
        self.params
            .iter()
            .find(|param| param.name.eq_ignore_ascii_case(name))
            .map(|param| param.value)
    }

    pub(super) fn is_value_type(&self, name: &str) -> bool {
        self.param("VALUE").is_some_and(|value| value.eq_ignore_ascii_case(name))
    }
}

impl<'a> Param<'a> {
    /// With what comes after it.
    fn parse(text: &'a str) -> Result<(Self, &'a str), &'static str> {
        let (name, rest) = token(text).ok_or("a parameter has no name")?;
        let rest = rest.strip_prefix('=').ok_or("a parameter has no value")?;
        let (value, mut rest) = param_value(rest)?;
        while let Some(more) = rest.strip_prefix(',') {
            (_, rest) = param_value(more)?;
        }
        Ok((Self { name, value }, rest))
    }
}

fn param_value(text: &str) -> Result<(&str, &str), &'static str> {
    if let Some(quoted) = text.strip_prefix('"') {
        return quoted.split_once('"').ok_or("a quote is never closed");
    }
    let end = text.find(['"', ';', ':', ',']).ok_or("there is no colon after its parameters")?;
    let (value, rest) = text.split_at(end);
    if rest.starts_with('"') { Err("a quote stands within a parameter") } else { Ok((value, rest)) }
}

/// A name and what follows it; names have letters, digits and hyphens.
pub(super) fn token(text: &str) -> Option<(&str, &str)> {
    let part_of_a_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let end = text.find(|c| !part_of_a_name(c)).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

pub(super) fn capitals(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        Cow::Owned(text.to_ascii_uppercase())
    } else {
        Cow::Borrowed(text)
    }
}
