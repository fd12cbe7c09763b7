//! The calendar around the events.

use super::line::{clean, clean_line, escape, fold};

/// What a calendar says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    pub name: &'a str,
    /// May be empty.
    pub description: &'a str,
    /// The address that it is read from.
    pub source: &'a str,
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

/// A whole calendar. Without any fragment it is still a valid one.
///
/// Without METHOD: with it, iTIP wants an ORGANIZER, and DTSTAMP would be the time of sending.
#[must_use]
pub fn calendar<'a>(frame: &Frame<'_>, fragments: impl IntoIterator<Item = &'a str>) -> String {
    let events: String = fragments.into_iter().collect();
    let zone = if events.contains(USES_ZONE) { HELSINKI } else { "" };
    [&head(frame), zone, &events, "END:VCALENDAR\r\n"].concat()
}

fn head(frame: &Frame<'_>) -> String {
    let name = escape(&clean_line(frame.name));
    let description = escape(clean(frame.description).trim());
    // libical calls an X- property without a value an error.
    let description = Some(description)
        .filter(|text| !text.is_empty())
        .map(|text| format!("X-WR-CALDESC:{text}"));
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Kooste//Kooste//FI".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("NAME:{name}"),
        format!("X-WR-CALNAME:{name}"),
        "X-WR-TIMEZONE:Europe/Helsinki".to_owned(),
        // Home Assistant refuses a feed in which VALUE is not a parameter.
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H".to_owned(),
        "X-PUBLISHED-TTL:PT1H".to_owned(),
        format!("SOURCE;VALUE=URI:{}", clean_line(frame.source)),
    ];
    lines.iter().chain(&description).map(|line| fold(line)).collect()
}
