//! What has to be there, and what not twice (RFC 5545, 3.6).

use std::collections::HashSet;

use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity};

pub(super) const RULES: &[&Rule] = &[&MISSING_PROPERTY, &REPEATED_PROPERTY, &REPEATED_RULE];

static MISSING_PROPERTY: Rule = Rule {
    name: "missing-property",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6",
    right: "add it; strict readers refuse the whole calendar without it",
};
static REPEATED_PROPERTY: Rule = Rule {
    name: "repeated-property",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6",
    right: "write it once",
};
static REPEATED_RULE: Rule = Rule {
    name: "repeated-rule",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.8.5.3",
    right: "write one RRULE, and RDATEs or another event for the rest",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for component in &tree.all {
        let root = tree.all.get(component.root);
        let sent = root.is_some_and(|calendar| calendar.get("METHOD").is_some());
        for name in required(&component.kind) {
            // RFC 5545, 3.6.1: an event may be without its start in a message.
            let needed = !(sent && *name == "DTSTART" && component.is_entry());
            let there = component.all(name).any(|property| !property.value.is_empty());
            if needed && !there {
                let wrong = format!("{} has no {name}", component.kind);
                found.add(component.line, &MISSING_PROPERTY, wrong);
            }
        }
        check_repeated(component, found);
    }
}

fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "VCALENDAR" => &["PRODID", "VERSION"],
        "VEVENT" => &["UID", "DTSTAMP", "DTSTART"],
        "VTODO" | "VJOURNAL" | "VFREEBUSY" => &["UID", "DTSTAMP"],
        "VALARM" => &["ACTION", "TRIGGER"],
        "VTIMEZONE" => &["TZID"],
        "STANDARD" | "DAYLIGHT" => &["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
        _ => &[],
    }
}

fn at_most_once(kind: &str) -> &'static [&'static str] {
    match kind {
        "VCALENDAR" => &[
            "PRODID",
            "VERSION",
            "CALSCALE",
            "METHOD",
            "UID",
            "LAST-MODIFIED",
            "URL",
            "REFRESH-INTERVAL",
            "SOURCE",
            "COLOR",
        ],
        "VEVENT" | "VTODO" | "VJOURNAL" => &[
            "UID",
            "DTSTAMP",
            "DTSTART",
            "DTEND",
            "DUE",
            "DURATION",
            "RECURRENCE-ID",
            "SEQUENCE",
            "CREATED",
            "LAST-MODIFIED",
            "COMPLETED",
            "SUMMARY",
            "LOCATION",
            "GEO",
            "URL",
            "STATUS",
            "TRANSP",
            "CLASS",
            "PRIORITY",
            "PERCENT-COMPLETE",
            "ORGANIZER",
            "COLOR",
        ],
        "VALARM" => &["ACTION", "TRIGGER", "DURATION", "REPEAT"],
        "VTIMEZONE" => &["TZID", "LAST-MODIFIED", "TZURL"],
        "STANDARD" | "DAYLIGHT" => &["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"],
        _ => &[],
    }
}

fn check_repeated(component: &Component<'_>, found: &mut Findings) {
    let once = at_most_once(&component.kind);
    let mut seen = HashSet::new();
    for property in &component.properties {
        let name = property.name.as_ref();
        // Several descriptions are for journals alone.
        let single = once.contains(&name) || name == "DESCRIPTION" && component.kind == "VEVENT";
        let rule = match name {
            "RRULE" => &REPEATED_RULE,
            _ if single => &REPEATED_PROPERTY,
            _ => continue,
        };
        if !seen.insert(name) {
            found.add(property.line, rule, format!("{} has a second {name}", component.kind));
        }
    }
}
