use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::weburl::WebUrl;

const PAIRS: &str = include_str!("../../../fixtures/comparisons/organisers.txt");

fn body(text: &str) -> Body {
    let mut organiser = Organiser::default();
    let mut source = "a";
    for field in text.split(';').map(str::trim).filter(|field| !field.is_empty()) {
        let (key, value) = field.split_once('=').unwrap();
        let owned = Some(value.to_owned());
        match key {
            "from" => source = value,
            "name" => organiser.name = owned,
            "id" => organiser.id = owned,
            "business" => organiser.business_id = owned,
            "email" => organiser.email = owned,
            "url" => organiser.url = WebUrl::parse(value),
            other => panic!("{other} is no key"),
        }
    }
    Body::of(&organiser, None, &SourceId::parse(source).unwrap())
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = PAIRS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut parts = line.splitn(3, '|').map(str::trim);
        (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
    })
}

#[test]
fn organisers_are_to_each_other_what_people_would_say() {
    let mut wrong = String::new();
    for (expected, one, other) in pairs() {
        let (a, b) = (body(one), body(other));
        for found in [a.against(&b), b.against(&a)] {
            if format!("{found:?}") != expected {
                writeln!(wrong, "{one} | {other}: {expected}, not {found:?}\n  {a:?}\n  {b:?}")
                    .unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn an_organiser_is_never_another_than_itself() {
    for text in pairs().flat_map(|(_, one, other)| [one, other]) {
        let body = body(text);
        let found = body.against(&body);
        assert!(!matches!(found, Kinship::Other | Kinship::OtherBranch), "{text}: {found:?}");
    }
}

fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Oulun",
        "Kempele",
        "Martat",
        "MLL",
        "SPR:n",
        "Suomen",
        "Punaisen",
        "Ristin",
        "osasto",
        "ry",
        "r.y.",
        "srk",
        "seurakunta",
        "Neulojat",
        "yhdistys",
        "oulunseudun",
        "OMN",
        "ä",
        "–",
    ]);
    prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn comparing_is_the_same_both_ways((one, other) in (name(), name())) {
        let (a, b) = (body(&format!("name={one}")), body(&format!("name={other}")));
        prop_assert_eq!(a.against(&b), b.against(&a));
        prop_assert!(!matches!(a.against(&a), Kinship::Other | Kinship::OtherBranch));
    }
}
