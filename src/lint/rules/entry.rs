//! What an entry says of its state (RFC 5545, 3.8.1.11 and 3.8.2.7), and what an alarm needs.

use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity, shown};

pub(super) const RULES: &[&Rule] = &[&STATUS, &TRANSP, &ALARM_TEXT];

static STATUS: Rule = Rule {
    name: "status",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.1.11",
    right: "events are TENTATIVE, CONFIRMED or CANCELLED",
};
static TRANSP: Rule = Rule {
    name: "transp",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.2.7",
    right: "write OPAQUE or TRANSPARENT",
};
static ALARM_TEXT: Rule = Rule {
    name: "alarm-text",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6.6",
    right: "give an alarm that is displayed a DESCRIPTION: without it Home Assistant refuses the calendar",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for entry in tree.entries() {
        for property in &entry.properties {
            let (rule, words): (_, &[&str]) = match property.name.as_ref() {
                "STATUS" => (&STATUS, states(&entry.kind)),
                "TRANSP" => (&TRANSP, &["OPAQUE", "TRANSPARENT"]),
                _ => continue,
            };
            if !words.iter().any(|word| word.eq_ignore_ascii_case(property.value)) {
                let wrong = format!("{} is {}", property.name, shown(property.value));
                found.add(property.line, rule, wrong);
            }
        }
    }
    for alarm in tree.of_kind("VALARM").filter(|alarm| is_silent(alarm)) {
        found.add(alarm.line, &ALARM_TEXT, "it has nothing to display");
    }
}

fn states(kind: &str) -> &'static [&'static str] {
    match kind {
        "VTODO" => &["NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"],
        "VJOURNAL" => &["DRAFT", "FINAL", "CANCELLED"],
        _ => &["TENTATIVE", "CONFIRMED", "CANCELLED"],
    }
}

fn is_silent(alarm: &Component<'_>) -> bool {
    let action = alarm.get("ACTION").map(|action| action.value);
    action.is_some_and(|action| action.eq_ignore_ascii_case("DISPLAY"))
        && alarm.get("DESCRIPTION").is_none()
}
