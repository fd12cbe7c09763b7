//! `phrases.txt`: what words of a title mean besides its subject.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::facts::State;
use super::marks::{Audience, DayPart, Level, Mode, Setting, Spoken};
use super::tongue::Tongue;
use super::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Nothing,
    Keep,
    State(State),
    Free,
    Paid,
    Level(Level),
    Audience(&'static [Audience]),
    Mode(&'static [Mode]),
    Language(Spoken),
    Setting(Setting),
    DayPart(DayPart),
}

/// A phrase found in a title.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) meaning: Meaning,
    /// How many words it takes.
    pub(super) words: usize,
    /// How many bytes of its only word, where the rest of that stays.
    pub(super) head: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Whole,
    Prefix,
    Compound,
}

#[derive(Debug)]
struct Phrase {
    form: Form,
    rest: Vec<(&'static str, Form)>,
    apart: bool,
    meaning: Meaning,
}

/// Of what is left of a compound: "lasten|kuoro".
const SHORTEST_REST: usize = 3;
/// After a first part these make no compound: "vauvalle", "perheessä".
const ENDINGS: [&str; 32] = [
    "ten", "ien", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "nsa",
    "nsä", "mme", "nne", "essa", "essä", "esta", "estä", "ella", "ellä", "elle", "iden", "issa",
    "ista", "illa", "ille", "elta", "seen", "ineen", "iksi",
];
const SHORTEST_KEY: usize = 2;

/// By the letters of their first words.
static TABLE: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
    let lines = include_str!("phrases.txt").lines().filter(|line| !line.starts_with('#'));
    for (kind, phrases) in lines.filter_map(|line| line.split_once(':')) {
        let Some(meaning) = meaning(kind.trim()) else { continue };
        for phrase in phrases.split(';') {
            let apart = phrase.trim().starts_with('~');
            let mut words = phrase.trim().trim_start_matches('~').split(' ').map(form);
            if let Some((key, form)) = words.next() {
                let rest = words.collect();
                table.entry(key).or_default().push(Phrase { form, rest, apart, meaning });
            }
        }
    }
    table
});

/// The longest phrase that begins at the word `at`.
pub(super) fn find(words: &Words<'_>, at: usize) -> Option<Found> {
    let text = words.text(at);
    let ends = text.char_indices().map(|(from, c)| from + c.len_utf8()).skip(SHORTEST_KEY - 1);
    let keys = ends.filter_map(|end| Some((end, text.get(..end)?)));
    keys.flat_map(|(end, key)| TABLE.get(key).into_iter().flatten().map(move |one| (end, one)))
        .filter(|(end, phrase)| phrase.fits(words, at, *end))
        .max_by_key(|(end, phrase)| (phrase.rest.len(), *end, phrase.form == Form::Whole))
        .map(|(end, phrase)| Found {
            meaning: phrase.meaning,
            words: phrase.rest.len() + 1,
            head: (phrase.form == Form::Compound && !inflected(words.text(at), end)).then_some(end),
        })
}

impl Phrase {
    /// Whether it stands at the word `at`, of which the first `end` bytes are its key.
    fn fits(&self, words: &Words<'_>, at: usize, end: usize) -> bool {
        let rest = words.text(at).get(end..).unwrap_or_default();
        let first = match self.form {
            Form::Whole => rest.is_empty(),
            Form::Prefix => true,
            Form::Compound => rest.chars().count() >= SHORTEST_REST,
        };
        first
            && self.rest.iter().enumerate().all(|(n, (key, form))| {
                let word = words.text(at + n + 1);
                let rest = word.strip_prefix(key);
                rest.is_some_and(|rest| rest.is_empty() || *form == Form::Prefix)
            })
            && (!self.apart || words.apart(at, at + 1 + self.rest.len()))
    }
}

fn inflected(word: &str, end: usize) -> bool {
    word.get(end..).is_some_and(|rest| ENDINGS.contains(&rest))
}

fn form(word: &'static str) -> (&'static str, Form) {
    match (word.strip_suffix('*'), word.strip_suffix('+')) {
        (Some(key), _) => (key, Form::Prefix),
        (_, Some(key)) => (key, Form::Compound),
        _ => (word, Form::Whole),
    }
}

