//! What we publish: one real-world activity, and the history that must not be recomputed.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, ListingKey, Revision, SessionId};
use crate::listing::{Content, Credit, Session};

/// One real-world activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    pub id: ActivityId,
    /// The listing that first announced it, and how often that id had been used for something else.
    pub founder: ListingKey,
    pub generation: u32,
    /// Never empty; in order of their keys.
    pub members: Vec<Member>,
    pub content: Content,
    /// Which listing each field of `content` came from.
    pub origin: BTreeMap<Field, ListingKey>,
    /// In order of their ids.
    pub sessions: Vec<HeldSession>,
    /// The id that the next new session gets.
    pub next_session: SessionId,
    /// When its published content last changed, as a revision and as a time.
    pub revision: Revision,
    pub changed: DateTime<Utc>,
    pub first_seen: DateTime<Utc>,
    pub state: State,
}

/// A listing that belongs to an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub key: ListingKey,
    pub credit: Credit,
}

/// A session with its identity and history (RFC 5545: SEQUENCE, CREATED, LAST-MODIFIED).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSession {
    pub id: SessionId,
    /// Rises by one with each change of what is published of it.
    pub sequence: u32,
    pub created: DateTime<Utc>,
    pub changed: DateTime<Utc>,
    pub session: Session,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    Live,
    /// No source has it any more. Answers 410; it is never called cancelled, because nobody said so.
    Withdrawn {
        at: DateTime<Utc>,
    },
    /// It was found to be the same as another one, whose id stands for both.
    Merged {
        into: ActivityId,
    },
}

/// A field of `Content` or the sessions, by the name that the change log uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    Summary,
    Description,
    Kind,
    Themes,
    Formats,
    AgeGroups,
    Genders,
    Languages,
    Area,
    Price,
    Registration,
    Contacts,
    Image,
    Organiser,
    Publication,
    Visibility,
    Sessions,
    Sources,
}

impl Field {
    /// All but `Sources`, which is of the activity itself.
    pub const OF_LISTING: [Self; 18] = [
        Self::Name,
        Self::Summary,
        Self::Description,
        Self::Kind,
        Self::Themes,
        Self::Formats,
        Self::AgeGroups,
        Self::Genders,
        Self::Languages,
        Self::Area,
        Self::Price,
        Self::Registration,
        Self::Contacts,
        Self::Image,
        Self::Organiser,
        Self::Publication,
        Self::Visibility,
        Self::Sessions,
    ];
}
