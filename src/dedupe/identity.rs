//! Which session of now is which session of before.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use crate::activity::HeldSession;
use crate::id::SessionId;
use crate::listing::{Place, Session, Venue};
use crate::localized::Lang;
use crate::when::{IsoWeekday, Rule, When};

/// A session of now, with the id that it has and what it was under that id.
#[derive(Debug)]
pub(super) struct Carried<'a> {
    pub(super) id: SessionId,
    pub(super) before: Option<&'a HeldSession>,
    pub(super) session: Session,
}

/// Gives each of `now` the id of the session of `before` that it continues, or a new one. In order
/// of ids; with the id that the next new session gets.
///
/// A session continues one that is equal, else one on the same days at the same place, else on the
/// same days elsewhere, else at the same place on some of the same days, else, if both are single
/// dates, at the same place on another date. In each step the nearest start decides; ties go to the
/// older id and the earlier session. Each id is used once, and none ever again. Where there was one
/// session and is one, it is that one, whatever became of its day and place: a calendar that has it
/// moves it, and does not drop one and add another.
pub(super) fn carry_over<'a>(
    before: &'a [HeldSession],
    next: SessionId,
    now: Vec<Session>,
) -> (Vec<Carried<'a>>, SessionId) {
    let mut now: Vec<_> = now.into_iter().map(|session| (Signs::of(&session), session)).collect();
    now.sort_by(|(a, _), (b, _)| a.order().cmp(&b.order()));
    let matches = matches(before, &now);
    let mut next = next;
    let mut carried: Vec<_> = now
        .into_iter()
        .zip(matches)
        .map(|((_, session), found)| match found {
            Some(held) => Carried { id: held.id, before: Some(held), session },
            None => {
                let id = next;
                next = SessionId(next.0.saturating_add(1));
                Carried { id, before: None, session }
            }
        })
        .collect();
    carried.sort_by_key(|one| one.id);
    (carried, next)
}

/// For each session of now, the one that it continues.
fn matches<'a>(
    before: &'a [HeldSession],
    now: &[(Signs, Session)],
) -> Vec<Option<&'a HeldSession>> {
    if let ([held], [_]) = (before, now) {
        return vec![Some(held)];
    }
    let mut found: Vec<Option<&HeldSession>> = vec![None; now.len()];
    let mut free: Vec<&HeldSession> = before.iter().collect();
    for ((_, session), slot) in now.iter().zip(&mut found) {
        if let Some(at) = free.iter().position(|held| held.session == *session) {
            *slot = Some(free.remove(at));
        }
    }
    let free: Vec<_> = free.into_iter().map(|held| (Signs::of(&held.session), held)).collect();
    let mut pairs = Vec::new();
    for (at, (of_now, _)) in now.iter().enumerate() {
        for (of_then, held) in free.iter().filter(|_| found.get(at) == Some(&None)) {
            pairs.extend(nearness(of_then, of_now).map(|near| (near, held.id, at, *held)));
        }
    }
    pairs.sort_by_key(|(near, id, at, _)| (*near, *id, *at));
    let mut used = BTreeSet::new();
    for (_, id, at, held) in pairs {
        if let Some(slot @ None) = found.get_mut(at)
            && used.insert(id)
        {
            *slot = Some(held);
        }
    }
    found
}

/// How surely one continues the other: the step of `carry_over`, then how far apart they start.
type Nearness = (u8, u64, u64);

fn nearness(then: &Signs, now: &Signs) -> Option<Nearness> {
    let same_place = then.place == now.place;
    let step = match (then.days == now.days, same_place) {
        (true, true) => 1,
        (true, false) => 2,
        (false, true) if then.days.overlap(&now.days) => 3,
        (false, true) if then.days.single() && now.days.single() => 4,
        (false, _) => return None,
    };
    let minutes = now.time.signed_duration_since(then.time).num_minutes().unsigned_abs();
    let days = match (then.first, now.first) {
        (Some(a), Some(b)) => b.signed_duration_since(a).num_days().unsigned_abs(),
        (None, None) => 0,
        _ => u64::MAX,
    };
    Some(if step == 4 { (step, days, minutes) } else { (step, minutes, days) })
}

/// What a session is recognised by.
#[derive(Debug)]
struct Signs {
    days: Days,
    first: Option<NaiveDate>,
    /// Midnight where it is all day.
    time: NaiveTime,
    place: Whereabouts,
}

#[derive(Debug, PartialEq, Eq)]
enum Days {
    /// Both included.
    Dates(NaiveDate, NaiveDate),
    Weekdays(BTreeSet<IsoWeekday>),
    OfMonth(u8),
    Ongoing,
}

/// In small letters, so that a correction of the spelling is no move.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Whereabouts {
    Address(String),
    Coordinates(i32, i32),
    Online,
    Phone,
    Unknown,
}

impl Signs {
    fn of(session: &Session) -> Self {
        let (days, first, time) = match &session.when {
            When::Once(once) => {
                let date = once.start.date();
                (Days::Dates(date, date), Some(date), once.start.time())
            }
            When::Days(days) => {
                (Days::Dates(days.first, days.last), Some(days.first), NaiveTime::MIN)
            }
            When::Series(series) => {
                let time = series.hours.map_or(NaiveTime::MIN, |hours| hours.start);
                (Days::by(&series.rule), Some(series.first), time)
            }
            When::Ongoing(ongoing) => (Days::Ongoing, ongoing.from, NaiveTime::MIN),
        };
        Self { days, first, time, place: Whereabouts::of(&session.venue) }
    }

    /// In which new sessions get their ids, so that these do not depend on the order in which a
    /// source happens to name them.
    fn order(&self) -> (Option<NaiveDate>, NaiveTime, &Whereabouts) {
        (self.first, self.time, &self.place)
    }
}

impl Days {
    fn by(rule: &Rule) -> Self {
        match rule {
            Rule::Days { .. } => {
                Self::Weekdays((1..=7).filter_map(|n| IsoWeekday::try_from(n).ok()).collect())
            }
            Rule::Weeks { weekdays, .. } => Self::Weekdays(weekdays.iter().collect()),
            Rule::MonthsByWeekday { weekday, .. } => Self::Weekdays([*weekday].into()),
            Rule::MonthsByDay { day, .. } => Self::OfMonth((*day).into()),
        }
    }

    fn overlap(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Dates(a, b), Self::Dates(c, d)) => a <= d && c <= b,
            (Self::Weekdays(a), Self::Weekdays(b)) => !a.is_disjoint(b),
            _ => false,
        }
    }

    fn single(&self) -> bool {
        matches!(self, Self::Dates(..))
    }
}

impl Whereabouts {
    fn of(venue: &Venue) -> Self {
        match venue {
            Venue::Place(place) | Venue::Hybrid { place, .. } => Self::at(place),
            Venue::Online(_) => Self::Online,
            Venue::Phone(_) => Self::Phone,
            Venue::Unknown => Self::Unknown,
        }
    }

    fn at(place: &Place) -> Self {
        let address = place.address.best(&Lang::FI).map(|(_, address)| {
            let parts = [&address.street, &address.city];
            let parts: Vec<_> =
                parts.into_iter().flatten().map(|p| p.trim().to_lowercase()).collect();
            parts.join(", ")
        });
        match (address.filter(|text| !text.is_empty()), place.position) {
            (Some(address), _) => Self::Address(address),
            (None, Some(position)) => {
                let (lon, lat) = position.into();
                Self::Coordinates(lon, lat)
            }
            (None, None) => Self::Unknown,
        }
    }
}
