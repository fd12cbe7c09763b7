use std::collections::BTreeSet;

use super::*;
use crate::dedupe::carry::{Change, activity};
use crate::id::Revision;
use crate::listing::{Area, Listing, Online, Phone, Place, Venue, Visibility};
use crate::sample::{date, key, listing, once, place, session, witness};
use crate::when::{Ongoing, When};

#[test]
fn a_published_activity_in_the_region_is_shown() {
    check("no region", |_| {}, |_| {}, "");
    check("Oulu", |_| {}, |policy| policy.region = Some(towns(&["Oulu"])), "");
}

#[test]
fn status_and_suppression_hide() {
    check("draft", |l| l.content.publication = Publication::Draft, |_| {}, "draft");
    let unrecognised = |l: &mut Listing| l.content.publication = Publication::Unrecognised;
    check("status", unrecognised, |_| {}, "unrecognised_status");
    let listing_too = |policy: &mut Policy| {
        policy.suppressed_listings.insert(key("a"));
    };
    check("listing", |_| {}, listing_too, "suppressed");
    let the_activity = |policy: &mut Policy| {
        policy.suppressed_activities.insert(ActivityId::derive(&key("a"), 0));
    };
    check("activity", |_| {}, the_activity, "suppressed");
}

#[test]
fn what_is_withdrawn_or_merged_away_is_not_shown() {
    let mut gone = made(listing("a", "Kuoro"));
    gone.state = State::Withdrawn { at: DateTime::UNIX_EPOCH };
    assert_eq!(codes(&gone, &Policy::default(), "2026-05-01"), "withdrawn");
    gone.state = State::Merged { into: ActivityId::derive(&key("b"), 0) };
    assert_eq!(codes(&gone, &Policy::default(), "2026-05-01"), "withdrawn");
}

#[test]
fn visibility_is_by_whole_local_days() {
    // 22.00 UTC is midnight in Helsinki in winter, and 01.00 in summer.
    for (from, until, as_of, expected) in [
        (Some("2026-01-10T22:00:00Z"), None, "2026-01-10", "not_yet_visible"),
        (Some("2026-01-10T22:00:00Z"), None, "2026-01-11", ""),
        (Some("2026-01-10T21:59:59Z"), None, "2026-01-10", ""),
        (Some("2026-06-10T21:00:00Z"), None, "2026-06-10", "not_yet_visible"),
        (None, Some("2026-01-10T21:59:59Z"), "2026-01-10", ""),
        (None, Some("2026-01-10T21:59:59Z"), "2026-01-11", "no_longer_visible"),
        (None, Some("2026-01-10T22:00:00Z"), "2026-01-11", ""),
        (None, Some("2026-01-10T22:00:00Z"), "2026-01-12", "no_longer_visible"),
        (Some("2026-01-10T10:00:00Z"), Some("2026-01-10T11:00:00Z"), "2026-01-10", ""),
    ] {
        let instant = |text: Option<&str>| text.map(|t| t.parse().unwrap());
        let mut listing = listing("a", "Kuoro");
        listing.sessions = vec![once("2026-12-31 18:00")];
        listing.content.visibility = Visibility { from: instant(from), until: instant(until) };
        let found = codes(&made(listing), &Policy::default(), as_of);
        assert_eq!(found, expected, "{from:?} {until:?} {as_of}");
    }
}

