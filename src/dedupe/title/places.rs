//! Municipalities in a title, in the cases of Finnish and in Swedish.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::facts::Facts;
use super::inflect::forms;
use super::words::Words;
use crate::localized::Lang;
use crate::municipality::Municipality;

/// Names that are words as well: butterfly, eagle, bay, plough, islet, streams, spur …
const ALSO_WORDS: [&str; 32] = [
    "perho", "kotka", "lahti", "aura", "luoto", "virrat", "kannus", "salo", "sund", "salla",
    "simo", "tervo", "soini", "nokia", "rusko", "kolari", "lapua", "hamina", "eura", "muurame",
    "loppi", "sulkava", "somero", "multia", "geta", "vasa", "storå", "juga", "rauma", "kerava",
    "vihti", "halso",
];
const PREPOSITIONS: [&str; 3] = ["i", "in", "at"];

#[derive(Clone, Copy, Debug)]
struct Form {
    municipality: Municipality,
    /// It tells a place by itself: "Oulussa", and not "Lahti".
    sure: bool,
}

static FORMS: LazyLock<HashMap<String, Form>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for municipality in Municipality::all() {
        let fi = municipality.name(&Lang::FI).to_lowercase();
        let sv = municipality.name(&Lang::SV).to_lowercase();
        let sure = !ALSO_WORDS.contains(&fi.as_str());
        let forms = forms(&fi);
        let local = forms.local.into_iter().map(|form| (form, true));
        let named = [(fi, sure)].into_iter().chain(forms.genitive.into_iter().map(|g| (g, sure)));
        let sure_sv = !ALSO_WORDS.contains(&sv.as_str());
        let swedish = [(sv.clone(), sure_sv), (format!("{sv}s"), sure_sv)];
        for (form, sure) in named.chain(local).chain(swedish) {
            let form = form.replace([' ', '-', ':'], " ");
            table.entry(form).or_insert(Form { municipality, sure });
        }
    }
    table
});

/// Takes a municipality at the word `at`, with a preposition before it. How many words that were.
/// `here`: where the listing is known to be; a name of that is no other word.
pub(super) fn take(
    words: &Words<'_>,
    at: usize,
    here: &[Municipality],
    facts: &mut Facts,
) -> usize {
    // "Ii:hin": names are written so where the ending would hide them.
    let endings = ["n", "hin", "ssä", "stä", "ssa", "sta", "llä", "lla", "lle", "in"];
    if words.gap(at + 1) == ":"
        && endings.contains(&words.text(at + 1))
        && let Some(form) = FORMS.get(words.text(at))
    {
        facts.municipalities.insert(form.municipality);
        return 2;
    }
    let lead = usize::from(PREPOSITIONS.contains(&words.text(at)));
    let found = match_at(words, at + lead, here, lead == 1);
    facts.municipalities.extend(found.map(|(municipality, _)| municipality));
    found.map_or(0, |(_, taken)| lead + taken)
}

fn match_at(
    words: &Words<'_>,
    at: usize,
    here: &[Municipality],
    led: bool,
) -> Option<(Municipality, usize)> {
    let starts_many = ["mänttä", "koski", "s", "gustav", "pedersören"].contains(&words.text(at));
    let longest = if starts_many { 3 } else { 1 };
    let (form, taken) = (1..=longest).rev().find_map(|taken| {
        let name: Vec<&str> = (at..at + taken).map(|at| words.text(at)).collect();
        Some((FORMS.get(name.join(" ").as_str())?, taken))
    })?;
    // "Oulu-päivä", "Turku-ilta": part of a name.
    let compound = words.hyphen(at + taken) || words.hyphen(at);
    let sure = form.sure || led || here.contains(&form.municipality) || words.apart(at, at + taken);
    (sure && !compound).then_some((form.municipality, taken))
}
