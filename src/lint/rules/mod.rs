//! The rules about components, one file a family. Each looks at the whole tree.

mod calendar;
mod entry;
mod identity;
mod instances;
mod placement;
mod presence;
mod recurrence;
mod span;
mod stamps;
mod text;
mod values;
mod zones;

use super::component::Tree;
use super::finding::{Findings, Rule};

pub(super) const ALL: [&[&Rule]; 12] = [
    calendar::RULES,
    entry::RULES,
    identity::RULES,
    instances::RULES,
    placement::RULES,
    presence::RULES,
    recurrence::RULES,
    span::RULES,
    stamps::RULES,
    text::RULES,
    values::RULES,
    zones::RULES,
];

const CHECKS: [fn(&Tree<'_>, &mut Findings); 12] = [
    calendar::check,
    entry::check,
    identity::check,
    instances::check,
    placement::check,
    presence::check,
    recurrence::check,
    span::check,
    stamps::check,
    text::check,
    values::check,
    zones::check,
];

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for check in CHECKS {
        check(tree, found);
    }
}
