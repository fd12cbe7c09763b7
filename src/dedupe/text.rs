//! Texts made comparable: folded to plain words, and cut into trigrams.

use std::cmp::Ordering;

/// In small letters, everything but letters and digits as one space. `å`, `ä` and `ö` are letters of
/// their own in Finnish and Swedish and stay; other accents go.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            folded.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            part(&mut folded);
        } else {
            c.to_lowercase().for_each(|c| match plain(c) {
                Some(c) => folded.push(c),
                None => part(&mut folded),
            });
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

fn part(folded: &mut String) {
    if !folded.ends_with(' ') && !folded.is_empty() {
        folded.push(' ');
    }
}

/// A small letter as `fold` writes it. `None` parts words.
pub(super) fn plain(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ã' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'æ' => 'ä',
        'š' => 's',
        'ž' => 'z',
        'č' | 'ç' => 'c',
        'ñ' => 'n',
        c if c.is_alphanumeric() => c,
        _ => return None,
    })
}

/// The trigrams of a text without its spaces: inflection and compounds, written together or apart,
/// hurt whole words more than they hurt these.
///
/// Each as a number, in order, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trigrams(Box<[u32]>);

impl Trigrams {
    /// Of a folded text. The edges count as letters, so that short words have some too.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let letters = folded.chars().filter(|c| *c != ' ');
        let all: Vec<char> = [' '].into_iter().chain(letters).chain([' ']).collect();
        let mut trigrams: Vec<u32> = all.array_windows().map(number).collect();
        trigrams.sort_unstable();
        trigrams.dedup();
        Self(trigrams.into_boxed_slice())
    }

    /// How much of both is common, 0–1 (Dice). 0 where either is empty.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> f32 {
        ratio(2 * self.common(other), self.0.len() + other.0.len())
    }

    /// How much of the shorter is in the longer, 0–1.
    #[must_use]
    pub fn containment(&self, other: &Self) -> f32 {
        ratio(self.common(other), self.0.len().min(other.0.len()))
    }

    fn common(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                Ordering::Less => drop(left.next()),
                Ordering::Greater => drop(right.next()),
                Ordering::Equal => {
                    common += 1;
                    left.next();
                    right.next();
                }
            }
        }
        common
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Letters of Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic have a number each; what is left of those
/// that three of fit into 32 bits is shared by all others.
fn number(trigram: &[char; 3]) -> u32 {
    const LATIN: u32 = 0x250;
    const OTHERS: u32 = 0x370;
    const BEYOND: u32 = 0x700;
    const KNOWN: u32 = LATIN + BEYOND - OTHERS;
    const ALL: u32 = 1_625;
    let letter = |c: char| match u32::from(c) {
        latin @ ..LATIN => latin,
        other @ OTHERS..BEYOND => other - OTHERS + LATIN,
        rare => KNOWN + rare % (ALL - KNOWN),
    };
    trigram.iter().fold(0, |number, c| number * ALL + letter(*c))
}

fn ratio(part: usize, whole: usize) -> f32 {
    let number = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_letters_and_digits() {
        let check = |text: &str, folded: &str| assert_eq!(fold(text), folded);
        check("  Äiti–lapsi-KERHO (2–4 v.)! ", "äiti lapsi kerho 2 4 v");
        check("Café Élan", "cafe elan");
        check("🎄 – !", "");
        check("Ørsted & Ångström", "orsted ångström");
    }

    #[test]
    fn every_letter_of_the_languages_that_are_told_has_a_number_of_its_own() {
        let letters = ('a'..='z').chain('0'..='9').chain("åäöšžčđŋŧőßñ".chars());
        let letters = letters.chain('а'..='я').chain("іїєґ".chars()).chain('ء'..='ي');
        let numbers: Vec<u32> = letters.map(|c| number(&[' ', c, c])).collect();
        let different: std::collections::BTreeSet<_> = numbers.iter().collect();
        assert_eq!(different.len(), numbers.len());
    }

    #[test]
    fn words_written_together_or_apart_are_alike() {
        let trigrams = |text: &str| Trigrams::of(&fold(text));
        assert!(trigrams("neule kahvila").likeness(&trigrams("Neulekahvila")) > 0.99);
        assert!(trigrams("Neulekahvila").likeness(&trigrams("Tuolijumppa")) < 0.2);
        assert!(trigrams("Jooga").containment(&trigrams("Jooga, kevät")) > 0.7);
        assert_eq!(trigrams("").likeness(&trigrams("")), 0.0);
    }
}
