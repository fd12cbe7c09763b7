//! What one event of Linked Events is: an activity, or one of its times where it has several.

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::id::{EventId, Part};
use super::moment::{Moment, Reach, Times};
use crate::activity::{Activity, HeldSession};
use crate::id::SessionId;
use crate::listing::{Session, Status};
use crate::when::occurrences::{Occurrence, Window, occurrences};
use crate::when::{Override, Series, When};

#[derive(Clone, Debug)]
pub struct Happening<'a> {
    pub activity: &'a Activity,
    what: What<'a>,
}

#[derive(Clone, Debug)]
enum What<'a> {
    Whole,
    Session(&'a HeldSession),
    Instance(&'a HeldSession, Occurrence),
}

/// As schema.org names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum EventStatus {
    EventScheduled,
    EventCancelled,
    EventPostponed,
    /// One time of a series that was moved.
    EventRescheduled,
}

impl<'a> Happening<'a> {
    #[must_use]
    pub fn whole(activity: &'a Activity) -> Self {
        Self { activity, what: What::Whole }
    }

    /// Whatever `part` is of it, also where it lies outside of every window; `None` if it has no such part.
    #[must_use]
    pub fn find(activity: &'a Activity, part: Part) -> Option<Self> {
        let held = |id: SessionId| activity.sessions.iter().find(|held| held.id == id);
        let what = match part {
            Part::Whole => What::Whole,
            Part::Session(id) => {
                let single = |held: &&HeldSession| !matches!(held.session.when, When::Series(_));
                What::Session(held(id).filter(|held| is_series(activity) && single(held))?)
            }
            Part::Instance(id, date) => {
                let held = held(id)?;
                let When::Series(series) = &held.session.when else { return None };
                What::Instance(held, instance(series, &held.session.when, date)?)
            }
        };
        Some(Self { activity, what })
    }

    /// The events that this one holds together, in the order of their sessions and dates: those that
    /// touch `window`, and services without times.
    #[must_use]
    pub fn parts(&self, window: Window) -> Vec<Self> {
        if !self.is_recurring() {
            return Vec::new();
        }
        let activity = self.activity;
        let part = |what| Self { activity, what };
        let of = |held: &'a HeldSession| -> Vec<Self> {
            let when = &held.session.when;
            match when {
                When::Series(_) => occurrences(when, window)
                    .into_iter()
                    .map(|occurrence| part(What::Instance(held, occurrence)))
                    .collect(),
                When::Once(_) | When::Days(_) if occurrences(when, window).is_empty() => Vec::new(),
                When::Once(_) | When::Days(_) | When::Ongoing(_) => {
                    vec![part(What::Session(held))]
                }
            }
        };
        activity.sessions.iter().flat_map(of).collect()
    }

    /// Whether it only holds others together.
    #[must_use]
    pub fn is_recurring(&self) -> bool {
        matches!(self.what, What::Whole) && is_series(self.activity)
    }

    /// Whether another one holds it.
    #[must_use]
    pub fn is_part(&self) -> bool {
        !matches!(self.what, What::Whole)
    }

    #[must_use]
    pub fn id(&self) -> EventId {
        let part = match &self.what {
            What::Whole => Part::Whole,
            What::Session(held) => Part::Session(held.id),
            What::Instance(held, occurrence) => Part::Instance(held.id, occurrence.original.date()),
        };
        EventId { activity: self.activity.id.clone(), part }
    }

    /// Those that it stands for.
    pub fn sessions(&self) -> impl Iterator<Item = &'a Session> + use<'a> {
        let one = match &self.what {
            What::Whole => None,
            What::Session(held) | What::Instance(held, _) => Some(*held),
        };
        let all = self.activity.sessions.iter().filter(move |_| one.is_none());
        one.into_iter().chain(all).map(|held| &held.session)
    }

    #[must_use]
    pub fn status(&self) -> EventStatus {
        if let What::Instance(held, occurrence) = &self.what
            && held.session.status == Status::Scheduled
        {
            return status_of(held, occurrence);
        }
        let mut statuses = self.sessions().map(|session| session.status);
        let first = statuses.next().unwrap_or(Status::Scheduled);
        match first {
            Status::Cancelled if statuses.all(|s| s == first) => EventStatus::EventCancelled,
            Status::Postponed if statuses.all(|s| s == first) => EventStatus::EventPostponed,
            Status::Scheduled | Status::Cancelled | Status::Postponed => {
                EventStatus::EventScheduled
            }
        }
    }

    /// `None` where there is no time to come to: what is postponed has none (that is how Linked Events
    /// tells it), and a service without an end would look as if it were over after its first day.
    #[must_use]
    pub fn times(&self) -> Option<Times> {
        if self.status() == EventStatus::EventPostponed {
            return None;
        }
        if let What::Instance(_, occurrence) = &self.what {
            return Some(Times::of(&occurrence.span));
        }
        let first_seen = Moment::local_date(self.activity.first_seen);
        let each = || self.sessions().map(|session| Times::of_when(&session.when, first_seen));
        let start = each().flatten().map(|times| times.start).min_by_key(|start| start.begins())?;
        let ends: Option<Vec<Moment>> = each().map(|times| times?.end).collect();
        let end = ends.unwrap_or_default().into_iter().max_by_key(|end| end.ends());
        Some(Times { start, end })
    }

    /// When it is held, of a series each time in `window`; empty where that is not known.
    #[must_use]
    pub fn reaches(&self, window: Window) -> Vec<Reach> {
        if self.status() == EventStatus::EventPostponed {
            return Vec::new();
        }
        if let What::Instance(_, occurrence) = &self.what {
            return vec![Reach::of(&occurrence.span)];
        }
        self.sessions().flat_map(|session| Reach::of_when(&session.when, window)).collect()
    }

    #[must_use]
    pub fn changed(&self) -> DateTime<Utc> {
        self.activity.changed
    }
}

/// Whether an activity has to be told as several events.
fn is_series(activity: &Activity) -> bool {
    let mut sessions = activity.sessions.iter();
    activity.sessions.len() > 1 || sessions.any(|held| matches!(held.session.when, When::Series(_)))
}

fn instance(series: &Series, when: &When, date: NaiveDate) -> Option<Occurrence> {
    let day = match series.overrides.get(&date) {
        Some(Override::Moved { start, .. }) => start.date(),
        Some(Override::Cancelled) | None => date,
    };
    // A time that a gap shifts over midnight is on the day after.
    let window =
        Window { from: day, to: day.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX) };
    occurrences(when, window).into_iter().find(|found| found.original.date() == date)
}

fn status_of(held: &HeldSession, occurrence: &Occurrence) -> EventStatus {
    if occurrence.cancelled {
        return EventStatus::EventCancelled;
    }
    let moved = match &held.session.when {
        When::Series(series) => series.overrides.contains_key(&occurrence.original.date()),
        When::Once(_) | When::Days(_) | When::Ongoing(_) => false,
    };
    if moved { EventStatus::EventRescheduled } else { EventStatus::EventScheduled }
}
