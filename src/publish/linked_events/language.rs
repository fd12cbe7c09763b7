//! The languages in which something is held.

use serde::Serialize;

use super::model::{Head, Reference, Texts, term_labels};
use crate::localized::Lang;
use crate::site::Site;
use crate::vocabulary::{Scheme, Term};

#[derive(Debug, Serialize)]
pub(super) struct Language {
    id: &'static str,
    name: Texts<'static>,
    /// Whether texts are translated into it.
    translation_available: bool,
    service_language: bool,
    #[serde(flatten)]
    head: Head,
}

pub fn languages() -> impl Iterator<Item = Term> {
    Term::all(Scheme::Language)
}

pub(super) fn object(term: Term, site: &Site) -> Language {
    Language {
        id: term.code(),
        name: term_labels(term),
        translation_available: Lang::OURS.iter().any(|lang| lang.as_str() == term.code()),
        service_language: true,
        head: Head::of(site, "language", term.code(), "Language"),
    }
}

pub(super) fn reference(term: Term, told: bool, site: &Site) -> Reference<Language> {
    if told {
        return Reference::Told(Box::new(object(term, site)));
    }
    Reference::named(site, "language", term.code())
}
