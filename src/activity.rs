//! What we publish: one real-world activity, and the history that must not be recomputed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, ListingKey, Revision, SessionId};
use crate::listing::{Content, Credit, Session};
use crate::weburl::WebUrl;

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

/// One listing of each source, to be thanked for all of that source's: the first with a page of its own.
pub fn credited(members: &[Member]) -> impl Iterator<Item = &Member> {
    let better = |member: &Member, other: &Member| {
        other.key.source == member.key.source
            && (other.credit.link.is_some(), Reverse(&other.key))
                > (member.credit.link.is_some(), Reverse(&member.key))
    };
    members.iter().filter(move |member| !members.iter().any(|other| better(member, other)))
}

impl Activity {
    /// The public page to send people to: that of the listing that named it, else of any.
    #[must_use]
    pub fn link(&self) -> Option<&WebUrl> {
        let named = self.origin.get(&Field::Name);
        let linked = self.members.iter().filter(|member| member.credit.link.is_some());
        let best = linked.min_by_key(|member| (Some(&member.key) != named, &member.key));
        best.and_then(|member| member.credit.link.as_ref())
    }
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

/// What was last told of a public id, and since when that is so. Ids that were never shown have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub id: ActivityId,
    pub told: Told,
    pub revision: Revision,
    pub at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Shown, and what is told of it apart from what follows from today's date is of this digest.
    Shown(Digest),
    /// Not shown any more: hidden, ended, withdrawn, merged or suppressed.
    Gone,
}

/// The first half of a BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub [u8; 16]);

impl Digest {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut half = [0; 16];
        blake3::Hasher::new().update(text.as_bytes()).finalize_xof().fill(&mut half);
        Self(half)
    }

    /// Of what this one is of and of `text` besides.
    #[must_use]
    pub fn and(self, text: &str) -> Self {
        let mut half = [0; 16];
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0).update(text.as_bytes()).finalize_xof().fill(&mut half);
        Self(half)
    }
}
