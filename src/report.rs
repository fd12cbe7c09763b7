//! What a run brought, and what is wrong with it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::activity::Field;
use crate::alarm::{Alarm, Matches, Misses};
use crate::id::{ActivityId, ItemId, Revision, RunId, SourceId};
use crate::listing::Note;
use crate::plan::{Completeness, HoldReason};
use crate::source::{Rejection, RejectionReason};

/// How much a run does. `Full` does all that `Normal` does; neither stands for `DryRun` nor the reverse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Normal,
    /// Asks for everything, whatever is known of it.
    Full,
    /// Asks for everything, computes all changes, and makes none.
    DryRun,
}

impl Mode {
    /// Whether a run of this mode does at least what `wanted` asks.
    #[must_use]
    pub fn satisfies(self, wanted: Self) -> bool {
        self == wanted || (self == Self::Full && wanted == Self::Normal)
    }
}

/// Whether a run leaves a host alone that asked for patience. Who is forced does all that who is patient
/// does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Patience {
    #[default]
    Kept,
    /// A person said so, which is written down.
    Overruled,
}

/// Who asked for a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", content = "name", rename_all = "snake_case")]
pub enum Trigger {
    Schedule,
    Start,
    CommandLine,
    /// The name of an admin's token.
    Admin(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    Queued,
    Running,
    Applied,
    /// Nothing in it was new.
    Unchanged,
    /// Applied, but removals wait for a person.
    Held,
    Failed,
}

/// A run as it is kept and shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub id: RunId,
    pub source: SourceId,
    pub mode: Mode,
    pub trigger: Trigger,
    pub state: RunState,
    pub queued: DateTime<Utc>,
    pub started: Option<DateTime<Utc>>,
    pub ended: Option<DateTime<Utc>>,
    /// The revision that it published, where it changed anything.
    pub revision: Option<Revision>,
    /// In words for an admin.
    pub error: Option<String>,
    /// Of which kind that is; of failed runs alone.
    pub failure: Option<Failure>,
    pub report: Option<Report>,
}

/// Why a run brought nothing, as far as it decides what a person can do. The codes are public and stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// Its section of the configuration asks for what cannot be asked, or is not allowed.
    Misconfigured,
    Unreachable,
    /// It did not let us in.
    LockedOut,
    /// There is nothing at its address, or it has moved.
    Missing,
    /// It wants to be left alone for a while.
    AskedTooMuch,
    /// It has a fault of its own.
    Upstream,
    /// It answered something else than a list of its kind.
    NotAList,
    /// Its pages do not add up.
    Paging,
    /// A file is not there, or cannot be read.
    Files,
    Organisers,
    /// The machine: the disk, or the database.
    Machine,
    /// Kooste was stopped meanwhile.
    Interrupted,
    /// A fault of Kooste's.
    Ours,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub completeness: Completeness,
    pub counts: Counts,
    /// By reason, the most frequent first.
    pub rejections: Vec<RejectionCount>,
    pub notes: Vec<NoteCount>,
    pub held: Option<HoldReason>,
    /// For a person to look at.
    #[serde(default)]
    pub alarms: Vec<Alarm>,
    /// How many of what it brought lack what the service tray would show.
    #[serde(default)]
    pub misses: Misses,
    /// What the region's own table of organisers was worth, where there is one and the run read anything.
    #[serde(default)]
    pub organisers: Option<Matches>,
    /// Up to `LISTED` of them.
    pub listings: Vec<ListingChange>,
    /// Up to `LISTED` of them.
    pub activities: Vec<ActivityChange>,
    /// How many activities changed.
    #[serde(default)]
    pub changed_activities: usize,
    /// Every entry that was refused and has an id, up to `REFUSED` of them.
    #[serde(default)]
    pub refused: BTreeMap<ItemId, Refusal>,
}

/// Why one entry is not even kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub reason: RejectionReason,
    pub detail: String,
}

