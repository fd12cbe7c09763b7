//! One activity as it is served: rendered, with what filters ask about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;
use chrono_tz::Tz;

use super::packed::Packed;
use super::runs::{Run, runs};
use crate::activity::{Activity, Digest, HeldSession};
use crate::fragment::{CancelledPolicy, Fragment, Vevents};
use crate::id::{ActivityId, SessionId};
use crate::listing::Status;
use crate::localized::Lang;
use crate::when::When;
use crate::when::occurrences::{Occurrence, Span, Window, last_day, occurrences};

/// An activity that is shown. Made again from equal parts it is equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: ActivityId,
    activity: Packed,
    /// Of all that an edition tells of it besides its VEVENTs.
    told: Digest,
    /// In the order of the activity's sessions.
    pub sessions: Box<[EntrySession]>,
    /// Those that may be the same.
    pub possible: BTreeSet<ActivityId>,
}

/// A session of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySession {
    pub id: SessionId,
    pub when: When,
    /// When what is published of it last changed.
    pub changed: DateTime<Utc>,
    pub cancelled: bool,
    /// It ended before the window began. Never chosen.
    pub over: bool,
    /// Those of its instances that touch the window.
    pub(super) runs: Box<[Run]>,
    vevents: Vevents,
}

/// One time at which a session is held, in Helsinki's local time. An ongoing service is one instance
/// of all its days in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Instance {
    /// Midnight where it is all day.
    pub(super) start: NaiveDateTime,
    /// The last day that it touches.
    pub(super) last: NaiveDate,
    pub(super) ongoing: bool,
}

impl Entry {
    /// `told` is of what else is rendered of it; `vevents` are by session, and one without any has none.
    /// `window` is how far filters by date can see, and what has ended before it is not served.
    #[must_use]
    pub fn new(
        activity: &Activity,
        told: Digest,
        mut vevents: BTreeMap<SessionId, Vevents>,
        window: Window,
    ) -> Self {
        let session = |held: &HeldSession| EntrySession {
            id: held.id,
            when: held.session.when.clone(),
            changed: held.changed,
            cancelled: held.session.status == Status::Cancelled,
            over: last_day(&held.session.when).is_some_and(|last| last < window.from),
            runs: runs(&instances(&held.session.when, window)).into(),
            vevents: vevents.remove(&held.id).unwrap_or_default(),
        };
        Self {
            id: activity.id.clone(),
            activity: Packed::new(activity),
            told,
            sessions: activity.sessions.iter().map(session).collect(),
            possible: BTreeSet::new(),
        }
    }

    #[must_use]
    pub fn perhaps(self, possible: BTreeSet<ActivityId>) -> Self {
        Self { possible, ..self }
    }

    /// All of it, unpacked: takes about 50 µs, so that nobody asks for more than he shows.
    #[must_use]
    pub fn activity(&self) -> Activity {
        self.activity.unpack()
    }

    /// The same. What is equal in an earlier one is held once by both: as long as two editions are in
    /// memory they share what did not change.
    #[must_use]
    pub fn sharing(mut self, earlier: &Arc<Self>) -> Arc<Self> {
        if self == **earlier {
            return Arc::clone(earlier);
        }
        self.activity.shared_with(&earlier.activity);
        for (session, before) in self.sessions.iter_mut().zip(&earlier.sessions) {
            session.vevents.shared_with(&before.vevents);
        }
        Arc::new(self)
    }
}

impl EntrySession {
    /// Its VEVENTs for a feed; `None` where the feed shows none of it.
    #[must_use]
    pub fn vevent(&self, policy: CancelledPolicy, lang: &Lang) -> Option<Fragment<'_>> {
        self.vevents.get(policy, lang)
    }
}

fn instances(when: &When, window: Window) -> Vec<Instance> {
    match when {
        When::Ongoing(days) => {
            let from = days.from.unwrap_or(window.from).max(window.from);
            let last = days.to.unwrap_or(window.to).min(window.to);
            let start = from.and_time(NaiveTime::MIN);
            (from <= last).then_some(Instance { start, last, ongoing: true }).into_iter().collect()
        }
        When::Once(_) | When::Days(_) | When::Series(_) => {
            occurrences(when, window).iter().map(instance).collect()
        }
    }
}

fn instance(occurrence: &Occurrence) -> Instance {
    let span = match &occurrence.span {
        Span::Timed { start, end } => {
            let here = |time: &DateTime<Tz>| time.with_timezone(&Helsinki);
            Span::Timed { start: here(start), end: end.as_ref().map(here) }
        }
        Span::AllDay { .. } => occurrence.span.clone(),
    };
    let start = match &span {
        Span::Timed { start, .. } => start.naive_local(),
        Span::AllDay { first, .. } => first.and_time(NaiveTime::MIN),
    };
    Instance { start, last: span.days().1, ongoing: false }
}
