//! What two titles cannot both mean of one activity.

use std::collections::BTreeSet;

use super::{Ages, Audience, DayPart, Group, Level, MarkKind, Marks, Spoken};

/// What both titles tell and cannot both mean. A mark on one side alone contradicts nothing.
#[must_use]
pub fn contradiction(a: &Marks, b: &Marks) -> Option<MarkKind> {
    let found = [
        (MarkKind::Level, levels_differ(a, b)),
        (MarkKind::Group, groups_differ(a, b)),
        (MarkKind::Ages, ages_differ(a, b)),
        (MarkKind::Audience, audiences_differ(a, b)),
        (MarkKind::Sex, apart(&a.sexes(), &b.sexes())),
        (MarkKind::Part, apart(&a.parts, &b.parts)),
        (MarkKind::Number, numbers_differ(a, b)),
        (MarkKind::Mode, apart(&a.modes, &b.modes)),
        (MarkKind::Language, languages_differ(a, b)),
        (MarkKind::Setting, apart(&a.settings, &b.settings)),
        (MarkKind::DayPart, dayparts_differ(a, b)),
    ];
    found.into_iter().find(|(_, differ)| *differ).map(|(kind, _)| kind)
}

pub(in super::super) fn apart<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    !a.is_empty() && !b.is_empty() && a.is_disjoint(b)
}

/// Words, steps and the European framework are scales of their own: nobody knows that "taso 2" is
/// no "alkeet".
fn levels_differ(a: &Marks, b: &Marks) -> bool {
    let on = |marks: &Marks, scale: fn(&Level) -> bool| -> BTreeSet<Level> {
        marks.levels.iter().copied().filter(scale).collect()
    };
    let scales: [fn(&Level) -> bool; 3] = [
        |level| matches!(level, Level::Beginner | Level::Intermediate | Level::Advanced),
        |level| matches!(level, Level::Step(_)),
        |level| matches!(level, Level::Cefr(_)),
    ];
    scales.into_iter().any(|scale| apart(&on(a, scale), &on(b, scale)))
}

fn groups_differ(a: &Marks, b: &Marks) -> bool {
    let of = |marks: &Marks, numbered: bool| -> BTreeSet<Group> {
        let kind = |group: &Group| matches!(group, Group::Number(_)) == numbered;
        marks.groups.iter().copied().filter(kind).collect()
    };
    [true, false].into_iter().any(|numbered| apart(&of(a, numbered), &of(b, numbered)))
}

fn ages_differ(a: &Marks, b: &Marks) -> bool {
    let years = |marks: &Marks| -> Vec<Ages> {
        marks.audiences.iter().filter_map(|audience| audience.years()).collect()
    };
    let outside = |ages: Ages, others: &[Ages]| {
        !others.is_empty()
            && others.iter().all(|other| ages.max < other.min || other.max < ages.min)
    };
    match (a.ages, b.ages) {
        (Some(a), Some(b)) => a.apart(b),
        (Some(ages), None) => outside(ages, &years(b)),
        (None, Some(ages)) => outside(ages, &years(a)),
        (None, None) => false,
    }
}

/// Stated ages say more than a word does.
fn audiences_differ(a: &Marks, b: &Marks) -> bool {
    let aged = |marks: &Marks| -> Vec<Audience> {
        marks.audiences.iter().copied().filter(|one| one.years().is_some()).collect()
    };
    let (of_a, of_b) = (aged(a), aged(b));
    let both_state_years = a.ages.is_some() && b.ages.is_some();
    !both_state_years
        && !of_a.is_empty()
        && !of_b.is_empty()
        && !of_a.iter().any(|one| of_b.iter().any(|other| one.meets(*other)))
}

/// "Ryhmä 2" and "Espanja 1": a number that does not say what it counts is held against any. Of
/// several, each title has one that the other lacks.
fn numbers_differ(a: &Marks, b: &Marks) -> bool {
    let unnamed = !a.numbers.is_empty() || !b.numbers.is_empty();
    let (of_a, of_b) = (a.counted(), b.counted());
    unnamed && !of_a.is_subset(&of_b) && !of_b.is_subset(&of_a)
}

/// Plain language is a manner of Finnish, Swedish or English, and no other language than these.
fn languages_differ(a: &Marks, b: &Marks) -> bool {
    let proper = |marks: &Marks| -> BTreeSet<Spoken> {
        marks.languages.iter().copied().filter(|one| *one != Spoken::Easy).collect()
    };
    apart(&proper(a), &proper(b))
}

/// What is in the day or the afternoon is called either.
fn dayparts_differ(a: &Marks, b: &Marks) -> bool {
    let wide = |marks: &Marks| -> BTreeSet<DayPart> {
        let afternoon =
            |part: &DayPart| if *part == DayPart::Afternoon { DayPart::Day } else { *part };
        marks.dayparts.iter().map(afternoon).collect()
    };
    apart(&wide(a), &wide(b))
}
