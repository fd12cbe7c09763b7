use std::collections::BTreeSet;
use std::fmt::Debug;

use chrono::{NaiveTime, Weekday};

use super::super::text::fold;
use super::*;
use crate::localized::Lang;
use crate::municipality::Municipality;

const BAR: &str = " | ";

/// Runs every line of a file through `check`, which tells what is wrong; all faults at once.
fn walk(file: &str, fewest: usize, check: impl Fn(&[&str]) -> Result<(), String>) {
    let path = format!("{}/fixtures/titles/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    let cases = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cases: Vec<String> = cases.map(|line| format!("{line} ")).collect();
    assert!(cases.len() >= fewest, "{file} has only {}", cases.len());
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|line| {
            let parts: Vec<&str> = line.split(BAR).map(str::trim).collect();
            check(&parts).err().map(|fault| format!("{line}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{file}:\n{}", faults.join("\n"));
}

fn equal<T: PartialEq + Debug>(found: T, wanted: T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("found {found:?}, wanted {wanted:?}")) }
}

#[test]
fn titles_are_read_as_people_mean_them() {
    walk("read.txt", 100, |parts| {
        let [raw, core, told] = parts else { return Err("three parts".into()) };
        let title = read(&raw.replace('¦', "|"));
        equal(title.core.as_str(), core)?;
        let wanted: BTreeSet<String> = told.split_whitespace().map(str::to_owned).collect();
        equal(tell(&title), wanted)
    });
}

#[test]
fn titles_contradict_each_other_where_they_name_two_things() {
    walk("contradictions.txt", 40, |parts| {
        let [a, b, wanted] = parts else { return Err("three parts".into()) };
        let (a, b) = (read(a).marks, read(b).marks);
        let name = |kind: Option<MarkKind>| {
            kind.map_or("-".to_owned(), |kind| format!("{kind:?}").to_lowercase())
        };
        equal(name(contradiction(&a, &b)), (*wanted).to_owned())?;
        equal(contradiction(&a, &b), contradiction(&b, &a))
    });
}

#[test]
fn titles_are_compared_by_what_they_say() {
    walk("likeness.txt", 25, |parts| {
        let [a, b, remainder, bound] = parts else { return Err("four parts".into()) };
        let found = compare(&read(&a.replace('¦', "|")), &read(&b.replace('¦', "|")));
        let name = format!("{:?}", found.remainder).to_lowercase();
        let (sign, limit) = bound.split_at(1);
        let limit: f32 = if limit.is_empty() { 0.0 } else { limit.parse().unwrap() };
        let within = match (sign, found.likeness) {
            ("?", likeness) => likeness.is_none(),
            (">", Some(likeness)) => likeness > limit,
            ("<", Some(likeness)) => likeness < limit,
            _ => false,
        };
        equal((name.as_str(), within), (remainder, true)).map_err(|e| format!("{e} {found:?}"))
    });
}

#[test]
fn the_language_of_a_title_is_guessed_where_it_is_clear() {
    walk("tongues.txt", 20, |parts| {
        let [title, wanted] = parts else { return Err("two parts".into()) };
        let name = read(title).lang.map_or("-".into(), |lang| format!("{lang:?}").to_lowercase());
        equal(name.as_str(), wanted)
    });
}

#[test]
fn municipalities_are_known_in_all_their_cases() {
    walk("municipalities.txt", 60, |parts| {
        let [form, wanted] = parts else { return Err("two parts".into()) };
        let found = read(&format!("Lukupiiri, {form}")).facts.municipalities.clone();
        let names: Vec<&str> = found.iter().map(|one| one.name(&Lang::FI)).collect();
        equal(names, vec![*wanted])
    });
}

#[test]
fn every_municipality_is_taken_out_of_a_title() {
    for municipality in Municipality::all() {
        for lang in [Lang::FI, Lang::SV] {
            let name = municipality.name(&lang);
            let title = read(&format!("Lukupiiri | {name}"));
            assert_eq!(title.core, "lukupiiri", "{name}");
            assert_eq!(title.facts.municipalities, BTreeSet::from([municipality]), "{name}");
        }
    }
}

#[test]
fn the_organiser_is_taken_out_of_its_titles() {
    let check = |title: &str, organiser: &str, core: &str| {
        let read = read_within(title, Context { organiser: Some(organiser), ..Context::default() });
        assert_eq!(read.core, core, "{title}");
    };
    check("Oulun Neulojat: Neulekahvila", "Oulun Neulojat ry", "neulekahvila");
    check("Oulun Neulojat ry: Neulekahvila", "Oulun Neulojat ry", "neulekahvila");
    check("Neulekahvila – Oulun Neulojat", "Oulun Neulojat ry", "neulekahvila");
    check("Neulekahvila (Oulun Neulojat ry)", "Oulun Neulojat ry", "neulekahvila");
    check("Stickvännerna rf: Stickcafé", "Stickvännerna", "stickcafe");
    check("Oulun Neulojat", "Oulun Neulojat ry", "neulojat");
    check("Neulojat kudonnassa", "Neulojat ry", "neulojat kudonnassa");
}

#[test]
fn a_place_that_is_known_is_no_other_word() {
    let lahti = Municipality::by_name("Lahti").unwrap();
    let here = Context { municipalities: &[lahti], ..Context::default() };
    assert_eq!(read_within("Lukupiiri Lahti", here).core, "lukupiiri");
    assert_eq!(read("Lukupiiri Lahti").core, "lukupiiri lahti");
}

fn tell(title: &Title) -> BTreeSet<String> {
    let Title { marks, facts, .. } = title;
    let mut told: BTreeSet<String> = BTreeSet::new();
    let name = |value: &dyn Debug| format!("{value:?}").to_lowercase();
    told.extend(facts.states.iter().map(|one| name(one)));
    told.extend(facts.seasons.iter().map(|one| name(one)));
    told.extend(facts.years.iter().map(u16::to_string));
    told.extend(facts.weekdays.iter().map(|day| day_name(day.weekday()).to_owned()));
    told.extend(facts.municipalities.iter().map(|one| format!("@{}", one.name(&Lang::FI))));
    told.extend(facts.dates.iter().map(|date| {
        let year = date.year.map_or(String::new(), |year| format!(".{year}"));
        format!("d{}.{}{year}", date.day, date.month)
    }));
    told.extend(facts.price.map(|price| match price {
        Price::Free => "free".to_owned(),
        Price::Paid(None) => "paid".to_owned(),
        Price::Paid(Some(cents)) => format!("paid:{cents}"),
    }));
    let clock = |time: NaiveTime| time.format("%H:%M").to_string();
    let end = facts.end.map_or(String::new(), |end| format!("-{}", clock(end)));
    told.extend(facts.start.map(|start| format!("{}{end}", clock(start))));
    told.extend(marks_told(marks));
    told
}

fn marks_told(marks: &Marks) -> Vec<String> {
    let name = |value: &dyn Debug| format!("{value:?}").to_lowercase();
    let mut told: Vec<String> = Vec::new();
    told.extend(marks.levels.iter().map(|level| match level {
        Level::Step(n) => format!("step:{n}"),
        Level::Cefr(n) => format!("cefr:{n}"),
        word => name(word),
    }));
    told.extend(marks.groups.iter().map(|group| match group {
        Group::Number(n) => format!("group:{n}"),
        Group::Letter(c) => format!("group:{c}"),
    }));
    told.extend(marks.ages.map(|ages| format!("ages:{}-{}", ages.min, ages.max)));
    told.extend(marks.audiences.iter().map(|one| name(one)));
    told.extend(marks.parts.iter().map(|n| format!("part:{n}")));
    told.extend(marks.numbers.iter().map(|n| format!("number:{n}")));
    told.extend(marks.modes.iter().map(|one| name(one)));
    told.extend(marks.languages.iter().map(|one| match one {
        Spoken::Ours(tongue) => format!("in:{}", name(tongue)),
        other => format!("in:{}", name(other)),
    }));
    told.extend(marks.settings.iter().map(|one| name(one)));
    told.extend(marks.dayparts.iter().map(|one| name(one)));
    told
}

fn day_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "mo",
        Weekday::Tue => "tu",
        Weekday::Wed => "we",
        Weekday::Thu => "th",
        Weekday::Fri => "fr",
        Weekday::Sat => "sa",
        Weekday::Sun => "su",
    }
}

