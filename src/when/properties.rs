//! What holds for any series.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU16;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use chrono_tz::{Africa, America, Europe, Pacific, Tz};
use proptest::collection::{btree_map, btree_set};
use proptest::prelude::*;
use rrule::RRuleSet;

use super::grid::Grid;
use super::occurrences::{MAX_OCCURRENCES, Span, Window, first_day, last_day, occurrences};
use super::recurrence::{rrule, settle};
use super::samples::day;
use super::{Hours, Override, Rule, Series, SeriesParts, When};

fn interval() -> impl Strategy<Value = NonZeroU16> {
    prop_oneof![9 => 1_u16..6, 1 => 1_u16..=u16::MAX]
        .prop_map(|number| NonZeroU16::new(number).unwrap())
}

fn ordinal() -> impl Strategy<Value = i8> {
    prop_oneof![1_i8..=5, Just(-1)]
}

fn rule() -> impl Strategy<Value = Rule> {
    let weekday = || (1_u8..=7).prop_map(|number| number.try_into().unwrap());
    prop_oneof![
        interval().prop_map(|interval| Rule::Days { interval }),
        (interval(), btree_set(weekday(), 1..5)).prop_map(|(interval, weekdays)| Rule::Weeks {
            interval,
            weekdays: weekdays.try_into().unwrap()
        }),
        (interval(), ordinal(), weekday()).prop_map(|(interval, ordinal, weekday)| {
            Rule::MonthsByWeekday { interval, ordinal: ordinal.try_into().unwrap(), weekday }
        }),
        (interval(), 1_u8..=31).prop_map(|(interval, day)| Rule::MonthsByDay {
            interval,
            day: day.try_into().unwrap()
        }),
    ]
}

fn zone() -> impl Strategy<Value = Tz> {
    prop_oneof![
        4 => Just(Europe::Helsinki),
        1 => prop::sample::select(vec![America::New_York, Africa::Cairo, Pacific::Apia]),
    ]
}

/// So many days after the beginning of 2024.
fn day_within(days: std::ops::Range<i64>) -> impl Strategy<Value = NaiveDate> {
    days.prop_map(|days| day("2024-01-01") + TimeDelta::days(days))
}

fn clock() -> impl Strategy<Value = NaiveTime> {
    (0_u32..96)
        .prop_map(|quarter| NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap())
}

fn hours() -> impl Strategy<Value = Hours> {
    (clock(), prop::option::of(clock())).prop_map(|(start, end)| Hours { start, end })
}

fn change() -> impl Strategy<Value = Override> {
    let moved = (day_within(-30..400), clock(), prop::option::of(1_i64..4_000)).prop_map(
        |(date, clock, minutes)| {
            let start = date.and_time(clock);
            Override::Moved {
                start,
                end: minutes.map(|minutes| start + TimeDelta::minutes(minutes)),
            }
        },
    );
    prop_oneof![Just(Override::Cancelled), moved]
}

fn parts() -> impl Strategy<Value = SeriesParts> {
    let exceptions = (
        btree_set(day_within(0..90), 0..20),
        btree_set(day_within(-30..400), 0..5),
        btree_map(day_within(0..90), change(), 0..20),
    );
    (
        zone(),
        rule(),
        prop::option::of(hours()),
        day_within(0..60),
        prop::option::of(day_within(0..1500)),
        exceptions,
    )
        .prop_map(|(zone, rule, hours, first, until, (exdates, rdates, overrides))| {
            SeriesParts { zone, rule, hours, first, until, exdates, rdates, overrides }
        })
}

/// Dates and times from the whole calendar.
fn wild_parts() -> impl Strategy<Value = SeriesParts> {
    let date = || {
        let days = NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce();
        prop_oneof![
            days.prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap()),
            (726_468_i32..767_009)
                .prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap()),
            prop::sample::select(vec![
                NaiveDate::MIN,
                NaiveDate::MAX,
                day("1990-01-01"),
                day("2100-12-31")
            ]),
        ]
    };
    let time = move || (date(), clock()).prop_map(|(date, clock)| date.and_time(clock));
    let change = move || {
        prop_oneof![
            Just(Override::Cancelled),
            (time(), prop::option::of(time()))
                .prop_map(|(start, end)| Override::Moved { start, end }),
        ]
    };
    (
        parts(),
        date(),
        prop::option::of(date()),
        btree_set(date(), 0..3),
        btree_map(date(), change(), 0..3),
    )
        .prop_map(|(parts, first, until, dates, overrides)| SeriesParts {
            first,
            until,
            exdates: dates.clone(),
            rdates: dates.into_iter().chain(parts.rdates).collect(),
            overrides: overrides.into_iter().chain(parts.overrides).collect(),
            ..parts
        })
}

