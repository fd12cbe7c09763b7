//! A month as a table of weeks. Where it is narrow, a day tells only how much there is, and leads to its list.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use maud::{Markup, html};

use super::words::{EmbedWord, weekday};
use super::{Month, Time};
use crate::localized::Lang;
use crate::publish::page::dates;
use crate::publish::words::{self, Word};
use crate::site::Site;

/// More would make a week higher than a screen.
const SHOWN: usize = 3;

const WEEK: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

pub(super) fn table(month: &Month, site: &Site, lang: &Lang) -> Markup {
    let by_day = by_day(month);
    let nothing = Vec::new();
    html! {
        @if month.more { p { (EmbedWord::TooMuch.text(lang)) } }
        table .month {
            caption {
                @if let Some(first) = month.days.keys().next() { (words::month(first.month(), first.year(), lang)) }
            }
            thead {
                tr { @for day in WEEK { th scope="col" { (heading(day, lang)) } } }
            }
            tbody {
                @for week in weeks(month) {
                    tr {
                        @for day in week {
                            @match day {
                                Some((day, address)) => {
                                    td aria-current=[(day == month.today).then_some("date")] {
                                        (cell(day, address, by_day.get(&day).unwrap_or(&nothing), site, lang))
                                    }
                                }
                                None => { td {} }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn heading(day: Weekday, lang: &Lang) -> Markup {
    let name = weekday(day, lang);
    let short: String = name.chars().take(2).collect();
    html! { span aria-hidden="true" { (short) } span .unseen { (name) } }
}

fn cell(day: NaiveDate, address: &str, times: &[&Time], site: &Site, lang: &Lang) -> Markup {
    html! {
        @if times.is_empty() {
            span .date { (day.day()) }
        } @else {
            a .date href=(address) {
                span aria-hidden="true" { (day.day()) }
                span .unseen { (dates::date(day, lang)) ", " }
                span .number { (times.len()) span .unseen { " " (Word::Events.text(lang)) } }
            }
            ul .titles {
                @for time in times.iter().take(SHOWN) {
                    li .over[time.over] {
                        @if time.over { span .unseen { (EmbedWord::Over.text(lang)) ": " } }
                        @if let Some(hour) = time.hour(lang) { (hour) " " }
                        (time.state(lang)) (time.link(site, lang))
                    }
                }
                @if times.len() > SHOWN {
                    li {
                        a href=(address) {
                            (EmbedWord::And.text(lang)) " " (times.len() - SHOWN) " " (EmbedWord::More.text(lang))
                        }
                    }
                }
            }
        }
    }
}

/// What goes on for several days is there on each of them, after what begins there.
fn by_day(month: &Month) -> BTreeMap<NaiveDate, Vec<&Time>> {
    let mut by_day: BTreeMap<NaiveDate, Vec<&Time>> = BTreeMap::new();
    for time in &month.times {
        let (first, last) = time.days();
        for (day, _) in month.days.range(first..=last.max(first)) {
            by_day.entry(*day).or_default().push(time);
        }
    }
    for (day, times) in &mut by_day {
        times.sort_by_key(|time| time.begins() != *day);
    }
    by_day
}

/// Rows from Monday to Sunday; `None` before the first and after the last day.
fn weeks(month: &Month) -> Vec<[Option<(NaiveDate, &str)>; 7]> {
    let Some((first, last)) = month.days.keys().next().zip(month.days.keys().next_back()) else {
        return Vec::new();
    };
    let before = i64::from(first.weekday().num_days_from_monday());
    let mut monday = *first - TimeDelta::days(before);
    let mut weeks = Vec::new();
    while monday <= *last {
        weeks.push([0, 1, 2, 3, 4, 5, 6].map(|later| {
            let day = monday + TimeDelta::days(later);
            month.days.get(&day).map(|address| (day, address.as_str()))
        }));
        monday += TimeDelta::days(7);
    }
    weeks
}
