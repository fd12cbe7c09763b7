//! The calendar around the events.

use chrono::{DateTime, Utc};

use super::line::{clean, clean_line, escape, fold};

/// What a calendar says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// `None` of a file for one activity: Outlook makes a new calendar of what has a name.
    pub name: Option<&'a str>,
    /// May be empty.
    pub description: &'a str,
    /// The address that it is read from.
    pub source: &'a str,
    /// When what is in it last changed.
    pub changed: Option<DateTime<Utc>>,
}

/// How a start in Helsinki's time begins its parameters.
const USES_ZONE: &str = ";TZID=Europe/Helsinki:";

/// Written here and not by a library, which would give it a UID and the time of day. Short, because
/// Google garbles what follows a long one; holds from 1997 on.
const HELSINKI: &str = "BEGIN:VTIMEZONE\r\n\
    TZID:Europe/Helsinki\r\n\
    BEGIN:DAYLIGHT\r\n\
    DTSTART:19810329T030000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n\
    TZNAME:EEST\r\n\
    TZOFFSETFROM:+0200\r\n\
    TZOFFSETTO:+0300\r\n\
    END:DAYLIGHT\r\n\
    BEGIN:STANDARD\r\n\
    DTSTART:19961027T040000\r\n\
    RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
    TZNAME:EET\r\n\
    TZOFFSETFROM:+0300\r\n\
    TZOFFSETTO:+0200\r\n\
    END:STANDARD\r\n\
    END:VTIMEZONE\r\n";

/// A whole calendar. RFC 5545 (3.6) wants a component in it, so one without events describes the zone.
///
/// Without METHOD: with it, iTIP wants an ORGANIZER, and DTSTAMP would be the time of sending.
#[must_use]
pub fn calendar<'a>(frame: &Frame<'_>, fragments: impl IntoIterator<Item = &'a str>) -> String {
    let events: Vec<&str> = fragments.into_iter().collect();
    let in_zone = events.is_empty() || events.iter().any(|text| text.contains(USES_ZONE));
    let head = head(frame);
    let before = [head.as_str(), if in_zone { HELSINKI } else { "" }];
    let parts = before.into_iter().chain(events).chain(["END:VCALENDAR\r\n"]);
    let mut calendar = String::with_capacity(parts.clone().map(str::len).sum());
    calendar.extend(parts);
    calendar
}

fn head(frame: &Frame<'_>) -> String {
    let told = |name: &str, text: String| {
        Some(text).filter(|t| !t.is_empty()).map(|t| format!("{name}:{t}"))
    };
    let name = || frame.name.map(|name| escape(&clean_line(name))).unwrap_or_default();
    let lines = [
        Some("BEGIN:VCALENDAR".to_owned()),
        Some("VERSION:2.0".to_owned()),
        Some("PRODID:-//Kooste//Kooste//FI".to_owned()),
        Some("CALSCALE:GREGORIAN".to_owned()),
        told("NAME", name()),
        told("X-WR-CALNAME", name()),
        Some("X-WR-TIMEZONE:Europe/Helsinki".to_owned()),
        // Home Assistant refuses a feed in which VALUE is not a parameter.
        Some("REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned()),
        Some("X-PUBLISHED-TTL:PT1H".to_owned()),
        Some(format!("SOURCE;VALUE=URI:{}", clean_line(frame.source))),
        frame.changed.map(|at| format!("LAST-MODIFIED:{}", at.format("%Y%m%dT%H%M%SZ"))),
        // libical calls an X- property without a value an error.
        told("X-WR-CALDESC", escape(clean(frame.description).trim())),
    ];
    lines.iter().flatten().map(|line| fold(line)).collect()
}
