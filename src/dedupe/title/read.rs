//! What a title says, taken apart.

use std::sync::{Arc, LazyLock};

use super::super::text::Trigrams;
use super::facts::{Facts, Price};
use super::lexicon::{self, Meant};
use super::marks::Marks;
use super::phrases::{self, Found, Meaning};
use super::tongue::{self, Tongue};
use super::words::Words;
use super::{numbers, organiser, places, times};
use crate::municipality::Municipality;

/// A title as it can be compared. Made once a listing; comparing two is cheap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The subject: folded, without decoration and marks. Where there is nothing else, what there is.
    pub core: String,
    pub marks: Arc<Marks>,
    pub facts: Arc<Facts>,
    /// `None` where unsure.
    pub lang: Option<Tongue>,
    /// The subject of what stands before a colon or a dash, where more stands after it:
    /// "Hyvinvointiviikko: kyläkävely".
    pub(super) head: Option<Trigrams>,
    pub(super) trigrams: Trigrams,
    pub(super) meant: Meant,
}

/// What is known besides the title.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    pub organiser: Option<&'a str>,
    /// Where the listing is: a name of these is no other word.
    pub municipalities: &'a [Municipality],
}

#[must_use]
pub fn read(title: &str) -> Title {
    read_within(title, Context::default())
}

#[must_use]
pub fn read_within(title: &str, context: Context<'_>) -> Title {
    let shorter = context.organiser.and_then(|organiser| organiser::without(title, organiser));
    let title = shorter.as_deref().unwrap_or(title);
    let (mut marks, mut facts) = (Marks::default(), Facts::default());
    facts.organiser = shorter.is_some();
    let lang = tongue::guess(&Words::of(title));
    let mut core = subject(title, &context, &mut marks, &mut facts);
    let head = head(title, &context, &core);
    let words = Words::of(&core);
    let meant = lexicon::meant(&words, lang);
    core.shrink_to_fit();
    let trigrams = Trigrams::of(&core);
    Title { trigrams, head, meant, core, marks: Arc::new(marks), facts: Arc::new(facts), lang }
}

impl Title {
    /// What it tells besides, which nothing is compared by.
    pub fn forget_facts(&mut self) {
        static NONE: LazyLock<Arc<Facts>> = LazyLock::new(Arc::default);
        self.facts = Arc::clone(&NONE);
    }
}

fn subject(title: &str, context: &Context<'_>, marks: &mut Marks, facts: &mut Facts) -> String {
    let mut core = strip(&Words::of(title), context, marks, facts);
    // What stood between two words that were taken away may be read together only now.
    loop {
        let next = strip(&Words::of(&core), context, marks, facts);
        if next == core {
            return core;
        }
        core = next;
    }
}

/// `None` also where what comes after it says nothing of the subject: "Neulekahvila – Oulu".
fn head(title: &str, context: &Context<'_>, core: &str) -> Option<Trigrams> {
    let parts = [": ", " – ", " — ", " - "].iter().filter_map(|mark| title.split_once(mark));
    let (before, _) = parts.min_by_key(|(before, _)| before.len())?;
    let head = subject(before, context, &mut Marks::default(), &mut Facts::default());
    (!head.is_empty() && head != core).then(|| Trigrams::of(&head))
}

/// The words that are left when all that has another meaning is taken into marks and facts.
fn strip(words: &Words<'_>, context: &Context<'_>, marks: &mut Marks, facts: &mut Facts) -> String {
    let mut left: Vec<&str> = Vec::new();
    let mut marked: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let found = phrases::find(words, at);
        let taken = match found {
            Some(Found { words, .. }) if words > 1 => 0,
            _ => other(words, at, context, marks, facts),
        };
        if taken > 0 {
            at += taken;
            continue;
        }
        let Some(found) = found.filter(|found| found.meaning != Meaning::Keep) else {
            left.push(words.text(at));
            at += 1;
            continue;
        };
        note(found.meaning, marks, facts);
        let says = !matches!(found.meaning, Meaning::Nothing | Meaning::State(_) | Meaning::Free);
        match found.head {
            Some(head) => left.extend(words.text(at).get(head..)),
            None if says => marked.extend((at..at + found.words).map(|at| words.text(at))),
            None => {}
        }
        at += found.words;
    }
    let all = || (0..words.len()).map(|at| words.text(at)).collect::<Vec<_>>();
    let content = |words: &[&str]| words.iter().any(|word| word.chars().any(char::is_alphabetic));
    let chosen = [left, marked].into_iter().find(|words| content(words)).unwrap_or_else(all);
    trimmed(&chosen).join(" ")
}

/// Without the little words that joined it to what was taken away: "gymnastik för", "ja kuoro".
fn trimmed<'a, 'b>(words: &'b [&'a str]) -> &'b [&'a str] {
    const JOINTS: [&str; 14] = [
        "ja", "sekä", "och", "and", "för", "for", "till", "to", "i", "in", "på", "on", "at", "med",
    ];
    let content = |word: &&str| !JOINTS.contains(word);
    let first = words.iter().position(content);
    let last = words.iter().rposition(content);
    first.zip(last).and_then(|(first, last)| words.get(first..=last)).unwrap_or(words)
}

/// What is no phrase of the table.
fn other(
    words: &Words<'_>,
    at: usize,
    context: &Context<'_>,
    marks: &mut Marks,
    facts: &mut Facts,
) -> usize {
    if words.text(at) == "for" || words.text(at) == "för" {
        let taken = numbers::take(words, at + 1, marks, facts);
        if taken > 0 && marks.ages.is_some() {
            return taken + 1;
        }
    }
    let mut taken = times::take(words, at, facts);
    if taken == 0 {
        taken = numbers::take(words, at, marks, facts);
    }
    if taken == 0 {
        taken = places::take(words, at, context.municipalities, facts);
    }
    taken
}

fn note(meaning: Meaning, marks: &mut Marks, facts: &mut Facts) {
    match meaning {
        Meaning::Nothing | Meaning::Keep => {}
        Meaning::State(state) => {
            facts.states.insert(state);
        }
        Meaning::Free => facts.price = facts.price.or(Some(Price::Free)),
        Meaning::Paid => facts.price = facts.price.or(Some(Price::Paid(None))),
        Meaning::Level(level) => {
            marks.levels.insert(level);
        }
        Meaning::Audience(audience) => marks.audiences.extend(audience),
        Meaning::Mode(mode) => marks.modes.extend(mode),
        Meaning::Language(language) => {
            marks.languages.insert(language);
        }
        Meaning::Setting(setting) => {
            marks.settings.insert(setting);
        }
        Meaning::DayPart(part) => {
            marks.dayparts.insert(part);
        }
    }
}
