//! Keywords, and the sets that they come in: our own vocabulary.

use std::collections::BTreeMap;

use serde::Serialize;

use super::id::{SYSTEM, own};
use super::model::{Head, Reference, Texts, labels, term_labels};
use crate::localized::Lang;
use crate::publish::words::in_language;
use crate::site::Site;
use crate::vocabulary::{Scheme, Term};

/// Keywords that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeywordSet {
    Type,
    Theme,
    Format,
    Audience,
}

#[derive(Debug, Serialize)]
pub(super) struct Keyword {
    id: String,
    name: Texts<'static>,
    alt_labels: [&'static str; 0],
    aggregate: bool,
    deprecated: bool,
    has_upcoming_events: Option<bool>,
    /// How many activities have it; `null` where it is only told along with something else.
    n_events: Option<usize>,
    image: Option<()>,
    publisher: Option<()>,
    replaced_by: Option<()>,
    created_time: Option<()>,
    last_modified_time: Option<()>,
    #[serde(flatten)]
    head: Head,
}

#[derive(Debug, Serialize)]
pub(super) struct Set {
    id: String,
    name: Texts<'static>,
    usage: &'static str,
    keywords: Vec<Reference<Keyword>>,
    organization: Option<()>,
    created_time: Option<()>,
    last_modified_time: Option<()>,
    #[serde(flatten)]
    head: Head,
}

/// The schemes whose terms are keywords, and how their ids begin.
const SCHEMES: [(Scheme, &str); 5] = [
    (Scheme::Type, "type"),
    (Scheme::Theme, "theme"),
    (Scheme::Format, "format"),
    (Scheme::AgeGroup, "age"),
    (Scheme::Gender, "gender"),
];

/// `kooste:theme-nature`; `None` for terms that are no keywords.
#[must_use]
pub fn keyword_id(term: Term) -> Option<String> {
    let (_, prefix) = SCHEMES.iter().find(|(scheme, _)| *scheme == term.scheme())?;
    Some(format!("{SYSTEM}:{prefix}-{}", term.code()))
}

#[must_use]
pub fn keyword_of(id: &str) -> Option<Term> {
    let (prefix, code) = own(id)?.split_once('-')?;
    let (scheme, _) = SCHEMES.iter().find(|(_, known)| *known == prefix)?;
    Term::find(*scheme, code)
}

pub fn keywords() -> impl Iterator<Item = Term> {
    SCHEMES.iter().flat_map(|(scheme, _)| Term::all(*scheme))
}

pub(super) fn object(term: Term, count: Option<usize>, site: &Site) -> Option<Keyword> {
    let id = keyword_id(term)?;
    let head = Head::of(site, "keyword", &id, "Keyword");
    Some(Keyword {
        id,
        name: term_labels(term),
        alt_labels: [],
        aggregate: false,
        deprecated: false,
        has_upcoming_events: count.map(|count| count > 0),
        n_events: count,
        image: None,
        publisher: None,
        replaced_by: None,
        created_time: None,
        last_modified_time: None,
        head,
    })
}

pub(super) fn reference(term: Term, told: bool, site: &Site) -> Option<Reference<Keyword>> {
    if told {
        return object(term, None, site).map(|keyword| Reference::Told(Box::new(keyword)));
    }
    Some(Reference::named(site, "keyword", &keyword_id(term)?))
}

impl KeywordSet {
    pub const ALL: [Self; 4] = [Self::Type, Self::Theme, Self::Format, Self::Audience];

    #[must_use]
    pub fn find(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.id() == id)
    }

    #[must_use]
    pub fn id(self) -> String {
        format!("{SYSTEM}:{}", self.word())
    }

    pub fn terms(self) -> impl Iterator<Item = Term> {
        keywords().filter(move |term| Self::of(term.scheme()) == Some(self))
    }

    fn of(scheme: Scheme) -> Option<Self> {
        match scheme {
            Scheme::Type => Some(Self::Type),
            Scheme::Theme => Some(Self::Theme),
            Scheme::Format => Some(Self::Format),
            Scheme::AgeGroup | Scheme::Gender => Some(Self::Audience),
            Scheme::Language | Scheme::Accessibility => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Type => "types",
            Self::Theme => "themes",
            Self::Format => "formats",
            Self::Audience => "audiences",
        }
    }

    fn name(self, lang: &Lang) -> &'static str {
        let names = match self {
            Self::Type => ["Tyypit", "Typer", "Types"],
            Self::Theme => ["Aiheet", "Teman", "Themes"],
            Self::Format => ["Muodot", "Former", "Formats"],
            Self::Audience => ["Kohderyhmät", "Målgrupper", "Audiences"],
        };
        in_language(names, lang)
    }

    /// With `counts` its keywords are told, each with how many have it, and not only named.
    pub(super) fn object(self, counts: Option<&BTreeMap<Term, usize>>, site: &Site) -> Set {
        let keyword = |term| {
            let Some(counts) = counts else { return reference(term, false, site) };
            let count = counts.get(&term).copied().unwrap_or_default();
            object(term, Some(count), site).map(|keyword| Reference::Told(Box::new(keyword)))
        };
        let id = self.id();
        let head = Head::of(site, "keyword_set", &id, "KeywordSet");
        Set {
            id,
            name: labels(|lang| self.name(lang)),
            usage: if self == Self::Audience { "audience" } else { "keyword" },
            keywords: self.terms().filter_map(keyword).collect(),
            organization: None,
            created_time: None,
            last_modified_time: None,
            head,
        }
    }
}
