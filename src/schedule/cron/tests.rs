use chrono_tz::Europe::Helsinki;

use super::*;

#[test]
fn a_daily_time_in_the_hour_that_is_skipped_or_repeated_comes_once() {
    // 03:00 EET is 04:00 EEST on the last Sunday of March; 04:00 EEST is 03:00 EET in October.
    check(
        "30 3 * * *",
        "2026-03-27 12:00 +02:00",
        &["2026-03-28 03:30 +02:00", "2026-03-29 04:30 +03:00", "2026-03-30 03:30 +03:00"],
    );
    check(
        "30 3 * * *",
        "2026-10-24 12:00 +03:00",
        &["2026-10-25 03:30 +03:00", "2026-10-26 03:30 +02:00"],
    );
    check(
        "30 3 * * *",
        "2027-03-27 12:00 +02:00",
        &["2027-03-28 04:30 +03:00", "2027-03-29 03:30 +03:00"],
    );
    check(
        "30 3 * * *",
        "2027-10-30 12:00 +03:00",
        &["2027-10-31 03:30 +03:00", "2027-11-01 03:30 +02:00"],
    );
}

#[test]
fn asked_in_the_middle_of_a_repeated_hour_it_does_not_come_again() {
    check("30 3 * * *", "2026-10-25 03:30 +03:00", &["2026-10-26 03:30 +02:00"]);
    check("30 3 * * *", "2026-10-25 03:10 +02:00", &["2026-10-26 03:30 +02:00"]);
    check("30 3 * * *", "2026-10-25 03:29 +03:00", &["2026-10-25 03:30 +03:00"]);
}

#[test]
fn a_skipped_time_is_not_run_beside_one_that_falls_on_the_same_instant() {
    check(
        "30 3,4 * * *",
        "2026-03-29 00:00 +02:00",
        &["2026-03-29 04:30 +03:00", "2026-03-30 03:30 +03:00"],
    );
    check(
        "0,30 3,4 * * *",
        "2026-03-29 00:00 +02:00",
        &["2026-03-29 04:00 +03:00", "2026-03-29 04:30 +03:00", "2026-03-30 03:00 +03:00"],
    );
    check(
        "45 3,4 * * *",
        "2026-03-29 04:00 +03:00",
        &["2026-03-29 04:45 +03:00", "2026-03-30 03:45 +03:00"],
    );
}

#[test]
fn what_runs_in_every_hour_goes_by_the_hours_that_pass() {
    check(
        "*/30 * * * *",
        "2026-03-29 02:15 +02:00",
        &[
            "2026-03-29 02:30 +02:00",
            "2026-03-29 04:00 +03:00",
            "2026-03-29 04:30 +03:00",
            "2026-03-29 05:00 +03:00",
        ],
    );
    check(
        "*/30 * * * *",
        "2026-10-25 02:45 +03:00",
        &[
            "2026-10-25 03:00 +03:00",
            "2026-10-25 03:30 +03:00",
            "2026-10-25 03:00 +02:00",
            "2026-10-25 03:30 +02:00",
            "2026-10-25 04:00 +02:00",
        ],
    );
}

#[test]
fn every_half_hour_is_a_half_hour_through_all_four_changes_of_clocks() {
    for day in ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"] {
        let mut now = time(&format!("{day} 00:00 +00:00")) - TimeDelta::hours(4);
        let cron = Cron::parse("*/30 * * * *").unwrap();
        for _ in 0..24 {
            let next = cron.next_after(now, Helsinki).unwrap();
            assert_eq!(next - now, TimeDelta::minutes(30), "{now}");
            now = next;
        }
    }
}

#[test]
fn what_runs_in_every_hour_of_a_weekday_keeps_to_the_local_day() {
    check("0 * * * 1", "2026-06-07 22:30 +03:00", &["2026-06-08 00:00 +03:00"]);
    check(
        "0 * * * 1",
        "2026-06-08 22:30 +03:00",
        &["2026-06-08 23:00 +03:00", "2026-06-15 00:00 +03:00"],
    );
}

#[test]
fn weekdays_are_those_of_crontab() {
    // 1 June 2026 is a Monday.
    for (field, days) in [
        ("0", "7 14"),
        ("7", "7 14"),
        ("SUN", "7 14"),
        ("sun", "7 14"),
        ("1", "1 8"),
        ("6", "6 13"),
        ("1-5", "1 2 3 4 5 8"),
        ("MON-FRI", "1 2 3 4 5 8"),
        ("5-7", "5 6 7 12"),
        ("FRI-MON", "1 5 6 7 8 12"),
        ("0-2", "1 2 7 8 9 14"),
        ("1,3,SAT", "1 3 6 8"),
        ("1-5/2", "1 3 5 8"),
        ("*/2", "2 4 6 7 9"),
        ("0-7", "1 2 3 4 5 6 7 8"),
        ("*", "1 2 3 4 5 6 7 8"),
    ] {
        let expected: Vec<_> =
            days.split(' ').map(|d| format!("2026-06-{d:0>2} 06:00 +03:00")).collect();
        let expected: Vec<_> = expected.iter().map(String::as_str).collect();
        check(&format!("0 6 * * {field}"), "2026-05-31 12:00 +03:00", &expected);
    }
}

