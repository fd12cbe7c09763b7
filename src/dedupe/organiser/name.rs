//! Names of associations, parishes and towns.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::Kinship;
use crate::dedupe::text::fold;
use crate::dedupe::town;
use crate::dedupe::wording::{Agreement, Wording, same_word};
use crate::municipality::Municipality;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    wording: Wording,
    /// The towns in its name: of an association with branches, which.
    towns: BTreeSet<Municipality>,
    /// Where it is written as one.
    acronym: Option<String>,
    initials: String,
}

/// The forms of one association's name, each as its words, and the word that stands for them.
static UNIONS: LazyLock<Vec<(Vec<&str>, &str)>> = LazyLock::new(|| {
    let lines = include_str!("unions.txt").lines().filter(|line| !line.starts_with('#'));
    let mut forms: Vec<(Vec<&str>, &str)> = lines
        .filter_map(|line| Some((line, line.split(" ; ").next()?.trim())))
        .flat_map(|(line, first)| {
            line.split(" ; ").map(move |form| (form.split_whitespace().collect(), first))
        })
        .collect();
    forms.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    forms
});

const TOWN: [&str; 7] = ["kaupunki", "kunta", "stad", "kommun", "city", "municipality", "town"];

impl Name {
    pub(super) fn read(text: &str) -> Option<Self> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !is_legal_form(word)).collect();
        let initials = words.iter().filter_map(|word| word.chars().next()).collect();
        let named = with_unions(&words);
        let named = named.iter().map(|word| without_region(word)).filter(|word| !is_idle(word));
        let (towns, rest): (Vec<&str>, Vec<&str>) =
            named.partition(|word| town::of_word(word).is_some());
        let plain: Vec<String> = rest.iter().map(|word| in_finnish(word).to_owned()).collect();
        let bare = || Wording::new(words.iter().map(|word| (*word).to_owned()).collect(), is_kind);
        Some(Self {
            towns: towns.into_iter().filter_map(town::of_word).collect(),
            wording: Wording::new(plain, is_kind).or_else(bare)?,
            acronym: acronym(text, &rest),
            initials,
        })
    }

    /// A town as such, which keeps a calendar for others and seldom holds what stands in it.
    pub(super) fn is_town(&self) -> bool {
        !self.towns.is_empty() && self.wording.is_nothing_but(&TOWN)
    }

    /// The same for all ways to write it that differ in order, case and legal form alone.
    pub(super) fn key(&self) -> String {
        let towns: BTreeSet<&str> = self.towns.iter().map(|town| town.code()).collect();
        let words: BTreeSet<&str> = self.wording.words().collect();
        towns.into_iter().chain(words).collect::<Vec<_>>().join(" ")
    }

    /// Beginnings of words: two that are not kept apart by `against` share one, but for a slip in a first letter.
    pub(super) fn stems(&self) -> BTreeSet<String> {
        const LETTERS: usize = 4;
        let stem = |word: &String| word.chars().take(LETTERS).collect::<String>();
        let stems = self.wording.telling().iter().map(stem);
        let short =
            self.acronym.iter().chain([&self.initials]).map(|letters| format!("={letters}"));
        stems.chain(short).collect()
    }

    pub(super) fn against(&self, other: &Self) -> Kinship {
        let elsewhere = !self.towns.is_empty()
            && !other.towns.is_empty()
            && self.towns.is_disjoint(&other.towns);
        match self.wording.against(&other.wording) {
            Agreement::Other if self.is_short_for(other) || other.is_short_for(self) => {
                Kinship::Acronym
            }
            Agreement::Other => Kinship::Other,
            _ if elsewhere => Kinship::OtherBranch,
            Agreement::Partial if self.is_beside(other) || other.is_beside(self) => {
                Kinship::OtherBranch
            }
            Agreement::Partial => Kinship::SimilarName,
            // "Seurakunta" alone is the name of every one.
            Agreement::Same
                if self.towns.is_empty()
                    && !(self.wording.is_distinct() && other.wording.is_distinct()) =>
            {
                Kinship::SimilarName
            }
            Agreement::Same if self.towns.is_empty() != other.towns.is_empty() => {
                Kinship::SimilarName
            }
            Agreement::Same => Kinship::SameName,
        }
    }

    fn is_short_for(&self, other: &Self) -> bool {
        self.acronym.as_ref().is_some_and(|acronym| *acronym == other.initials)
    }

    /// A town's branch beside that of a part of it or of the country, which is no town that we know:
    /// "Oulun Martat", "Kaakkurin Martat".
    fn is_beside(&self, other: &Self) -> bool {
        !self.towns.is_empty() && other.towns.is_empty() && other.wording.tells_more(&self.wording)
    }
}

