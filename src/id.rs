//! Identifiers: what a source calls a thing, and what we call it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A source's name in the configuration: 1–40 of `a–z`, `0–9`, `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

/// What a source calls one of its entries: opaque text, compared byte for byte.
/// `Abc` and `abc`, or two Unicode forms of one word, are two entries.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);

/// One entry of one source, written `source:id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListingKey {
    pub source: SourceId,
    pub id: ItemId,
}

/// The public id of an activity: 13 characters of base 32, derived from who said it first.
///
/// A lost database rebuilt from the same sources gives the same ids; nothing in it is random.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActivityId(String);

/// The public id of an organisation, in the form of an activity's, derived from what identifies it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationId(String);

/// A session within its activity. Minted once and never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SessionId(pub u32);

/// One refresh of one source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RunId(pub i64);

/// One published state of everything. Rises by one whenever published content changes.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Revision(pub i64);

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("is empty")]
    Empty,
    #[error("is longer than {0} bytes")]
    TooLong(usize),
    #[error("may only hold a–z, 0–9 and -")]
    Characters,
}

const MAX_SOURCE_ID: usize = 40;
const MAX_ITEM_ID: usize = 256;
const ACTIVITY_ID: usize = 13;
/// Crockford's alphabet, lower case: no i, l, o, u, so that an id survives being read aloud.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl SourceId {
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if text.is_empty() {
            Err(IdError::Empty)
        } else if text.len() > MAX_SOURCE_ID {
            Err(IdError::TooLong(MAX_SOURCE_ID))
        } else if !text.bytes().all(allowed) {
            Err(IdError::Characters)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ItemId {
    pub fn parse(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            Err(IdError::Empty)
        } else if text.len() > MAX_ITEM_ID {
            Err(IdError::TooLong(MAX_ITEM_ID))
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ListingKey {
    #[must_use]
    pub fn new(source: SourceId, id: ItemId) -> Self {
        Self { source, id }
    }

    /// From `source:id`; a source's name holds no colon, an entry's id may.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (source, id) = text.split_once(':')?;
        Some(Self { source: SourceId::parse(source).ok()?, id: ItemId::parse(id).ok()? })
    }
}

impl ActivityId {
    /// The id of the activity that `founder` first announced. `generation` rises when a source
    /// reuses an id of its own for something else, so that a public id never changes its meaning.
    #[must_use]
    pub fn derive(founder: &ListingKey, generation: u32) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in [founder.source.as_str(), founder.id.as_str(), &generation.to_string()] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        Self(base32(hasher.finalize().as_bytes()))
    }

    /// `None` unless `text` has the form of an id of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_base32(text).then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl OrganisationId {
    /// `kind` tells what `identity` is: two kinds never give one id.
    #[must_use]
    pub fn derive(kind: &str, identity: &str) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("kooste 2026 organisation id");
        for part in [kind, identity] {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        }
        Self(base32(hasher.finalize().as_bytes()))
    }

    /// `None` unless `text` has the form of an id of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_base32(text).then(|| Self(text.to_owned()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_base32(text: &str) -> bool {
    text.len() == ACTIVITY_ID && text.bytes().all(|b| BASE32.contains(&b))
}

/// Five bits a character, from the front.
fn base32(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| (byte >> (7 - at % 8)) & 1 == 1);
    (0..ACTIVITY_ID)
        .filter_map(|character| {
            let value = (0..5).fold(0, |sum, i| sum * 2 + usize::from(bit(character * 5 + i)));
            BASE32.get(value).copied().map(char::from)
        })
        .collect()
}

impl TryFrom<String> for SourceId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl TryFrom<String> for ItemId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text)
    }
}

impl TryFrom<String> for ActivityId {
    type Error = IdError;
    fn try_from(text: String) -> Result<Self, IdError> {
        Self::parse(&text).ok_or(IdError::Characters)
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> Self {
        id.0
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> Self {
        id.0
    }
}

impl From<ActivityId> for String {
    fn from(id: ActivityId) -> Self {
        id.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ListingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.source, self.id)
    }
}

impl fmt::Display for ActivityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for OrganisationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(source: &str, id: &str) -> ListingKey {
        ListingKey::new(SourceId::parse(source).unwrap(), ItemId::parse(id).unwrap())
    }

    #[test]
    fn a_public_id_depends_on_founder_and_generation_only() {
        let first = ActivityId::derive(&key("lahella", "41001"), 0);
        assert_eq!(first, ActivityId::derive(&key("lahella", "41001"), 0));
        assert_ne!(first, ActivityId::derive(&key("lahella", "41001"), 1));
        assert_ne!(first, ActivityId::derive(&key("lahella", "41002"), 0));
        assert_ne!(first, ActivityId::derive(&key("lahella-4", "1001"), 0));
        assert_eq!(ActivityId::parse(first.as_str()), Some(first));
    }

    #[test]
    fn source_ids_are_plain_words() {
        assert!(SourceId::parse("lahella-2").is_ok());
        for bad in ["", "Lähellä", "a b", "a/b", &"a".repeat(41)] {
            assert!(SourceId::parse(bad).is_err(), "{bad}");
        }
    }
}
