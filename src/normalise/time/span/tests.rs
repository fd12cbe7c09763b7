use chrono_tz::Europe::Helsinki;
use proptest::prelude::*;

use super::super::zone_name;
use super::*;

/// `start`, `end` and `zone` with `|` between them, and how a person would write what they mean. The
/// right-hand sides were worked out by hand.
#[test]
fn each_form_of_start_and_end_is_read_as_people_mean_it() {
    for (raw, said) in [
        // All the ways to write one evening.
        ("2026-11-24T16:00:00Z|2026-11-24T18:00:00Z|", "2026-11-24 18:00–2026-11-24 20:00"),
        ("2026-11-24T18:00:00+02:00|2026-11-24T20:00+02:00|", "2026-11-24 18:00–2026-11-24 20:00"),
        ("2026-11-24T18:00:00+0200|2026-11-24T20:00+02|", "2026-11-24 18:00–2026-11-24 20:00"),
        ("2026-11-24T16:00:00.000Z||", "2026-11-24 18:00"),
        (
            "2026-11-24 18:00:00|2026-11-24 20:00:00|Europe/Helsinki",
            "2026-11-24 18:00–2026-11-24 20:00",
        ),
        ("2026-11-24 18:00|| europe/helsinki ", "2026-11-24 18:00"),
        ("2026-11-24t18:00:00||Europe/Helsinki", "2026-11-24 18:00"),
        ("20261124T160000Z|20261124T180000Z|", "2026-11-24 18:00–2026-11-24 20:00"),
        ("20261124T180000|20261124T2000|FLE Standard Time", "2026-11-24 18:00–2026-11-24 20:00"),
        ("2026-11-24T18:00:60||Europe/Helsinki", "2026-11-24 18:00"),
        // Google Calendar and others: a zone's name beside an instant, and UTC as a zone.
        ("20261124T160000Z||GMT", "2026-11-24 18:00"),
        ("20261124T160000||UTC", "2026-11-24 18:00"),
        ("2026-11-24T16:00:00Z||Europe/Stockholm", "2026-11-24 17:00 Europe/Stockholm"),
        ("2026-11-24T23:30:00-05:00||", "2026-11-25 06:30"),
        // Clock changes: 29.3. and 25.10.2026.
        ("2026-03-29T00:30:00Z|2026-03-29T01:30:00Z|", "2026-03-29 02:30–2026-03-29 04:30"),
        ("2026-03-28T20:00:00Z|2026-03-29T01:00:00Z|", "2026-03-28 22:00–2026-03-29 04:00"),
        ("2026-10-24T21:30:00Z|2026-10-25T02:30:00Z|", "2026-10-25 00:30–2026-10-25 04:30"),
        ("2026-10-25T00:45:00Z|2026-10-25T01:15:00Z|", "2026-10-25 03:45 [end_not_after_start]"),
        // Days.
        ("2026-11-24||", "2026-11-24/2026-11-24"),
        ("20261124|20261126|", "2026-11-24/2026-11-26"),
        ("2026-11-24 00:00:00|2026-11-25 23:59:59|Europe/Helsinki", "2026-11-24/2026-11-25"),
        ("2026-11-24T00:00|2026-11-24T23:59|Europe/Helsinki", "2026-11-24/2026-11-24"),
        ("2026-11-23T22:00:00Z|2026-11-24T22:00:00Z|", "2026-11-24/2026-11-24"),
        ("2026-11-24T00:00|2026-11-24T24:00|Europe/Helsinki", "2026-11-24/2026-11-24"),
        (
            "2026-11-24T18:00|2026-11-24T23:59:59|Europe/Helsinki",
            "2026-11-24 18:00–2026-11-24 23:59",
        ),
        ("2026-11-24T00:00||Europe/Helsinki", "2026-11-24 00:00"),
        // Hours at one end only.
        ("2026-11-24T16:00:00Z|2026-11-24|", "2026-11-24 18:00"),
        ("2026-11-24T16:00:00Z|2026-11-26|", "2026-11-24/2026-11-26 [hours_at_one_end]"),
        ("2026-11-24T16:00:00Z|2026-11-23|", "2026-11-24 18:00 [end_not_after_start]"),
        ("2026-11-24|2026-11-26T16:00:00Z|", "2026-11-24/2026-11-26 [hours_at_one_end]"),
        ("2026-11-24|2026-11-25T22:00:00Z|", "2026-11-24/2026-11-25 [hours_at_one_end]"),
        // Lengths in place of an end.
        ("20261124T160000Z|PT1H30M|", "2026-11-24 18:00–2026-11-24 19:30"),
        ("20261124T180000|P1DT30M|Europe/Helsinki", "2026-11-24 18:00–2026-11-25 18:30"),
        ("20261124|P1D|", "2026-11-24/2026-11-24"),
        ("20261124|P1W|", "2026-11-24/2026-11-30"),
        ("20261124|PT4H|", "2026-11-24/2026-11-24"),
        ("20261124T160000Z|PT0S|", "2026-11-24 18:00 [end_not_after_start]"),
        ("20261124T160000Z|-PT1H|", "2026-11-24 18:00 [unreadable end \"-PT1H\"]"),
        ("20261124T160000Z|P1M|", "2026-11-24 18:00 [unreadable end \"P1M\"]"),
        ("20261124T160000Z|PT|", "2026-11-24 18:00 [unreadable end \"PT\"]"),
        // Ends that are none.
        ("20261124T160000Z|20261124T160000Z|", "2026-11-24 18:00 [end_not_after_start]"),
        ("20261124T160000Z|20261124T150000Z|", "2026-11-24 18:00 [end_not_after_start]"),
        ("2026-11-24|2026-11-20|", "2026-11-24/2026-11-24 [end_not_after_start]"),
        ("2026-11-24T16:00:00Z|soon|", "2026-11-24 18:00 [unreadable end \"soon\"]"),
        ("2026-11-24T16:00:00Z| |", "2026-11-24 18:00"),
        ("2026-11-24|9999-12-31|", "from 2026-11-24"),
        ("2026-11-24T16:00:00Z|9999-12-31T22:00:00Z|", "from 2026-11-24"),
        // Zones nobody told, or nobody knows.
        ("2026-11-24T18:00:00||", "2026-11-24 18:00 [no_zone]"),
        ("2026-11-24T18:00:00||Mars/Olympus", "2026-11-24 18:00 [unknown zone Mars/Olympus]"),
        // No times.
        ("||", "\"\" is no time"),
        ("2022-7-4T09-09-00-00||", "\"2022-7-4T09-09-00-00\" is no time"),
        ("2026-02-30||", "\"2026-02-30\" is no time"),
        ("2026-11-24T25:00||", "\"2026-11-24T25:00\" is no time"),
        ("2026-11-24T18||", "\"2026-11-24T18\" is no time"),
        ("2026-11-24T18:00+99:00||", "\"2026-11-24T18:00+99:00\" is no time"),
        ("24.11.2026||", "\"24.11.2026\" is no time"),
        ("20261124T1800Zulu||", "\"20261124T1800Zulu\" is no time"),
        ("２０２６-11-24||", "\"２０２６-11-24\" is no time"),
        ("0026-09-23||", "the time lies outside the years 1990–2100"),
        ("9999-01-01||", "the time lies outside the years 1990–2100"),
    ] {
        check(raw, EndDay::Included, said);
    }
}

