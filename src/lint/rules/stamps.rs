//! Dates and times by themselves (RFC 5545, 3.3.4 and 3.3.5).

use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity, shown};
use crate::lint::property::Property;
use crate::lint::stamp::Stamp;

pub(super) const RULES: &[&Rule] =
    &[&DATE_TIME, &VALUE_TYPE, &TZID_WITHOUT_USE, &NOT_UTC, &FLOATING_TIME, &ZONE_CLOCK];

static DATE_TIME: Rule = Rule {
    name: "date-time",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.4 and 3.3.5",
    right: "write 20261124T180000, with a Z for UTC, or 20261124 for a date that exists",
};
static VALUE_TYPE: Rule = Rule {
    name: "value-type",
    severity: Severity::Error,
    clause: "RFC 5545, 3.2.20 and 3.3.4",
    right: "give dates VALUE=DATE, and times none or VALUE=DATE-TIME",
};
static TZID_WITHOUT_USE: Rule = Rule {
    name: "tzid-without-use",
    severity: Severity::Error,
    clause: "RFC 5545, 3.2.19",
    right: "leave TZID out of dates and of times in UTC",
};
static NOT_UTC: Rule = Rule {
    name: "not-utc",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.2.1, 3.8.7.1, 3.8.7.2 and 3.8.7.3",
    right: "write it in UTC: 20261124T160000Z",
};
static FLOATING_TIME: Rule = Rule {
    name: "floating-time",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.3.5",
    right: "name the zone by TZID, or write it in UTC: every reader takes it for a clock of its own",
};
static ZONE_CLOCK: Rule = Rule {
    name: "zone-clock",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6.5",
    right: "write the time of a change of clocks as the clock showed it, without Z and TZID",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for (component, property) in tree.properties() {
        match property.name.as_ref() {
            "DTSTAMP" | "CREATED" | "LAST-MODIFIED" | "COMPLETED" => check_utc(property, found),
            "DTSTART" | "DTEND" | "DUE" | "RECURRENCE-ID" | "EXDATE" | "RDATE" => {
                check_values(component, property, found);
            }
            _ => {}
        }
    }
}

fn check_utc(property: &Property<'_>, found: &mut Findings) {
    // One that is empty is missing.
    if !property.value.is_empty() && !matches!(Stamp::of(property), Some(Stamp::Utc(_))) {
        let wrong = format!("{} is {}", property.name, shown(property.value));
        found.add(property.line, &NOT_UTC, wrong);
    }
}

/// One finding a line is enough.
fn check_values(component: &Component<'_>, property: &Property<'_>, found: &mut Findings) {
    let told = |value: &str| format!("{} is {}", property.name, shown(value));
    for (value, stamp) in Stamp::all(property) {
        let Some(stamp) = stamp else {
            if !value.is_empty() || property.name != "DTSTART" {
                found.add(property.line, &DATE_TIME, told(value));
            }
            return;
        };
        if let Some(rule) = fault(component, property, stamp) {
            found.add(property.line, rule, told(value));
            return;
        }
    }
}

fn fault(
    component: &Component<'_>,
    property: &Property<'_>,
    stamp: Stamp<'_>,
) -> Option<&'static Rule> {
    let date = matches!(stamp, Stamp::Day(_));
    let has_zone = property.param("TZID").is_some();
    if date != property.is_value_type("DATE") {
        Some(&VALUE_TYPE)
    } else if component.is_observance() {
        (!matches!(stamp, Stamp::Floating(_))).then_some(&ZONE_CLOCK)
    } else if has_zone && !matches!(stamp, Stamp::Zoned(..)) {
        Some(&TZID_WITHOUT_USE)
    } else {
        let start = component.is_entry() && property.name == "DTSTART";
        (start && matches!(stamp, Stamp::Floating(_))).then_some(&FLOATING_TIME)
    }
}
