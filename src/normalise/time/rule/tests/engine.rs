//! Our periods against the `rrule` crate's, which is used as a calendar without zones.

use std::str::FromStr;

use chrono::TimeZone;
use proptest::prelude::*;
use rrule::{RRule, Tz, Unvalidated};

use super::*;

/// Rules of which both think the same: the crate has BYDAY=MO,2TU match nothing, does not know of a second
/// week from the end nor of a fifth weekday from it, takes numbered weekdays of weeks for all days, and counts
/// the weeks of the year before by the length of this one, so that its 52nd is sometimes a 53rd.
fn rule_text() -> impl Strategy<Value = String> {
    let days = "(MO|TU|WE|TH|FR|SA|SU)(,(MO|WE|SU))?";
    let month_days = "-?([1-9]|[12][0-9]|3[01])(,-?([1-9]|[12][0-9]|3[01]))?";
    let positions = "-?[1-5](,-?[1-3])?";
    let months = "([1-9]|1[0-2])(,([1-9]|1[0-2]))?";
    let part = |name: &'static str, values: &'static str| {
        proptest::option::weighted(0.3, values).prop_map(move |value| {
            value.map(|value: String| format!(";{name}={value}")).unwrap_or_default()
        })
    };
    let one_of_days =
        move |nth: &'static str| prop_oneof![part("BYDAY", days), part("BYDAY", nth)].boxed();
    let yearly = prop_oneof![
        (
            part("BYMONTH", months),
            one_of_days("(-[1-4]|[1-5])(MO|TH|SU)"),
            part("BYMONTHDAY", month_days)
        )
            .prop_map(|(a, b, c)| a + &b + &c),
        part("BYDAY", "-?([1-9]|[1-4][0-9]|5[0-2])(TU|SA)"),
        (part("BYWEEKNO", "([1-9]|[1-4][0-9]|5[01]|-1)(,(1|20|51))?"), part("BYDAY", days))
            .prop_map(|(a, b)| a + &b),
        part("BYYEARDAY", "-?([1-9]|[1-9][0-9]|[12][0-9][0-9]|36[0-6])"),
    ];
    let monthly = (
        part("BYMONTH", months),
        one_of_days("(-[1-4]|[1-5])(MO|TH|SU)"),
        part("BYMONTHDAY", month_days),
    )
        .prop_map(|(a, b, c)| a + &b + &c);
    let weekly = (part("BYMONTH", months), part("BYDAY", days)).prop_map(|(a, b)| a + &b);
    let daily = (part("BYMONTH", months), part("BYDAY", days), part("BYMONTHDAY", month_days))
        .prop_map(|(a, b, c)| a + &b + &c);
    let rule = prop_oneof![
        yearly.prop_map(|by| ("YEARLY", by)),
        monthly.prop_map(|by| ("MONTHLY", by)),
        weekly.prop_map(|by| ("WEEKLY", by)),
        daily.prop_map(|by| ("DAILY", by)),
    ];
    let hours = part("BYHOUR", "(9|1[0-9])(,(9|2[0-3]))?");
    (rule, hours, part("BYSETPOS", positions), 1_u8..5, prop_oneof!["MO", "SU", "WE"]).prop_map(
        |((freq, by), hours, positions, interval, week_start)| {
            let positions =
                if by.is_empty() || freq == "DAILY" { String::new() } else { positions };
            format!("FREQ={freq};INTERVAL={interval};WKST={week_start}{by}{hours}{positions}")
        },
    )
}

fn as_the_crate_has_it(
    rule: &str,
    start: NaiveDateTime,
    last: NaiveDateTime,
) -> Vec<NaiveDateTime> {
    let rule = RRule::<Unvalidated>::from_str(rule).unwrap();
    let rule = rule.build(Tz::UTC.from_utc_datetime(&start)).unwrap();
    let all = rule.into_iter().map(|instance| instance.naive_utc());
    all.take_while(|instance| *instance <= last).take(100).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_rule_is_counted_out_as_the_crate_counts_it(
        text in rule_text(),
        day in 0_i32..3000,
        years in 1_i32..12,
    ) {
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + DayCount::new(day.unsigned_abs().into());
        let start = first.and_hms_opt(18, 0, 0).unwrap();
        let last = first.with_day(1).unwrap().with_year(first.year() + years).unwrap();
        let rule = Rrule::parse(&text).unwrap();
        let parts = parts::Parts::of(&rule, start).unwrap();
        let midnight = last.and_hms_opt(23, 59, 59).unwrap();
        let ours: Vec<_> = periods::instances(&rule, &parts, start, last)
            .take_while(|instance| *instance <= midnight)
            .take(100)
            .collect();
        prop_assert_eq!(ours, as_the_crate_has_it(&text, start, midnight), "{} from {}", text, start);
    }
}
