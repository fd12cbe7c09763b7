//! Which of our languages a title is in, guessed from its words and letters.

use serde::{Deserialize, Serialize};

use super::lexicon;
use super::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tongue {
    Fi,
    Sv,
    En,
}

impl Tongue {
    pub(super) const ALL: [Self; 3] = [Self::Fi, Self::Sv, Self::En];
}

const FINNISH: &[&str] = &[
    "ja",
    "on",
    "ei",
    "tai",
    "sekä",
    "kanssa",
    "kaikille",
    "mukaan",
    "ilta",
    "päivä",
    "ryhmä",
    "kerho",
    "kurssi",
    "tapahtuma",
    "klo",
    "ti",
    "ke",
    "pe",
    "osa",
    "vapaa",
    "avoin",
    "yhdessä",
    "meidän",
    "uusi",
    "alkaen",
    "koko",
    "kuinka",
    "miten",
    "mitä",
    "oma",
    "omat",
];
const SWEDISH: &[&str] = &[
    "och", "för", "med", "på", "av", "till", "en", "ett", "den", "det", "de", "vi", "i", "om",
    "från", "som", "är", "alla", "kl", "dag", "kväll", "grupp", "klubb", "kurs", "hur", "hos",
    "vid", "mot", "din", "din", "ditt", "dina", "vår", "del",
];
const ENGLISH: &[&str] = &[
    "and", "the", "for", "with", "of", "in", "to", "at", "an", "your", "our", "how", "from", "by",
    "is", "evening", "day", "group", "club", "class", "free", "open", "all", "part", "time", "s",
];
/// Ends of words that are common in one of them and rare in the others.
const ENDS: &[(&str, Tongue)] = &[
    ("ssa", Tongue::Fi),
    ("ssä", Tongue::Fi),
    ("sta", Tongue::Fi),
    ("stä", Tongue::Fi),
    ("lla", Tongue::Fi),
    ("llä", Tongue::Fi),
    ("lle", Tongue::Fi),
    ("nen", Tongue::Fi),
    ("set", Tongue::Fi),
    ("iset", Tongue::Fi),
    ("jat", Tongue::Fi),
    ("sten", Tongue::Fi),
    ("kerho", Tongue::Fi),
    ("ryhmä", Tongue::Fi),
    ("kahvila", Tongue::Fi),
    ("piiri", Tongue::Fi),
    ("kurssi", Tongue::Fi),
    ("päivä", Tongue::Fi),
    ("ilta", Tongue::Fi),
    ("inen", Tongue::Fi),
    ("minen", Tongue::Fi),
    ("ning", Tongue::Sv),
    ("ningen", Tongue::Sv),
    ("ande", Tongue::Sv),
    ("het", Tongue::Sv),
    ("ens", Tongue::Sv),
    ("arna", Tongue::Sv),
    ("erna", Tongue::Sv),
    ("grupp", Tongue::Sv),
    ("klubb", Tongue::Sv),
    ("kväll", Tongue::Sv),
    ("cirkel", Tongue::Sv),
    ("café", Tongue::Sv),
    ("skola", Tongue::Sv),
    ("ing", Tongue::En),
    ("tion", Tongue::En),
    ("ness", Tongue::En),
    ("ers", Tongue::En),
];
/// What only one of them writes.
const LETTERS: &[(&str, Tongue)] = &[
    ("uo", Tongue::Fi),
    ("yö", Tongue::Fi),
    ("aa", Tongue::Fi),
    ("ää", Tongue::Fi),
    ("ii", Tongue::Fi),
    ("uu", Tongue::Fi),
    ("kk", Tongue::Fi),
    ("å", Tongue::Sv),
    ("ck", Tongue::Sv),
    ("th", Tongue::En),
    ("sh", Tongue::En),
    ("oo", Tongue::En),
    ("w", Tongue::En),
];

/// `None` where no language is clearly ahead.
pub(super) fn guess(words: &Words<'_>) -> Option<Tongue> {
    let mut points = Tongue::ALL.map(|tongue| (0_u32, tongue));
    for at in 0..words.len() {
        let word = words.text(at);
        for (sum, tongue) in &mut points {
            *sum += in_tongue(word, *tongue);
        }
    }
    points.sort_by_key(|(sum, tongue)| (std::cmp::Reverse(*sum), *tongue));
    let [(first, tongue), (second, _), _] = points;
    (first >= 2 && first > second).then_some(tongue)
}

fn in_tongue(word: &str, tongue: Tongue) -> u32 {
    let small = match tongue {
        Tongue::Fi => FINNISH,
        Tongue::Sv => SWEDISH,
        Tongue::En => ENGLISH,
    };
    if small.contains(&word) {
        return 3;
    }
    let long = word.len() > 4;
    let ends = |(end, of): &&(&str, Tongue)| *of == tongue && word.ends_with(end);
    let has = |(letters, of): &&(&str, Tongue)| *of == tongue && word.contains(letters);
    let ending = if long && ENDS.iter().any(|one| ends(&one)) { 2 } else { 0 };
    let letters = if LETTERS.iter().any(|one| has(&one)) { 1 } else { 0 };
    let known = if lexicon::knows(word, tongue) { 2 } else { 0 };
    ending + letters + known
}
