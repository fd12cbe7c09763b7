//! Whatever is asked, and however the entries came in, the indexes answer as looking at each entry does.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Catalogue, Edition, Entry, Filter, Start, naive};
use crate::activity::{Activity, Digest};
use crate::id::{ActivityId, Revision};
use crate::listing::{Place, Position, Status, Venue};
use crate::municipality::Municipality;
use crate::sample::key;
use crate::sample::published::*;
use crate::when::occurrences::Window;

const TOWNS: [&str; 3] = ["564", "678", "049"];

/// Alike enough for filters to choose some of them: few towns, names, organisers and days of change.
fn activity() -> impl Strategy<Value = Activity> {
    let picks = (0_u32..12, 0_usize..4, 0_usize..4, 0_usize..4, vec((0_usize..4, 0_u8..8), 4));
    (any_activity(), picks).prop_map(|(mut activity, (id, name, organiser, age, sessions))| {
        activity.id = ActivityId::derive(&key(&id.to_string()), 0);
        let names = ["Kuoro", "Äitien kerho", "kuoro", "Palvelutarjotin kirjastossa"];
        activity.content.name = texts(&[("fi", names[name])]);
        let organiser = [None, Some("Kerho ry"), Some("KERHO  ry"), Some("Laulu ry")][organiser];
        activity.content.organiser.name = organiser.map(str::to_owned);
        activity.content.organiser.business_id = (age > 1).then(|| format!("123456{age}-1"));
        activity.content.ages.min = [None, Some(7), Some(65), None][age];
        activity.content.ages.max = [None, None, Some(70), Some(12)][age];
        activity.changed = utc(["2026-11-02T06:00:00Z", "2026-11-20T06:00:00Z"][age % 2]);
        for (held, (town, at)) in activity.sessions.iter_mut().zip(sessions) {
            let town = TOWNS.get(town).and_then(|code| Municipality::by_code(code));
            let position = Position::new(25.4 + f64::from(at) / 10.0, 65.0);
            let set = |place: &mut Place| (place.municipality, place.position) = (town, position);
            match &mut held.session.venue {
                Venue::Place(place) | Venue::Hybrid { place, .. } => set(place),
                Venue::Online(_) | Venue::Phone(_) | Venue::Unknown => {}
            }
            if at == 0 {
                held.session.status = Status::Postponed;
            }
        }
        activity
    })
}

fn entry(activity: Activity) -> Entry {
    let window = Window { from: day("2026-10-25"), to: day("2027-11-24") };
    Entry::new(&activity, Digest::of("{}"), BTreeMap::new(), window)
}

/// One by one, a few at a time, or all at once; some leave again.
fn catalogue() -> impl Strategy<Value = (Catalogue, Catalogue)> {
    let step = (vec(activity(), 0..4), vec(0_u32..12, 0..2));
    vec(step, 0..8).prop_map(|steps| {
        let as_of = day("2026-11-24");
        let published = utc("2026-11-24T06:00:00Z");
        let edition = Edition { revision: Revision(1), as_of, published };
        let mut grown = Catalogue::build(edition, Vec::<Entry>::new(), BTreeMap::new());
        for (activities, leaving) in steps {
            let gone = leaving.into_iter().map(|number| {
                (ActivityId::derive(&key(&number.to_string()), 0), super::Gone::Withdrawn)
            });
            grown = grown.with(edition, activities.into_iter().map(entry), gone.collect());
        }
        let entries: Vec<_> = grown.entries().cloned().collect();
        (grown, Catalogue::build(edition, entries, BTreeMap::new()))
    })
}