/// Known names of associations as one word each. The longest first, so that "Suomen Punainen Risti"
/// leaves no "Suomen" behind.
fn with_unions<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut left = words;
    let mut named = Vec::with_capacity(words.len());
    while let Some((first, rest)) = left.split_first() {
        let found = UNIONS.iter().find(|(form, _)| {
            left.len() >= form.len() && form.iter().zip(left).all(|(a, b)| is_form_of(b, a))
        });
        match found {
            Some((form, union)) => {
                named.push(*union);
                left = left.get(form.len()..).unwrap_or_default();
            }
            None => {
                named.push(first);
                left = rest;
            }
        }
    }
    named
}

/// Also in the genitive: "Lastensuojeluliiton", "Punaisen".
fn is_form_of(word: &str, basic: &str) -> bool {
    let ends = |ending, basic_ending| {
        word.strip_suffix(ending)
            .zip(basic.strip_suffix(basic_ending))
            .is_some_and(|(a, b)| a == b && !a.is_empty())
    };
    let alike = word.as_bytes().first() == basic.as_bytes().first();
    alike && (same_word(word, basic) || ends("liiton", "liitto") || ends("sen", "nen"))
}

fn is_legal_form(word: &str) -> bool {
    const FORMS: [&str; 12] =
        ["ry", "rf", "r", "y", "f", "oy", "ab", "oyj", "osk", "sr", "rek", "ideell"];
    FORMS.contains(&word)
}

fn is_idle(word: &str) -> bool {
    const IDLE: [&str; 26] = [
        "n",
        "s",
        "i",
        "ja",
        "och",
        "and",
        "the",
        "of",
        "yhdistys",
        "yhdistyksen",
        "paikallisyhdistys",
        "osasto",
        "osaston",
        "paikallisosasto",
        "förening",
        "föreningen",
        "lokalförening",
        "avdelning",
        "avdelningen",
        "lokalavdelning",
        "seudun",
        "seutu",
        "alueen",
        "nejdens",
        "association",
        "branch",
    ];
    IDLE.contains(&word)
}

/// "oulunseudun" → "oulun", "sydänyhdistys" → "sydän".
fn without_region(word: &str) -> &str {
    const ENDINGS: [&str; 6] =
        ["seudun", "yhdistyksen", "yhdistys", "föreningen", "förening", "nejdens"];
    let bare = ENDINGS.iter().find_map(|ending| word.strip_suffix(ending));
    bare.filter(|bare| bare.chars().count() >= 3).unwrap_or(word)
}

fn is_kind(word: &str) -> bool {
    const ENDINGS: [&str; 14] = [
        "hyvinvointialue",
        "kaupunki",
        "kerho",
        "keskus",
        "kirjasto",
        "klubi",
        "kunta",
        "liitto",
        "opisto",
        "palvelut",
        "piiri",
        "seura",
        "seurakunta",
        "säätiö",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

fn in_finnish(word: &str) -> &str {
    const NAMES: [(&str, &str); 22] = [
        ("bibliotek", "kirjasto"),
        ("biblioteket", "kirjasto"),
        ("city", "kaupunki"),
        ("församling", "seurakunta"),
        ("församlingen", "seurakunta"),
        ("kaupungin", "kaupunki"),
        ("klubb", "kerho"),
        ("kommun", "kunta"),
        ("kommuns", "kunta"),
        ("kunnan", "kunta"),
        ("medborgarinstitut", "kansalaisopisto"),
        ("municipality", "kunta"),
        ("parish", "seurakunta"),
        ("seurakunnan", "seurakunta"),
        ("srk", "seurakunta"),
        ("stad", "kaupunki"),
        ("staden", "kaupunki"),
        ("stads", "kaupunki"),
        ("stiftelse", "säätiö"),
        ("stiftelsen", "säätiö"),
        ("säätiön", "säätiö"),
        ("välfärdsområde", "hyvinvointialue"),
    ];
    NAMES.iter().find(|(name, _)| *name == word).map_or(word, |(_, finnish)| finnish)
}

/// The one word besides towns, where it is written in capitals.
fn acronym(text: &str, rest: &[&str]) -> Option<String> {
    let [word] = rest else { return None };
    let length = word.chars().count();
    let mut capitals = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| part.chars().all(char::is_uppercase) && part.to_lowercase() == **word);
    ((2..=6).contains(&length) && capitals.next().is_some()).then(|| (*word).to_owned())
}
