//! Facts in words, the same in a calendar and on a page.

use crate::listing::{Accessibility, PriceKind};
use crate::localized::Lang;
use crate::publish::words::Word;

#[must_use]
pub fn price(kind: PriceKind) -> Option<Word> {
    match kind {
        PriceKind::Free => Some(Word::Free),
        PriceKind::Paid => Some(Word::Paid),
        PriceKind::Mixed => Some(Word::MixedPrice),
        PriceKind::Unknown => None,
    }
}

pub(super) fn registration(required: bool) -> Word {
    if required { Word::RegistrationRequired } else { Word::RegistrationNotRequired }
}

/// Always something: that nothing is known is not the same as "not accessible".
pub(super) fn accessibility(accessibility: &Accessibility, lang: &Lang) -> String {
    match accessibility {
        Accessibility::Unknown => Word::AccessibilityUnknown.text(lang).to_owned(),
        Accessibility::Features(terms) => {
            terms.iter().map(|term| term.label(lang)).collect::<Vec<_>>().join(", ")
        }
    }
}
