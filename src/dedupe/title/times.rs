//! Weekdays, hours, dates and seasons in a title.

use chrono::NaiveTime;

use super::calendar::{Day, Time, month, season, weekday};
use super::facts::{DateTold, Facts, Season};
use super::words::Words;
use crate::when::IsoWeekday;

const CLOCK: [&str; 4] = ["klo", "kello", "kl", "klockan"];
const YEARS: std::ops::RangeInclusive<u16> = 2015..=2045;

/// Takes what stands at the word `at` into the facts. How many words that were; 0 where it is no time.
pub(super) fn take(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    for reader in [take_weekdays, take_clock, take_iso, take_dates, take_bare_hours] {
        let taken = reader(words, at, facts);
        if taken > 0 {
            return taken;
        }
    }
    match take_season(words, at, facts) {
        0 => take_year(words, at, facts),
        taken => taken,
    }
}

/// "Ma–to", "tiistaisin", "ti ja to", and "ti" before a time.
fn take_weekdays(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let Some(first) = weekday(words.text(at)) else { return 0 };
    let next = weekday(words.text(at + 1)).filter(|_| !matches!(words.gap(at + 1), " " | ""));
    let joined = words.text(at + 1);
    let other = weekday(words.text(at + 2)).filter(|_| matches!(joined, "ja" | "och" | "and"));
    match (first, next, other) {
        (Day::Name(a) | Day::Short(a), Some(Day::Name(b) | Day::Short(b)), _) => {
            let range = words.dash(at + 1);
            let mut day = a;
            facts.weekdays.extend([a, b].map(IsoWeekday::from));
            while range && day != b {
                facts.weekdays.insert(day.into());
                day = day.succ();
            }
            2
        }
        (Day::Name(a) | Day::Short(a), None, Some(Day::Name(b) | Day::Short(b))) => {
            facts.weekdays.extend([a, b].map(IsoWeekday::from));
            3
        }
        (Day::Name(day), None, None) => {
            facts.weekdays.insert(day.into());
            1
        }
        (Day::Short(day), None, None) => {
            let timed = words.number(at + 1).is_some() || CLOCK.contains(&words.text(at + 1));
            let taken = timed || (words.apart(at, at + 1) && at > 0);
            if taken {
                facts.weekdays.insert(day.into());
            }
            taken.into()
        }
    }
}

/// "Klo 18", "kl. 18.30–20", "at 6 pm", "6–7 pm".
fn take_clock(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let lead = usize::from(CLOCK.contains(&words.text(at)) || words.text(at) == "at");
    let Some((start, mut next)) = hour(words, at + lead) else { return 0 };
    let end = if words.dash(next) { hour(words, next) } else { None };
    next = end.map_or(next, |(_, after)| after);
    let half = words.text(next);
    let noon = match half {
        "am" | "pm" => true,
        "h" | "t" if lead > 0 => false,
        _ if lead > 0 && words.text(at) != "at" => {
            set_hours(facts, start, end.map(|(end, _)| end));
            return next - at;
        }
        _ => return 0,
    };
    let later = |time: NaiveTime| if noon && half == "pm" { afternoon(time) } else { time };
    set_hours(facts, later(start), end.map(|(end, _)| later(end)));
    next + 1 - at
}

/// "18.30–20.00", and "18–19" after a weekday.
fn take_bare_hours(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let Some((start, next)) = hour(words, at) else { return 0 };
    let end = if words.dash(next) { hour(words, next) } else { None };
    let after = end.map_or(next, |(_, after)| after);
    let after_weekday = at > 0 && weekday(words.text(at - 1)).is_some() && !words.parted(at);
    let minutes = next - at == 2 || end.is_some_and(|(_, after)| after - next == 2);
    let sure = minutes || (after_weekday && !words.gap(after).starts_with('.'));
    if !sure || priced(words, after) {
        return 0;
    }
    set_hours(facts, start, end.map(|(end, _)| end));
    after - at
}

fn priced(words: &Words<'_>, after: usize) -> bool {
    words.gap(after).trim_start().starts_with('€')
        || matches!(words.text(after), "e" | "eur" | "euroa")
}

/// The time at a word, and the word after it.
fn hour(words: &Words<'_>, at: usize) -> Option<(NaiveTime, usize)> {
    let hours = words.number(at).filter(|_| words.text(at).len() <= 2)?;
    let minutes = words
        .number(at + 1)
        .filter(|_| matches!(words.gap(at + 1), "." | ":") && words.text(at + 1).len() == 2);
    let time = |minutes: u16| NaiveTime::from_hms_opt(hours.into(), minutes.into(), 0);
    match minutes.and_then(time) {
        Some(time) => Some((time, at + 2)),
        None if minutes.is_some() => None,
        None => Some((time(0)?, at + 1)),
    }
}

fn set_hours(facts: &mut Facts, start: NaiveTime, end: Option<NaiveTime>) {
    facts.start = facts.start.or(Some(start));
    facts.end = facts.end.or(end);
}

fn afternoon(time: NaiveTime) -> NaiveTime {
    let noon = NaiveTime::from_hms_opt(12, 0, 0);
    let late = noon.is_some_and(|noon| time >= noon);
    if late { time } else { time + chrono::TimeDelta::hours(12) }
}

