//! Which events a query asks for.

mod clause;
mod read;
#[cfg(test)]
mod tests;
mod times;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::answer::Detail;
use super::parameters::Parameters;
use crate::activity::Activity;
use crate::catalogue::{Catalogue, Entry, Found, Sign};
use crate::id::ActivityId;
use crate::publish::linked_events::{EventId, Happening, Part};
use crate::when::occurrences::Window;

use clause::Clause;
use times::Asked;

/// All of its clauses have to hold.
pub(super) struct Wish {
    clauses: Vec<Clause>,
    times: Asked,
    ids: Option<Vec<EventId>>,
    /// Only what changed at or after it.
    since: Option<DateTime<Utc>>,
    deleted: Deleted,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Deleted {
    No,
    Too,
    Only,
}

impl Wish {
    /// `today` is the day of the edition: `now` and `today` are its beginning, since an answer depends on
    /// the edition and the query alone.
    pub(super) fn read(parameters: &Parameters, today: NaiveDate) -> Result<Self, Detail> {
        let ids = parameters.list("ids")?;
        let ids = ids.map(|ids| {
            ids.into_iter().filter_map(|id| EventId::parse(id.trim_matches('/'))).collect()
        });
        let flag = |name| parameters.flag(name).map(Option::unwrap_or_default);
        let deleted = match (flag("deleted")?, flag("show_deleted")?) {
            (true, _) => Deleted::Only,
            (false, true) => Deleted::Too,
            (false, false) => Deleted::No,
        };
        Ok(Self {
            clauses: read::clauses(parameters)?,
            times: Asked::read(parameters, today)?,
            ids,
            since: times::since(parameters, today)?,
            deleted,
        })
    }

    /// Those of an activity's events that are asked for, in their order. `told` = since when it is shown
    /// as it is.
    pub(super) fn of<'a>(
        &self,
        activity: &'a Activity,
        told: DateTime<Utc>,
        window: Window,
    ) -> Vec<Happening<'a>> {
        let early = self.is_early(told);
        let whole = Happening::whole(activity);
        if self.deleted == Deleted::Only
            || early
            || !self.names(&activity.id)
            || !self.clauses.iter().all(|clause| clause.holds_of(activity))
        {
            return Vec::new();
        }
        let parts = || whole.parts(window).into_iter();
        let named = |ids: &Vec<EventId>| {
            let own = ids.iter().filter(|id| id.activity == activity.id);
            let found = own.filter_map(|id| Happening::find(activity, id.part));
            found.collect::<Vec<_>>()
        };
        let all = match &self.ids {
            Some(ids) => named(ids),
            None => std::iter::once(whole.clone()).chain(parts()).collect(),
        };
        all.into_iter().filter(|happening| self.wants(happening, window)).collect()
    }

    /// Those of which events may be asked for: what is left to look at.
    pub(super) fn perhaps<'a>(&self, catalogue: &'a Catalogue) -> Vec<&'a Arc<Entry>> {
        if let Some(ids) = &self.ids {
            let ids: BTreeSet<_> = ids.iter().map(|id| &id.activity).collect();
            let live = |id: &ActivityId| match catalogue.get(id) {
                Found::Live(entry) => Some(entry),
                Found::Gone(_) | Found::Unknown => None,
            };
            return ids.into_iter().filter_map(live).collect();
        }
        let by: Vec<_> = self.clauses.iter().filter_map(Clause::organiser).collect();
        let at: Vec<_> = self.clauses.iter().filter_map(Clause::position).collect();
        let by = by.iter().map(|is_such| Sign::By(is_such));
        let at = at.iter().map(|is_such| Sign::At(is_such));
        let others = self.clauses.iter().filter_map(Clause::sign);
        let on = self.times.days().map(Sign::On);
        catalogue.perhaps(&others.chain(by).chain(at).chain(on).collect::<Vec<_>>())
    }

    pub(super) fn is_early(&self, told: DateTime<Utc>) -> bool {
        self.since.is_some_and(|since| told < since)
    }

    /// Whether it matters when something was told.
    pub(super) fn looks_back(&self) -> bool {
        self.since.is_some()
    }

    fn wants(&self, happening: &Happening<'_>, window: Window) -> bool {
        self.clauses.iter().all(|clause| clause.holds(happening))
            && self.times.hold(happening, window)
    }

    fn names(&self, activity: &ActivityId) -> bool {
        self.ids.as_ref().is_none_or(|ids| ids.iter().any(|id| id.activity == *activity))
    }

    /// Of what is gone nothing but its id and the time is known, so every other wish is taken to hold: a
    /// reader who had it has to hear of it.
    pub(super) fn wants_gone(&self, id: &ActivityId, since: DateTime<Utc>) -> bool {
        let whole = |named: &EventId| named.activity == *id && named.part == Part::Whole;
        self.deleted != Deleted::No
            && self.since.is_none_or(|asked| since >= asked)
            && self.ids.as_ref().is_none_or(|ids| ids.iter().any(whole))
    }
}
