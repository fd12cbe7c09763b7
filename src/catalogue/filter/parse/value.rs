//! One value, or a list of them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;

use crate::catalogue::filter::clause::{Organisation, is_business_id};
use crate::catalogue::filter::day::{self, Day};
use crate::catalogue::filter::error::one_of;
use crate::catalogue::filter::parameter::{Kind, Parameter};
use crate::catalogue::filter::query::Moment;
use crate::catalogue::filter::{Fault, FilterError};
use crate::id::SourceId;
use crate::localized::Lang;
use crate::municipality::{Municipality, WellbeingArea};
use crate::near::near;
use crate::vocabulary::Term;
use crate::when::zone::to_instant;

/// Of one name; there are no more municipalities.
const MOST: usize = 308;
/// Characters of one value that is no list; a cursor may hold much of a name.
const LONGEST: usize = 200;
const LONGEST_CURSOR: usize = 400;

/// Nobody asks for more by hand, and what is longer is not repeated in an answer.
pub(super) fn check_size(parameter: &Parameter, values: &[String]) -> Result<(), FilterError> {
    let error = |problem: &str| {
        FilterError::new(parameter.name, Fault::Size, problem, &parameter.expected())
    };
    let longest = if parameter.name == "cursor" { LONGEST_CURSOR } else { LONGEST };
    let values: Vec<&str> = values.iter().flat_map(|value| parts(parameter, value)).collect();
    if values.len() > MOST {
        return Err(error(&format!("has more than {MOST} values")));
    }
    if values.iter().any(|value| value.is_empty()) {
        return Err(error("is empty, or has a value that is"));
    }
    // In small letters, as it is written again: of İ they are two.
    if values.iter().any(|value| value.to_lowercase().chars().count() > longest) {
        return Err(error(&format!("has a value of more than {longest} characters")));
    }
    Ok(())
}

/// A name of an organisation may hold commas; a list of Y-tunnuses is one.
fn parts<'a>(parameter: &Parameter, value: &'a str) -> Vec<&'a str> {
    use crate::catalogue::filter::parameter::{Many, Means};
    let parts: Vec<&str> = value.split(',').map(str::trim).collect();
    let whole = match (parameter.many, parameter.means) {
        (Many::One, _) => true,
        (Many::List, Means::Organisation) => !parts.iter().all(|part| is_business_id(part)),
        (Many::List, _) => false,
    };
    if whole { vec![value] } else { parts }
}

fn list<T: Ord>(
    parameter: &Parameter,
    values: &[String],
    read: impl Fn(&str) -> Result<T, FilterError>,
) -> Result<BTreeSet<T>, FilterError> {
    values.iter().flat_map(|value| parts(parameter, value)).map(read).collect()
}

pub(super) fn terms(
    parameter: &'static Parameter,
    values: &[String],
) -> Result<BTreeSet<Term>, FilterError> {
    let schemes = match parameter.kind {
        Kind::Terms(schemes) => schemes,
        Kind::Choice(_)
        | Kind::Day
        | Kind::Instant
        | Kind::Moment
        | Kind::Whole(..)
        | Kind::Text { .. } => &[],
    };
    list(parameter, values, |value| {
        let found = schemes.iter().find_map(|scheme| Term::find(*scheme, value));
        found.ok_or_else(|| not_among(parameter, value))
    })
}

pub(super) fn choices<T: Ord>(
    parameter: &'static Parameter,
    values: &[String],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<BTreeSet<T>, FilterError> {
    list(parameter, values, |value| parse(value).ok_or_else(|| not_among(parameter, value)))
}

pub(super) fn choice(
    parameter: &'static Parameter,
    value: &str,
) -> Result<&'static str, FilterError> {
    let choices = parameter.choices().unwrap_or_default();
    choices.into_iter().find(|choice| *choice == value).ok_or_else(|| not_among(parameter, value))
}

fn not_among(parameter: &'static Parameter, value: &str) -> FilterError {
    let near = near(value, parameter.choices().unwrap_or_default());
    FilterError::unknown(parameter, value, &near, &parameter.expected())
}

pub(super) fn municipalities(
    parameter: &Parameter,
    values: &[String],
) -> Result<BTreeSet<Municipality>, FilterError> {
    list(parameter, values, |value| {
        let found = Municipality::by_code(value).or_else(|| Municipality::by_name(value));
        found.ok_or_else(|| {
            let names = Municipality::all().flat_map(|m| [m.name(&Lang::FI), m.name(&Lang::SV)]);
            FilterError::unknown(parameter, value, &near(value, names), &parameter.expected())
        })
    })
}

pub(super) fn regions(
    parameter: &Parameter,
    values: &[String],
) -> Result<BTreeSet<WellbeingArea>, FilterError> {
    list(parameter, values, |value| {
        WellbeingArea::find(value).ok_or_else(|| {
            let slugs = || WellbeingArea::all().map(WellbeingArea::slug);
            let near = near(value, slugs());
            // Who is far off gets to see all 23.
            let all = if near.is_empty() { one_of(slugs()) } else { parameter.expected() };
            FilterError::unknown(parameter, value, &near, &all)
        })
    })
}

pub(super) fn organisations(
    parameter: &Parameter,
    values: &[String],
) -> Result<BTreeSet<Organisation>, FilterError> {
    list(parameter, values, |value| Ok(Organisation::parse(value)))
}

pub(super) fn sources(
    parameter: &Parameter,
    values: &[String],
) -> Result<BTreeSet<SourceId>, FilterError> {
    list(parameter, values, |value| {
        SourceId::parse(value).map_err(|_| FilterError::unreadable(parameter, value))
    })
}

/// The id comes with whatever is asked for.
pub(super) fn fields(
    parameter: &Parameter,
    values: &[String],
    members: &[&'static str],
) -> Result<BTreeSet<&'static str>, FilterError> {
    let known = || members.iter().copied();
    let mut fields = list(parameter, values, |value| {
        known().find(|member| *member == value).ok_or_else(|| {
            FilterError::unknown(parameter, value, &near(value, known()), &one_of(known()))
        })
    })?;
    fields.extend(known().find(|member| *member == "id"));
    Ok(fields)
}

pub(super) fn day(parameter: &Parameter, value: &str) -> Result<Day, FilterError> {
    Day::parse(value).ok_or_else(|| FilterError::unreadable(parameter, value))
}

/// A date is its first moment in Finland.
pub(super) fn instant(value: &str) -> Option<DateTime<Utc>> {
    if let Some(date) = day::date(value) {
        return Some(to_instant(date.and_time(NaiveTime::MIN), Helsinki).to_utc());
    }
    // A `+` that is not percent-encoded is a space in a query. The year must be one of ours.
    let text = value.replace(' ', "+");
    day::date(text.get(..10)?)?;
    Some(DateTime::parse_from_rfc3339(&text).ok()?.to_utc())
}

pub(super) fn moment(value: &str) -> Option<Moment> {
    if value == "now" { Some(Moment::Now) } else { instant(value).map(Moment::At) }
}

pub(super) fn whole(parameter: &Parameter, value: &str) -> Result<usize, FilterError> {
    let (least, most) = match parameter.kind {
        Kind::Whole(least, most) => (least, most),
        Kind::Terms(_)
        | Kind::Choice(_)
        | Kind::Day
        | Kind::Instant
        | Kind::Moment
        | Kind::Text { .. } => (0, 0),
    };
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let number: Option<u32> = value.parse().ok().filter(|n| digits && (least..=most).contains(n));
    let number = number.and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| FilterError::unreadable(parameter, value))
}
