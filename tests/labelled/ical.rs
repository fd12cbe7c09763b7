//! Copies as iCalendar tells them.

use std::fmt::Write as _;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};

use super::activity::Activity;
use super::clock::{told_end, told_start};
use super::copy::{Copy, Entry};
use super::face::{Face, Shape};
use super::source::Source;

pub(crate) fn calendar(copies: &[(&Copy, &Activity)]) -> String {
    let mut text =
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kunta//Kalenteri//FI\r\n".to_owned();
    for (copy, _) in copies {
        for entry in copy.entries() {
            event(&mut text, copy, &entry);
        }
    }
    text.push_str("END:VCALENDAR\r\n");
    text
}

fn event(text: &mut String, copy: &Copy, entry: &Entry) {
    let face = &copy.face;
    let mut line = |name: &str, value: &str| writeln!(text, "{name}:{value}\r").unwrap();
    let title = face.titles.values().next().cloned().unwrap_or_default();
    let off = entry.date.is_some_and(|date| face.times.called_off.contains(&date));
    line("BEGIN", "VEVENT");
    line("UID", &entry.id);
    line("DTSTAMP", "20260820T090000Z");
    line("SUMMARY", &escaped(&if off { format!("PERUTTU: {title}") } else { title }));
    times(&mut line, face, entry);
    describe(&mut line, copy);
    if face.cancelled {
        line("STATUS", "CANCELLED");
    }
    line("END", "VEVENT");
}

fn times(line: &mut impl FnMut(&str, &str), face: &Face, entry: &Entry) {
    let times = &face.times;
    if matches!(times.shape, Shape::AllDay | Shape::Range) {
        line("DTSTART;VALUE=DATE", &date(times.first));
        line("DTEND;VALUE=DATE", &date(times.last + Days::new(1)));
        return;
    }
    let weekdays: Vec<Weekday> =
        entry.weekday.map_or_else(|| times.weekdays.clone(), |weekday| vec![weekday]);
    let is_of = |date: &NaiveDate| weekdays.is_empty() || weekdays.contains(&date.weekday());
    let dates: Vec<NaiveDate> = times.dates().into_iter().filter(is_of).collect();
    let first = entry.date.or_else(|| dates.first().copied()).unwrap_or(times.first);
    line("DTSTART;TZID=Europe/Helsinki", &wall(told_start(times, first)));
    if let Some(end) = told_end(times, first) {
        line("DTEND;TZID=Europe/Helsinki", &wall(end));
    }
    if !matches!(times.shape, Shape::Rule | Shape::RulePerWeekday) {
        return;
    }
    let days: Vec<&str> = weekdays.iter().map(|weekday| code(*weekday)).collect();
    line(
        "RRULE",
        &format!("FREQ=WEEKLY;UNTIL={}T205959Z;BYDAY={}", date(times.last), days.join(",")),
    );
    for left_out in
        times.skipped.iter().chain(&times.called_off).filter(|date| is_of(date) && **date >= first)
    {
        line("EXDATE;TZID=Europe/Helsinki", &wall(told_start(times, *left_out)));
    }
}

fn describe(line: &mut impl FnMut(&str, &str), copy: &Copy) {
    let face = &copy.face;
    let place = [face.venue.as_deref(), face.street.as_deref()];
    let town = [face.postal.as_deref(), face.town.as_deref()];
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let parts: Vec<&str> =
        place.into_iter().flatten().chain((!town.is_empty()).then_some(town.as_str())).collect();
    match &face.online {
        Some(room) => line("LOCATION", room),
        None => line("LOCATION", &escaped(&parts.join(", "))),
    }
    if let Some((lon, lat)) = face.position {
        line("GEO", &format!("{lat:.6};{lon:.6}"));
    }
    if let Some(page) = &face.page {
        line("URL", page);
    }
    let mut paragraphs = face.descriptions.values().next().cloned().unwrap_or_default();
    if face.odd_markup {
        paragraphs = paragraphs.iter().map(|text| format!("<p>{text}</p>")).collect();
    }
    let email = face.email.clone();
    match &face.organiser {
        Some(name) if copy.source == Source::Club || copy.key.is_multiple_of(2) => {
            let address = email.clone().unwrap_or_else(|| "kalenteri@kunta.example".to_owned());
            line(&format!("ORGANIZER;CN=\"{name}\""), &format!("mailto:{address}"));
        }
        Some(name) => paragraphs.push(format!("Järjestäjä: {name}")),
        None => {}
    }
    let reach = [face.phone.clone(), email];
    let reach: Vec<String> = reach.into_iter().flatten().collect();
    if !reach.is_empty() {
        paragraphs.push(format!("Lisätietoja: {}", reach.join(", ")));
    }
    if !paragraphs.is_empty() {
        line("DESCRIPTION", &escaped(&paragraphs.join("\n")));
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

fn date(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

fn wall(time: NaiveDateTime) -> String {
    time.format("%Y%m%dT%H%M%S").to_string()
}

fn code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}
