//! A source's codes to our own terms.

use std::collections::BTreeSet;

use super::{brief, unreadable};
use crate::listing::{Accessibility, Ages, Note, PriceKind};
use crate::source::CodeSystem;
use crate::vocabulary::{Scheme, Term};

/// There are less than a hundred terms of all schemes together.
const MOST_CODES: usize = 500;

/// The terms of the codes that are known; each other one is noted and costs nothing else.
pub(super) fn terms(
    scheme: Scheme,
    codes: &[String],
    system: CodeSystem,
    notes: &mut BTreeSet<Note>,
) -> BTreeSet<Term> {
    if codes.len() > MOST_CODES {
        notes.insert(Note::Shortened);
    }
    let read = codes.iter().take(MOST_CODES);
    read.filter_map(|code| term(scheme, code, system, notes)).collect()
}

pub(super) fn kind(
    code: Option<&str>,
    system: CodeSystem,
    notes: &mut BTreeSet<Note>,
) -> Option<Term> {
    term(Scheme::Type, code?, system, notes)
}

/// Age groups and genders, which Lähellä has in one list, and other kinds in no order at all.
pub(super) fn audience(
    codes: &[String],
    system: CodeSystem,
    notes: &mut BTreeSet<Note>,
) -> (BTreeSet<Term>, BTreeSet<Term>) {
    let is_gender = |code: &String| match system {
        CodeSystem::Lahella => code.starts_with("gender/"),
        CodeSystem::Words => Term::named(Scheme::Gender, code).is_some(),
    };
    let (genders, ages): (Vec<_>, Vec<_>) = codes.iter().cloned().partition(is_gender);
    (terms(Scheme::AgeGroup, &ages, system, notes), terms(Scheme::Gender, &genders, system, notes))
}

/// `ac_unknow` is spelt so; it is the default and says that nothing is known, never "no".
pub(super) fn accessibility(
    codes: &[String],
    system: CodeSystem,
    notes: &mut BTreeSet<Note>,
) -> Accessibility {
    let told: Vec<String> =
        codes.iter().filter(|code| code.as_str() != "ac_unknow").cloned().collect();
    let features = terms(Scheme::Accessibility, &told, system, notes);
    if features.is_empty() { Accessibility::Unknown } else { Accessibility::Features(features) }
}

/// The age groups that `ages` touches.
pub(super) fn age_groups(ages: Ages) -> BTreeSet<Term> {
    if ages == Ages::default() {
        return BTreeSet::new();
    }
    let (from, to) = (ages.min.unwrap_or(0), ages.max.unwrap_or(u8::MAX));
    let touched = |(min, max): (u8, u8)| min <= to && from <= max;
    Term::all(Scheme::AgeGroup).filter(|term| term.ages().is_some_and(touched)).collect()
}

pub(super) fn price(codes: &[String], notes: &mut BTreeSet<Note>) -> PriceKind {
    let has = |wanted: &str| codes.iter().any(|code| code == wanted);
    for code in codes.iter().filter(|code| !matches!(code.as_str(), "free" | "paid" | "")) {
        notes.insert(unreadable(&format!("traits.pricing: {code}")));
    }
    match (has("free"), has("paid")) {
        (true, true) => PriceKind::Mixed,
        (true, false) => PriceKind::Free,
        (false, true) => PriceKind::Paid,
        (false, false) => PriceKind::Unknown,
    }
}

fn term(
    scheme: Scheme,
    code: &str,
    system: CodeSystem,
    notes: &mut BTreeSet<Note>,
) -> Option<Term> {
    let code = code.trim();
    let known = match system {
        CodeSystem::Lahella => Term::from_lahella(scheme, code),
        CodeSystem::Words => Term::named(scheme, code),
    };
    if known.is_none() && !code.is_empty() {
        notes.insert(Note::UnknownCode { scheme, code: brief(code) });
    }
    known
}