/// "2027-01-12".
fn take_iso(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let dashed = words.gap(at + 1) == "-" && words.gap(at + 2) == "-";
    let year = words.number(at).filter(|year| dashed && YEARS.contains(year));
    let told = year.and_then(|year| told(words.number(at + 2)?, words.number(at + 1)?, Some(year)));
    facts.dates.extend(told);
    if told.is_some() { 3 } else { 0 }
}

/// "12.1.", "12.1.–30.4.2027", "12.–14.1.", "12 januari 2027", "January 12".
fn take_dates(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let Some((last, mut next)) = range(words, at, facts) else { return 0 };
    let year = words.number(next).filter(|_| matches!(words.gap(next), "." | " " | ". " | "/"));
    let short = words.gap(next) == "." && words.text(next).len() == 2;
    let year = year.map(|year| if short { 2000 + year } else { year });
    let year = year.filter(|year| YEARS.contains(year));
    if year.is_some() {
        next += 1;
    }
    facts.dates.insert(DateTold { year, ..last });
    next - at
}

/// The last date of what may be a range, and the word after it. The first is noted.
fn range(words: &Words<'_>, at: usize, facts: &mut Facts) -> Option<(DateTold, usize)> {
    if let Some((first, next)) = date(words, at) {
        let dash = matches!(words.gap(next).trim_start_matches('.').trim(), "-" | "–" | "—");
        let Some((last, after)) = date(words, next).filter(|_| dash) else {
            return Some((first, next));
        };
        facts.dates.insert(first);
        return Some((last, after));
    }
    let day = words.number(at)?;
    let dash = matches!(words.gap(at + 1).trim(), ".-" | ".–" | "." | "-" | "–" | ". –" | ". -");
    let (last, after) = date(words, at + 1).filter(|_| dash)?;
    facts.dates.insert(told(day, last.month.into(), None)?);
    Some((last, after))
}

fn date(words: &Words<'_>, at: usize) -> Option<(DateTold, usize)> {
    if let Some(month) = month(words.text(at)) {
        let day = words.number(at + 1).filter(|_| words.gap(at + 1) == " ")?;
        return Some((told(day, month.into(), None)?, at + 2));
    }
    let day = words.number(at)?;
    if let Some(month) = month(words.text(at + 1)).filter(|_| words.gap(at + 1).len() <= 2) {
        return Some((told(day, month.into(), None)?, at + 2));
    }
    let month = words.number(at + 1)?;
    let slash = words.gap(at + 1) == "/" && at > 0 && weekday(words.text(at - 1)).is_some();
    let dotted = matches!(words.gap(at + 1), "." | ". ");
    let closed = words.gap(at + 2).starts_with('.');
    // "12.30" is a time, "12.3" a date; "12.11" is one or the other, and a time oftener on a quarter.
    let short = words.text(at + 1).len() == 1 && words.text(at).len() <= 2;
    let sure = slash || (dotted && (closed || short || !month.is_multiple_of(5)));
    sure.then(|| told(day, month, None)).flatten().map(|date| (date, at + 2))
}

fn told(day: u16, month: u16, year: Option<u16>) -> Option<DateTold> {
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    Some(DateTold { month, day, year })
}

/// "Kevät 2027", "vt27", "kausi 2026–2027", "(syksy)".
fn take_season(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let Some(time) = season(words.text(at)) else { return 0 };
    let term =
        matches!(words.text(at + 1), "term" | "season" | "termin" | "terminen" | "lukukausi");
    let next = at + 1 + usize::from(term);
    let years = years(words, next);
    let edge = words.parted(next) && (at > 0 || next < words.len());
    let told: Option<Season> = match time {
        Time::Certain(season) => Some(season),
        Time::Possible(season) if edge || term || !years.is_empty() => Some(season),
        Time::Term if !years.is_empty() => None,
        Time::Possible(_) | Time::Term => return 0,
    };
    facts.seasons.extend(told);
    let taken = next + years.len() - at;
    facts.years.extend(years);
    taken
}

fn take_year(words: &Words<'_>, at: usize, facts: &mut Facts) -> usize {
    let long = words.text(at).len() == 4;
    let years = if long { years(words, at) } else { Vec::new() };
    let taken = years.len();
    facts.years.extend(years);
    taken
}

/// "2027", "27", "2026–2027", "2026-27", "2026/2027".
fn years(words: &Words<'_>, at: usize) -> Vec<u16> {
    let year = |at: usize| {
        let number = words.number(at)?;
        let full = if words.text(at).len() == 2 { 2000 + number } else { number };
        Some(full).filter(|full| YEARS.contains(full))
    };
    let Some(first) = year(at).filter(|_| {
        words.gap(at).trim().trim_matches('-').is_empty() || at == 0 || words.text(at).len() == 4
    }) else {
        return Vec::new();
    };
    let second = year(at + 1)
        .filter(|next| (words.dash(at + 1) || words.gap(at + 1) == "/") && *next == first + 1);
    [first].into_iter().chain(second).collect()
}
