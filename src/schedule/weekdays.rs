//! Crontab's weekdays as names: in the `cron` crate 1 is Sunday, not Monday.

use std::collections::BTreeSet;

const NAMES: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// A weekday field as `*` or a list of names; `None` if it is none. 0 and 7 are Sunday, and a range
/// may pass over the end of the week: "FRI-MON".
pub(super) fn names(field: &str) -> Option<String> {
    let days: BTreeSet<usize> =
        field.split(',').map(days).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    if days.len() == NAMES.len() {
        return Some("*".to_owned());
    }
    let names: Vec<_> = days.into_iter().filter_map(|day| NAMES.get(day).copied()).collect();
    Some(names.join(","))
}

/// One day, a range, or all, with or without a step. A step needs a range.
fn days(part: &str) -> Option<Vec<usize>> {
    let (range, step) = match part.split_once('/') {
        Some((range, step)) => (range, Some(step.parse().ok().filter(|n| (1..=7).contains(n))?)),
        None => (part, None),
    };
    let (first, last) = match range.split_once('-') {
        _ if range == "*" => (0, 6),
        Some((first, last)) => (day(first)?, day(last)?),
        None if step.is_none() => (day(range)?, day(range)?),
        None => return None,
    };
    let last = if last < first { last + 7 } else { last };
    Some((first..=last).step_by(step.unwrap_or(1)).map(|day| day % 7).collect())
}

fn day(text: &str) -> Option<usize> {
    let named = NAMES.iter().position(|name| name.eq_ignore_ascii_case(text));
    named.or_else(|| text.parse().ok().filter(|n| *n <= 7 && text.len() == 1))
}