fn meaning(kind: &str) -> Option<Meaning> {
    let (kind, value) = kind.split_once(' ').unwrap_or((kind, ""));
    Some(match kind {
        "nothing" => Meaning::Nothing,
        "keep" => Meaning::Keep,
        "free" => Meaning::Free,
        "paid" => Meaning::Paid,
        "state" => Meaning::State(state(value)?),
        "level" => Meaning::Level(level(value)?),
        "audience" => Meaning::Audience(audience(value)?),
        "mode" => Meaning::Mode(mode(value)?),
        "language" => Meaning::Language(spoken(value)?),
        "setting" => Meaning::Setting(setting(value)?),
        "daypart" => Meaning::DayPart(daypart(value)?),
        _ => return None,
    })
}

fn state(value: &str) -> Option<State> {
    Some(match value {
        "cancelled" => State::Cancelled,
        "postponed" => State::Postponed,
        "moved" => State::Moved,
        "full" => State::Full,
        _ => return None,
    })
}

fn level(value: &str) -> Option<Level> {
    Some(match value {
        "beginner" => Level::Beginner,
        "intermediate" => Level::Intermediate,
        "advanced" => Level::Advanced,
        _ => return None,
    })
}

fn audience(value: &str) -> Option<&'static [Audience]> {
    Some(match value {
        "babies" => &[Audience::Babies],
        "toddlers" => &[Audience::Toddlers],
        "children" => &[Audience::Children],
        "youth" => &[Audience::Youth],
        "youngadults" => &[Audience::Youth, Audience::Adults],
        "adults" => &[Audience::Adults],
        "seniors" => &[Audience::Seniors],
        "families" => &[Audience::Families],
        "men" => &[Audience::Men],
        "women" => &[Audience::Women],
        "boys" => &[Audience::Boys],
        "girls" => &[Audience::Girls],
        "fathers" => &[Audience::Fathers],
        "mothers" => &[Audience::Mothers],
        "grandparents" => &[Audience::Grandparents],
        "carers" => &[Audience::Carers],
        _ => return None,
    })
}

fn mode(value: &str) -> Option<&'static [Mode]> {
    Some(match value {
        "online" => &[Mode::Online],
        "onsite" => &[Mode::OnSite],
        "hybrid" => &[Mode::Online, Mode::OnSite],
        _ => return None,
    })
}

fn spoken(value: &str) -> Option<Spoken> {
    Some(match value {
        "fi" => Spoken::Ours(Tongue::Fi),
        "sv" => Spoken::Ours(Tongue::Sv),
        "en" => Spoken::Ours(Tongue::En),
        "easy" => Spoken::Easy,
        "signed" => Spoken::Signed,
        "uk" => Spoken::Ukrainian,
        "ru" => Spoken::Russian,
        "ar" => Spoken::Arabic,
        "et" => Spoken::Estonian,
        "se" => Spoken::Sami,
        _ => return None,
    })
}

fn setting(value: &str) -> Option<Setting> {
    Some(match value {
        "outdoors" => Setting::Outdoors,
        "indoors" => Setting::Indoors,
        _ => return None,
    })
}

fn daypart(value: &str) -> Option<DayPart> {
    Some(match value {
        "morning" => DayPart::Morning,
        "day" => DayPart::Day,
        "afternoon" => DayPart::Afternoon,
        "evening" => DayPart::Evening,
        "night" => DayPart::Night,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedupe::text::fold;

    #[test]
    fn every_line_and_phrase_of_the_table_is_read() {
        for line in include_str!("phrases.txt").lines() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (kind, phrases) = line.split_once(':').expect(line);
            assert!(meaning(kind).is_some(), "{kind}");
            for phrase in phrases.split(';') {
                let plain = phrase.trim().trim_start_matches('~').replace(['*', '+'], "");
                assert_eq!(fold(&plain), plain, "{line}");
                assert!(
                    plain.split(' ').all(|word| word.chars().count() > 1) || plain.contains(' ')
                );
            }
        }
    }
}
