//! What the asker has already, or wants to be so, weighed in the order of RFC 9110, 13.2.2.

use axum::http::{HeaderMap, HeaderName, header};
use chrono::{DateTime, Utc};

use super::date;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Whole,
    Unchanged,
    /// Something is not as the asker wants it to be.
    Failed,
}

/// A date counts only where there is no tag of its kind: the tag is the more exact of the two.
pub(super) fn weigh(request: &HeaderMap, etag: &str, last_modified: DateTime<Utc>) -> Verdict {
    let stands = match lists(request, header::IF_MATCH, |tag| tag == etag) {
        Some(found) => found,
        None => date_of(request, header::IF_UNMODIFIED_SINCE).is_none_or(|at| last_modified <= at),
    };
    if !stands {
        return Verdict::Failed;
    }
    // Weak comparison here, strong above (RFC 9110, 13.1.1 and 13.1.2).
    let same = |tag: &str| tag.strip_prefix("W/").unwrap_or(tag) == etag;
    let has_it = match lists(request, header::IF_NONE_MATCH, same) {
        Some(found) => found,
        None => date_of(request, header::IF_MODIFIED_SINCE).is_some_and(|at| last_modified <= at),
    };
    if has_it { Verdict::Unchanged } else { Verdict::Whole }
}

/// Whether the list has such a tag or is `*`; `None` where there is no list. None of our tags holds a comma.
fn lists(request: &HeaderMap, name: HeaderName, is_ours: impl Fn(&str) -> bool) -> Option<bool> {
    let mut values = request.get_all(name).iter().peekable();
    values.peek()?;
    let tags = values.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(','));
    Some(tags.map(str::trim).any(|tag| tag == "*" || is_ours(tag)))
}

/// One that cannot be read is passed over (RFC 9110, 13.1.3 and 13.1.4).
fn date_of(request: &HeaderMap, name: HeaderName) -> Option<DateTime<Utc>> {
    date::read(request.get(name)?.to_str().ok()?)
}
