//! Streets and their numbers.

use crate::dedupe::wording::one_slip;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Street {
    /// Folded and written together: "isorobertinkatu".
    name: String,
    tongue: Option<Tongue>,
    /// From–to of "1–3"; both the same of "1 A 5".
    numbers: Option<(u16, u16)>,
}

/// The language of its name: "Isokatu" and "Storgatan" may be one street, "Isokatu" and "Torikatu"
/// are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    Finnish,
    Swedish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Streets {
    Same,
    NumberUntold,
    OtherNumber,
    Other,
    Unknown,
}

const FINNISH: [&str; 27] = [
    "katu",
    "kadun",
    "kadulla",
    "tie",
    "kuja",
    "polku",
    "väylä",
    "raitti",
    "tori",
    "ranta",
    "rinne",
    "kaari",
    "bulevardi",
    "aukio",
    "penger",
    "portti",
    "esplanadi",
    "puistikko",
    "kylä",
    "valtatie",
    "mäki",
    "laita",
    "pelto",
    "silta",
    "kulma",
    "piha",
    "linja",
];
const SWEDISH: [&str; 13] = [
    "gatan",
    "gata",
    "vägen",
    "väg",
    "gränden",
    "gränd",
    "stigen",
    "torget",
    "torg",
    "esplanaden",
    "allén",
    "stranden",
    "plan",
];
/// Endings that name a street even where no number follows.
const UNMISTAKABLE: [&str; 12] = [
    "katu",
    "tie",
    "kuja",
    "polku",
    "väylä",
    "raitti",
    "bulevardi",
    "esplanadi",
    "gatan",
    "vägen",
    "gränden",
    "esplanaden",
];

impl Street {
    /// Of the folded words before the number, the last of which was perhaps cut short with a dot.
    pub(super) fn new(words: &[&str], dotted: bool, numbers: Option<(u16, u16)>) -> Option<Self> {
        let (last, before) = words.split_last()?;
        let last = in_full(last, dotted, numbers.is_some());
        let tongue = tongue(&last);
        Some(Self { name: format!("{}{last}", before.concat()), tongue, numbers })
    }

    fn to(&self, other: &Self) -> Streets {
        let same = self.name == other.name;
        match (self.numbers, other.numbers) {
            (Some(a), Some(b)) if a.0 <= b.1 && b.0 <= a.1 => {
                if same || one_slip(&self.name, &other.name) {
                    Streets::Same
                } else {
                    self.no(other)
                }
            }
            (Some(_), Some(_)) if same => Streets::OtherNumber,
            _ if same => Streets::NumberUntold,
            _ => self.no(other),
        }
    }

    /// Names in two languages tell nothing of each other.
    fn no(&self, other: &Self) -> Streets {
        match (self.tongue, other.tongue) {
            (Some(a), Some(b)) if a != b => Streets::Unknown,
            _ => Streets::Other,
        }
    }
}

/// One pair that agrees is enough: the others are names in another language, or of the other street at
/// a corner.
pub(super) fn compare(left: &[Street], right: &[Street]) -> Streets {
    let pairs = || left.iter().flat_map(|a| right.iter().map(move |b| a.to(b)));
    let told = [Streets::Same, Streets::NumberUntold, Streets::OtherNumber, Streets::Other];
    let found = told.into_iter().find(|outcome| pairs().any(|pair| pair == *outcome));
    found.unwrap_or(Streets::Unknown)
}

/// Whether a word before a number ends as the names of streets do.
pub(super) fn is_street(word: &str, dotted: bool) -> bool {
    in_full(word, dotted, true) != word || tongue(word).is_some()
}

pub(super) fn is_unmistakable(word: &str) -> bool {
    UNMISTAKABLE.iter().any(|ending| word.len() > ending.len() && word.ends_with(ending))
}

/// "1", "1a", "1-3", "12–14b".
pub(super) fn numbers(token: &str) -> Option<(u16, u16)> {
    let mut ends = token.split(['-', '–']);
    let number = |end: &str| {
        let digits = end.trim_end_matches(|c: char| c.is_alphabetic());
        let letters = end.chars().count() - digits.chars().count();
        let house = letters <= 1 && (1..=4).contains(&digits.len());
        house.then(|| digits.parse::<u16>().ok()).flatten()
    };
    let first = number(ends.next()?)?;
    Some((first, ends.next().and_then(number).unwrap_or(first).max(first)))
}

/// "Kajaanink." and "Kajaaninkatu", "Pyhäojant." and "Pyhäojantie", "Storg." and "Storgatan". Without
/// the dot only what ends no other word is taken for cut short.
fn in_full(word: &str, dotted: bool, numbered: bool) -> String {
    const CUT: [(&str, &str); 5] =
        [("gat", "gatan"), ("k", "katu"), ("t", "tie"), ("g", "gatan"), ("v", "vägen")];
    let cut_short = dotted || numbered && (word.ends_with("nk") || word.ends_with("gat"));
    let whole = |(cut, whole): &(&str, &str)| {
        let before = word.strip_suffix(cut).filter(|before| before.len() > 2)?;
        Some(format!("{before}{whole}"))
    };
    let cuttable = cut_short && tongue(word).is_none();
    let found = cuttable.then(|| CUT.iter().find_map(whole)).flatten();
    found.unwrap_or_else(|| in_basic_form(word))
}

fn in_basic_form(word: &str) -> String {
    let katu = |case: &str| word.strip_suffix(case).map(|before| format!("{before}katu"));
    katu("kadulla").or_else(|| katu("kadun")).unwrap_or_else(|| word.to_owned())
}

fn tongue(word: &str) -> Option<Tongue> {
    let ends = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if ends(&SWEDISH) { Some(Tongue::Swedish) } else { ends(&FINNISH).then_some(Tongue::Finnish) }
}