impl Report {
    /// Without what it says of single entries: for lists of runs.
    #[must_use]
    pub fn in_short(self) -> Self {
        Self { listings: Vec::new(), activities: Vec::new(), refused: BTreeMap::new(), ..self }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub pages: usize,
    pub items: usize,
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub returned: usize,
    pub expired: usize,
    pub withdrawn: usize,
    pub held: usize,
    pub rejected: usize,
    /// How many that are live tell of one activity together with others.
    #[serde(default)]
    pub merged: usize,
    /// Ended so long ago that they are not kept.
    pub past: usize,
    /// Came once more, word for word.
    #[serde(default)]
    pub repeated: usize,
}

impl Counts {
    /// Of how many entries a report tells what became of them.
    #[must_use]
    pub fn changes(&self) -> usize {
        let arrived = self.added + self.changed + self.returned;
        arrived + self.expired + self.withdrawn + self.held
    }

    /// How many entries were there and could be read.
    #[must_use]
    pub fn brought(&self) -> usize {
        self.added + self.changed + self.unchanged + self.returned
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectionCount {
    pub reason: RejectionReason,
    pub count: usize,
    pub examples: Vec<RejectionExample>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectionExample {
    pub id: Option<ItemId>,
    pub detail: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteCount {
    pub note: Note,
    pub count: usize,
    pub example: ItemId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ListingChangeKind {
    Added,
    Changed,
    Returned,
    Expired,
    Withdrawn,
    Held,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingChange {
    pub id: ItemId,
    pub name: String,
    pub change: ListingChangeKind,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityChange {
    pub id: ActivityId,
    pub name: String,
    pub change: ActivityChangeKind,
    pub fields: Vec<Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityChangeKind {
    Added,
    Changed,
    Returned,
    Withdrawn,
    /// It was found to be the same as another one, whose id stands for both.
    Merged,
    /// It was parted from another one.
    Split,
    /// Past the retention limit: everything of it is forgotten.
    Forgotten,
}

/// How many changes of each kind a report lists one by one; the counts hold all.
pub const LISTED: usize = 200;

/// How many refused entries a report remembers by their ids.
pub const REFUSED: usize = 1_000;

const EXAMPLES: usize = 3;

/// Rejections by reason, the most frequent first.
#[must_use]
pub fn count_rejections(rejections: &[Rejection]) -> Vec<RejectionCount> {
    let mut by_reason: BTreeMap<RejectionReason, Vec<&Rejection>> = BTreeMap::new();
    for rejection in rejections {
        by_reason.entry(rejection.reason).or_default().push(rejection);
    }
    let example = |r: &&Rejection| RejectionExample { id: r.id.clone(), detail: r.detail.clone() };
    let mut counts: Vec<_> = by_reason
        .into_iter()
        .map(|(reason, all)| RejectionCount {
            reason,
            count: all.len(),
            examples: all.iter().take(EXAMPLES).map(example).collect(),
        })
        .collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts
}

/// By id, as far as they have one.
#[must_use]
pub fn refusals(rejections: &[Rejection]) -> BTreeMap<ItemId, Refusal> {
    let refusal = |r: &Rejection| {
        Some((r.id.clone()?, Refusal { reason: r.reason, detail: r.detail.clone() }))
    };
    rejections.iter().filter_map(refusal).take(REFUSED).collect()
}

/// Notes over all listings of a run, each once with how often it occurs.
#[must_use]
pub fn count_notes<'a>(notes: impl Iterator<Item = (&'a ItemId, &'a Note)>) -> Vec<NoteCount> {
    let mut counts: BTreeMap<&Note, NoteCount> = BTreeMap::new();
    for (id, note) in notes {
        counts.entry(note).and_modify(|count| count.count += 1).or_insert_with(|| NoteCount {
            note: note.clone(),
            count: 1,
            example: id.clone(),
        });
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.count));
    counts.truncate(LISTED);
    counts
}
