//! What a calendar says of itself (RFC 5545, 3.7, and RFC 7986, 5).

use crate::lint::component::Tree;
use crate::lint::finding::{Findings, Rule, Severity, shown};
use crate::lint::property::Property;

pub(super) const RULES: &[&Rule] = &[&VERSION, &CALSCALE, &METHOD, &NO_VALUE_TYPE];

static VERSION: Rule = Rule {
    name: "version",
    severity: Severity::Error,
    clause: "RFC 5545, 3.7.4",
    right: "write VERSION:2.0",
};
static CALSCALE: Rule = Rule {
    name: "calscale",
    severity: Severity::Error,
    clause: "RFC 5545, 3.7.1",
    right: "write CALSCALE:GREGORIAN, or leave it out",
};
static METHOD: Rule = Rule {
    name: "method",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.7.2 and 3.8.7.2; RFC 5546, 3.2.1",
    right: "leave it out of a calendar to subscribe to: with it every event needs an ORGANIZER, \
            and DTSTAMP is the time of sending",
};
static NO_VALUE_TYPE: Rule = Rule {
    name: "no-value-type",
    severity: Severity::Error,
    clause: "RFC 7986, 5.7, 5.8, 5.10 and 5.11",
    right: "name the type as a parameter, as in REFRESH-INTERVAL;VALUE=DURATION:PT1H; there is no default",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for calendar in tree.of_kind("VCALENDAR") {
        for property in &calendar.properties {
            check_property(property, found);
        }
    }
    for (_, property) in tree.properties() {
        check_type(property, found);
    }
}

fn check_property(property: &Property<'_>, found: &mut Findings) {
    let value = property.value;
    let mut wrong = |rule| {
        found.add(property.line, rule, format!("{} is {}", property.name, shown(value)));
    };
    match property.name.as_ref() {
        "VERSION" if value != "2.0" => wrong(&VERSION),
        "CALSCALE" if !value.eq_ignore_ascii_case("GREGORIAN") => wrong(&CALSCALE),
        "METHOD" => wrong(&METHOD),
        _ => {}
    }
}

fn check_type(property: &Property<'_>, found: &mut Findings) {
    let types: &[&str] = match property.name.as_ref() {
        "REFRESH-INTERVAL" => &["DURATION"],
        "SOURCE" | "CONFERENCE" => &["URI"],
        "IMAGE" => &["URI", "BINARY"],
        _ => return,
    };
    if !types.iter().any(|name| property.is_value_type(name)) {
        let wrong = format!("{} is without VALUE={}", property.name, types.join(" or VALUE="));
        found.add(property.line, &NO_VALUE_TYPE, wrong);
    }
}
