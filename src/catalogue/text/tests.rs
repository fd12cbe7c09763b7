//! What is found by which words, one by one and among many.

use proptest::prelude::*;

use super::{Collector, Index, Query};
use crate::activity::Activity;
use crate::listing::Venue;
use crate::sample::published::{any_activity, at, choir, ongoing, rich, texts};

/// Of an organiser, in a place, with a description in Finnish.
fn activity(name: &str, organiser: &str, place: &str, description: &str) -> Activity {
    let mut session = at(ongoing("2026-01-01"));
    if let Venue::Place(at) = &mut session.venue {
        at.name = texts(&[("fi", place)]);
    }
    let mut activity = choir(vec![session]);
    activity.content.name = texts(&[("fi", name)]);
    activity.content.organiser.name = Some(organiser.to_owned());
    activity.content.summary = rich(&[]);
    activity.content.description = rich(&[("fi", description)]);
    activity
}

/// Whether `text` is found by `query`, by the index as by the meaning itself.
fn is_found(activity: &Activity, query: &str) -> bool {
    let query = Query::new(query);
    let found = index([activity]).find(&query);
    let found = found.is_none_or(|found| found.contains(0));
    assert_eq!(found, query.matches(activity), "{query:?}");
    found
}

fn index<'a>(activities: impl IntoIterator<Item = &'a Activity>) -> Index {
    let mut collector = Collector::default();
    for (number, activity) in (0..).zip(activities) {
        collector.take(number, activity);
    }
    collector.finish()
}

#[track_caller]
fn check(text: &str, query: &str, expected: bool) {
    let activity = activity("Kerho", "", "", text);
    assert_eq!(is_found(&activity, query), expected, "{query} in {text}");
}

#[test]
fn a_word_is_found_in_all_its_forms() {
    for (text, query) in [
        ("Tavataan kirjastossa", "kirjasto"),
        ("Tavataan kirjastossa", "KIRJASTON"),
        ("Avoimet kahvilat", "kahvila"),
        ("Kahvila on auki", "kahvilat"),
        ("Ryhmiä nuorille", "nuoret"),
        ("Vertaistukea omaishoitajille", "omaishoitaja"),
        ("Lapsille ja lasten vanhemmille", "lapset"),
        ("Ohjelmaa lapsille", "lapsi"),
        ("Nuorille", "nuori"),
        ("Vanhemmille", "vanhempi"),
        ("Perheille", "perhe"),
        ("Ulkoilua metsässä", "metsä"),
    ] {
        check(text, query, true);
    }
    for (text, query) in [
        ("Tavataan kirjastossa", "kirja"),
        ("Pöytäpeli", "poytapeli"),
        ("Äitien kerho", "aiti"),
        ("Kerhotalo", "talo"),
        ("Tavataan kirjastossa", "museo"),
    ] {
        check(text, query, false);
    }
}

#[test]
fn texts_are_read_in_their_own_language() {
    let mut activity = activity("Kerho", "", "", "");
    activity.content.description = rich(&[
        ("sv", "Vi träffas på biblioteket efter mötet och sjunger visor"),
        ("en-gb", "Walking groups and other activities"),
        ("se", "Koarra"),
    ]);
    for query in ["bibliotek", "möten", "visa", "groups", "group walks", "activity", "koarra"] {
        assert!(is_found(&activity, query), "{query}");
    }
    for query in ["koarran", "gruppen", "walkings kirja"] {
        assert!(!is_found(&activity, query), "{query}");
    }
}

#[test]
fn parts_of_words_are_found_in_names_alone() {
    let activity = activity(
        "Hyvinvoinnin palvelutarjotin",
        "Merilinnun eläkeläisjärjestö ry",
        "Pääkirjasto",
        "Kahvikonsertti",
    );
    for query in ["tarjotin", "palvelu", "eläke", "JÄRJESTÖ", "kirjasto", "ry", "lutar järj"] {
        assert!(is_found(&activity, query), "{query}");
    }
    for query in ["konsertti", "ta", "tarjotinpalvelu", "lutar konsertti", "rin pal"] {
        assert!(!is_found(&activity, query), "{query}");
    }
}

#[test]
fn every_word_must_be_found_wherever_it_is() {
    let activity = activity("Kuoro", "Laulavat ry", "Seurantalo", "Lauletaan joka tiistai.");
    for (query, expected) in [
        ("kuoro tiistai", true),
        ("tiistai, kuoro!", true),
        ("kuoro laulavat seurantalo", true),
        ("kuoro keskiviikko", false),
        ("", true),
        (" – ", true),
    ] {
        assert_eq!(is_found(&activity, query), expected, "{query}");
    }
}

/// Words that share stems and parts, in any case and with what stands between words.
fn phrase() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "kirjasto",
        "Kirjastossa",
        "pääkirjasto",
        "kahvila",
        "KAHVILAT",
        "ryhmä",
        "ryhmät",
        "group",
        "groups",
        "kör",
        "kören",
        "kor",
        "ry",
        "Cafe\u{301}",
        "1.2.",
        "äänikirja",
    ]);
    proptest::collection::vec(word, 0..4).prop_map(|words| words.join(" "))
}

fn phrased() -> impl Strategy<Value = Activity> {
    let lang = || prop::sample::select(vec!["fi", "sv", "en", "se"]);
    (any_activity(), (lang(), phrase()), (lang(), phrase()), phrase()).prop_map(
        |(mut activity, name, description, organiser)| {
            activity.content.name = texts(&[(name.0, &name.1)]);
            activity.content.description = rich(&[(description.0, &description.1)]);
            activity.content.organiser.name = Some(organiser);
            activity
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_index_finds_what_each_activity_says_of_itself(
        activities in proptest::collection::vec(phrased(), 0..5),
        query in prop_oneof![phrase(), "[a-zåäö]{1,4}( [a-zåäö]{1,4})?", "\\PC{0,12}"],
    ) {
        let index = index(&activities);
        let query = Query::new(&query);
        for (number, activity) in (0..).zip(&activities) {
            let found = index.find(&query).is_none_or(|found| found.contains(number));
            prop_assert_eq!(found, query.matches(activity));
        }
    }
}
