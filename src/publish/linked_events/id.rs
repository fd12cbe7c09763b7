//! What our things are called in Linked Events: `source:origin`, where the source is ours.

use std::fmt;

use chrono::NaiveDate;

use crate::id::{ActivityId, SessionId};
use crate::listing::Organiser;

/// The name of this program as a data source.
pub const SYSTEM: &str = "kooste";

/// `kooste:{activity}`, `kooste:{activity}-{session}` or `kooste:{activity}-{session}-{date}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventId {
    pub activity: ActivityId,
    pub part: Part,
}

/// Which part of an activity an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Whole,
    Session(SessionId),
    /// By the date that the rule gives: it stays the same when the hour changes or this one time is moved.
    Instance(SessionId, NaiveDate),
}

const DATE: &str = "%Y%m%d";

impl EventId {
    /// `None` unless it is written just as we write it, so that no event has two addresses.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = own(text)?.splitn(3, '-');
        let activity = ActivityId::parse(parts.next()?)?;
        let session = parts.next().map(str::parse).transpose().ok()?.map(SessionId);
        let date = parts.next().map(|date| NaiveDate::parse_from_str(date, DATE));
        let part = match (session, date.transpose().ok()?) {
            (None, _) => Part::Whole,
            (Some(session), None) => Part::Session(session),
            (Some(session), Some(date)) => Part::Instance(session, date),
        };
        let id = Self { activity, part };
        (id.to_string() == text).then_some(id)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SYSTEM}:{}", self.activity)?;
        match self.part {
            Part::Whole => Ok(()),
            Part::Session(session) => write!(f, "-{session}"),
            Part::Instance(session, date) => write!(f, "-{session}-{}", date.format(DATE)),
        }
    }
}

/// What stands after `kooste:`.
pub(super) fn own(text: &str) -> Option<&str> {
    text.strip_prefix(SYSTEM)?.strip_prefix(':')
}

/// The same parts always give the same name.
pub(super) fn hashed(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

/// `ytj:` is how Linked Events calls the business register. `None` where nobody is named.
#[must_use]
pub fn organisation(organiser: &Organiser) -> Option<String> {
    let business = organiser.business_id.as_ref().map(|id| format!("ytj:{id}"));
    let named = || organiser.name.as_ref().map(|name| format!("{SYSTEM}:{}", hashed(&[name])));
    business.or_else(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_only_as_it_is_written() {
        for id in
            ["kooste:0123456789abc", "kooste:0123456789abc-12", "kooste:0123456789abc-12-20261124"]
        {
            assert_eq!(EventId::parse(id).unwrap().to_string(), id);
        }
        for bad in [
            "",
            "kooste:",
            "kooste:abc",
            "helmet:0123456789abc",
            "0123456789abc",
            "kooste:0123456789abc-",
            "kooste:0123456789abc-01",
            "kooste:0123456789abc-+1",
            "kooste:0123456789abc-1-2026-11-24",
            "kooste:0123456789abc-1-20261131",
            "kooste:0123456789abc-1-20261124-1",
            "kooste:0123456789abc-99999999999",
        ] {
            assert_eq!(EventId::parse(bad), None, "{bad}");
        }
    }
}
