//! Which component stands in which, and which property in none of them (RFC 5545, 3.6).

use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity, shown};

pub(super) const RULES: &[&Rule] = &[&MISPLACED_COMPONENT, &MISPLACED_PROPERTY, &NO_COMPONENT];

static MISPLACED_COMPONENT: Rule = Rule {
    name: "misplaced-component",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6",
    right: "put events, tasks and time zones into VCALENDAR, alarms into events, and STANDARD and \
            DAYLIGHT into VTIMEZONE",
};
static MISPLACED_PROPERTY: Rule = Rule {
    name: "misplaced-property",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6 and 3.6.5",
    right: "put what is said of the calendar before its first component, and leave a time zone its own \
            properties",
};
static NO_COMPONENT: Rule = Rule {
    name: "no-component",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.6",
    right: "an empty calendar is by the letter none; readers take it for an empty one",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for component in &tree.all {
        if let Some(outer) = component.parent.and_then(|at| tree.all.get(at)) {
            check_component(component, outer, found);
        }
        check_properties(component, found);
        if component.kind == "VCALENDAR" && component.first_inner.is_none() {
            found.add(component.line, &NO_COMPONENT, "there is nothing in this calendar");
        }
    }
}

fn check_component(component: &Component<'_>, outer: &Component<'_>, found: &mut Findings) {
    let fits = match component.kind.as_ref() {
        "VEVENT" | "VTODO" | "VJOURNAL" | "VFREEBUSY" | "VTIMEZONE" | "VAVAILABILITY" => {
            outer.kind == "VCALENDAR"
        }
        "VALARM" => matches!(outer.kind.as_ref(), "VEVENT" | "VTODO"),
        "STANDARD" | "DAYLIGHT" => outer.kind == "VTIMEZONE",
        "VCALENDAR" => false,
        _ => true,
    };
    // What is in one that has no end is there by accident, and told already.
    if !fits && outer.closed {
        let wrong = format!("{} stands in {}", component.kind, shown(&outer.kind));
        found.add(component.line, &MISPLACED_COMPONENT, wrong);
    }
}

fn check_properties(component: &Component<'_>, found: &mut Findings) {
    let zone = component.kind == "VTIMEZONE" || component.is_observance();
    let late = component.first_inner.filter(|_| component.kind == "VCALENDAR" && component.closed);
    for property in &component.properties {
        let name = property.name.as_ref();
        if zone && matches!(name, "UID" | "DTSTAMP" | "CREATED" | "SEQUENCE" | "SUMMARY" | "DTEND")
        {
            let wrong = format!("{name} stands in {}", component.kind);
            found.add(property.line, &MISPLACED_PROPERTY, wrong);
        } else if late.is_some_and(|first| property.line > first) {
            let wrong = format!("{} stands after a component", shown(name));
            found.add(property.line, &MISPLACED_PROPERTY, wrong);
        }
    }
}
