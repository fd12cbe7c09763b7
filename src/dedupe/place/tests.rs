use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::listing::Position;
use crate::localized::Localized;

const PAIRS: &str = include_str!("../../../fixtures/comparisons/places.txt");

/// From `key=value; key=value`.
fn place(text: &str) -> Place {
    let mut place = Place::default();
    let mut addresses = [(Lang::FI, Address::default()), (Lang::SV, Address::default())];
    for field in text.split(';').map(str::trim).filter(|field| !field.is_empty()) {
        let (key, value) = field.split_once('=').unwrap();
        let (key, sv) = key.strip_suffix(".sv").map_or((key, false), |key| (key, true));
        let (lang, address) = &mut addresses[usize::from(sv)];
        match key {
            "name" => place.name.insert(lang.clone(), value.to_owned()),
            "street" => address.street = Some(value.to_owned()),
            "city" => address.city = Some(value.to_owned()),
            "at" => {
                let (lon, lat) = value.split_once(',').unwrap();
                place.position = Position::new(lon.parse().unwrap(), lat.parse().unwrap());
            }
            other => panic!("{other} is no key"),
        }
    }
    let city = addresses.iter().find_map(|(_, address)| address.city.as_deref());
    place.municipality = city.and_then(Municipality::by_name);
    let told = addresses.into_iter().filter(|(_, address)| *address != Address::default());
    place.address = told.collect::<Localized<_>>();
    place
}

fn pairs() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = PAIRS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let mut parts = line.splitn(3, '|').map(str::trim);
        (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap())
    })
}

#[test]
fn places_are_to_each_other_what_people_would_say() {
    let mut wrong = String::new();
    for (expected, one, other) in pairs() {
        let (a, b) = (Spot::of(&place(one)), Spot::of(&place(other)));
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
fn a_place_is_never_another_than_itself() {
    use Whereabouts::*;
    for text in pairs().flat_map(|(_, one, other)| [one, other]) {
        let spot = Spot::of(&place(text));
        let found = spot.against(&spot);
        let sure = matches!(found, SameAddress | SameName | SameStreet | Near);
        let little = matches!(found, SimilarName | RoughlyNear | SameTown | Unknown);
        assert!(sure || little, "{text}: {found:?}");
    }
}

#[test]
fn a_place_without_anything_is_vague() {
    assert!(Spot::of(&place("city=Oulu")).is_vague());
    assert!(!Spot::of(&place("city=Oulu; name=Valve")).is_vague());
    assert_eq!(Spot::of(&place("name=Oulun pääkirjasto")).town(), Municipality::by_name("Oulu"));
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Oulun",
        "Oulu",
        "koulu",
        "kirjasto",
        "sali",
        "2",
        "2.",
        "krs",
        "Torikatu",
        "1-3",
        "A",
        ",",
        "/",
        "(",
        "90100",
        "Kaukovainion",
        "Torik.",
        "Storgatan",
        "9999999",
        "aula",
        "ä",
        "–",
    ]);
    prop_oneof![
        prop::collection::vec(word, 0..6).prop_map(|words| words.join(" ")),
        "\\PC{0,20}".prop_map(|text| text.replace([';', '='], " ")),
    ]
}

proptest! {
    #[test]
    fn comparing_is_the_same_both_ways(
        [(name, street), (other_name, other_street)] in
            [(words(), words()), (words(), words())]
    ) {
        let a = Spot::of(&place(&format!("name={name}; street={street}")));
        let b = Spot::of(&place(&format!("name={other_name}; street={other_street}")));
        prop_assert_eq!(a.against(&b), b.against(&a));
        prop_assert!(!matches!(
            a.against(&a),
            Whereabouts::OtherPlace | Whereabouts::OtherRoom | Whereabouts::OtherNumber
                | Whereabouts::OtherTown | Whereabouts::Disputed
        ));
    }
}