/// Every name of a filter, with values that some have.
const WISHES: [&str; 40] = [
    "municipality=564",
    "municipality=564,678",
    "region=pohjois-pohjanmaa",
    "region=lansi-uusimaa,kainuu",
    "type=hobby",
    "type=support,voluntary",
    "theme=nature,sports,culture",
    "theme=crafts",
    "format=group,camp,event",
    "audience=seniors,women",
    "audience=children",
    "age=8",
    "age=60-68",
    "age=100",
    "language=fi,sv",
    "free=true",
    "free=false",
    "accessible=wheelchair",
    "channel=place",
    "channel=online,phone",
    "organisation=kerho ry",
    "organisation=1234562-1",
    "source=lahella",
    "source=muu",
    "q=kuoro",
    "q=tarjotin kirjasto",
    "q=äiti",
    "bbox=25.4,64.9,25.7,65.1",
    "near=25.5,65.0,9000",
    "from=2026-12-01",
    "to=2026-11-30",
    "from=today%2B7",
    "to=today%2B400",
    "status=scheduled",
    "status=cancelled,postponed",
    "modified_since=2026-11-10",
    "sort=name",
    "sort=-modified",
    "sort=-start",
    "limit=3",
];

fn asked() -> impl Strategy<Value = String> {
    let wishes = proptest::sample::subsequence(WISHES.to_vec(), 0..4);
    let far = prop_oneof![4 => Just(""), 1 => Just("near=25.6,65.0,20000&sort=distance&")];
    (wishes, far).prop_map(|(wishes, far)| {
        // A name takes its values once, and one order.
        let mut chosen: BTreeMap<&str, &str> = BTreeMap::new();
        for wish in wishes {
            let name = wish.split('=').next().unwrap();
            if !far.contains(&format!("{name}=")) {
                chosen.insert(name, wish);
            }
        }
        let wishes: Vec<_> = chosen.into_values().collect();
        format!("{far}{}", wishes.join("&")).trim_end_matches('&').to_owned()
    })
}

fn filter(query: &str) -> Option<Filter> {
    let parsed = Filter::parse(url::form_urlencoded::parse(query.as_bytes()));
    // Two wishes can contradict each other, as days do.
    parsed.ok()
}

#[test]
fn every_wish_is_one() {
    for wish in WISHES {
        assert!(filter(wish).is_some(), "{wish}");
    }
    assert!(filter("near=25.6,65.0,20000&sort=distance").is_some());
}

fn start(catalogue: &Catalogue, filter: &Filter, number: usize) -> Start {
    let first = || catalogue.page(filter, &Start::First).next;
    match number {
        0 => Start::First,
        1 => Start::Page(2),
        _ => first().map_or(Start::First, Start::After),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn the_indexes_answer_as_a_look_at_each_entry_does(
        (grown, built) in catalogue(), queries in vec(asked(), 8), number in 0_usize..3
    ) {
        for query in queries {
            let Some(filter) = filter(&query) else { continue };
            let start = start(&grown, &filter, number);
            let expected = naive::select(&grown, &filter, &start);
            prop_assert_eq!(&grown.page(&filter, &start), &expected, "{}", query);
            prop_assert_eq!(&built.page(&filter, &start), &expected, "{}, at once", query);
        }
    }

    #[test]
    fn a_facet_counts_what_choosing_it_would_bring(
        (grown, built) in catalogue(), query in asked()
    ) {
        let Some(filter) = filter(&query) else { return Ok(()) };
        let facets = grown.facets(&filter);
        prop_assert_eq!(&facets, &built.facets(&filter));
        for (name, values) in facets {
            let others = query.split('&').filter(|wish| !wish.starts_with(&format!("{name}=")));
            let others = others.filter(|wish| !wish.starts_with("limit=")).collect::<Vec<_>>();
            for (value, count) in values {
                let value: String = url::form_urlencoded::byte_serialize(value.as_bytes()).collect();
                let alone = format!("{name}={value}");
                let query = [&others[..], &[&alone]].concat().join("&");
                let filter = self::filter(query.trim_start_matches('&')).unwrap();
                let found = naive::select(&grown, &filter, &Start::First).total;
                prop_assert_eq!(count.activities, u64::try_from(found).unwrap(), "{}", query);
                prop_assert!(found > 0);
            }
        }
    }
}