#[test]
fn the_end_of_days_in_rfc_5545_is_the_day_after_the_last() {
    for (raw, said) in [
        ("20261124|20261125|", "2026-11-24/2026-11-24"),
        ("20261124|20261127|", "2026-11-24/2026-11-26"),
        ("20261124|20261124|", "2026-11-24/2026-11-24 [end_not_after_start]"),
        ("20261231|20270101|", "2026-12-31/2026-12-31"),
        ("20261124T160000Z|20261125|", "2026-11-24 18:00"),
    ] {
        check(raw, EndDay::Excluded, said);
    }
}

fn check(raw: &str, end_day: EndDay, said: &str) {
    let mut parts = raw.split('|').map(str::to_owned);
    let mut part = || parts.next().filter(|part| !part.is_empty());
    let (start, end, zone) = (part().unwrap_or_default(), part(), part());
    let mut notes = BTreeSet::new();
    let found = read(&RawSpan { start, end, end_day, zone }, &mut notes);
    let notes: Vec<String> = notes.iter().map(|note| format!(" [{}]", noted(note))).collect();
    let found = found.map_or_else(|error| error.to_string(), |when| written(&when));
    assert_eq!(format!("{found}{}", notes.concat()), said, "{raw}");
}

fn noted(note: &Note) -> String {
    match note {
        Note::Decided(decision) => serde_json::to_value(decision).unwrap().as_str().unwrap().into(),
        Note::UnknownZone(name) => format!("unknown zone {name}"),
        Note::UnreadableTime(what) => format!("unreadable {what}"),
        other => format!("{other:?}"),
    }
}

