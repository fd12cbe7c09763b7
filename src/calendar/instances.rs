//! Every time of what is chosen, in order.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;

use super::held;
use crate::activity::{Activity, HeldSession};
use crate::catalogue::{Chosen, Filter};
use crate::fragment::CancelledPolicy;
use crate::publish::ical;
use crate::site::Site;
use crate::when::occurrences::{Occurrence, Span, Window, occurrences};
use crate::when::zone::to_instant;

/// Where `to` is not told: FullCalendar reads a calendar once and takes 14 seconds for 5,000 events.
const AHEAD: Days = Days::new(60);
/// As far as filters by date can see.
const FARTHEST: Days = Days::new(400);
/// In all, the earliest first.
const MOST: usize = 5_000;

pub(super) struct Instance<'a> {
    pub(super) activity: &'a Activity,
    pub(super) held: &'a HeldSession,
    one: Occurrence,
}

/// As many as the filter's limit, and never more than `MOST`.
pub(super) fn of<'a>(
    chosen: &[Chosen<'a>],
    filter: &Filter,
    as_of: NaiveDate,
) -> Vec<Instance<'a>> {
    let window = window(filter, as_of);
    let times = |activity: &'a Activity, held: &'a HeldSession| {
        let all = occurrences(&held.session.when, window);
        all.into_iter().map(move |one| Instance { activity, held, one })
    };
    let mut found: Vec<_> = chosen
        .iter()
        .flat_map(|chosen| {
            held(chosen).into_iter().flat_map(|held| times(&chosen.entry.activity, held))
        })
        .collect();
    // Stable: what starts at once stays in the order of the activities.
    found.sort_by_key(|instance| begins(&instance.one));
    found.truncate(filter.limit().unwrap_or(MOST).min(MOST));
    found
}

pub(super) fn rendered(
    instances: &[Instance<'_>],
    site: &Site,
    policy: CancelledPolicy,
    filter: &Filter,
) -> Vec<String> {
    let text = |of: &Instance<'_>| {
        ical::instance(of.activity, of.held, &of.one, site, policy, filter.lang())
    };
    instances.iter().filter_map(text).collect()
}

fn window(filter: &Filter, as_of: NaiveDate) -> Window {
    let days = filter.days(as_of);
    let from = days.from.unwrap_or(as_of);
    let farthest = from.checked_add_days(FARTHEST).unwrap_or(from);
    let ahead = from.checked_add_days(AHEAD).unwrap_or(from);
    Window { from, to: days.to.unwrap_or(ahead).min(farthest) }
}

fn begins(one: &Occurrence) -> DateTime<Utc> {
    match &one.span {
        Span::Timed { start, .. } => start.to_utc(),
        Span::AllDay { first, .. } => to_instant(first.and_time(NaiveTime::MIN), Helsinki).to_utc(),
    }
}
