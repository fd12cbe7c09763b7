//! Rules of series, and the form of the dates that belong to them (RFC 5545, 3.3.10 and 3.8.5).

use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity, shown};
use crate::lint::property::Property;
use crate::lint::recur::Recur;
use crate::lint::stamp::{Form, Stamp};

pub(super) const RULES: &[&Rule] =
    &[&RECUR, &FREQ_FIRST, &UNTIL_NOT_UTC, &UNTIL_FORM, &DATE_FORM, &EXDATE_LIST];

static RECUR: Rule = Rule {
    name: "recur",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.10",
    right: "write FREQ=WEEKLY;BYDAY=TU;COUNT=10 and the like, each part once",
};
static FREQ_FIRST: Rule = Rule {
    name: "freq-first",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.10",
    right: "begin the rule with FREQ",
};
static UNTIL_NOT_UTC: Rule = Rule {
    name: "until-not-utc",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.10",
    right: "write UNTIL in UTC where DTSTART is in a zone or in UTC, and in a VTIMEZONE",
};
static UNTIL_FORM: Rule = Rule {
    name: "until-form",
    severity: Severity::Error,
    clause: "RFC 5545, 3.3.10",
    right: "write UNTIL as a date where DTSTART is one, and without a Z where DTSTART has no zone",
};
static DATE_FORM: Rule = Rule {
    name: "date-form",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.4.4, 3.8.5.1 and 3.8.5.2",
    right: "write it in the form of DTSTART: a date, a time without a zone, or a time in one",
};
static EXDATE_LIST: Rule = Rule {
    name: "exdate-list",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.8.5.1 allows it",
    right: "write one EXDATE a line: FullCalendar reads only the first of a list",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for component in &tree.all {
        let start = component.get("DTSTART").and_then(Stamp::of);
        for rule in component.all("RRULE") {
            check_rule(component, rule, start, found);
        }
        for name in ["EXDATE", "RDATE"] {
            for property in component.all(name) {
                check_dates(property, start, found);
            }
        }
    }
}

fn check_rule(
    component: &Component<'_>,
    property: &Property<'_>,
    start: Option<Stamp<'_>>,
    found: &mut Findings,
) {
    let recur = match Recur::parse(property.value) {
        Ok(recur) => recur,
        Err(wrong) => return found.add(property.line, &RECUR, wrong),
    };
    if recur.first() != Some("FREQ") {
        found.add(property.line, &FREQ_FIRST, format!("RRULE is {}", shown(property.value)));
    }
    let (Some(until), Some(start)) = (recur.until(), start) else { return };
    let wanted = if component.is_observance() { Form::Fixed } else { start.form() };
    if until.form() == wanted {
        return;
    }
    let wrong = format!("UNTIL is {}, DTSTART {}", written(until.form()), start.form().told());
    let rule = if wanted == Form::Fixed { &UNTIL_NOT_UTC } else { &UNTIL_FORM };
    found.add(property.line, rule, wrong);
}

fn written(until: Form) -> &'static str {
    match until {
        Form::Fixed => "in UTC",
        Form::Date | Form::Local => until.told(),
    }
}

fn check_dates(property: &Property<'_>, start: Option<Stamp<'_>>, found: &mut Findings) {
    if property.name == "EXDATE" && property.value.contains(',') {
        let wrong = format!("EXDATE has {} values", property.value.split(',').count());
        found.add(property.line, &EXDATE_LIST, wrong);
    }
    check_form(property, start, found);
}

/// An RDATE may be a date, or a period, beside a start that is a time (RFC 5545, 3.8.5.2).
fn check_form(property: &Property<'_>, start: Option<Stamp<'_>>, found: &mut Findings) {
    let Some(start) = start else { return };
    let forms = Stamp::all(property).filter_map(|(_, stamp)| Some(stamp?.form()));
    let free = |form: &Form| property.name == "RDATE" && *form == Form::Date;
    if let Some(other) = forms.filter(|form| !free(form)).find(|form| *form != start.form()) {
        let wrong =
            format!("DTSTART is {}, {} {}", start.form().told(), property.name, other.told());
        found.add(property.line, &DATE_FORM, wrong);
    }
}

/// Of a RECURRENCE-ID against the start of its series.
pub(super) fn check_instance(id: &Property<'_>, start: Stamp<'_>, found: &mut Findings) {
    check_form(id, Some(start), found);
}
