//! Whether it takes place, where listings differ about that.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::Witness;
use super::together::{self, Together, together};
use crate::listing::{Session, Status};
use crate::when::{Override, Series, When};

/// A session of another listing that tells of the same time, or of a date of it.
pub(super) struct Told<'a> {
    pub(super) witness: &'a Witness<'a>,
    pub(super) session: &'a Session,
}

/// Sets the status of a session, and that of the dates of a series.
pub(super) fn settle(session: &mut Session, own: &Witness<'_>, others: &[Told<'_>]) {
    let whole =
        others.iter().filter_map(|told| match together(&session.when, &told.session.when)? {
            Together::All => Some((of_whole(session, told.session), told.witness)),
            Together::Date(_) => None,
        });
    session.status = believed(std::iter::once((session.status, own)).chain(whole));
    if let When::Series(series) = &session.when
        && let Some(series) = dates(series, own, others)
    {
        session.when = When::Series(Box::new(series));
    }
}

fn of_whole(session: &Session, other: &Session) -> Status {
    match &session.when {
        When::Once(once) => together::status_at(&other.when, other.status, once),
        When::Days(_) | When::Series(_) | When::Ongoing(_) => other.status,
    }
}

/// A cancellation wins over what was only found as scheduled, and over a word that is older; ties
/// too, because whoever comes in vain is hurt more than who stays away.
fn believed<'a>(told: impl Iterator<Item = (Status, &'a Witness<'a>)>) -> Status {
    let told: Vec<_> = told.collect();
    let off = told.iter().filter(|(status, _)| *status != Status::Scheduled);
    let Some((status, latest)) =
        off.max_by_key(|(status, w)| (w.changed, *status == Status::Cancelled))
    else {
        return Status::Scheduled;
    };
    let on = |(status, witness): &&(Status, &Witness<'_>)| {
        *status == Status::Scheduled && witness.has_changed() && witness.changed > latest.changed
    };
    if told.iter().find(on).is_some() { Status::Scheduled } else { *status }
}

/// The series with the dates of it that others speak of called off, or on again; `None` where that
/// changes nothing.
fn dates(series: &Series, own: &Witness<'_>, others: &[Told<'_>]) -> Option<Series> {
    let mut parts = crate::when::SeriesParts::from(series.clone());
    for date in spoken_of(series, others) {
        let mine = match parts.overrides.get(&date) {
            Some(Override::Moved { .. }) => continue,
            Some(Override::Cancelled) => Status::Cancelled,
            None => Status::Scheduled,
        };
        let told = others.iter().filter_map(|told| Some((on(date, series, told)?, told.witness)));
        match believed(std::iter::once((mine, own)).chain(told)) {
            Status::Cancelled => parts.overrides.insert(date, Override::Cancelled),
            Status::Scheduled => parts.overrides.remove(&date),
            Status::Postponed => None,
        };
    }
    if parts.overrides == series.overrides { None } else { Series::try_from(parts).ok() }
}

fn spoken_of(series: &Series, others: &[Told<'_>]) -> BTreeSet<NaiveDate> {
    let mine = When::Series(Box::new(series.clone()));
    let mut dates = BTreeSet::new();
    for told in others {
        match together(&mine, &told.session.when) {
            Some(Together::Date(date)) => {
                dates.insert(date);
            }
            Some(Together::All) => {
                if let When::Series(other) = &told.session.when {
                    dates.extend(
                        other.overrides.keys().filter(|date| together::is_off(other, **date)),
                    );
                }
            }
            None => {}
        }
    }
    dates
}

/// What another session says of that date of the series.
fn on(date: NaiveDate, series: &Series, told: &Told<'_>) -> Option<Status> {
    match &told.session.when {
        When::Series(other) if together::is_off(other, date) => Some(Status::Cancelled),
        When::Series(_) => Some(told.session.status),
        other => {
            let mine = When::Series(Box::new(series.clone()));
            (together(&mine, other) == Some(Together::Date(date))).then_some(told.session.status)
        }
    }
}
