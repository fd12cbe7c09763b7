//! Which words of two titles answer to each other, whatever their endings and however they are joined.

use strsim::generic_levenshtein;

/// A word of a core.
#[derive(Clone, Copy, Debug)]
struct Piece<'a> {
    letters: &'a [char],
    /// It needs no counterpart.
    light: bool,
}

/// What little words are, and what everything is called.
const LIGHT: &[&str] = &[
    "a",
    "alla",
    "an",
    "and",
    "at",
    "av",
    "by",
    "course",
    "day",
    "de",
    "den",
    "det",
    "ei",
    "en",
    "ett",
    "evenemang",
    "event",
    "for",
    "from",
    "för",
    "group",
    "grupp",
    "gruppe",
    "gruppen",
    "hos",
    "i",
    "ilta",
    "in",
    "is",
    "ja",
    "kanssa",
    "kera",
    "kerrat",
    "kerta",
    "koko",
    "kokoontuminen",
    "kurs",
    "kurssi",
    "kurssin",
    "med",
    "mukana",
    "möte",
    "och",
    "of",
    "om",
    "on",
    "or",
    "osa",
    "our",
    "päivä",
    "på",
    "ryhmä",
    "ryhmän",
    "s",
    "sekä",
    "session",
    "som",
    "tai",
    "tapaaminen",
    "tapahtuma",
    "tapahtumat",
    "the",
    "tilaisuus",
    "till",
    "to",
    "treffit",
    "träff",
    "träffen",
    "vi",
    "vid",
    "with",
    "your",
    "är",
    "åt",
];
/// A common part that is shorter is chance.
const SHORTEST_COMMON: usize = 4;
/// "Kahvila|ssa", "neulo|jille". A tail of a letter or two is an ending of some kind.
const ENDINGS: &[&str] = &[
    "arna", "desta", "eilla", "eille", "elle", "ella", "ellä", "erna", "essa", "essä", "esta",
    "estä", "hin", "iden", "ien", "iin", "ille", "illa", "illä", "ina", "inen", "ing", "ings",
    "isiin", "issa", "issä", "ista", "istä", "isten", "itten", "jat", "jen", "jien", "jille",
    "joille", "joiden", "ksi", "lla", "lle", "llä", "lta", "ltä", "nen", "nnan", "nta", "oille",
    "oissa", "oita", "seen", "sen", "set", "sille", "ssa", "ssä", "sta", "stä", "ten", "tta",
    "ttä", "ville", "äjät", "ön",
];
/// Two joined words keep a letter or two between them.
const LONGEST_JOINT: usize = 2;
/// A slip of the pen in shorter words may as well be another word.
const SHORTEST_MISSPELT: usize = 6;

pub(super) fn is_light(word: &str) -> bool {
    LIGHT.binary_search(&word).is_ok()
}

impl<'a> IntoIterator for &'a Piece<'_> {
    type Item = &'a char;
    type IntoIter = std::slice::Iter<'a, char>;
    fn into_iter(self) -> Self::IntoIter {
        self.letters.iter()
    }
}

/// Whether each core has something that the other has no counterpart for.
pub(super) fn remainders(a: &str, b: &str) -> (bool, bool) {
    let (letters_a, letters_b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (a, b) = (&*pieces(a, &letters_a), &*pieces(b, &letters_b));
    let mut of_a: Vec<Vec<bool>> = uncovered(a);
    let mut of_b: Vec<Vec<bool>> = uncovered(b);
    for (w, covered_w) in a.iter().zip(&mut of_a) {
        for (v, covered_v) in b.iter().zip(&mut of_b) {
            cover(w, covered_w, v, covered_v);
        }
    }
    (keeps(a, &of_a), keeps(b, &of_b))
}

fn pieces<'a>(core: &str, letters: &'a [char]) -> Vec<Piece<'a>> {
    let words = core.split(' ').zip(letters.split(|letter| *letter == ' '));
    let words = words.filter(|(word, _)| !word.is_empty());
    words.map(|(word, letters)| Piece { letters, light: is_light(word) }).collect()
}

