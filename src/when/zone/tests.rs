use chrono::{DateTime, NaiveDateTime};
use chrono_tz::Europe::Helsinki;
use chrono_tz::{Pacific, TZ_VARIANTS, Tz};
use proptest::prelude::*;

use super::to_instant;
use crate::when::samples::wall;

fn check(zone: Tz, cases: &[(&str, &str)]) {
    for (local, instant) in cases {
        let found = to_instant(wall(local), zone).fixed_offset().to_rfc3339();
        assert_eq!(found, *instant, "{local} in {zone}");
    }
}

#[test]
fn a_time_that_never_comes_is_shifted_by_the_hour_that_is_lost() {
    check(
        Helsinki,
        &[
            ("2026-03-29 02:59:59", "2026-03-29T02:59:59+02:00"),
            ("2026-03-29 03:00", "2026-03-29T04:00:00+03:00"),
            ("2026-03-29 03:30", "2026-03-29T04:30:00+03:00"),
            ("2026-03-29 03:59:59", "2026-03-29T04:59:59+03:00"),
            ("2026-03-29 04:00", "2026-03-29T04:00:00+03:00"),
            ("2027-03-28 02:59:59", "2027-03-28T02:59:59+02:00"),
            ("2027-03-28 03:00", "2027-03-28T04:00:00+03:00"),
            ("2027-03-28 03:59:59", "2027-03-28T04:59:59+03:00"),
            ("2027-03-28 04:00", "2027-03-28T04:00:00+03:00"),
        ],
    );
}

#[test]
fn a_time_that_comes_twice_is_the_first_of_the_two() {
    check(
        Helsinki,
        &[
            ("2026-10-25 02:59:59", "2026-10-25T02:59:59+03:00"),
            ("2026-10-25 03:00", "2026-10-25T03:00:00+03:00"),
            ("2026-10-25 03:59:59", "2026-10-25T03:59:59+03:00"),
            ("2026-10-25 04:00", "2026-10-25T04:00:00+02:00"),
            ("2027-10-31 02:59:59", "2027-10-31T02:59:59+03:00"),
            ("2027-10-31 03:30", "2027-10-31T03:30:00+03:00"),
            ("2027-10-31 04:00", "2027-10-31T04:00:00+02:00"),
        ],
    );
}

#[test]
fn a_day_that_a_zone_left_out_is_shifted_as_a_whole() {
    check(Pacific::Apia, &[("2011-12-30 10:00", "2011-12-31T10:00:00+14:00")]);
}

#[test]
fn the_ends_of_the_calendar_panic_in_no_zone() {
    let (first, last) = (NaiveDateTime::MIN, NaiveDateTime::MAX);
    for zone in TZ_VARIANTS {
        for time in [first, last] {
            let found = to_instant(time, zone);
            assert!((found.naive_local() - time).num_hours().abs() <= 24, "{time} in {zone}");
        }
    }
}

proptest! {
    #[test]
    fn the_wall_clock_reads_as_it_was_set_but_in_the_spring_hour(minute in 0_i64..58_000_000) {
        // From 1.1.1990 on.
        let set = DateTime::from_timestamp(631_152_000 + minute * 60, 0).unwrap().naive_utc();
        let read = to_instant(set, Helsinki).naive_local();
        let shift = (read - set).num_minutes();
        prop_assert!(shift == 0 || shift == 60, "{set} became {read}");
    }
}
