//! Names compared word by word, by what each keeps that the other has no counterpart for.

use std::str::Chars;

/// A name's folded words: those that tell what kind of thing it is ("koulu", "yhdistys"), and those
/// that tell which one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    proper: Vec<String>,
    kinds: Vec<String>,
    joined: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    Other,
    /// Either says nothing that the other contradicts, and less.
    Partial,
    Same,
}

impl Wording {
    /// `None` where there are no words.
    pub(super) fn new(words: Vec<String>, is_kind: impl Fn(&str) -> bool) -> Option<Self> {
        let joined = words.concat();
        let (kinds, proper) = words.into_iter().partition(|word| is_kind(word));
        (!joined.is_empty()).then_some(Self { proper, kinds, joined })
    }

    pub(super) fn is_nothing_but(&self, words: &[&str]) -> bool {
        self.proper.iter().chain(&self.kinds).all(|word| words.contains(&word.as_str()))
    }

    /// Those that tell which one it is; where there are none, those that tell of what kind.
    pub(super) fn telling(&self) -> &[String] {
        if self.proper.is_empty() { &self.kinds } else { &self.proper }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.proper.iter().chain(&self.kinds).map(String::as_str)
    }

    /// Tells which one, not only what kind of thing.
    pub(super) fn is_distinct(&self) -> bool {
        !self.proper.is_empty()
    }

    /// Has a proper word without a counterpart in `other`.
    pub(super) fn tells_more(&self, other: &Self) -> bool {
        Remainder::of(&self.proper, &other.proper).left
    }

    pub(super) fn against(&self, other: &Self) -> Agreement {
        if self.joined == other.joined || one_slip(&self.joined, &other.joined) {
            return Agreement::Same;
        }
        let proper = Remainder::of(&self.proper, &other.proper);
        let kinds = Remainder::of(&self.kinds, &other.kinds);
        let akin = self.akin(other, proper.common);
        let contradict = proper.left && (proper.right || other.narrows(self))
            || proper.right && self.narrows(other)
            || kinds.left && kinds.right && !akin;
        if contradict || !(proper.common || kinds.common || akin) {
            Agreement::Other
        } else if proper.left || proper.right || kinds.left || kinds.right {
            Agreement::Partial
        } else {
            Agreement::Same
        }
    }

    /// Tells in a compound which one of the kind it is: "pääkirjasto" of "kirjasto".
    fn narrows(&self, other: &Self) -> bool {
        let longer = |a: &str, b: &str| a.len() > b.len() && a.ends_with(b);
        self.kinds.iter().any(|a| {
            other.kinds.iter().any(|b| longer(a, b)) && !other.kinds.iter().any(|b| same_word(a, b))
        })
    }

    /// Of one kind, perhaps told more exactly by one ("kirjasto", "lähikirjasto") or, where the proper
    /// words agree, by another word for it ("kulttuurikeskus", "kulttuuritalo").
    fn akin(&self, other: &Self, agreed: bool) -> bool {
        self.kinds.iter().any(|a| {
            other.kinds.iter().any(|b| {
                let ends = a.ends_with(b.as_str()) || b.ends_with(a.as_str());
                ends || same_word(a, b) || agreed && common_start(a, b) >= 6
            })
        })
    }
}

/// Whether each side keeps words without a counterpart, and whether any has one.
struct Remainder {
    left: bool,
    right: bool,
    common: bool,
}

impl Remainder {
    fn of(left: &[String], right: &[String]) -> Self {
        let lacks = |word: &String, others: &[String]| !others.iter().any(|b| same_word(word, b));
        let missing = left.iter().filter(|word| lacks(word, right)).count();
        Self {
            left: missing > 0,
            right: right.iter().any(|word| lacks(word, left)),
            common: missing < left.len(),
        }
    }
}

/// The same word but for its inflection: "koulu" and "koulun", "keskus" and "keskuksen", "järvi" and
/// "järven", but not "Oulunsuu" and "Oulunsalo".
pub(super) fn same_word(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let common = common_start(a, b);
    let rest = (a_length.min(b_length) - common, a_length.max(b_length) - common);
    // "Keskus", "keskuksen".
    let genitive = rest == (1, 4) && (a.ends_with("ksen") || b.ends_with("ksen"));
    let inflected = rest.0 <= 1 && rest.1 <= 3 && rest != (1, 1) || genitive;
    common >= 4 && inflected && !digit(a) && !digit(b)
}

fn common_start(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// One letter too many, too few or wrong, in a text long enough for that to be no other name. A digit
/// is never a slip.
pub(super) fn one_slip(a: &str, b: &str) -> bool {
    const LONG: usize = 10;
    if a.len().abs_diff(b.len()) > 2 || a.len().min(b.len()) < LONG {
        return false;
    }
    let (mut a, mut b) = (a.chars(), b.chars());
    skip_common(&mut a, &mut b, Iterator::next);
    skip_common(&mut a, &mut b, DoubleEndedIterator::next_back);
    let is_slip = |mut rest: Chars<'_>| {
        rest.next().is_none_or(|c| !c.is_ascii_digit()) && rest.next().is_none()
    };
    is_slip(a) && is_slip(b)
}

fn skip_common<'a>(
    a: &mut Chars<'a>,
    b: &mut Chars<'a>,
    step: impl Fn(&mut Chars<'a>) -> Option<char>,
) {
    loop {
        let before = (a.clone(), b.clone());
        if !matches!((step(a), step(b)), (Some(a), Some(b)) if a == b) {
            (*a, *b) = before;
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_in_their_cases() {
        for (a, b) in [
            ("koulu", "koulun"),
            ("keskus", "keskuksen"),
            ("keskusta", "keskustan"),
            ("järvi", "järven"),
            ("kaukovainio", "kaukovainion"),
            ("talo", "talossa"),
        ] {
            assert!(same_word(a, b) && same_word(b, a), "{a} {b}");
        }
        for (a, b) in [
            ("oulunsuu", "oulunsalo"),
            ("haapala", "haapamo"),
            ("kirkko", "kirjasto"),
            ("talo1", "talo2"),
            ("sali", "salo"),
            ("koskela", "koskelo"),
        ] {
            assert!(!same_word(a, b) && !same_word(b, a), "{a} {b}");
        }
    }

    #[test]
    fn a_slip_of_one_letter_is_forgiven_in_long_names_alone() {
        let check = |a: &str, b: &str, slip: bool| {
            assert_eq!((one_slip(a, b), one_slip(b, a)), (slip, slip), "{a} {b}");
        };
        check("kajaaninkatu", "kajaanikatu", true);
        check("kajaaninkatu", "kajaaninkatu", true);
        check("kajaaninkatu", "kajaanintatu", true);
        check("torikatu", "torikat", false);
        check("rakennus nro 1", "rakennus nro 2", false);
        check("kajaaninkatu", "kaijaanikatu", false);
    }
}
