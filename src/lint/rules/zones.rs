//! Time zones: that they are there, whole, and used (RFC 5545, 3.6.5).

use std::collections::{HashMap, HashSet};

use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity, shown};

pub(super) const RULES: &[&Rule] =
    &[&NO_VTIMEZONE, &UNUSED_VTIMEZONE, &REPEATED_VTIMEZONE, &EMPTY_VTIMEZONE, &UTC_OFFSET];

static NO_VTIMEZONE: Rule = Rule {
    name: "no-vtimezone",
    severity: Severity::Error,
    clause: "RFC 5545, 3.2.19 and 3.6.5",
    right: "add a VTIMEZONE with this TZID: without it Outlook refuses the event or is hours off",
};
static UNUSED_VTIMEZONE: Rule = Rule {
    name: "unused-vtimezone",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.6.5",
    right: "leave it out, or write the times that it is meant for with its TZID",
};
static REPEATED_VTIMEZONE: Rule = Rule {
    name: "repeated-vtimezone",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6.5 and 3.8.3.1",
    right: "describe each zone once",
};
static EMPTY_VTIMEZONE: Rule = Rule {
    name: "empty-vtimezone",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6.5",
    right: "give it a STANDARD or a DAYLIGHT",
};
static UTC_OFFSET: Rule = Rule {
    name: "utc-offset",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.14",
    right: "write a sign, hours and minutes: +0200; -0000 is none",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    let mut described = HashMap::new();
    for zone in tree.of_kind("VTIMEZONE") {
        let Some(tzid) = zone.get("TZID") else { continue };
        if let Some(first) = described.insert((zone.root, tzid.value), zone.line) {
            let wrong = format!("{} is described in line {first} already", shown(tzid.value));
            found.add(zone.line, &REPEATED_VTIMEZONE, wrong);
        }
    }
    let used = check_uses(tree, &described, found);
    for ((root, tzid), line) in described {
        // A calendar without events needs something in it (RFC 5545, 3.6), and a zone does no harm.
        let alone = tree.all.iter().filter(|one| one.parent == Some(root)).all(is_zone);
        if !used.contains(&(root, tzid)) && !alone {
            found.add(line, &UNUSED_VTIMEZONE, format!("no time is in {}", shown(tzid)));
        }
    }
    check_parts(tree, found);
}

/// Of each zone the first time in it is told.
fn is_zone(component: &Component<'_>) -> bool {
    component.kind == "VTIMEZONE"
}

fn check_uses<'a>(
    tree: &'a Tree<'_>,
    described: &HashMap<(usize, &str), usize>,
    found: &mut Findings,
) -> HashSet<(usize, &'a str)> {
    let mut used = HashSet::new();
    for (component, property) in tree.properties() {
        let Some(tzid) = property.param("TZID") else { continue };
        let new = used.insert((component.root, tzid));
        // RFC 5545, 3.2.19: what begins with a slash is known to a registry.
        let elsewhere = tzid.starts_with('/');
        if new && !elsewhere && !described.contains_key(&(component.root, tzid)) {
            let wrong = format!("{} is in {}, which is not described", property.name, shown(tzid));
            found.add(property.line, &NO_VTIMEZONE, wrong);
        }
    }
    used
}

fn check_parts(tree: &Tree<'_>, found: &mut Findings) {
    let parts = tree.all.iter().filter(|component| component.is_observance());
    let whole: HashSet<_> = parts.filter_map(|part| part.parent).collect();
    for (at, component) in tree.all.iter().enumerate() {
        if component.kind == "VTIMEZONE" && !whole.contains(&at) {
            found.add(component.line, &EMPTY_VTIMEZONE, "nothing is in it");
        }
    }
    for (_, property) in tree.properties() {
        let offset = matches!(property.name.as_ref(), "TZOFFSETFROM" | "TZOFFSETTO");
        if offset && !property.value.is_empty() && !is_offset(property.value) {
            let wrong = format!("{} is {}", property.name, shown(property.value));
            found.add(property.line, &UTC_OFFSET, wrong);
        }
    }
}

fn is_offset(text: &str) -> bool {
    let Some(digits) = text.strip_prefix(['+', '-']) else { return false };
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let minutes = digits.get(2..4).is_some_and(|minutes| minutes < "60");
    let zero = text.starts_with('-') && digits.bytes().all(|byte| byte == b'0');
    plain && minutes && matches!(digits.len(), 4 | 6) && !zero
}
