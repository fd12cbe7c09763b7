use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Days as DayCount, NaiveDate};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::id::SourceId;
use crate::listing::{Listing, Note};
use crate::normalise::{Organisers, Redact, Rules, listing};
use crate::source::{LahellaHours, LahellaTime, Rejection, RejectionReason, lahella};
use crate::when::occurrences::{Occurrence, Span, Window, occurrences};

/// See `fixtures/lahella/README.md`: the dates were worked out by hand.
#[derive(Deserialize)]
struct Case {
    says: String,
    events: Vec<Value>,
    window: Option<(NaiveDate, NaiveDate)>,
    sessions: Option<usize>,
    #[serde(default)]
    dates: Vec<String>,
    #[serde(default)]
    notes: BTreeSet<Note>,
    refused: Option<String>,
}

#[test]
fn each_kind_of_event_falls_on_the_dates_that_people_would_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lahella/times");
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(files.len() > 60, "the table is there");
    for file in files {
        let case: Case = serde_json::from_slice(&std::fs::read(&file).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        check(&case);
    }
}

fn check(case: &Case) {
    let says = &case.says;
    match (listing_of(&case.events), &case.refused) {
        (Err(rejection), Some(why)) => {
            assert_eq!(rejection.reason, RejectionReason::NoReadableTime, "{says}");
            assert_eq!(&rejection.detail, why, "{says}");
        }
        (Ok(listing), None) => {
            let (from, to) = case.window.unwrap();
            assert_eq!(dates(&listing, Window { from, to }), case.dates, "{says}");
            assert_eq!(Some(listing.sessions.len()), case.sessions, "{says}");
            let notes: BTreeSet<Note> = listing.notes.into_iter().filter(of_times).collect();
            assert_eq!(notes, case.notes, "{says}");
        }
        (Ok(listing), Some(_)) => panic!("{says} Yet it was read: {:?}", listing.sessions),
        (Err(rejection), None) => panic!("{says} Yet it was refused: {}", rejection.detail),
    }
}

fn listing_of(events: &[Value]) -> Result<Listing, Rejection> {
    let entry = json!({"_key": "1", "status": "published", "group": {"_key": "2", "name": "Kerho"},
        "traits": {"translations": {"fi": {"name": "Kerho"}}, "channels": [{"events": events}]}});
    let page = json!({ "items": [entry] }).to_string();
    let page = lahella::parse(page.as_bytes()).unwrap();
    listing(&page.items[0], &rules(), &Organisers::new())
}

fn rules() -> Rules {
    Rules {
        source: SourceId::parse("lahella").unwrap(),
        link: None,
        image: None,
        attribution: "Lähellä.fi".to_owned(),
        licence: None,
        redact: Redact::default(),
    }
}

fn of_times(note: &Note) -> bool {
    matches!(
        note,
        Note::Decided(_)
            | Note::UnreadableTime(_)
            | Note::UnknownZone(_)
            | Note::ExclusionWithoutInstance(_)
    )
}

/// As a person writes them: "2026-12-07 18:00-19:30", "2026-12-01/2026-12-05", "2026-12-07".
fn dates(listing: &Listing, window: Window) -> Vec<String> {
    let mut all: Vec<Occurrence> =
        listing.sessions.iter().flat_map(|session| occurrences(&session.when, window)).collect();
    all.sort_by_key(|occurrence| occurrence.original);
    all.iter().map(|occurrence| written(&occurrence.span)).collect()
}

fn written(span: &Span) -> String {
    match span {
        Span::AllDay { first, last } if first == last => first.to_string(),
        Span::AllDay { first, last } => format!("{first}/{last}"),
        Span::Timed { start, end: None } => start.format("%F %H:%M").to_string(),
        Span::Timed { start, end: Some(end) } => {
            let same_day = start.date_naive() == end.date_naive();
            let end = end.format(if same_day { "%H:%M" } else { "%F %H:%M" });
            format!("{}-{end}", start.format("%F %H:%M"))
        }
    }
}

fn hours() -> impl Strategy<Value = LahellaHours> {
    let clock = || proptest::option::of("[0-9 :.]{0,6}|(0?[0-9]|1[0-9]|2[0-4])[:.][0-5][0-9]");
    (proptest::option::of(-1_i64..9), clock(), clock())
        .prop_map(|(weekday, start, end)| LahellaHours { weekday, start, end })
}

fn time() -> impl Strategy<Value = LahellaTime> {
    let millis = || prop_oneof![any::<i64>(), 600_000_000_000..4_200_000_000_000_i64];
    let duration = || proptest::option::of("P[0-9]{1,2}[DWMY]|.{0,4}");
    (
        "[0-5]",
        millis(),
        proptest::option::of(millis()),
        (duration(), duration()),
        proptest::collection::vec("20[0-9]{2}-[01][0-9]-[0-3][0-9]|[0-9]{0,20}|.{0,8}", 0..4),
        proptest::collection::vec(hours(), 0..4),
        proptest::option::of(prop_oneof!["Europe/Helsinki", "Pacific/Apia", ".{0,9}"]),
    )
        .prop_map(|(kind, start, end, (period, gap), excluded, hours, zone)| LahellaTime {
            kind,
            start,
            end,
            zone,
            period,
            gap,
            excluded,
            hours,
        })
}

proptest! {
    #[test]
    fn any_time_is_read_or_refused_and_never_left_empty(time in time()) {
        let mut notes = BTreeSet::new();
        if let Ok(whens) = super::read(&time, &mut notes) {
            prop_assert!(!whens.is_empty());
        }
    }

    /// An excluded date is never one on which something begins.
    #[test]
    fn nothing_begins_on_an_excluded_date(
        period in prop_oneof!["P1D", "P1W", "P2W", "P1M"],
        kind in "[34]",
        (from, length) in (0_u64..700, 0_u64..120),
        excluded in proptest::collection::btree_set(0_u64..120, 0..12),
        weekdays in proptest::collection::btree_set(1_i64..=7, 0..4),
    ) {
        let start = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + DayCount::new(from);
        let millis = |day: NaiveDate| day.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis();
        let day = |offset: &u64| start + DayCount::new(*offset);
        let excluded: BTreeSet<NaiveDate> = excluded.iter().map(day).collect();
        let time = LahellaTime {
            kind,
            start: millis(start),
            end: Some(millis(day(&length))),
            period: Some(period),
            excluded: excluded.iter().map(ToString::to_string).collect(),
            hours: weekdays
                .into_iter()
                .map(|weekday| LahellaHours {
                    weekday: Some(weekday),
                    start: Some("18:00".to_owned()),
                    end: None,
                })
                .collect(),
            ..LahellaTime::default()
        };
        let window = Window { from: start, to: day(&length) };
        let whens = super::read(&time, &mut BTreeSet::new()).unwrap_or_default();
        prop_assert!(super::dates(&whens, window).is_disjoint(&excluded));
    }
}
