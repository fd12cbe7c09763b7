//! The times that are asked for.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Europe::Helsinki;

use crate::catalogue;
use crate::http::public::linked_events::answer::Detail;
use crate::http::public::linked_events::parameters::Parameters;
use crate::publish::linked_events::{Happening, Moment, Reach, midnight};
use crate::when::occurrences::Window;
use crate::when::zone::to_instant;

/// One time of an event has to answer all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    /// Not over by then.
    from: Option<DateTime<Utc>>,
    /// Begun before then.
    before: Option<DateTime<Utc>>,
    /// Over by then.
    over: Option<DateTime<Utc>>,
    /// Hours of the clock in Helsinki, both included.
    starts: Hours,
    ends: Hours,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hours {
    from: Option<NaiveTime>,
    to: Option<NaiveTime>,
}

impl Asked {
    pub(super) fn read(parameters: &Parameters, today: NaiveDate) -> Result<Self, Detail> {
        let start = parameters.one("start").map(|text| moment("start", text, today)).transpose()?;
        let end = parameters.one("end").map(|text| moment("end", text, today)).transpose()?;
        let mut asked = Self {
            from: start.map(Moment::begins),
            before: end.map(Moment::ends),
            over: None,
            starts: hours(parameters, "starts_after", "starts_before")?,
            ends: hours(parameters, "ends_after", "ends_before")?,
        };
        if let Some(days) = days(parameters)? {
            if start.is_some() || end.is_some() {
                return Err(Detail::bad("days", "cannot be given with start or end"));
            }
            asked.from = Some(midnight(today));
            asked.before = today.checked_add_days(days).map(|day| Moment::Day(day).ends());
        }
        asked.ongoing(parameters, midnight(today))?;
        Ok(asked)
    }

    /// Whatever begins with `…_ongoing` finds only what is not over.
    fn ongoing(&mut self, parameters: &Parameters, now: DateTime<Utc>) -> Result<(), Detail> {
        let cached = ["all_ongoing_", "local_ongoing_", "internet_ongoing_"];
        let worded = cached.into_iter().any(|prefix| parameters.beginning(prefix).next().is_some());
        let wanted = parameters.flag("ongoing")?;
        if worded || wanted == Some(true) || parameters.flag("all_ongoing")? == Some(true) {
            self.from = self.from.max(Some(now));
        }
        if wanted == Some(false) {
            self.over = Some(now);
        }
        Ok(())
    }

    /// What has no time, as it is postponed, is found as long as no end is asked for: it is to come.
    pub(super) fn hold(&self, happening: &Happening<'_>, window: Window) -> bool {
        if *self == Self::default() {
            return true;
        }
        let reaches = happening.reaches(self.window(window));
        if reaches.is_empty() && happening.times().is_none() {
            let untimed = Self { from: self.from, ..Self::default() };
            return *self == untimed;
        }
        reaches.iter().any(|reach| self.answers(reach))
    }

    /// On one of these something has to happen; a day more on either side, as days begin elsewhere earlier
    /// or later.
    pub(super) fn days(&self) -> Option<catalogue::Days> {
        let day = |at: DateTime<Utc>| at.with_timezone(&Helsinki).date_naive();
        let to = self.before.into_iter().chain(self.over).min();
        let days = catalogue::Days {
            from: self.from.and_then(|from| day(from).pred_opt()),
            to: to.and_then(|to| day(to).succ_opt()),
        };
        (!days.are_all()).then_some(days)
    }

    /// Only as far as is asked for, or a daily series would be counted out for each question.
    fn window(&self, widest: Window) -> Window {
        let day = |at: DateTime<Utc>| at.with_timezone(&Helsinki).date_naive();
        let from = self.from.map_or(widest.from, |from| day(from).max(widest.from));
        let to = self.before.map_or(widest.to, |before| day(before).min(widest.to));
        Window { from, to }
    }

    fn answers(&self, reach: &Reach) -> bool {
        self.from.is_none_or(|from| reach.end > from || reach.start >= from)
            && self.before.is_none_or(|before| reach.start < before)
            && self.over.is_none_or(|over| reach.end <= over)
            && self.starts.hold(reach, reach.start)
            && self.ends.hold(reach, reach.end)
    }
}

impl Hours {
    /// What is all day has no hour.
    fn hold(self, reach: &Reach, at: DateTime<Utc>) -> bool {
        if self == Self::default() {
            return true;
        }
        let clock = at.with_timezone(&Helsinki).time();
        !reach.all_day
            && self.from.is_none_or(|from| clock >= from)
            && self.to.is_none_or(|to| clock <= to)
    }
}

/// `now` is the beginning of the edition's day, and of an instant without an offset the clock is Helsinki's.
fn moment(name: &str, text: &str, today: NaiveDate) -> Result<Moment, Detail> {
    match text.to_ascii_lowercase().as_str() {
        "today" => return Ok(Moment::Day(today)),
        "now" => return Ok(Moment::At(midnight(today))),
        _ => {}
    }
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Ok(Moment::Day(day));
    }
    let local = |format| {
        let wall = NaiveDateTime::parse_from_str(text, format).ok()?;
        Some(to_instant(wall, Helsinki).to_utc())
    };
    // In a query that was not escaped the plus of an offset has become a space.
    let offset = |text: &str| DateTime::parse_from_rfc3339(&text.replace(' ', "+")).ok();
    let at = offset(text)
        .map(|at| at.to_utc())
        .or_else(|| {
            DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%z").ok().map(|at| at.to_utc())
        })
        .or_else(|| {
            ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"]
                .into_iter()
                .find_map(local)
        });
    at.map(Moment::At).ok_or_else(|| {
        Detail::bad(name, "is to be a date, an instant as in 2026-11-24T18:00:00Z, today or now")
    })
}

pub(super) fn since(
    parameters: &Parameters,
    today: NaiveDate,
) -> Result<Option<DateTime<Utc>>, Detail> {
    let name = "last_modified_since";
    let read = |text| moment(name, text, today).map(Moment::begins);
    parameters.one(name).map(read).transpose()
}

fn days(parameters: &Parameters) -> Result<Option<Days>, Detail> {
    let wrong = || Detail::bad("days", "is to be a number from 1 to 3660");
    let read = |text: &str| {
        let days: u64 =
            text.parse().ok().filter(|days| (1..=3660).contains(days)).ok_or_else(wrong)?;
        Ok(Days::new(days))
    };
    parameters.one("days").map(read).transpose()
}

fn hours(parameters: &Parameters, after: &str, before: &str) -> Result<Hours, Detail> {
    let read = |name: &str| parameters.one(name).map(|text| hour(name, text)).transpose();
    Ok(Hours { from: read(after)?, to: read(before)? })
}

/// `16` or `16:30`
fn hour(name: &str, text: &str) -> Result<NaiveTime, Detail> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    let minute = if minute.is_empty() { "0" } else { minute };
    let read = || NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0);
    read().ok_or_else(|| Detail::bad(name, "is to be an hour as in 16 or 16:30"))
}
