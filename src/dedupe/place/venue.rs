//! Names of venues, and the words for kinds of them.

use crate::dedupe::town;
use crate::dedupe::wording::Wording;
use crate::municipality::Municipality;

/// The folded words of a name, without the town where it stands.
pub(super) fn wording(words: &[String], here: Option<Municipality>) -> Option<Wording> {
    let is_here = |word: &String| here.is_some() && town::of_word(word) == here;
    let mut words = words;
    while let Some((_, rest)) = words.split_first().filter(|(first, _)| is_here(first)) {
        let owned = rest.split_first().filter(|(owner, rest)| is_owner(owner) && !rest.is_empty());
        words = owned.map_or(rest, |(_, rest)| rest);
    }
    while let Some((_, rest)) = words.split_last().filter(|(last, _)| is_here(last)) {
        words = rest;
    }
    let words = words.iter().map(|word| in_finnish(word).to_owned()).collect();
    Wording::new(words, is_kind)
}

fn is_owner(word: &str) -> bool {
    ["kaupungin", "kunnan", "stads", "kommuns"].contains(&word)
}

/// What a venue is, not which: also as the end of a compound.
pub(super) fn is_kind(word: &str) -> bool {
    const KINDS: [&str; 26] = [
        "asema",
        "asukastupa",
        "baari",
        "halli",
        "hotelli",
        "kahvila",
        "kampus",
        "kappeli",
        "kauppa",
        "kenttä",
        "keskus",
        "kirjasto",
        "kirkko",
        "koti",
        "koulu",
        "lava",
        "lukio",
        "museo",
        "opisto",
        "puisto",
        "ravintola",
        "stadion",
        "talo",
        "teatteri",
        "tupa",
        "yliopisto",
    ];
    const CASES: [&str; 4] = ["", "n", "lla", "ssa"];
    CASES.iter().any(|case| {
        word.strip_suffix(case).is_some_and(|base| KINDS.iter().any(|kind| base.ends_with(kind)))
    })
}

/// One word for what is one thing, whatever the language it is told in.
fn in_finnish(word: &str) -> &str {
    const NAMES: [(&str, &str); 38] = [
        ("biblioteket", "kirjasto"),
        ("bibliotek", "kirjasto"),
        ("byagården", "kylätalo"),
        ("byahuset", "kylätalo"),
        ("daghem", "päiväkoti"),
        ("daghemmet", "päiväkoti"),
        ("folkhälsanhuset", "folkhälsantalo"),
        ("föreningshuset", "järjestötalo"),
        ("församlingscentret", "seurakuntakeskus"),
        ("församlingscentrum", "seurakuntakeskus"),
        ("församlingshemmet", "seurakuntatalo"),
        ("gymnasiet", "lukio"),
        ("gymnasium", "lukio"),
        ("huvudbiblioteket", "pääkirjasto"),
        ("hälsocentralen", "terveyskeskus"),
        ("hälsostationen", "terveysasema"),
        ("idrottshallen", "liikuntahalli"),
        ("invånarstugan", "asukastupa"),
        ("ishallen", "jäähalli"),
        ("kapellet", "kappeli"),
        ("kaupunginkirjasto", "pääkirjasto"),
        ("kommunalhuset", "kunnantalo"),
        ("kulturcentret", "kulttuurikeskus"),
        ("kulturhuset", "kulttuuritalo"),
        ("kyrkan", "kirkko"),
        ("kyrka", "kirkko"),
        ("library", "kirjasto"),
        ("museet", "museo"),
        ("servicecentralen", "palvelukeskus"),
        ("servicecentret", "palvelukeskus"),
        ("school", "koulu"),
        ("simhallen", "uimahalli"),
        ("skola", "koulu"),
        ("skolan", "koulu"),
        ("stadsbiblioteket", "pääkirjasto"),
        ("stadshuset", "kaupungintalo"),
        ("ungdomsgården", "nuorisotalo"),
        ("ungdomshuset", "nuorisotalo"),
    ];
    NAMES.iter().find(|(name, _)| *name == word).map_or(word, |(_, finnish)| finnish)
}