#[test]
fn the_region_is_by_area_or_by_place() {
    let oulu = || place("Kajaaninkatu 1");
    let nowhere = || Venue::Place(Place::default());
    let online = || Venue::Online(Online::default());
    let phone = || Venue::Phone(Phone::default());
    let hybrid = |town: Venue| Venue::Hybrid {
        place: town.place().cloned().unwrap(),
        online: Online::default(),
    };
    let only = |names: &[&str]| Area::Municipalities(towns(names));
    let shown = "";
    let outside = "outside_region";
    for (area, venues, region, expected) in [
        (only(&["Oulu", "Helsinki"]), vec![], "Oulu", shown),
        (only(&["Helsinki"]), vec![], "Oulu", outside),
        (only(&["Helsinki"]), vec![oulu()], "Oulu", shown),
        (only(&["Helsinki"]), vec![nowhere(), hybrid(oulu())], "Oulu", shown),
        (only(&["Helsinki"]), vec![online()], "Oulu", outside),
        (Area::WholeCountry, vec![], "Oulu", shown),
        (Area::WholeCountry, vec![oulu()], "Vaala", shown),
        (Area::Unknown, vec![oulu()], "Oulu", shown),
        (Area::Unknown, vec![oulu()], "Vaala", outside),
        (Area::Unknown, vec![hybrid(oulu())], "Vaala", outside),
        (Area::Unknown, vec![online(), phone()], "Vaala", shown),
        (Area::Unknown, vec![online(), nowhere()], "Vaala", outside),
        (Area::Unknown, vec![nowhere()], "Oulu", outside),
        (Area::Unknown, vec![Venue::Unknown], "Oulu", outside),
        (Area::Unknown, vec![], "Oulu", outside),
    ] {
        let mut listing = listing("a", "Kuoro");
        let told = format!("{area:?} {venues:?} {region}");
        listing.content.area = area;
        let ongoing = || When::Ongoing(Ongoing::new(None, None).unwrap());
        listing.sessions = venues.into_iter().map(|venue| session(ongoing(), venue)).collect();
        let policy = Policy { region: Some(towns(&[region])), ..Policy::default() };
        assert_eq!(codes(&made(listing), &policy, "2026-05-01"), expected, "{told}");
    }
}

#[test]
fn what_has_ended_stays_for_the_days_that_feeds_look_back() {
    let mut listing = listing("a", "Kuoro");
    listing.sessions = vec![once("2026-05-01 18:00"), once("2026-06-01 18:00")];
    for (past_days, as_of, expected) in [
        (0, "2026-06-01", ""),
        (0, "2026-06-02", "ended"),
        (30, "2026-07-01", ""),
        (30, "2026-07-02", "ended"),
        (u16::MAX, "2026-07-02", ""),
    ] {
        let policy = Policy { past_days, ..Policy::default() };
        let found = codes(&made(listing.clone()), &policy, as_of);
        assert_eq!(found, expected, "{past_days} {as_of}");
    }
}

#[test]
fn what_has_no_known_end_does_not_end() {
    let mut listing = listing("a", "Kuoro");
    let open = When::Ongoing(Ongoing::new(Some(date("2020-01-01")), None).unwrap());
    listing.sessions = vec![once("2020-02-01 18:00"), session(open, Venue::Unknown)];
    assert_eq!(codes(&made(listing.clone()), &Policy::default(), "2026-05-01"), "");
    listing.sessions.clear();
    assert_eq!(codes(&made(listing), &Policy::default(), "2026-05-01"), "");
}

#[test]
fn every_reason_that_applies_is_told() {
    let hidden = |listing: &mut Listing| {
        listing.content.publication = Publication::Draft;
        listing.sessions = vec![once("2020-02-01 18:00")];
    };
    let far = |policy: &mut Policy| policy.region = Some(towns(&["Vaala"]));
    check("all", hidden, far, "draft outside_region ended");
}

#[test]
fn each_reason_has_the_code_that_is_stored_and_a_sentence_in_each_language() {
    let mut sentences = BTreeSet::new();
    for reason in Reason::ALL {
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.code());
        sentences.extend(Lang::OURS.map(|lang| reason.sentence(&lang)));
    }
    assert_eq!(sentences.len(), Reason::ALL.len() * Lang::OURS.len());
    let other = Lang::parse("se").unwrap();
    assert_eq!(Reason::Ended.sentence(&other), Reason::Ended.sentence(&Lang::FI));
}

fn check(told: &str, edit: impl Fn(&mut Listing), decide: impl Fn(&mut Policy), expected: &str) {
    let mut listing = listing("a", "Kuoro");
    edit(&mut listing);
    let mut policy = Policy::default();
    decide(&mut policy);
    assert_eq!(codes(&made(listing), &policy, "2026-05-01"), expected, "{told}");
}

fn made(listing: Listing) -> Activity {
    let key = listing.key.clone();
    match activity(None, &key, 0, &[witness(&listing)], DateTime::UNIX_EPOCH, Revision(1)) {
        Change::New(activity) => *activity,
        other => panic!("{other:?}"),
    }
}

fn codes(activity: &Activity, policy: &Policy, as_of: &str) -> String {
    let found = reasons(activity, policy, date(as_of));
    found.into_iter().map(Reason::code).collect::<Vec<_>>().join(" ")
}

fn towns(names: &[&str]) -> BTreeSet<Municipality> {
    names.iter().map(|name| Municipality::by_name(name).unwrap()).collect()
}
