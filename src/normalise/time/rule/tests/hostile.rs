//! Rules that nobody means, and rules of which two readers must think the same.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

/// They take some hundredths of a second; without optimisation, on a busy machine, a hundred times that.
const SHORT: Duration = Duration::from_secs(30);

#[test]
fn hostile_rules_end_quickly() {
    for rule in [
        "FREQ=DAILY;COUNT=4294967296",
        "FREQ=WEEKLY;COUNT=99999999999999999999",
        "FREQ=DAILY;INTERVAL=65535",
        "FREQ=MONTHLY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYYEARDAY=366;BYMONTH=3",
        "FREQ=DAILY;BYSETPOS=366;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23",
        "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,6,12,18",
        "FREQ=MONTHLY;BYDAY=MO,2TU",
    ] {
        let begun = Instant::now();
        let _read_or_refused = read(&series(&[&format!("rule {rule}")]), &mut BTreeSet::new());
        assert!(begun.elapsed() < SHORT, "{rule}: {:?}", begun.elapsed());
    }
    let many: Vec<String> =
        (0..20_000).map(|n| format!("exdate 2026{:04}T180000", n % 1300)).collect();
    let lines: Vec<&str> =
        std::iter::once("rule FREQ=DAILY").chain(many.iter().map(String::as_str)).collect();
    let begun = Instant::now();
    read(&series(&lines), &mut BTreeSet::new()).unwrap();
    assert!(begun.elapsed() < SHORT, "{:?}", begun.elapsed());
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

    /// The engine on one side, our grids on the other.
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
