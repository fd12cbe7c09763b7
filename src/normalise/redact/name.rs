//! Names of people in running text: a known given name with a surname or an initial, and whoever stands
//! after a role.

use std::collections::BTreeSet;
use std::ops::Range;
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Given names by themselves stay: "Maria kertoo" tells nobody who she is, and many are words.
    Text,
    /// A label is about somebody: given names go by themselves too.
    Label,
}

/// Ends of the words for those who are named with what they do: "kuoronjohtaja", "neuvoja".
const ROLES: [&str; 62] = [
    "ohjaaja",
    "vetäjä",
    "vastaava",
    "päällikkö",
    "johtaja",
    "mestari",
    "kouluttaja",
    "neuvoja",
    "opas",
    "työntekijä",
    "sihteeri",
    "koordinaattori",
    "opettaja",
    "isäntä",
    "emäntä",
    "harrastaja",
    "suunnittelija",
    "välittäjä",
    "valmentaja",
    "henkilö",
    "pastori",
    "pappi",
    "kanttori",
    "diakoni",
    "diakonissa",
    "kirkkoherra",
    "asiantuntija",
    "luennoitsija",
    "terapeutti",
    "taiteilija",
    "kuvaaja",
    "psykologi",
    "lääkäri",
    "kirjailija",
    "puheenjohtaja",
    "rouva",
    "herra",
    "ohjaajat",
    "vetäjät",
    "vastaavat",
    "ledare",
    "lärare",
    "ansvarig",
    "mästare",
    "ordförande",
    "kontaktperson",
    "sekreterare",
    "guide",
    "guiden",
    "rådgivare",
    "terapeut",
    "planerare",
    "fotograf",
    "leader",
    "teacher",
    "instructor",
    "coordinator",
    "adviser",
    "counsellor",
    "organiser",
    "host",
    "chair",
];
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
const CONJUNCTIONS: [&str; 4] = ["ja", "och", "and", "sekä"];

#[derive(Clone, Copy)]
struct Word<'a> {
    start: usize,
    text: &'a str,
}

pub(super) fn find(text: &str, reading: Reading) -> Vec<Range<usize>> {
    let words = words(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let here = Place { text, words: &words, at };
        match here.person(reading) {
            Some(last) if !here.is_thing(last) => {
                if let (Some(first), Some(end)) = (words.get(at), here.end(last)) {
                    found.push(first.start..end);
                }
                at = last + 1;
            }
            Some(last) => at = last + 1,
            None => at += 1,
        }
    }
    found
}

/// `/tiimi/aino-virtanen`, `/aino.virtanen`.
pub(super) fn in_address(address: &str) -> bool {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    path.split(['/', '?', '&', '=', '#']).skip(1).any(|segment| {
        let dotted = segment.contains(['.', '_']) && !segment.ends_with(".html");
        let mut parts = segment.split(['.', '_', '-']);
        let given = parts.next().is_some_and(is_given_in_any_case);
        given && parts.next().is_some_and(|next| dotted || has_form(next))
    })
}

pub(super) fn is_given_in_any_case(word: &str) -> bool {
    GIVEN.names.contains(word.to_lowercase().as_str())
}

/// A word of the text, seen with its neighbours.
struct Place<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    at: usize,
}

