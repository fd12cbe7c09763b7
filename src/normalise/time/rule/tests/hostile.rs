//! Rules that nobody means, and rules of which two readers must think the same.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// Without optimisation the slowest takes some hundredths of this.
const SHORT: Duration = Duration::from_secs(1);

#[test]
fn hostile_rules_end_quickly() {
    let up_to = |last: u32| (1..=last).map(|n| n.to_string()).collect::<Vec<_>>().join(",");
    let hours = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23";
    let rules = [
        "FREQ=SECONDLY",
        "FREQ=SECONDLY;INTERVAL=86400;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MINUTELY;BYSETPOS=366",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=DAILY;COUNT=4294967295",
        "FREQ=DAILY;COUNT=4294967296",
        "FREQ=DAILY;BYHOUR=9,18;COUNT=4294967295",
        "FREQ=WEEKLY;COUNT=99999999999999999999",
        "FREQ=DAILY;INTERVAL=65535",
        "FREQ=DAILY;INTERVAL=7;BYDAY=WE",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=2;BYMONTHDAY=29",
        "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYDAY=+53MO",
        "FREQ=YEARLY;BYDAY=+53MO;BYMONTH=6",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=3",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYYEARDAY=366;BYMONTH=3",
        "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,6,12,18",
        "FREQ=MONTHLY;BYDAY=MO,2TU",
    ];
    let long = [
        format!("FREQ=DAILY;BYSETPOS=366;BYHOUR={hours}"),
        format!("FREQ=YEARLY;BYSETPOS=366,-366,{};BYHOUR={hours}", up_to(100)),
        format!("FREQ=MONTHLY;BYSETPOS={};BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR={hours}", up_to(100)),
        format!("FREQ=YEARLY;BYYEARDAY={};BYMONTH=12;BYMONTHDAY=1", up_to(110)),
        format!("FREQ=MONTHLY;BYHOUR={hours};BYMINUTE={0};BYSECOND={0};BYSETPOS=1", up_to(59)),
        format!("FREQ=YEARLY;BYDAY={}1MO", "-53SU,".repeat(70)),
        format!("FREQ=YEARLY;BYWEEKNO={};BYMONTH=2;BYMONTHDAY=30", up_to(53)),
    ];
    for rule in rules.into_iter().chain(long.iter().map(String::as_str)) {
        for start in ["start 20261124T180000", "start 20261123T230000Z", "start 02261124T180000"] {
            let raw = series(&[&format!("rule {rule}"), start]);
            quickly(rule, || drop(read(&raw, &mut BTreeSet::new())));
        }
    }
}

#[test]
fn exceptions_without_number_end_quickly() {
    for count in [6_000, 100_000] {
        exceptions_end_quickly(count);
    }
}

fn exceptions_end_quickly(count: u32) {
    let exception = |n: u32| {
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap() + DayCount::new((n / 20).into());
        format!("{}T{:02}0000", day.format("%Y%m%d"), n % 20)
    };
    let many: Vec<String> = (1..count).map(exception).collect();
    for rule in ["FREQ=DAILY", "FREQ=DAILY;BYHOUR=9,18", "FREQ=YEARLY;BYDAY=MO"] {
        for end in ["end 20261124T200000", "end 20261127T200000"] {
            let plain = series(&[&format!("rule {rule}"), end]);
            let moved =
                |at: String| (at, Some(RawSpan { start: exception(5), ..RawSpan::default() }));
            let cases = [
                ("excluded", RawRecurrence { exdates: many.clone(), ..plain.clone() }),
                ("besides", RawRecurrence { rdates: many.clone(), ..plain.clone() }),
                (
                    "changed",
                    RawRecurrence { overrides: many.iter().cloned().map(moved).collect(), ..plain },
                ),
            ];
            for (name, raw) in cases {
                quickly(&format!("{rule}, {end}, {count} {name}"), || {
                    drop(read(&raw, &mut BTreeSet::new()));
                });
            }
        }
    }
}

