//! Which words are names, and which only look like them.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::localized::Lang;
use crate::municipality::Municipality;

/// Common given names in Finland, one a line, in lower case; `?` marks those that are also words.
static GIVEN: LazyLock<Given> = LazyLock::new(|| {
    let lines = || include_str!("../given_names.txt").lines().filter(|l| !l.starts_with('#'));
    let name = |line: &'static str| line.trim_end_matches(" ?");
    Given {
        names: lines().map(name).collect(),
        words: lines().filter(|line| line.ends_with(" ?")).map(name).collect(),
    }
});

struct Given {
    names: BTreeSet<&'static str>,
    words: BTreeSet<&'static str>,
}

/// Before a single letter these are no names: "Ovi C", "Sali B.".
const BEFORE_LETTER: [&str; 16] = [
    "ovi",
    "sali",
    "porras",
    "rappu",
    "luokka",
    "ryhmä",
    "kerros",
    "talo",
    "taso",
    "vitamiini",
    "entrance",
    "ingång",
    "room",
    "hall",
    "group",
    "grupp",
];
/// After a name these make it the name of a thing: "Eino Leinon katu", "Olavi Virran seura".
const THINGS: [&str; 18] = [
    "katu",
    "tie",
    "kuja",
    "polku",
    "puisto",
    "aukio",
    "tori",
    "koulu",
    "päivä",
    "seura",
    "säätiö",
    "rahasto",
    "museo",
    "väg",
    "gata",
    "street",
    "ry",
    "oy",
];
/// Beginnings of capitalised words that follow a name without being a surname.
const NO_SURNAMES: [&str; 8] =
    ["Oulu", "Suome", "Pohjois", "Helsin", "Euroop", "Lapin", "Kainuu", "Finland"];
const FORMS: [&str; 23] = [
    "nen", "sen", "selle", "sella", "sellä", "selta", "seltä", "sesta", "sestä", "seen", "mäki",
    "mäen", "niemi", "niemen", "ranta", "rannan", "koski", "kosken", "joki", "saari", "saaren",
    "aho", "oja",
];
const PARTICLES: [&str; 5] = ["af", "av", "de", "van", "von"];
const CONJUNCTIONS: [&str; 4] = ["ja", "och", "and", "sekä"];

pub(super) fn is_given_in_any_case(word: &str) -> bool {
    GIVEN.names.contains(word.to_lowercase().as_str())
}

pub(super) fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// "Aino", "AINO", "Anna-Maija"; not "Maria-akatemia".
pub(super) fn is_given(word: &str) -> bool {
    is_capitalised(word) && word.split('-').all(is_given_in_any_case)
}

pub(super) fn is_word(given: &str) -> bool {
    GIVEN.words.contains(given.to_lowercase().as_str())
}

pub(super) fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Capitalised, no short acronym ("Toivo SPR"), and not one of the words known to be none.
pub(super) fn is_surname(word: &str) -> bool {
    let shouted = word.chars().all(|c| !c.is_lowercase());
    let long = word.chars().count() > if shouted { 4 } else { 1 };
    is_capitalised(word) && long && !NO_SURNAMES.iter().any(|no| word.starts_with(no))
}

/// "Virtanen Aino", but not "Tilallinen Aino" nor "Vapaaehtoinen Aino".
pub(super) fn is_surname_in_nen(word: &str) -> bool {
    word.ends_with("nen") && !["llinen", "toinen"].iter().any(|end| word.ends_with(end))
}

/// Whether a word has the shape of a Finnish surname.
pub(super) fn has_form(word: &str) -> bool {
    let lower = word.to_lowercase();
    FORMS.iter().any(|form| lower.len() > form.len() + 1 && lower.ends_with(form))
}

/// "Limingan Niittypiha" after a role is an organisation.
pub(super) fn is_place(word: &str) -> bool {
    NO_SURNAMES.iter().any(|no| word.starts_with(no))
        || word.ends_with('n') && Municipality::all().any(|place| is_form_of(word, place))
}

/// Whether `word` may be a case of a municipality's name: all but its last two letters stay.
fn is_form_of(word: &str, place: Municipality) -> bool {
    let name = place.name(&Lang::FI);
    let stem =
        name.char_indices().rev().nth(1).map_or(name, |(at, _)| name.get(..at).unwrap_or(name));
    word.starts_with(if stem.is_empty() { name } else { stem })
}

/// "kuoronjohtaja", "Vetäjä".
pub(super) fn is_role(word: &str) -> bool {
    let lower = word.to_lowercase();
    include_str!("roles.txt").lines().any(|role| lower.ends_with(role))
}

pub(super) fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.contains(&word)
}

pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

pub(super) fn stands_before_letter(word: &str) -> bool {
    BEFORE_LETTER.contains(&word.to_lowercase().as_str())
}

/// "katu", "puistossa"; "ry" only as it is.
pub(super) fn is_thing(word: &str) -> bool {
    let lower = word.to_lowercase();
    THINGS.iter().any(|thing| match thing.len() {
        2 => lower == *thing,
        _ => lower.starts_with(thing),
    })
}