impl Place<'_> {
    /// The last word of the person named from here on.
    fn person(&self, reading: Reading) -> Option<usize> {
        let first = self.words.get(self.at).filter(|word| is_capitalised(word.text))?;
        let role = self.follows_role();
        if !is_given(first.text) {
            return self.unlisted(first, role);
        }
        let mut last = self.at;
        while self.next(last).is_some_and(|next| is_given(next.text)) {
            last += 1;
        }
        let ambiguous = last == self.at && is_word(first.text) && !role;
        match self.next(last) {
            Some(next) if is_initial(next.text) && self.initial_ok(last, false) => Some(last + 1),
            Some(next) if is_surname(next.text) && (!ambiguous || has_form(next.text)) => {
                Some(last + 1)
            }
            _ if last > self.at => Some(last),
            _ if role || reading == Reading::Label => Some(self.couple(last).unwrap_or(last)),
            _ => self.couple(last),
        }
    }

    /// "Aino ja Eero Virtanen".
    fn couple(&self, last: usize) -> Option<usize> {
        let and = self.next(last).filter(|word| CONJUNCTIONS.contains(&word.text))?;
        let other = self.next(last + 1).filter(|word| is_given(word.text))?;
        let surname = self.next(last + 2).filter(|word| {
            is_initial(word.text) || (is_surname(word.text) && !is_given(word.text))
        })?;
        let ordered = and.start < other.start && other.start < surname.start;
        ordered.then_some(last + 3)
    }

    /// "Rojin A." of a name we do not know, and anyone after a role: "ohjaaja Bahram Karimi".
    fn unlisted(&self, first: &Word<'_>, role: bool) -> Option<usize> {
        let next = self.next(self.at)?;
        let lettered = BEFORE_LETTER.contains(&first.text.to_lowercase().as_str());
        let initial = is_initial(next.text) && !lettered && self.initial_ok(self.at, true);
        let surname_first = is_given(next.text) && first.text.ends_with("nen");
        let named =
            role && is_surname(next.text) && is_surname(first.text) && !is_place(first.text);
        (initial || surname_first || named).then_some(self.at + 1)
    }

    /// Whether the letter after word `at` stands for a name: "Aino K.", "Aino K:lle".
    fn initial_ok(&self, at: usize, needs_mark: bool) -> bool {
        let after = self.next(at).and_then(|word| self.text.get(word.start + word.text.len()..));
        let after = after.unwrap_or_default();
        let ends = after.is_empty() || after.starts_with([',', ';', ')', '\n', ' ', '/', '!', '?']);
        after.starts_with(['.', ':']) || (ends && !needs_mark)
    }

    fn follows_role(&self) -> bool {
        let Some(before) = self.at.checked_sub(1).and_then(|at| self.words.get(at)) else {
            return false;
        };
        let lower = before.text.to_lowercase();
        matches!(self.gap(self.at - 1), " " | ": " | ", " | " – " | " - ")
            && ROLES.iter().any(|role| lower.ends_with(role))
    }

    /// "Aino Ackté -sali", "Eino Leinon katu".
    fn is_thing(&self, last: usize) -> bool {
        let Some(end) = self.words.get(last).map(|word| word.start + word.text.len()) else {
            return false;
        };
        let after = self.text.get(end..).unwrap_or_default();
        let compound =
            after.strip_prefix(" -").is_some_and(|rest| rest.starts_with(char::is_lowercase));
        let thing = self.next(last).is_some_and(|next| {
            let lower = next.text.to_lowercase();
            THINGS.iter().any(|thing| match thing.len() {
                2 => lower == *thing,
                _ => lower.starts_with(thing),
            })
        });
        compound || thing
    }

    /// Where the last word ends, with the stop of an initial or its ending: "K.", "K:lle".
    fn end(&self, last: usize) -> Option<usize> {
        let word = self.words.get(last)?;
        let end = word.start + word.text.len();
        if !is_initial(word.text) {
            return Some(end);
        }
        let after = self.text.get(end..).unwrap_or_default();
        let ending = match after.strip_prefix(':') {
            Some(rest) => rest.find(|c: char| !c.is_lowercase()).unwrap_or(rest.len()),
            None => 0,
        };
        match after.starts_with('.') || ending > 0 {
            true => Some(end + 1 + ending),
            false => Some(end),
        }
    }

    /// The word after word `at`, where only a space is between them.
    fn next(&self, at: usize) -> Option<&Word<'_>> {
        self.words.get(at + 1).filter(|_| self.gap(at) == " ")
    }

    fn gap(&self, at: usize) -> &str {
        let between = self.words.get(at).zip(self.words.get(at + 1));
        between
            .and_then(|(a, b)| self.text.get(a.start + a.text.len()..b.start))
            .unwrap_or_default()
    }
}

/// Letters, with the hyphens and apostrophes among them.
fn words(text: &str) -> Vec<Word<'_>> {
    let inner = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(skip) = rest.find(char::is_alphabetic) {
        let tail = rest.get(skip..).unwrap_or_default();
        let length = tail.find(|c| !inner(c)).unwrap_or(tail.len());
        let (word, after) = tail.split_at(length);
        let start = text.len() - tail.len();
        words.push(Word { start, text: word.trim_end_matches(|c: char| !c.is_alphabetic()) });
        rest = after;
    }
    words
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// "Aino", "AINO", "Anna-Maija"; not "Maria-akatemia".
fn is_given(word: &str) -> bool {
    is_capitalised(word) && word.split('-').all(is_given_in_any_case)
}

fn is_word(given: &str) -> bool {
    GIVEN.words.contains(given.to_lowercase().as_str())
}

fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Capitalised, no short acronym ("Toivo SPR"), and not one of the words known to be none.
fn is_surname(word: &str) -> bool {
    let shouted = word.chars().all(|c| !c.is_lowercase());
    let long = word.chars().count() > if shouted { 4 } else { 1 };
    is_capitalised(word) && long && !NO_SURNAMES.iter().any(|no| word.starts_with(no))
}

/// Whether a word has the shape of a Finnish surname.
fn has_form(word: &str) -> bool {
    let lower = word.to_lowercase();
    FORMS.iter().any(|form| lower.len() > form.len() + 1 && lower.ends_with(form))
}

/// "Limingan Niittypiha" after a role is an organisation.
fn is_place(word: &str) -> bool {
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
