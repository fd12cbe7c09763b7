//! What is wrong with an iCalendar file, by RFC 5545 and 7986 and by what readers in wide use make of
//! it. Knows nothing of what we publish, so that it can judge it.
//!
//! Octets become content lines, those become properties in components, and every family of rules then
//! looks at the components. Nothing recurses, and the time is linear in the size.

mod component;
mod duration;
mod finding;
mod octets;
mod property;
mod recur;
mod rules;
mod stamp;

pub use finding::{Finding, Report, Rule, Severity};

use component::Tree;
use finding::Findings;

/// Larger files are not read. 1 MB is already more than Google Calendar takes.
pub const MAX_BYTES: usize = 64 << 20;

/// All that is wrong, in the order of lines.
#[must_use]
pub fn lint(bytes: &[u8]) -> Report {
    let mut found = Findings::default();
    let lines = octets::read(bytes, &mut found);
    if let Some(lines) = &lines {
        let tree = Tree::of(lines, &mut found);
        rules::check(&tree, &mut found);
    }
    found.report()
}

/// Every rule there is.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [octets::RULES, property::RULES, component::RULES]
        .into_iter()
        .chain(rules::ALL)
        .flatten()
        .copied()
}

#[cfg(test)]
mod tests;