fn quickly(what: &str, act: impl FnOnce()) {
    let (begun, before) = (Instant::now(), processor_time());
    act();
    let passed = begun.elapsed();
    let used = processor_time().zip(before).map_or(passed, |(after, before)| after - before);
    println!("{used:?} {what}");
    assert!(used < SHORT, "{what}: {used:?}");
}

/// Of this thread, because on a busy machine much time may pass and little be used. Only Linux tells.
fn processor_time() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

fn rule_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        "FREQ=(DAILY|WEEKLY|MONTHLY|YEARLY)",
        "INTERVAL=[0-9]{1,5}",
        "COUNT=[0-9]{1,11}",
        "UNTIL=20[0-9]{6}(T[0-2][0-9]0000Z?)?",
        "BYDAY=(-?[1-5]?(MO|TU|SU),){0,2}(-?[1-9]?)(WE|FR|SA|XX)",
        "BY(MONTHDAY|MONTH|SETPOS|YEARDAY|WEEKNO|HOUR|MINUTE)=-?[0-9]{1,3}(,-?[0-9]{1,2})?",
        "WKST=(MO|SU|WE)",
        "\\PC{0,10}",
    ];
    proptest::collection::vec(part, 0..5).prop_map(|parts| {
        format!("FREQ=MONTHLY;{}", parts.join(";")).replacen("FREQ=MONTHLY;FREQ", "FREQ", 1)
    })
}

fn date_text() -> impl Strategy<Value = String> {
    prop_oneof!["2026(11|12)[0-3][0-9](T180000Z?)?", "[0-9TZ/P-]{0,20}", "\\PC{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_rule_is_read_or_refused_and_never_left_empty(
        rule in proptest::option::of(rule_text()),
        start in prop_oneof![4 => Just("20261124T180000".to_owned()), 1 => date_text()],
        end in proptest::option::of(date_text()),
        exdates in proptest::collection::vec(date_text(), 0..4),
        rdates in proptest::collection::vec(date_text(), 0..4),
        overrides in proptest::collection::vec((date_text(), proptest::option::of(date_text())), 0..3),
    ) {
        let overrides = overrides
            .into_iter()
            .map(|(at, to)| (at, to.map(|start| RawSpan { start, ..RawSpan::default() })))
            .collect();
        let first = RawSpan { start, end, ..RawSpan::default() };
        let raw = RawRecurrence { first, rule, exdates, rdates, overrides };
        if let Ok(whens) = read(&raw, &mut BTreeSet::new()) {
            prop_assert!(!whens.is_empty());
        }
    }

    /// Counting out on one side, our grids on the other.
    #[test]
    fn a_grid_gives_the_dates_that_counting_out_gives(
        freq in prop_oneof!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"],
        interval in 1_u8..5,
        by in prop_oneof![
            Just(String::new()),
            "BYDAY=(MO,|TU,|TH,){0,3}(SU|WE);",
            "BYDAY=[1-5](MO|SA);",
            "BYMONTHDAY=(1|15|29|31);",
            "BYMONTH=11;BYDAY=4TU;",
        ],
        week_start in prop_oneof!["MO", "SU", "WE"],
    ) {
        let text = format!("FREQ={freq};INTERVAL={interval};{by}WKST={week_start}");
        let raw = series(&[&format!("rule {text};COUNT=12")]);
        let rule = Rrule::parse(&text).unwrap();
        let zone = Zone::read(Some("Europe/Helsinki"), &mut BTreeSet::new());
        let first = Instance::of(extent(&raw.first, zone, &mut BTreeSet::new()).unwrap());
        prop_assume!(grid::of(&rule, first.start.date()).is_some());
        let start = Start { first, moment: None, zone };
        let counted: Vec<NaiveDate> =
            expansion::sets(&rule, &start, None).unwrap().iter().flat_map(Set::dates).take(12).collect();
        let ours = read(&raw, &mut BTreeSet::new()).map(|whens| match whens.as_slice() {
            [When::Series(one)] => {
                let window = Window { from: one.first, to: counted.last().copied().unwrap_or(one.first) };
                occurrences(&When::Series(one.clone()), window).iter().map(|o| o.original.date()).collect()
            }
            _ => Vec::new(),
        });
        prop_assert_eq!(ours.unwrap(), counted, "{}", text);
    }
}
