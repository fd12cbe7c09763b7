//! From names and values as written to a `Filter`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Clause, Days, Filter, FilterError};
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::near::near;
use crate::vocabulary::{Scheme, Term};

pub(super) fn filter<N, V>(pairs: impl IntoIterator<Item = (N, V)>) -> Result<Filter, FilterError>
where
    N: AsRef<str>,
    V: AsRef<str>,
{
    let mut given: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs {
        let name = known(name.as_ref())?;
        given.entry(name).or_default().push(value.as_ref().to_owned());
    }
    let mut filter = Filter::default();
    for (name, values) in &given {
        read(&mut filter, name, values)?;
    }
    let Days { from, to } = filter.days;
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(error("to", "is before from", "a date that is not before from"));
    }
    Ok(filter)
}

fn read(filter: &mut Filter, name: &'static str, values: &[String]) -> Result<(), FilterError> {
    let clause = match name {
        "municipality" => Clause::Municipality(list(name, values, municipality)?),
        "type" => Clause::Type(terms(name, values, &[Scheme::Type])?),
        "theme" => Clause::Theme(terms(name, values, &[Scheme::Theme])?),
        "audience" => Clause::Audience(terms(name, values, &[Scheme::AgeGroup, Scheme::Gender])?),
        "language" => Clause::Language(terms(name, values, &[Scheme::Language])?),
        _ => return read_single(filter, name, values),
    };
    filter.clauses.insert(clause);
    Ok(())
}

fn read_single(
    filter: &mut Filter,
    name: &'static str,
    values: &[String],
) -> Result<(), FilterError> {
    let [value] = values else {
        return Err(error(name, "is given more than once", "one value"));
    };
    match name {
        "from" => filter.days.from = Some(date(name, value)?),
        "to" => filter.days.to = Some(date(name, value)?),
        "lang" => filter.lang = Some(lang(name, value)?),
        _ => filter.limit = Some(limit(name, value)?),
    }
    Ok(())
}

fn known(name: &str) -> Result<&'static str, FilterError> {
    let found = Filter::NAMES.into_iter().find(|known| *known == name);
    found.ok_or_else(|| {
        let near = crate::near::near(name, Filter::NAMES);
        error(name, "is no filter", &expected(&near, &one_of(Filter::NAMES)))
    })
}

fn list<T: Ord>(
    name: &str,
    values: &[String],
    read: impl Fn(&str, &str) -> Result<T, FilterError>,
) -> Result<BTreeSet<T>, FilterError> {
    values.iter().flat_map(|value| value.split(',')).map(|value| read(name, value.trim())).collect()
}

fn terms(name: &str, values: &[String], schemes: &[Scheme]) -> Result<BTreeSet<Term>, FilterError> {
    list(name, values, |name, value| {
        let found = schemes.iter().find_map(|scheme| Term::find(*scheme, value));
        found.ok_or_else(|| {
            let codes = || schemes.iter().flat_map(|scheme| Term::all(*scheme)).map(Term::code);
            let problem = format!("{value:?} is no {name} of ours");
            error(name, &problem, &expected(&near(value, codes()), &one_of(codes())))
        })
    })
}

fn municipality(name: &str, value: &str) -> Result<Municipality, FilterError> {
    let found = Municipality::by_code(value).or_else(|| Municipality::by_name(value));
    found.ok_or_else(|| {
        let names = Municipality::all().flat_map(|m| [m.name(&Lang::FI), m.name(&Lang::SV)]);
        let all = "a Finnish or Swedish name or a code of Statistics Finland, as in Oulu or 564";
        error(name, &format!("{value:?} is no municipality"), &expected(&near(value, names), all))
    })
}

fn date(name: &str, value: &str) -> Result<NaiveDate, FilterError> {
    // chrono alone would take 2026-1-5 and +12026-01-05.
    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d").ok().filter(|_| value.len() == 10);
    date.ok_or_else(|| error(name, &format!("{value:?} is no date"), "a date as in 2026-11-24"))
}

fn lang(name: &str, value: &str) -> Result<Lang, FilterError> {
    let found = Lang::OURS.into_iter().find(|lang| lang.as_str() == value);
    found.ok_or_else(|| {
        error(name, &format!("{value:?} is none of our languages"), &one_of(["fi", "sv", "en"]))
    })
}

fn limit(name: &str, value: &str) -> Result<usize, FilterError> {
    let digits = value.bytes().all(|b| b.is_ascii_digit());
    let number = value.parse().ok().filter(|n| digits && (1..=Filter::MAX_LIMIT).contains(n));
    number.ok_or_else(|| {
        let range = format!("a whole number from 1 to {}", Filter::MAX_LIMIT);
        error(name, &format!("{value:?} is no such number"), &range)
    })
}

fn error(name: &str, problem: &str, expected: &str) -> FilterError {
    FilterError { name: name.into(), problem: problem.into(), expected: expected.into() }
}

fn expected(near: &[&'static str], all: &str) -> String {
    match near {
        [] => all.to_owned(),
        near => format!("{all}; did you mean {}?", near.join(" or ")),
    }
}

fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    format!("one of {}", names.into_iter().collect::<Vec<_>>().join(", "))
}
