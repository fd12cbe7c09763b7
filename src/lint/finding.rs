//! What was found, and by which rule.

use std::collections::HashMap;

/// A name to look up, and what is right by it.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// "no-vtimezone"
    pub name: &'static str,
    pub severity: Severity,
    /// Where it stands: "RFC 5545, 3.2.19".
    pub clause: &'static str,
    /// What would be right, as an order to whoever writes the file.
    pub right: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// A standard forbids it, or an event is shown at a wrong time.
    Error,
    /// A standard advises against it, or a reader in wide use stumbles over it.
    Warning,
}

impl Severity {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Of the file as an editor counts them, from 1.
    pub line: usize,
    pub rule: &'static Rule,
    /// May quote the file, unprintable characters included.
    pub wrong: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// In the order of lines; of each rule the first hundred.
    pub findings: Vec<Finding>,
    /// All of them, those that are not listed included.
    pub errors: usize,
    pub warnings: usize,
}

/// A file without CRLF has a finding for each of its lines.
const MAX_LISTED: usize = 100;

#[derive(Debug, Default)]
pub(super) struct Findings {
    listed: Vec<Finding>,
    by_rule: HashMap<&'static str, usize>,
    errors: usize,
    warnings: usize,
}

impl Findings {
    pub(super) fn add(&mut self, line: usize, rule: &'static Rule, wrong: impl Into<String>) {
        match rule.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
        let so_far = self.by_rule.entry(rule.name).or_default();
        *so_far += 1;
        if *so_far <= MAX_LISTED {
            self.listed.push(Finding { line, rule, wrong: wrong.into() });
        }
    }

    pub(super) fn report(mut self) -> Report {
        self.listed.sort_by_key(|finding| (finding.line, finding.rule.name));
        Report { findings: self.listed, errors: self.errors, warnings: self.warnings }
    }
}

/// The beginning of what the file says, for a message.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST).and_then(|(at, _)| text.get(..at)) {
        Some(beginning) => format!("{beginning}…"),
        None => text.to_owned(),
    }
}
