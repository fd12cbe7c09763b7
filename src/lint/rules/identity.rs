//! What tells one entry from another (RFC 5545, 3.8.4.7).

use std::collections::HashMap;

use crate::lint::component::Tree;
use crate::lint::finding::{Findings, Rule, Severity, shown};

pub(super) const RULES: &[&Rule] = &[&REPEATED_UID, &LONG_UID];

static REPEATED_UID: Rule = Rule {
    name: "repeated-uid",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.4.4 and 3.8.4.7",
    right: "give each entry a UID of its own; only instances of one series share it, each with its own \
            RECURRENCE-ID",
};
static LONG_UID: Rule = Rule {
    name: "long-uid",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.8.4.7",
    right: "use at most 255 octets: readers need not keep more, and Outlook may not tell them apart",
};

const LONGEST: usize = 255;

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    let mut seen = HashMap::new();
    for entry in tree.entries() {
        let Some(uid) = entry.get("UID").filter(|uid| !uid.value.is_empty()) else { continue };
        if uid.value.len() > LONGEST {
            found.add(uid.line, &LONG_UID, format!("it has {} octets", uid.value.len()));
        }
        let instance = entry.get("RECURRENCE-ID").map(|id| id.value);
        if let Some(first) = seen.insert((entry.root, uid.value, instance), uid.line) {
            let what = if instance.is_some() { "UID and RECURRENCE-ID are" } else { "UID is" };
            let wrong = format!("the {what} that of line {first}: {}", shown(uid.value));
            found.add(uid.line, &REPEATED_UID, wrong);
        }
    }
}
