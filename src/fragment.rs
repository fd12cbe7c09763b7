//! Rendered text as it is handed from `publish` to `catalogue`: neither knows the other.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::localized::{Lang, Localized};

/// What a feed does with a cancelled session, or with a cancelled instance of a series.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum CancelledPolicy {
    /// STATUS:CANCELLED, and "PERUTTU: " before the title, because several readers ignore STATUS.
    #[default]
    Mark,
    /// "PERUTTU: " before the title alone: Google removes what is STATUS:CANCELLED without a word.
    Title,
    /// It is left out.
    Omit,
}

impl CancelledPolicy {
    pub const ALL: [Self; 3] = [Self::Mark, Self::Title, Self::Omit];
}

/// The VEVENTs of one session: per policy and language one text of one or more whole components.
///
/// A language without text of its own, and a policy that makes no difference, share the text. There are
/// as many of them as there are sessions, so that all texts of one are one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vevents {
    texts: Arc<str>,
    /// In order of the tags of their languages.
    parts: Box<[Part]>,
}

/// How a component begins. Nothing in one can look so: texts are escaped, and lines folded.
const BEGIN: &str = "BEGIN:VEVENT\r\n";

/// Where the text of a language is, and under which policies.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    lang: Lang,
    policies: Policies,
    events: u16,
    start: u32,
    end: u32,
}

/// What a feed shows of a session: one or more whole components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fragment<'a> {
    pub text: &'a str,
    /// How many components it has: one, and one for each instance that departs from the rule.
    pub events: u16,
}

/// A set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Policies(u8);

impl Vevents {
    /// `None` where nothing is shown: an ongoing service, or a cancelled session under `Omit`.
    #[must_use]
    pub fn get(&self, policy: CancelledPolicy, lang: &Lang) -> Option<Fragment<'_>> {
        let mut parts = self.parts.iter().filter(|part| part.policies.hold(policy));
        let exactly = |lang: &Lang| parts.clone().find(|part| part.lang == *lang);
        let best = std::iter::once(lang).chain(&Lang::OURS).find_map(exactly);
        let part = best.or_else(|| parts.next())?;
        Some(Fragment { text: within(&self.texts, part)?, events: part.events })
    }

    /// Its text is held once by both where they are equal.
    pub fn shared_with(&mut self, earlier: &Self) {
        if self == earlier {
            *self = earlier.clone();
        }
    }
}

impl FromIterator<(CancelledPolicy, Localized<Arc<str>>)> for Vevents {
    fn from_iter<I: IntoIterator<Item = (CancelledPolicy, Localized<Arc<str>>)>>(all: I) -> Self {
        let mut texts = String::new();
        let mut parts: Vec<Part> = Vec::new();
        for (policy, localized) in all {
            for (lang, text) in localized.iter() {
                let is_it =
                    |part: &&mut Part| part.lang == *lang && within(&texts, part) == Some(&**text);
                if let Some(part) = parts.iter_mut().find(is_it) {
                    part.policies = part.policies.and(policy);
                    continue;
                }
                let start = place(texts.len());
                texts.push_str(text);
                parts.push(Part {
                    lang: lang.clone(),
                    policies: Policies::default().and(policy),
                    events: u16::try_from(text.matches(BEGIN).count()).unwrap_or(u16::MAX),
                    start,
                    end: place(texts.len()),
                });
            }
        }
        parts.sort_by(|a, b| a.lang.cmp(&b.lang));
        Self { texts: texts.into(), parts: parts.into() }
    }
}

fn within<'a>(texts: &'a str, part: &Part) -> Option<&'a str> {
    texts.get(usize::try_from(part.start).ok()?..usize::try_from(part.end).ok()?)
}

/// Texts of a session are shorter by far.
fn place(byte: usize) -> u32 {
    u32::try_from(byte).unwrap_or(u32::MAX)
}

impl Policies {
    fn and(self, policy: CancelledPolicy) -> Self {
        Self(self.0 | Self::bit(policy))
    }

    fn hold(self, policy: CancelledPolicy) -> bool {
        self.0 & Self::bit(policy) != 0
    }

    fn bit(policy: CancelledPolicy) -> u8 {
        match policy {
            CancelledPolicy::Mark => 1,
            CancelledPolicy::Title => 2,
            CancelledPolicy::Omit => 4,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::{btree_map, vec};
    use proptest::prelude::*;

    use super::*;

    const LANGS: [&str; 5] = ["ar", "en", "fi", "se", "sv"];

    type Told = BTreeMap<CancelledPolicy, Localized<Arc<str>>>;

    fn told() -> impl Strategy<Value = Told> {
        let lang = proptest::sample::select(&LANGS[..]).prop_map(|tag| Lang::parse(tag).unwrap());
        let text = proptest::sample::select(&["", "a", "ä", "ab"][..]).prop_map(Arc::from);
        let texts = vec((lang, text), 0..4).prop_map(|texts| texts.into_iter().collect());
        btree_map(proptest::sample::select(&CancelledPolicy::ALL[..]), texts, 0..4)
    }

    proptest! {
        #[test]
        fn every_policy_and_language_has_the_text_that_it_was_given(told in told()) {
            let vevents: Vevents = told.clone().into_iter().collect();
            for (policy, lang) in CancelledPolicy::ALL.iter().flat_map(|p| LANGS.map(|l| (p, l))) {
                let lang = Lang::parse(lang).unwrap();
                let expected = told.get(policy).and_then(|texts| texts.best(&lang));
                let expected = expected.map(|(_, text)| &**text);
                prop_assert_eq!(vevents.get(*policy, &lang).map(|found| found.text), expected);
            }
        }
    }

    #[test]
    fn the_components_of_a_text_are_counted() {
        let series = "BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\n";
        let texts = || [(Lang::FI, series.into())].into_iter().collect();
        let vevents: Vevents = [(CancelledPolicy::Mark, texts())].into_iter().collect();
        let found = vevents.get(CancelledPolicy::Mark, &Lang::FI).unwrap();
        assert_eq!((found.text, found.events), (series, 2));
    }

    #[test]
    fn what_policies_have_in_common_is_held_once() {
        let texts = || -> Localized<Arc<str>> {
            [(Lang::FI, "a".into()), (Lang::SV, "b".into())].into_iter().collect()
        };
        let all = CancelledPolicy::ALL.into_iter().map(|policy| (policy, texts()));
        let vevents: Vevents = all.collect();
        assert_eq!((&*vevents.texts, vevents.parts.len()), ("ab", 2));
    }
}
