//! Texts in several languages, and what is shown when the wanted one is missing.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language tag (BCP 47), lower case: `fi`, `sv`, `en`, and any other that a source uses.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Lang(Cow<'static, str>);

impl Lang {
    pub const FI: Self = Self(Cow::Borrowed("fi"));
    pub const SV: Self = Self(Cow::Borrowed("sv"));
    pub const EN: Self = Self(Cow::Borrowed("en"));

    /// The languages that everything of ours is written in, in the order of fall-back.
    pub const OURS: [Self; 3] = [Self::FI, Self::SV, Self::EN];

    /// `None` unless `text` looks like a language tag.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let mut parts = lower.split('-');
        let primary = parts.next()?;
        let alphabetic = primary.bytes().all(|b| b.is_ascii_lowercase());
        let subtag =
            |p: &str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
        let well_formed = (2..=3).contains(&primary.len()) && alphabetic && parts.all(subtag);
        if let Some(ours) = Self::OURS.into_iter().find(|lang| lang.0 == lower) {
            return Some(ours);
        }
        (well_formed && lower.len() <= 35).then_some(Self(Cow::Owned(lower)))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Lang {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("{text:?} is not a language tag"))
    }
}

impl From<Lang> for String {
    fn from(lang: Lang) -> Self {
        lang.0.into_owned()
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One value per language. Empty where nothing was said.
///
/// In order of the tags. Of most there is one and never more than a few, for which a node of a map takes ten
/// times the memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Localized<T>(Box<[(Lang, T)]>);

impl<T> Localized<T> {
    #[must_use]
    pub fn new() -> Self {
        Self(Box::default())
    }

    pub fn insert(&mut self, lang: Lang, value: T) {
        let mut all = std::mem::take(&mut self.0).into_vec();
        match all.binary_search_by(|(known, _)| known.cmp(&lang)) {
            Ok(at) => all.splice(at..=at, [(lang, value)]).for_each(drop),
            Err(at) => all.insert(at, (lang, value)),
        }
        self.0 = all.into_boxed_slice();
    }

    /// Exactly this language.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> Option<&T> {
        self.pair(lang).map(|(_, value)| value)
    }

    /// The wanted language, else Finnish, Swedish, English, else whatever there is; with the
    /// language it is in, because a page must mark it (WCAG 2.1, 3.1.2).
    #[must_use]
    pub fn best(&self, wanted: &Lang) -> Option<(&Lang, &T)> {
        std::iter::once(wanted)
            .chain(&Lang::OURS)
            .find_map(|lang| self.pair(lang))
            .or_else(|| self.iter().next())
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&Lang, &T)> {
        self.0.iter().map(|(lang, value)| (lang, value))
    }

    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.0.iter().map(|(_, value)| value)
    }

    #[must_use]
    pub fn map<U>(&self, f: impl Fn(&T) -> U) -> Localized<U> {
        Localized(self.iter().map(|(lang, value)| (lang.clone(), f(value))).collect())
    }

    fn pair(&self, wanted: &Lang) -> Option<(&Lang, &T)> {
        self.iter().find(|(lang, _)| *lang == wanted)
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Self::new()
    }
}

/// Of what is told twice in one language the last holds.
impl<T> FromIterator<(Lang, T)> for Localized<T> {
    fn from_iter<I: IntoIterator<Item = (Lang, T)>>(iter: I) -> Self {
        let mut all: Vec<(Lang, T)> = iter.into_iter().collect();
        all.reverse();
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all.dedup_by(|(later, _), (kept, _)| later == kept);
        Self(all.into_boxed_slice())
    }
}

impl<T: Serialize> Serialize for Localized<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Localized<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = BTreeMap::<Lang, T>::deserialize(deserializer)?;
        Ok(Self(told.into_iter().collect()))
    }
}

/// A text both ways it is needed: to read as it stands, and as HTML that is safe to show.
///
/// Only `normalise::text` makes one out of what a source said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RichText {
    /// Lines separated by `\n`; no markup, no control characters.
    pub plain: String,
    /// Elements and attributes of a short allow-list only.
    pub html: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn falls_back_from_finnish_to_swedish_to_english() {
        let text: Localized<&str> = [(Lang::SV, "kör"), (Lang::EN, "choir")].into_iter().collect();
        assert_eq!(text.best(&Lang::EN), Some((&Lang::EN, &"choir")));
        assert_eq!(text.best(&Lang::FI), Some((&Lang::SV, &"kör")));
        let other: Localized<&str> = [(Lang::parse("se").unwrap(), "koarra")].into_iter().collect();
        assert_eq!(other.best(&Lang::FI).unwrap().1, &"koarra");
        assert_eq!(Localized::<&str>::new().best(&Lang::FI), None);
    }

    proptest! {
        /// Whatever is told, and in whatever order.
        #[test]
        fn it_is_a_map_from_languages(told in prop::collection::vec((any_lang(), 0u8..9), 0..8), late in any_lang()) {
            let mut map: BTreeMap<Lang, u8> = told.iter().cloned().collect();
            let mut text: Localized<u8> = told.iter().cloned().collect();
            prop_assert_eq!(entries(&text), map.clone());
            map.insert(late.clone(), 9);
            text.insert(late, 9);
            prop_assert!(text.iter().eq(&map));
            prop_assert!(text.values().eq(map.values()));
            for lang in &Lang::OURS {
                prop_assert_eq!(text.get(lang), map.get(lang));
            }
            let json = serde_json::to_string(&map).unwrap();
            prop_assert_eq!(&serde_json::to_string(&text).unwrap(), &json);
            prop_assert_eq!(serde_json::from_str::<Localized<u8>>(&json).unwrap(), text);
        }
    }

    fn any_lang() -> impl Strategy<Value = Lang> {
        prop::sample::select(vec!["fi", "sv", "en", "se", "ar", "fi-fi"])
            .prop_map(|tag| Lang::parse(tag).unwrap())
    }

    fn entries(text: &Localized<u8>) -> BTreeMap<Lang, u8> {
        text.iter().map(|(lang, value)| (lang.clone(), *value)).collect()
    }

    #[test]
    fn a_tag_is_a_tag() {
        assert_eq!(Lang::parse("fi-FI").unwrap().as_str(), "fi-fi");
        for bad in ["", "f", "suomi", "fi_FI", "fi-", "fi-\r\n"] {
            assert_eq!(Lang::parse(bad), None, "{bad:?}");
        }
    }
}
