//! What an upstream gave us to ask "changed since?" with (RFC 9110 §8.8).

use reqwest::header::{
    ETAG, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED,
};
use serde::{Deserialize, Serialize};

/// Kept per address, and sent back byte for byte. Neither is read: a weak, unquoted or future one is
/// the upstream's own affair. What it did not send is never made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<Validator>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<Validator>,
}

/// A header's value: 1 to 8192 bytes, not all of them ASCII. Written as text with one character a
/// byte (ISO 8859-1), so that nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Validator(Vec<u8>);

const MAX_LENGTH: usize = 8 * 1024;

impl Validators {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }

    pub(super) fn of(headers: &HeaderMap) -> Self {
        let read = |name: HeaderName| headers.get(name).map(HeaderValue::as_bytes);
        Self {
            etag: read(ETAG).and_then(Validator::new),
            last_modified: read(LAST_MODIFIED).and_then(Validator::new),
        }
    }

    pub(super) fn ask(&self, headers: &mut HeaderMap) {
        for (name, validator) in
            [(IF_NONE_MATCH, &self.etag), (IF_MODIFIED_SINCE, &self.last_modified)]
        {
            if let Some(value) = validator.as_ref().and_then(Validator::header) {
                headers.insert(name, value);
            }
        }
    }

    /// What a 304 leaves: each one that it sent anew, otherwise the one that we have (RFC 9111 §3.2).
    pub(super) fn updated_by(&self, newer: Self) -> Self {
        Self {
            etag: newer.etag.or_else(|| self.etag.clone()),
            last_modified: newer.last_modified.or_else(|| self.last_modified.clone()),
        }
    }
}

impl Validator {
    /// `None` if it is empty, too long, or could not be sent back as a header.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let validator = Self(bytes.to_vec());
        let sendable = validator.header().is_some();
        (sendable && (1..=MAX_LENGTH).contains(&bytes.len())).then_some(validator)
    }

    fn header(&self) -> Option<HeaderValue> {
        HeaderValue::from_bytes(&self.0).ok()
    }
}

impl TryFrom<String> for Validator {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let bytes: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();
        bytes.ok().as_deref().and_then(Self::new).ok_or("is not a validator")
    }
}

impl From<Validator> for String {
    fn from(validator: Validator) -> Self {
        validator.0.into_iter().map(char::from).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stored_and_sent(value: &[u8]) -> Option<Vec<u8>> {
        let mut received = HeaderMap::new();
        received.insert(ETAG, HeaderValue::from_bytes(value).ok()?);
        let stored = serde_json::to_string(&Validators::of(&received)).unwrap();
        let mut sent = HeaderMap::new();
        serde_json::from_str::<Validators>(&stored).unwrap().ask(&mut sent);
        sent.get(IF_NONE_MATCH).map(|value| value.as_bytes().to_vec())
    }

    proptest! {
        #[test]
        fn any_etag_that_a_header_can_hold_comes_back_byte_for_byte(
            value in proptest::collection::vec(
                prop_oneof![0x20..=0x7e_u8, 0x80..=0xff_u8], 1..200)
        ) {
            prop_assert_eq!(stored_and_sent(&value), Some(value));
        }
    }

    #[test]
    fn odd_etags_are_kept_and_absurd_ones_dropped() {
        for kept in [r#""33a6""#, r#"W/"33a6""#, "33a6", "\"\"", "\"ä\"", &"x".repeat(8192)] {
            assert_eq!(stored_and_sent(kept.as_bytes()).as_deref(), Some(kept.as_bytes()));
        }
        assert_eq!(stored_and_sent("x".repeat(8193).as_bytes()), None);
        assert_eq!(stored_and_sent(b""), None);
        assert_eq!(Validator::new(b"a\r\nHost: b"), None);
    }

    #[test]
    fn a_304_replaces_what_it_sends_and_keeps_the_rest() {
        let validator = |text: &str| Validator::new(text.as_bytes());
        let old = Validators { etag: validator("a"), last_modified: validator("Mon") };
        let new = Validators { etag: validator("b"), last_modified: None };
        assert_eq!(
            old.updated_by(new),
            Validators { etag: validator("b"), last_modified: validator("Mon") }
        );
        assert_eq!(old.updated_by(Validators::default()), old);
    }
}