fn uncovered(pieces: &[Piece<'_>]) -> Vec<Vec<bool>> {
    pieces.iter().map(|piece| vec![false; piece.letters.len()]).collect()
}

fn cover(w: &Piece<'_>, of_w: &mut [bool], v: &Piece<'_>, of_v: &mut [bool]) {
    if w.letters == v.letters || misspelt(w, v) {
        of_w.fill(true);
        of_v.fill(true);
        return;
    }
    // Twice, for compounds of two parts.
    for _ in 0..2 {
        let Some(Common { w: i, v: j, length }) = common(w.letters, of_w, v.letters, of_v) else {
            return;
        };
        of_w.iter_mut().skip(i).take(length).for_each(|letter| *letter = true);
        of_v.iter_mut().skip(j).take(length).for_each(|letter| *letter = true);
    }
}

#[derive(Clone, Copy, Debug)]
struct Common {
    w: usize,
    v: usize,
    length: usize,
}

/// The longest part that both have and that begins one of the words or ends both, of what is not
/// covered yet.
fn common(w: &[char], of_w: &[bool], v: &[char], of_v: &[bool]) -> Option<Common> {
    let mut best: Option<Common> = None;
    // How long a common part ends at each letter of `v`, for the letter of `w` before.
    let mut before = vec![0_usize; v.len() + 1];
    for (i, (x, x_covered)) in w.iter().zip(of_w).enumerate() {
        let mut row = vec![0_usize; v.len() + 1];
        let cells = v.iter().zip(of_v).zip(&before).zip(row.iter_mut().skip(1)).enumerate();
        for (j, (((y, y_covered), diagonal), cell)) in cells {
            if x != y || *x_covered || *y_covered {
                continue;
            }
            *cell = diagonal + 1;
            let found = Common { w: i + 1 - *cell, v: j + 1 - *cell, length: *cell };
            let ends_both = i + 1 == w.len() && j + 1 == v.len();
            let placed = found.w == 0 || found.v == 0 || ends_both;
            let whole = *cell >= SHORTEST_COMMON - 1 && *cell == w.len().min(v.len());
            let enough = placed && (*cell >= SHORTEST_COMMON || whole);
            if enough && best.is_none_or(|best| best.length < *cell) {
                best = Some(found);
            }
        }
        before = row;
    }
    best
}

fn misspelt(w: &Piece<'_>, v: &Piece<'_>) -> bool {
    let shorter = w.letters.len().min(v.letters.len());
    let allowed = match shorter {
        ..SHORTEST_MISSPELT => return false,
        SHORTEST_MISSPELT..9 => 1,
        _ => 2,
    };
    w.letters.len().abs_diff(v.letters.len()) <= allowed
        && w.letters.first() == v.letters.first()
        && generic_levenshtein(w, v) <= allowed
}

/// Whether a word has letters without a counterpart that are no ending and no joint.
fn keeps(pieces: &[Piece<'_>], covered: &[Vec<bool>]) -> bool {
    pieces.iter().zip(covered).any(|(piece, covered)| !piece.light && word_keeps(piece, covered))
}

fn word_keeps(piece: &Piece<'_>, covered: &[bool]) -> bool {
    let mut letters = piece.letters.iter();
    let mut before = 0;
    covered.chunk_by(|a, b| a == b).any(|run| {
        let text: String = letters.by_ref().take(run.len()).collect();
        let ending = letters.len() == 0 && before >= SHORTEST_COMMON;
        let says_nothing = (run.len() <= LONGEST_JOINT && run.len() < covered.len())
            || (ending && ENDINGS.contains(&text.as_str()))
            || is_light(&text);
        before = run.len();
        run.first() == Some(&false) && !says_nothing
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn light_words_are_in_order() {
        assert!(LIGHT.is_sorted());
    }
}
