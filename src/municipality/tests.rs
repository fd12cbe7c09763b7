use super::*;

const POHDE: [&str; 30] = [
    "Alavieska",
    "Haapajärvi",
    "Haapavesi",
    "Hailuoto",
    "Ii",
    "Kalajoki",
    "Kempele",
    "Kuusamo",
    "Kärsämäki",
    "Liminka",
    "Lumijoki",
    "Merijärvi",
    "Muhos",
    "Nivala",
    "Oulainen",
    "Oulu",
    "Pudasjärvi",
    "Pyhäjoki",
    "Pyhäjärvi",
    "Pyhäntä",
    "Raahe",
    "Reisjärvi",
    "Sievi",
    "Siikajoki",
    "Siikalatva",
    "Taivalkoski",
    "Tyrnävä",
    "Utajärvi",
    "Vaala",
    "Ylivieska",
];

#[test]
fn there_are_308_municipalities_each_with_a_code_and_names_of_its_own() {
    assert_eq!(include_str!("municipalities.csv").lines().skip(1).count(), 308);
    let all: BTreeSet<Municipality> = Municipality::all().collect();
    assert_eq!(all.len(), 308);
    assert!(all.iter().all(|one| Municipality::by_code(one.code()) == Some(*one)));
    for lang in [Lang::FI, Lang::SV] {
        let names: BTreeSet<String> = all.iter().map(|m| m.name(&lang).to_lowercase()).collect();
        assert_eq!(names.len(), 308, "in {lang}");
    }
    for municipality in all {
        let code = municipality.code();
        assert!(code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()), "{code}");
        assert_eq!(Municipality::by_code(code), Some(municipality));
        for lang in Lang::OURS {
            for text in [municipality.name(&lang), municipality.wellbeing_area(&lang)] {
                assert!(!text.is_empty() && text.trim() == text, "{municipality:?}: {text:?}");
            }
        }
    }
}

/// A Finnish name that is another municipality's Swedish one would make `by_name` a guess.
#[test]
fn every_name_in_either_language_finds_its_own_municipality() {
    for municipality in Municipality::all() {
        for lang in [Lang::FI, Lang::SV] {
            assert_eq!(Municipality::by_name(municipality.name(&lang)), Some(municipality));
        }
    }
}

#[test]
fn names_are_found_in_any_case_and_in_both_languages() {
    for (name, code) in [
        ("Oulu", "564"),
        ("OULU", "564"),
        ("uleåborg", "564"),
        (" Brahestad ", "678"),
        ("RAAHE", "678"),
        ("Kärsämäki", "317"),
        ("KÄRSÄMÄKI", "317"),
    ] {
        assert_eq!(Municipality::by_name(name).map(Municipality::code), Some(code), "{name}");
    }
    for none in ["", "Haukipudas", "Oulun", "Pohjois-Pohjanmaa"] {
        assert_eq!(Municipality::by_name(none), None, "{none}");
    }
}

/// Vaala is in the welfare region and in the region; before 2020 it was in Kainuu.
#[test]
fn pohde_is_thirty_municipalities() {
    let area = "Pohjois-Pohjanmaan hyvinvointialue";
    let of_area: BTreeSet<&str> = Municipality::all()
        .filter(|m| m.wellbeing_area(&Lang::FI) == area)
        .map(|m| m.name(&Lang::FI))
        .collect();
    assert_eq!(of_area, BTreeSet::from(POHDE));
    assert_eq!(Municipality::of_region("Pohjois-Pohjanmaa").len(), 30);
    assert!(Municipality::of_region("Pohjois-Lappi").is_empty());
}

#[test]
fn a_municipality_is_stored_by_its_code() {
    let oulu = Municipality::by_name("Oulu").unwrap();
    assert_eq!(serde_json::to_string(&oulu).unwrap(), "\"564\"");
    assert_eq!(serde_json::from_str::<Municipality>("\"564\"").unwrap(), oulu);
    assert!(serde_json::from_str::<Municipality>("\"999\"").is_err());
}
