//! Dates and times as people write them: "ti 24.11.2026 klo 18.00–19.30".

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use chrono_tz::Europe::Helsinki;

use crate::localized::Lang;
use crate::publish::words::in_language;
use crate::when::occurrences::Span;

#[must_use]
pub fn span(span: &Span, lang: &Lang) -> String {
    match span {
        Span::AllDay { first, last } => days(*first, *last, lang),
        Span::Timed { start, end } => {
            let local = |time: &chrono::DateTime<chrono_tz::Tz>| {
                time.with_timezone(&Helsinki).naive_local()
            };
            let (start, end) = (local(start), end.as_ref().map(local));
            match end {
                None => time(start, lang),
                Some(end) if end.date() == start.date() => {
                    format!("{}–{}", time(start, lang), clock(end.time(), lang))
                }
                Some(end) => format!("{} – {}", time(start, lang), time(end, lang)),
            }
        }
    }
}

/// When it begins, as HTML has it.
pub(super) fn machine_readable(span: &Span) -> String {
    match span {
        Span::AllDay { first, .. } => first.format("%Y-%m-%d").to_string(),
        Span::Timed { start, .. } => start.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    }
}

/// Both included.
pub(super) fn days(first: NaiveDate, last: NaiveDate, lang: &Lang) -> String {
    if first == last {
        date(first, lang)
    } else {
        format!("{} – {}", date(first, lang), date(last, lang))
    }
}

#[must_use]
pub fn date(date: NaiveDate, lang: &Lang) -> String {
    let (weekday, day, month, year) =
        (weekday(date.weekday(), lang), date.day(), date.month(), date.year());
    match lang.as_str() {
        "en" => format!("{weekday} {day} {} {year}", date.format("%b")),
        _ => format!("{weekday} {day}.{month}.{year}"),
    }
}

pub(super) fn time(time: NaiveDateTime, lang: &Lang) -> String {
    let (date, clock) = (date(time.date(), lang), clock(time.time(), lang));
    match lang.as_str() {
        "sv" => format!("{date} kl. {clock}"),
        "en" => format!("{date}, {clock}"),
        _ => format!("{date} klo {clock}"),
    }
}

/// "klo 18.00–19.30"
pub(super) fn hours(start: NaiveTime, end: Option<NaiveTime>, lang: &Lang) -> String {
    let before = match lang.as_str() {
        "sv" => "kl. ",
        "en" => "",
        _ => "klo ",
    };
    let end = end.map(|end| format!("–{}", clock(end, lang))).unwrap_or_default();
    format!("{before}{}{end}", clock(start, lang))
}

fn clock(time: NaiveTime, lang: &Lang) -> String {
    let between = if *lang == Lang::EN { ':' } else { '.' };
    format!("{}{between}{:02}", time.hour(), time.minute())
}

fn weekday(weekday: Weekday, lang: &Lang) -> &'static str {
    let names = match weekday {
        Weekday::Mon => ["ma", "mån", "Mon"],
        Weekday::Tue => ["ti", "tis", "Tue"],
        Weekday::Wed => ["ke", "ons", "Wed"],
        Weekday::Thu => ["to", "tors", "Thu"],
        Weekday::Fri => ["pe", "fre", "Fri"],
        Weekday::Sat => ["la", "lör", "Sat"],
        Weekday::Sun => ["su", "sön", "Sun"],
    };
    in_language(names, lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> chrono::DateTime<chrono_tz::Tz> {
        let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        let wall = date.and_hms_opt(hour, minute, 0).unwrap();
        wall.and_local_timezone(Helsinki).unwrap()
    }

    fn check(given: &Span, expected: [&str; 3]) {
        let written = Lang::OURS.map(|lang| span(given, &lang));
        assert_eq!(written, expected);
    }

    #[test]
    fn each_language_has_its_own_habit() {
        check(
            &Span::Timed { start: at(24, 18, 0), end: Some(at(24, 19, 30)) },
            [
                "ti 24.11.2026 klo 18.00–19.30",
                "tis 24.11.2026 kl. 18.00–19.30",
                "Tue 24 Nov 2026, 18:00–19:30",
            ],
        );
        check(
            &Span::Timed { start: at(26, 9, 5), end: None },
            ["to 26.11.2026 klo 9.05", "tors 26.11.2026 kl. 9.05", "Thu 26 Nov 2026, 9:05"],
        );
        check(
            &Span::Timed { start: at(28, 22, 0), end: Some(at(29, 0, 30)) },
            [
                "la 28.11.2026 klo 22.00 – su 29.11.2026 klo 0.30",
                "lör 28.11.2026 kl. 22.00 – sön 29.11.2026 kl. 0.30",
                "Sat 28 Nov 2026, 22:00 – Sun 29 Nov 2026, 0:30",
            ],
        );
    }

    #[test]
    fn whole_days_have_no_clock() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        check(
            &Span::AllDay { first: day(30), last: day(30) },
            ["ma 30.11.2026", "mån 30.11.2026", "Mon 30 Nov 2026"],
        );
        check(
            &Span::AllDay { first: day(27), last: day(29) },
            [
                "pe 27.11.2026 – su 29.11.2026",
                "fre 27.11.2026 – sön 29.11.2026",
                "Fri 27 Nov 2026 – Sun 29 Nov 2026",
            ],
        );
    }
}