fn series() -> impl Strategy<Value = Series> {
    parts().prop_filter_map("gives no instance", |parts| Series::try_from(parts).ok())
}

fn in_window(series: &Series, from: NaiveDate, to: NaiveDate) -> BTreeMap<NaiveDateTime, Span> {
    occurrences(&When::Series(Box::new(series.clone())), Window { from, to })
        .into_iter()
        .map(|occurrence| (occurrence.original, occurrence.span))
        .collect()
}

/// The dates up to `last` that the `rrule` crate gives for a start and the text of a rule.
fn by_rrule_crate(start: NaiveDateTime, series: &Series, last: NaiveDate) -> BTreeSet<NaiveDate> {
    let start = match series.hours {
        Some(_) => format!("DTSTART;TZID={}:{}", series.zone, start.format("%Y%m%dT%H%M%S")),
        None => format!("DTSTART;VALUE=DATE:{}", start.format("%Y%m%d")),
    };
    let set: RRuleSet = format!("{start}\nRRULE:{}", rrule(series)).parse().unwrap();
    set.into_iter().map(|found| found.date_naive()).take_while(|date| *date <= last).collect()
}

proptest! {
    #[test]
    fn two_windows_side_by_side_hold_what_one_over_both_holds(
        series in series(),
        from in day_within(-40..500),
        first_length in 0_i64..60,
        second_length in 1_i64..60,
    ) {
        let middle = from + TimeDelta::days(first_length);
        let to = middle + TimeDelta::days(second_length);
        let mut both = in_window(&series, from, middle);
        both.extend(in_window(&series, middle + TimeDelta::days(1), to));
        prop_assert_eq!(both, in_window(&series, from, to));
    }

    #[test]
    fn the_rule_as_text_gives_another_engine_the_same_dates(parts in parts()) {
        let given = SeriesParts {
            // The crate refuses a start in a gap.
            hours: parts.hours.filter(|hours| hours.start.hour() >= 5),
            rdates: BTreeSet::new(),
            ..parts
        };
        let Ok(series) = Series::try_from(given.clone()) else { return Ok(()) };
        let clock = series.hours.map_or(NaiveTime::MIN, |hours| hours.start);
        let last = given.first + TimeDelta::days(1200);
        let ours: BTreeSet<_> = Grid::of(&series)
            .between(series.first, last)
            .filter(|date| !series.exdates.contains(date))
            .collect();
        // From the settled start, and from the given one: settling has moved no week or month.
        for first in [series.first, given.first] {
            let theirs = by_rrule_crate(first.and_time(clock), &series, last);
            let theirs: BTreeSet<_> = theirs.difference(&given.exdates).copied().collect();
            prop_assert_eq!(&ours, &theirs);
        }
    }

    #[test]
    fn settled_parts_stay_as_they_are(series in series()) {
        let parts = SeriesParts::from(series);
        prop_assert_eq!(settle(parts.clone()), Ok(parts));
    }

    #[test]
    fn the_first_instance_is_real(series in series()) {
        prop_assert_eq!(Grid::of(&series).all().next(), Some(series.first));
        prop_assert!(!series.exdates.contains(&series.first));
    }

    #[test]
    fn first_and_last_day_bound_every_occurrence(series in series()) {
        let when = When::Series(Box::new(series));
        let everything = Window { from: NaiveDate::MIN, to: NaiveDate::MAX };
        let found = occurrences(&when, everything);
        let first = found.iter().map(|occurrence| occurrence.span.days().0).min();
        prop_assert_eq!(first_day(&when), first);
        if found.len() < MAX_OCCURRENCES && let Some(known) = last_day(&when) {
            let last = found.iter().map(|occurrence| occurrence.span.days().1).max();
            prop_assert_eq!(Some(known), last);
        }
    }

    #[test]
    fn every_end_is_after_its_start(series in series(), from in day_within(0..1500)) {
        let to = from + TimeDelta::days(60);
        for span in in_window(&series, from, to).into_values() {
            if let Span::Timed { start, end: Some(end) } = span {
                prop_assert!(end > start, "{} to {}", start, end);
            }
        }
    }

    #[test]
    fn no_parts_make_it_panic(parts in wild_parts(), from in day_within(-400..400)) {
        if let Ok(series) = Series::try_from(parts) {
            prop_assert!(rrule(&series).starts_with("FREQ="));
            let when = When::Series(Box::new(series));
            for window in [
                Window { from, to: from + TimeDelta::days(90) },
                Window { from: NaiveDate::MIN, to: NaiveDate::MAX },
                Window { from: NaiveDate::MAX, to: NaiveDate::MIN },
            ] {
                prop_assert!(occurrences(&when, window).len() <= MAX_OCCURRENCES);
            }
            if let Some((first, last)) = first_day(&when).zip(last_day(&when)) {
                prop_assert!(first <= last);
            }
        }
    }
}