#[test]
fn lists_ranges_steps_and_names_of_months() {
    check(
        "15,45 8-9 * * *",
        "2026-06-01 00:00 +03:00",
        &[
            "2026-06-01 08:15 +03:00",
            "2026-06-01 08:45 +03:00",
            "2026-06-01 09:15 +03:00",
            "2026-06-01 09:45 +03:00",
            "2026-06-02 08:15 +03:00",
        ],
    );
    check(
        "0 */6 * * *",
        "2026-06-01 00:00 +03:00",
        &[
            "2026-06-01 06:00 +03:00",
            "2026-06-01 12:00 +03:00",
            "2026-06-01 18:00 +03:00",
            "2026-06-02 00:00 +03:00",
        ],
    );
    check(
        "0 3 31 * *",
        "2026-06-01 00:00 +03:00",
        &["2026-07-31 03:00 +03:00", "2026-08-31 03:00 +03:00", "2026-10-31 03:00 +02:00"],
    );
    check(
        "0 3 1 JAN,7 *",
        "2026-06-01 00:00 +03:00",
        &["2026-07-01 03:00 +03:00", "2027-01-01 03:00 +02:00"],
    );
    check("0 0 29 2 *", "2026-06-01 00:00 +03:00", &["2028-02-29 00:00 +02:00"]);
}

#[test]
fn the_next_time_is_never_now() {
    check("0 6 * * *", "2026-06-01 06:00 +03:00", &["2026-06-02 06:00 +03:00"]);
    let cron = Cron::parse("* * * * *").unwrap();
    let within = time("2026-06-01 06:00 +03:00") + TimeDelta::milliseconds(1);
    assert_eq!(cron.next_after(within, Helsinki), Some(time("2026-06-01 06:01 +03:00")));
}

#[test]
fn a_day_that_never_comes_has_no_next_time() {
    let cron = Cron::parse("0 0 31 2 *").unwrap();
    assert_eq!(cron.next_after(time("2026-06-01 00:00 +03:00"), Helsinki), None);
    assert_eq!(cron.next_after(DateTime::<Utc>::MIN_UTC, Helsinki), None);
    assert_eq!(cron.next_after(DateTime::<Utc>::MAX_UTC, Helsinki), None);
}

#[test]
fn what_is_no_expression_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", "has 0 fields"),
        ("0 3 * *", "has 4 fields"),
        ("0 0 3 * * *", "has 6 fields"),
        ("@daily", "@-words"),
        ("60 * * * *", "has the minute \"60\""),
        (",** * * * *", "has the minute \",**\""),
        ("*/0 * * * *", "has the minute \"*/0\""),
        ("5- * * * *", "has the minute \"5-\""),
        ("0 24 * * *", "has the hour \"24\""),
        ("0 22-2 * * *", "has the hour \"22-2\""),
        ("0 3 0 * *", "has the day of month \"0\""),
        ("0 3 32 * *", "has the day of month \"32\""),
        ("0 3 ? * *", "has the day of month \"?\""),
        ("0 3 L * *", "has the day of month \"L\""),
        ("0 3 * 13 *", "has the month \"13\""),
        ("0 3 * FOO *", "has the month \"FOO\""),
        ("0 3 * * 8", "has the weekday \"8\""),
        ("0 3 * * MA", "has the weekday \"MA\""),
        ("0 3 * * 1/2", "has the weekday \"1/2\""),
        ("0 3 * * 1-", "has the weekday \"1-\""),
        ("0 3 * * ,", "has the weekday \",\""),
        ("0 3 * * 5#2", "has the weekday \"5#2\""),
        ("0 3 1 * MON", "restricts both"),
    ] {
        let found = Cron::parse(text).unwrap_err().to_string();
        assert!(found.contains(reason), "{text:?}: {found}");
    }
}

#[test]
fn all_days_of_either_kind_are_no_restriction() {
    for text in ["0 3 1-31 * MON", "0 3 1 * 0-6", " 0  3 * * * "] {
        assert!(Cron::parse(text).is_ok(), "{text}");
    }
    assert_eq!(Cron::parse(" 0  3 * * * ").unwrap().to_string(), "0 3 * * *");
}

#[track_caller]
fn check(text: &str, after: &str, expected: &[&str]) {
    let cron = Cron::parse(text).unwrap();
    let mut now = time(after);
    for wanted in expected {
        let next = cron.next_after(now, Helsinki).unwrap();
        let local = next.with_timezone(&Helsinki).format("%Y-%m-%d %H:%M %:z").to_string();
        assert_eq!(local, *wanted, "{text} after {now}");
        now = next;
    }
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_str(text, "%Y-%m-%d %H:%M %:z").unwrap().to_utc()
}
