//! That what is left out of a series, or changed in it, is one of its instances (RFC 5545, 3.8.5).

use std::collections::{HashMap, HashSet};

use chrono::NaiveDateTime;

use super::recurrence;
use crate::lint::component::{Component, Tree};
use crate::lint::finding::{Findings, Rule, Severity};
use crate::lint::property::Property;
use crate::lint::stamp::Stamp;

mod count;

use count::{Budget, Count};

pub(super) const RULES: &[&Rule] =
    &[&NO_SUCH_INSTANCE, &NO_SERIES, &START_NOT_IN_RULE, &NOT_COUNTED];

static NO_SUCH_INSTANCE: Rule = Rule {
    name: "no-such-instance",
    severity: Severity::Error,
    clause: "RFC 5545, 3.8.4.4 and 3.8.5.1",
    right: "name the start of an instance as the rule gives it, on the clock of DTSTART: what names none \
            leaves the instance that is meant where it was",
};
static NO_SERIES: Rule = Rule {
    name: "no-series",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.8.4.4",
    right: "put the series with the same UID into the calendar, or leave RECURRENCE-ID out",
};
static START_NOT_IN_RULE: Rule = Rule {
    name: "start-not-in-rule",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.8.5.3",
    right: "start with the first date of the rule; whether any other counts is not defined",
};
static NOT_COUNTED: Rule = Rule {
    name: "not-counted",
    severity: Severity::Warning,
    clause: "a limit of this program",
    right: "split the calendar to have the rest of its series looked at",
};

pub(super) fn check(tree: &Tree<'_>, found: &mut Findings) {
    let mut budget = Budget::of(tree);
    for family in families(tree) {
        match family.master {
            Some(master) => check_series(master, &family.changed, &mut budget, found),
            None => {
                for id in family.changed {
                    let wrong = format!("RECURRENCE-ID is {}, and there is no series", id.value);
                    found.add(id.line, &NO_SERIES, wrong);
                }
            }
        }
    }
    if let Some(line) = budget.exhausted_at {
        found.add(
            line,
            &NOT_COUNTED,
            "the dates of this series and of those after it were not counted",
        );
    }
}

/// A series and the RECURRENCE-IDs of its changed instances, which share a UID.
#[derive(Default)]
struct Family<'t, 'a> {
    master: Option<&'t Component<'a>>,
    changed: Vec<&'t Property<'a>>,
}

/// In the order of their first entries.
fn families<'t, 'a>(tree: &'t Tree<'a>) -> Vec<Family<'t, 'a>> {
    let mut families: Vec<Family<'t, 'a>> = Vec::new();
    let mut places = HashMap::new();
    for entry in tree.entries() {
        let Some(uid) = entry.get("UID") else { continue };
        let place = *places.entry((entry.root, uid.value)).or_insert(families.len());
        if place == families.len() {
            families.push(Family::default());
        }
        let Some(family) = families.get_mut(place) else { continue };
        match entry.get("RECURRENCE-ID") {
            Some(id) => family.changed.push(id),
            None => family.master = family.master.or(Some(entry)),
        }
    }
    families
}

fn check_series(
    master: &Component<'_>,
    changed: &[&Property<'_>],
    budget: &mut Budget,
    found: &mut Findings,
) {
    let Some(start) = master.get("DTSTART").and_then(Stamp::of) else { return };
    for id in changed {
        recurrence::check_instance(id, start, found);
    }
    let named: Vec<Named<'_>> = master
        .all("EXDATE")
        .chain(changed.iter().copied())
        .flat_map(|property| Named::all(property, start))
        .collect();
    let last = named.iter().map(|one| one.wall).max();
    let Some(count) = Count::of(master, start, last, budget) else { return };
    if let Some(rule) = master.get("RRULE").filter(|_| !count.start_is_in_rule) {
        found.add(rule.line, &START_NOT_IN_RULE, "DTSTART is no date of the rule");
    }
    check_named(&named, start, &count, found);
}

fn check_named(named: &[Named<'_>], start: Stamp<'_>, count: &Count, found: &mut Findings) {
    let (left_out, changed): (Vec<_>, Vec<_>) =
        named.iter().partition(|one| one.property.name == "EXDATE");
    let gone: HashSet<_> = left_out.iter().map(|one| one.wall).collect();
    for one in left_out.iter().chain(&changed) {
        if !count.has(one.stamp, one.wall, start) {
            let wrong =
                format!("{} is {}, no instance of its series", one.property.name, one.value);
            found.add(one.property.line, &NO_SUCH_INSTANCE, wrong);
        }
    }
    for one in changed.iter().filter(|one| gone.contains(&one.wall)) {
        let wrong = format!("RECURRENCE-ID is {}, which an EXDATE leaves out", one.value);
        found.add(one.property.line, &NO_SUCH_INSTANCE, wrong);
    }
}

/// What an EXDATE or a RECURRENCE-ID says.
struct Named<'t> {
    property: &'t Property<'t>,
    value: &'t str,
    stamp: Stamp<'t>,
    /// On the clock of the series.
    wall: NaiveDateTime,
}

impl<'t> Named<'t> {
    /// Without what is told to be of another form, or is in a zone that only the file knows.
    fn all(property: &'t Property<'t>, start: Stamp<'t>) -> impl Iterator<Item = Self> {
        Stamp::all(property).filter_map(move |(value, stamp)| {
            let stamp = stamp.filter(|stamp| stamp.form() == start.form())?;
            Some(Self { property, value, stamp, wall: stamp.on_the_clock_of(start)? })
        })
    }
}
