//! Representations as RFC 9110 has them: entity tags, dates, preconditions, gzip.

mod date;
mod negotiation;
mod preconditions;
mod rendered;

use std::sync::{Arc, Weak};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, Utc};

use crate::catalogue::Catalogue;
use crate::clock::Quarter;
use crate::feed::Packing;
use crate::localized::Lang;

pub(super) use rendered::Rendered;

/// One answer before it is known what the asker has already.
#[derive(Debug)]
pub(super) struct Representation {
    content_type: &'static str,
    body: Bytes,
    /// May lie a little ahead, where several came to be within one second.
    last_modified: DateTime<Utc>,
    lifetime: Lifetime,
    asked: Asked,
    packing: Packing,
    of: Weak<Catalogue>,
    by_language: Option<Lang>,
    more: HeaderMap,
}

/// Goes with an answer that depends on the edition, the address and the headers weighed here alone,
/// for whoever keeps such answers.
#[derive(Clone, Debug)]
pub(super) struct Reusable {
    pub(super) rendered: Arc<Rendered>,
    pub(super) of: Weak<Catalogue>,
    /// Where it is that of the browser's language, and others are answered with another one.
    pub(super) by_language: Option<Lang>,
}

/// What of an answer depends on when it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) now: DateTime<Utc>,
    /// Seconds until the local day ends, after which other things may be shown.
    pub(super) until_tick: u64,
}

/// For how long an answer may be used without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifetime {
    /// In seconds, and not beyond the end of the day.
    Today(u64),
    /// Then the same edition is told otherwise.
    Until(DateTime<Utc>),
    /// At its address there will never be anything else.
    Forever,
}

/// Seconds for which most answers may be used without asking.
const USUAL_AGE: u64 = 300;

impl Representation {
    pub(super) fn new(
        content_type: &'static str,
        body: impl Into<Bytes>,
        last_modified: DateTime<Utc>,
        asked: Asked,
    ) -> Self {
        let body = body.into();
        let packing = Packing::Offered;
        let (of, more) = (Weak::new(), HeaderMap::new());
        let lifetime = Lifetime::Today(USUAL_AGE);
        let by_language = None;
        Self { content_type, body, last_modified, lifetime, asked, packing, of, by_language, more }
    }

    /// From which edition alone it is made.
    #[must_use]
    pub(super) fn made_of(self, catalogue: &Arc<Catalogue>) -> Self {
        Self { of: Arc::downgrade(catalogue), ..self }
    }

    /// Who asks for the same with another Accept-Language gets another one.
    #[must_use]
    pub(super) fn by_browser_language(self, lang: &Lang) -> Self {
        Self { by_language: Some(lang.clone()), ..self }
            .with(header::VARY, "Accept-Encoding, Accept-Language")
    }

    #[must_use]
    pub(super) fn packed(self, packing: Packing) -> Self {
        Self { packing, ..self }
    }

    /// For so many seconds at most.
    #[must_use]
    pub(super) fn fresh_for(self, seconds: u64) -> Self {
        let lifetime = match self.lifetime {
            Lifetime::Today(own) => Lifetime::Today(own.min(seconds)),
            Lifetime::Forever => Lifetime::Today(seconds),
            Lifetime::Until(end) => Lifetime::Until(end),
        };
        Self { lifetime, ..self }
    }

    /// Because it tells what is over in this quarter of an hour, in which it came to be.
    #[must_use]
    pub(super) fn in_quarter(self, quarter: Quarter) -> Self {
        let last_modified = self.last_modified.max(quarter.began);
        Self { last_modified, lifetime: Lifetime::Until(quarter.ends), ..self }
    }

    /// Because its address changes when it does.
    #[must_use]
    pub(super) fn for_good(self) -> Self {
        Self { lifetime: Lifetime::Forever, ..self }
    }

    /// A header of its own. One that is put into the answer instead is lost when the answer is kept.
    #[must_use]
    pub(super) fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.more.append(name, value);
        }
        self
    }

    /// The whole, 304 where the asker has it, or what refuses what cannot be had.
    pub(super) fn answer(self, request: &HeaderMap) -> Response {
        let (asked, of, by_language) = (self.asked, self.of.clone(), self.by_language.clone());
        let rendered = Arc::new(Rendered::of(self));
        let mut response = rendered.answer(request, asked);
        response.extensions_mut().insert(Reusable { rendered, of, by_language });
        response
    }
}

#[cfg(test)]
mod tests;
