//! How an entry's end goes with its start (RFC 5545, 3.6.1 and 3.8.2).

use std::cmp::Ordering;

use crate::lint::component::{Component, Tree};
use crate::lint::duration::Duration;
use crate::lint::finding::{Findings, Rule, Severity};
use crate::lint::stamp::Stamp;

pub(super) const RULES: &[&Rule] = &[&END_AND_DURATION, &END_FORM, &END_NOT_AFTER_START];

static END_AND_DURATION: Rule = Rule {
    name: "end-and-duration",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6.1 and 3.6.2",
    right: "write one of them",
};
static END_FORM: Rule = Rule {
    name: "end-form",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.2.2, 3.8.2.3 and 3.8.2.5",
    right: "write the end as the start: both dates, both times without a zone, or both in one; of a date \
            the length is in days or weeks",
};
static END_NOT_AFTER_START: Rule = Rule {
    name: "end-not-after-start",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6.1, 3.8.2.2 and 3.8.2.5",
    right: "end it later than it starts; of whole days DTEND is the day after the last one, and without \
            an end DTEND is left out",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    for entry in tree.entries() {
        let end = entry.get("DTEND").or_else(|| entry.get("DUE"));
        if let (Some(end), Some(_)) = (end, entry.get("DURATION")) {
            let wrong = format!("{} and DURATION are both there", end.name);
            found.add(end.line, &END_AND_DURATION, wrong);
        }
        check_end(entry, found);
        check_length(entry, found);
    }
}

fn check_end(entry: &Component<'_>, found: &mut Findings) {
    let end = entry.get("DTEND").or_else(|| entry.get("DUE"));
    let (Some(start), Some(end)) = (entry.get("DTSTART"), end) else { return };
    let (Some(from), Some(to)) = (Stamp::of(start), Stamp::of(end)) else { return };
    if from.form() != to.form() {
        let wrong = format!("DTSTART is {}, {} {}", from.form().told(), end.name, to.form().told());
        found.add(end.line, &END_FORM, wrong);
    } else if to.order(from).is_some_and(|order| order != Ordering::Greater) {
        let wrong = format!("{} {} is not after DTSTART {}", end.name, end.value, start.value);
        found.add(end.line, &END_NOT_AFTER_START, wrong);
    }
}

fn check_length(entry: &Component<'_>, found: &mut Findings) {
    let Some(property) = entry.get("DURATION") else { return };
    let Some(length) = Duration::parse(property.value) else { return };
    let start = entry.get("DTSTART").and_then(Stamp::of);
    if matches!(start, Some(Stamp::Day(_))) && !length.whole_days {
        let wrong = format!("DTSTART is a date, DURATION {}", property.value);
        found.add(property.line, &END_FORM, wrong);
    } else if length.seconds <= 0 {
        let wrong = format!("DURATION is {}", property.value);
        found.add(property.line, &END_NOT_AFTER_START, wrong);
    }
}