fn written(when: &When) -> String {
    let clock = |wall: NaiveDateTime| wall.format("%F %H:%M").to_string();
    match when {
        When::Once(once) => {
            let end = once.end.map(|end| format!("–{}", clock(end))).unwrap_or_default();
            let zone = Some(once.zone).filter(|zone| *zone != Helsinki);
            let zone = zone.map(|zone| format!(" {zone}")).unwrap_or_default();
            format!("{}{end}{zone}", clock(once.start))
        }
        When::Days(days) => format!("{}/{}", days.first, days.last),
        When::Ongoing(ongoing) => format!("from {}", ongoing.from.unwrap()),
        When::Series(_) => "a series".to_owned(),
    }
}

#[test]
fn zones_are_known_by_the_names_that_calendars_give_them() {
    for (name, zone) in [
        ("Europe/Helsinki", Some("Europe/Helsinki")),
        ("EUROPE/HELSINKI", Some("Europe/Helsinki")),
        ("\"Europe/Helsinki\"", Some("Europe/Helsinki")),
        ("FLE Standard Time", Some("Europe/Helsinki")),
        ("fle standard time", Some("Europe/Helsinki")),
        ("GTB Standard Time", Some("Europe/Bucharest")),
        ("W. Europe Standard Time", Some("Europe/Berlin")),
        ("Russian Standard Time", Some("Europe/Moscow")),
        ("/freeassociation.sourceforge.net/Europe/Helsinki", Some("Europe/Helsinki")),
        ("/freeassociation.sourceforge.net/Tzfile/Europe/Helsinki", Some("Europe/Helsinki")),
        ("/citadel.org/20190914_1/America/Argentina/Salta", Some("America/Argentina/Salta")),
        ("(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius", Some("Europe/Helsinki")),
        ("(GMT+02:00) Helsinki, Kiev", Some("Europe/Helsinki")),
        ("(UTC+01:00) Amsterdam, Berlin, Bern", Some("Europe/Amsterdam")),
        ("(UTC-08:00) Los Angeles", Some("America/Los_Angeles")),
        ("UTC", Some("UTC")),
        ("(UTC+02:00)", None),
        ("GMT+2", None),
        ("Customized Time Zone", None),
        ("", None),
    ] {
        assert_eq!(zone_name::find(name).map(|zone| zone.name()), zone, "{name}");
    }
}

#[test]
fn every_windows_name_leads_to_a_zone() {
    for line in include_str!("../windows_zones.csv").lines() {
        let (windows, zone) = line.split_once(',').unwrap();
        assert_eq!(zone_name::find(windows).unwrap().name(), zone, "{windows}");
    }
}

fn moment() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{4}-?[0-9]{2}-?[0-9]{2}([T ][0-9]{2}:?[0-9]{2}(:?[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
        "[0-9TZ:+ .-]{0,30}",
        "\\PC{0,12}",
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(
        start in moment(),
        end in proptest::option::of(moment()),
        zone in proptest::option::of(prop_oneof!["Europe/Helsinki", "UTC", "Pacific/Apia", "[/A-Za-z(),+:0-9 é]{0,24}"]),
        excluded in any::<bool>(),
    ) {
        let end_day = if excluded { EndDay::Excluded } else { EndDay::Included };
        let _read_or_refused = read(&RawSpan { start, end, end_day, zone }, &mut BTreeSet::new());
    }
}
