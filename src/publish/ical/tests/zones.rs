//! Other zones, and the two days on which the clocks change.

use chrono::{
    Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Utc, Weekday,
};
use chrono_tz::Europe::Helsinki;
use chrono_tz::{America, Europe};

use super::super::calendar;
use super::bytes::{properties, value};
use super::{FRAME, marked};
use crate::sample::published::{once, series, wall, weekly};
use crate::when::SeriesParts;

const START: &str = "DTSTART;TZID=Europe/Helsinki";
const END: &str = "DTEND;TZID=Europe/Helsinki";

#[test]
fn a_time_elsewhere_is_the_same_instant_here() {
    let text = marked(once(Europe::Stockholm, "2026-11-24 18:00", "2026-11-24 19:30"));
    assert_eq!(
        (value(&text, START), value(&text, END)),
        (Some("20261124T190000"), Some("20261124T203000"))
    );
}

#[test]
fn a_time_that_never_comes_is_shifted_as_everywhere() {
    let text = marked(once(Helsinki, "2026-03-29 03:30", "2026-03-29 05:00"));
    assert_eq!(
        (value(&text, START), value(&text, END)),
        (Some("20260329T043000"), Some("20260329T050000"))
    );
}

/// 3.30 comes twice on this day, and readers do not agree on which one is meant.
#[test]
fn a_time_that_comes_twice_is_told_in_utc() {
    let text = marked(once(Helsinki, "2026-10-25 03:30", "2026-10-25 05:00"));
    assert_eq!(
        (value(&text, "DTSTART"), value(&text, END)),
        (Some("20261025T003000Z"), Some("20261025T050000"))
    );
}

/// Stockholm changes its clocks at the same instant as Helsinki, so its six o'clock is our seven.
#[test]
fn a_series_of_a_zone_that_keeps_step_stays_a_rule() {
    let stockholm = SeriesParts {
        zone: Europe::Stockholm,
        until: Some("2027-06-30".parse().unwrap()),
        exdates: ["2026-12-22".parse().unwrap()].into(),
        ..weekly(&[2], "2026-11-24", "18:00–19:30")
    };
    let text = marked(series(stockholm));
    assert_eq!(
        (value(&text, START), value(&text, END)),
        (Some("20261124T190000"), Some("20261124T203000"))
    );
    assert_eq!(value(&text, "RRULE"), Some("FREQ=WEEKLY;BYDAY=TU;UNTIL=20270630T205959Z"));
    assert_eq!(value(&text, "EXDATE;TZID=Europe/Helsinki"), Some("20261222T190000"));
}

/// New York's clocks go forward on 14.3.2027 and Helsinki's on 28.3.: 12.00 there is 19.00 here, but
/// 18.00 in the two weeks between.
#[test]
fn a_series_of_another_zone_is_told_date_by_date() {
    let new_york = SeriesParts {
        zone: America::New_York,
        until: Some("2027-04-04".parse().unwrap()),
        ..weekly(&[7], "2027-03-07", "12:00–13:00")
    };
    let text = marked(series(new_york));
    assert_eq!(value(&text, START), Some("20270307T190000"));
    assert_eq!(value(&text, "RRULE"), None);
    let rdates: Vec<_> = properties(&text)
        .into_iter()
        .filter_map(|line| line.strip_prefix("RDATE;TZID=Europe/Helsinki:").map(str::to_owned))
        .collect();
    assert_eq!(
        rdates,
        ["20270314T180000", "20270321T180000", "20270328T190000", "20270404T190000"]
    );
}

/// A rule that moves over midnight with the zone names other weekdays here.
#[test]
fn a_series_that_is_on_the_next_day_here_is_told_date_by_date() {
    let late = SeriesParts {
        zone: Europe::Stockholm,
        until: Some("2026-12-01".parse().unwrap()),
        ..weekly(&[2], "2026-11-24", "23:30–23:45")
    };
    let text = marked(series(late));
    assert_eq!(value(&text, START), Some("20261125T003000"));
    assert_eq!(value(&text, "RDATE;TZID=Europe/Helsinki"), Some("20261202T003000"));
}

/// The VTIMEZONE as a reader understands it, against the time zone database: every three hours over
/// forty years. Fails on the day on which the European Union decides otherwise.
#[test]
fn our_vtimezone_is_helsinkis_time() {
    let text = calendar(&FRAME, [marked(once(Helsinki, "2026-11-24 18:00", "")).as_str()]);
    let (_, zone) = text.split_once("BEGIN:VTIMEZONE\r\n").unwrap();
    let part = |name: &str| zone.split_once(&format!("BEGIN:{name}\r\n")).unwrap().1;
    let (summer, winter) = (part("DAYLIGHT"), part("STANDARD"));
    let mut time = wall("1997-01-01 00:00");
    while time < wall("2037-01-01 00:00") {
        let onset = |part: &str| Onset::read(part).in_year(time.year());
        let is_summer = (onset(summer)..onset(winter)).contains(&time);
        let ours = Onset::read(if is_summer { summer } else { winter }).to_hours;
        let theirs = Helsinki.offset_from_utc_datetime(&time).fix().local_minus_utc();
        assert_eq!(ours * 3600, i64::from(theirs), "{time} UTC");
        time += Duration::hours(3);
    }
}

/// "The last Sunday of the month, at this time of the offset before."
struct Onset {
    month: u32,
    clock: NaiveTime,
    from_hours: i64,
    to_hours: i64,
}

impl Onset {
    fn read(part: &str) -> Self {
        let rule = value(part, "RRULE").unwrap();
        let month = rule.strip_prefix("FREQ=YEARLY;BYMONTH=").unwrap();
        let month = month.strip_suffix(";BYDAY=-1SU").unwrap().parse().unwrap();
        let start = NaiveDateTime::parse_from_str(value(part, "DTSTART").unwrap(), "%Y%m%dT%H%M%S");
        let hours = |name| value(part, name).unwrap().parse::<i64>().unwrap() / 100;
        Self {
            month,
            clock: start.unwrap().time(),
            from_hours: hours("TZOFFSETFROM"),
            to_hours: hours("TZOFFSETTO"),
        }
    }

    /// In UTC.
    fn in_year(&self, year: i32) -> NaiveDateTime {
        let mut days =
            (25..=31).rev().filter_map(|day| NaiveDate::from_ymd_opt(year, self.month, day));
        let sunday = days.find(|day| day.weekday() == Weekday::Sun).unwrap();
        let local = Utc.from_utc_datetime(&sunday.and_time(self.clock)).naive_utc();
        local - Duration::hours(self.from_hours)
    }
}
