//! What an activity carries on from one run to the next: its id, when it was first seen, and the
//! identity, SEQUENCE and times of its sessions (RFC 5545).

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::identity::{Carried, carry_over};
use super::merge::{Merged, Witness, heard, merge};
use crate::activity::{Activity, Field, HeldSession, Member, State, credited};
use crate::id::{ActivityId, ListingKey, Revision, SessionId};
use crate::listing::{Content, Publication, Visibility};

/// What a run makes of an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Not a byte of it, nor of its history.
    Unchanged,
    Changed {
        activity: Box<Activity>,
        /// Empty where it was only withdrawn or came back.
        fields: BTreeSet<Field>,
    },
    New(Box<Activity>),
}

/// The moment of a run, as what it changes will tell it.
#[derive(Clone, Copy, Debug)]
struct Stamp {
    now: DateTime<Utc>,
    revision: Revision,
}

/// The activity that `members` tell of. One that had been withdrawn comes back under its old id, and
/// each of its sessions counts as changed, because readers have dropped them since.
#[must_use]
pub fn activity(
    previous: Option<&Activity>,
    founder: &ListingKey,
    generation: u32,
    members: &[Witness<'_>],
    now: DateTime<Utc>,
    revision: Revision,
) -> Change {
    let stamp = Stamp { now, revision };
    let merged = merge(members);
    let credits = credits(members);
    match previous {
        None => Change::New(Box::new(begin(founder, generation, merged, credits, stamp))),
        Some(before) => update(before, merged, credits, stamp),
    }
}

/// No source has it any more. Its sessions and their SEQUENCE stay for the day on which it returns.
#[must_use]
pub fn withdraw(activity: &Activity, now: DateTime<Utc>, revision: Revision) -> Change {
    if activity.state != State::Live {
        return Change::Unchanged;
    }
    let state = State::Withdrawn { at: now };
    let activity = Activity { state, revision, changed: now, ..activity.clone() };
    Change::Changed { activity: Box::new(activity), fields: BTreeSet::new() }
}

/// It was found to be the same as another one, whose id stands for both. What it was stays for the day
/// on which the two are parted again.
#[must_use]
pub fn merge_away(
    activity: &Activity,
    into: &ActivityId,
    now: DateTime<Utc>,
    revision: Revision,
) -> Change {
    let state = State::Merged { into: into.clone() };
    if activity.state == state {
        return Change::Unchanged;
    }
    // When it came to another one decides whom a listing speaks for, whatever that one is called later.
    let changed = match activity.state {
        State::Merged { .. } => activity.changed,
        State::Live | State::Withdrawn { .. } => now,
    };
    let activity = Activity { state, revision, changed, ..activity.clone() };
    Change::Changed { activity: Box::new(activity), fields: BTreeSet::new() }
}

fn credits(members: &[Witness<'_>]) -> Vec<Member> {
    let member = |witness: Witness<'_>| Member {
        key: witness.listing.key.clone(),
        credit: witness.listing.credit.clone(),
    };
    let mut credits: Vec<_> = heard(members).into_iter().map(member).collect();
    credits.sort_by(|a, b| a.key.cmp(&b.key));
    credits
}

fn begin(
    founder: &ListingKey,
    generation: u32,
    merged: Merged,
    members: Vec<Member>,
    stamp: Stamp,
) -> Activity {
    let (carried, next_session) = carry_over(&[], SessionId(1), merged.sessions);
    Activity {
        id: ActivityId::derive(founder, generation),
        founder: founder.clone(),
        generation,
        members,
        content: merged.content,
        origin: merged.origin,
        sessions: carried.into_iter().map(|carried| held(carried, false, stamp)).collect(),
        next_session,
        revision: stamp.revision,
        changed: stamp.now,
        first_seen: stamp.now,
        state: State::Live,
    }
}

fn update(before: &Activity, merged: Merged, members: Vec<Member>, stamp: Stamp) -> Change {
    let (carried, next_session) =
        carry_over(&before.sessions, before.next_session, merged.sessions);
    let was_gone = before.state != State::Live;
    let mut after = Activity {
        members,
        content: merged.content,
        origin: merged.origin,
        sessions: Vec::new(),
        next_session,
        revision: stamp.revision,
        changed: stamp.now,
        state: State::Live,
        ..before.clone()
    };
    let around = was_gone || around(before, &after);
    after.sessions = carried.into_iter().map(|carried| held(carried, around, stamp)).collect();
    let fields = difference(before, &after);
    if fields.is_empty() && !was_gone {
        return Change::Unchanged;
    }
    Change::Changed { activity: Box::new(after), fields }
}

/// Whether something differs that is published in every session.
fn around(before: &Activity, after: &Activity) -> bool {
    !credited(&before.members).eq(credited(&after.members))
        || before.link() != after.link()
        || in_each_session(&before.content) != in_each_session(&after.content)
}

fn difference(before: &Activity, after: &Activity) -> BTreeSet<Field> {
    let mut fields = changed_fields(&before.content, &after.content);
    let sessions = &after.sessions;
    if before.sessions.len() != sessions.len()
        || before.sessions.iter().zip(sessions).any(|(a, b)| a.id != b.id || a.session != b.session)
    {
        fields.insert(Field::Sessions);
    }
    if before.members != after.members || before.origin != after.origin {
        fields.insert(Field::Sources);
    }
    fields
}

/// `around`: something changed that is published in every session.
fn held(carried: Carried<'_>, around: bool, stamp: Stamp) -> HeldSession {
    let Carried { id, before, session } = carried;
    match before {
        None => HeldSession { id, sequence: 0, created: stamp.now, changed: stamp.now, session },
        Some(before) if around || before.session != session => HeldSession {
            id,
            sequence: before.sequence.saturating_add(1),
            created: before.created,
            changed: stamp.now,
            session,
        },
        Some(before) => before.clone(),
    }
}

/// What decides whether it is shown is not itself published in a VEVENT.
fn in_each_session(content: &Content) -> Content {
    Content {
        publication: Publication::default(),
        visibility: Visibility::default(),
        ..content.clone()
    }
}

/// Taken apart by name, so that a new field of `Content` cannot be forgotten here.
fn changed_fields(before: &Content, after: &Content) -> BTreeSet<Field> {
    let Content {
        name,
        summary,
        description,
        kind,
        themes,
        formats,
        age_groups,
        genders,
        ages,
        languages,
        area,
        price,
        registration,
        contacts,
        image,
        organiser,
        publication,
        visibility,
    } = before;
    [
        (Field::Name, *name != after.name),
        (Field::Summary, *summary != after.summary),
        (Field::Description, *description != after.description),
        (Field::Kind, *kind != after.kind),
        (Field::Themes, *themes != after.themes),
        (Field::Formats, *formats != after.formats),
        (Field::AgeGroups, *age_groups != after.age_groups || *ages != after.ages),
        (Field::Genders, *genders != after.genders),
        (Field::Languages, *languages != after.languages),
        (Field::Area, *area != after.area),
        (Field::Price, *price != after.price),
        (Field::Registration, *registration != after.registration),
        (Field::Contacts, *contacts != after.contacts),
        (Field::Image, *image != after.image),
        (Field::Organiser, *organiser != after.organiser),
        (Field::Publication, *publication != after.publication),
        (Field::Visibility, *visibility != after.visibility),
    ]
    .into_iter()
    .filter(|(_, changed)| *changed)
    .map(|(field, _)| field)
    .collect()
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