#[test]
fn what_a_source_translates_is_remembered() {
    let thing = |fi: &str, sv: &str| vec![(Tongue::Fi, fi.to_owned()), (Tongue::Sv, sv.to_owned())];
    let things = vec![
        thing("Hirsimaja", "Timmerkojan"),
        thing("Köynnöspaja Hirsimajalla", "Rankverkstad"),
        thing("Köynnösilta", "Rankkväll"),
        thing("Zörpötys satamassa", "Mumsande i hamnen"),
        thing("Zörpötys saarella", "Mumsande på holmen"),
        thing("Sama nimi", "Sama nimi"),
    ];
    let memory = Memory::learn(things.clone());
    assert!(memory.knows(&fold("Timmerkojan"), &fold("Hirsimaja")));
    assert!(memory.pairs("zörpötys", "mumsande"));
    assert!(!memory.pairs("hirsimaja", "mumsande"));
    assert!(!memory.knows("sama nimi", "sama nimi"));
    let (a, b) = (read("PERUTTU: Hirsimaja"), read("Timmerkojan | Uleåborg"));
    assert_eq!(compare_with(&a, &b, &memory).likeness, Some(1.0));
    let backwards: Vec<_> = things.iter().rev().cloned().chain(things.clone()).collect();
    assert_eq!(Memory::learn(backwards), memory);
    let json = serde_json::to_string(&memory).unwrap();
    assert_eq!(serde_json::from_str::<Memory>(&json).unwrap(), memory);
    assert_ne!(memory.version(), Memory::default().version());
}
