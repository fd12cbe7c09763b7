use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::activity::Field;
use crate::dedupe::carry::{self, Change};
use crate::id::{ListingKey, Revision};
use crate::listing::{Contact, ContactMeans, Organiser};
use crate::localized::Lang;
use crate::normalise::{Organisers, Redact, Rules, listing};
use crate::sample::published::{at, choir, once, texts, url, utc};
use crate::sample::{date, item, key, witness};
use crate::source::{CodeSystem, Item, RawContact, RawHash, RawOrganiser};

/// The `n`th activity, of an organiser written as `name | y-tunnus | id | mail or page`.
fn announcement(n: usize, organiser: &str) -> Activity {
    let mut parts =
        organiser.split('|').map(str::trim).map(|part| Some(part).filter(|p| !p.is_empty()));
    let mut next = || parts.next().flatten().map(str::to_owned);
    let (name, business_id, id, own) = (next(), next(), next(), next());
    let mut activity = choir(vec![at(once(chrono_tz::Europe::Helsinki, "2026-12-01 18:00", ""))]);
    let founder = key(&n.to_string());
    activity.id = ActivityId::derive(&founder, 0);
    activity.founder = founder.clone();
    activity.origin.insert(Field::Organiser, founder);
    activity.content.name = texts(&[("fi", &format!("Kerho {n}"))]);
    activity.content.organiser = Organiser {
        id,
        name,
        business_id,
        email: own.clone().filter(|own| own.contains('@')),
        url: own.filter(|own| !own.contains('@')).map(|own| url(&own)),
    };
    activity
}

/// Which of them are together, by their numbers.
fn together(organisers: &[&str]) -> BTreeSet<BTreeSet<usize>> {
    let all: Vec<_> = organisers.iter().enumerate().map(|(n, one)| announcement(n, one)).collect();
    let number = |id: &ActivityId| all.iter().position(|activity| activity.id == *id).unwrap();
    let organisations = Organisations::of(&all);
    organisations
        .iter()
        .map(|one| one.activities.iter().map(|doing| number(&doing.id)).collect())
        .collect()
}

#[track_caller]
fn check(says: &str, organisers: &[&str], expected: &[&[usize]]) {
    let expected: BTreeSet<BTreeSet<usize>> =
        expected.iter().map(|group| group.iter().copied().collect()).collect();
    assert_eq!(together(organisers), expected, "{says}");
}

#[test]
fn spellings_of_one_organisation_are_together() {
    check("a Y-tunnus", &["Martat ry|0112038-9", "Marttaliitto|0112038-9"], &[&[0, 1]]);
    check("its legal form", &["Oulun Kuoro ry", "Oulun kuoro"], &[&[0, 1]]);
    check("the order of words", &["Lauluseura Kaiku Oulu", "Kaiku lauluseura, Oulu"], &[&[0, 1]]);
    check("an id of one source", &["Kaiku ry||7", "Lauluseura Kaiku ry||7"], &[&[0, 1]]);
    check(
        "a name that tells less, and a mailbox",
        &["Oulun Kaiku ry|||info@kaiku.example", "Kaiku|||info@kaiku.example"],
        &[&[0, 1]],
    );
    check("one without a Y-tunnus", &["Kaiku ry|0112038-9", "Kaiku"], &[&[0, 1]]);
}

#[test]
fn what_only_looks_alike_stays_apart() {
    check("two Y-tunnus", &["Kaiku ry|0112038-9", "Kaiku ry|2331972-7"], &[&[0], &[1]]);
    check(
        "a name that is two's",
        &["Kaiku ry|0112038-9", "Kaiku ry|2331972-7", "Kaiku ry"],
        &[&[0], &[1], &[2]],
    );
    check("branches", &["Oulun Martat ry", "Kempeleen Martat ry"], &[&[0], &[1]]);
    check("a name that tells less alone", &["Oulun Kaiku ry", "Kaiku"], &[&[0], &[1]]);
    check(
        "a site of both",
        &["Kirjasto|||https://kunta.example/", "Uimahalli|||https://kunta.example/"],
        &[&[0], &[1]],
    );
    check(
        "an id that came to another",
        &["Kaiku ry|0112038-9|7", "Tuiku ry|2331972-7|7"],
        &[&[0], &[1]],
    );
}

#[test]
fn who_is_no_organisation_or_has_no_name_is_left_out() {
    check("a person", &["Aino Virtanen"], &[]);
    check("one named after a person", &["Aino Ackté -seura"], &[&[0]]);
    check("nobody", &[""], &[]);
    check("an id alone", &["||7"], &[]);
    check("an id that has a name elsewhere", &["||7", "Kaiku ry||7"], &[&[0, 1]]);
}

#[test]
fn an_id_lasts_as_long_as_the_y_tunnus_and_else_as_the_name() {
    let id = |organiser: &str| Organisations::of([announcement(1, organiser)]).all[0].id.clone();
    assert_eq!(id("Kaiku ry|0112038-9"), id("Lauluseura Kaiku|0112038-9"));
    assert_eq!(id("Oulun Kuoro ry"), id("OULUN KUORO"));
    assert_ne!(id("Kaiku ry"), id("Kaiku ry|0112038-9"));
    assert_ne!(id("Kaiku ry"), id("Tuiku ry"));
    // Mail, a page and a source's own id of it are no part of it.
    assert_eq!(id("Kaiku ry"), id("Kaiku ry||7|aino@kaiku.example"));
}

#[test]
fn it_is_called_as_whoever_knows_its_y_tunnus_calls_it() {
    let all = ["KAIKU", "KAIKU", "Kaiku ry|0112038-9"];
    let all = Organisations::of(all.iter().enumerate().map(|(n, one)| announcement(n, one)));
    let [one] = all.all.as_slice() else { panic!("{all:?}") };
    assert_eq!((one.name.as_str(), one.business_id.as_deref()), ("Kaiku ry", Some("0112038-9")));
    assert_eq!(one.other_names, ["KAIKU".to_owned()].into());
}

fn contact(means: ContactMeans, label: &str) -> Contact {
    let label = if label.is_empty() { texts(&[]) } else { texts(&[("fi", label)]) };
    Contact { means, label }
}

fn mail(address: &str) -> ContactMeans {
    ContactMeans::Email(address.to_owned())
}

fn phone(number: &str) -> ContactMeans {
    ContactMeans::Phone(number.to_owned())
}

#[test]
fn what_outlives_people_comes_before_them() {
    let mut activity = announcement(1, "Kaiku ry");
    activity.content.contacts = vec![
        contact(mail("aino.virtanen@kaiku.example"), ""),
        contact(phone("044 000 0123"), "Kerhon vetäjä Aino K."),
        contact(phone("08 000 0456"), "Toimisto"),
        contact(phone("044 000 0789"), "Ilmoittautumiset"),
        contact(mail("rojin.karimi@kaiku.example"), ""),
        contact(mail("kaiku@kaiku.example"), ""),
        contact(mail("kino@kaiku.example"), "Elokuvakerhon vetäjä Aino K."),
        contact(mail("karimi@kaiku.example"), "Ohjaaja Bahram Karimi"),
        contact(mail("oulu.toimisto@kaiku.example"), "Aino Virtanen"),
        contact(ContactMeans::Web(url("https://kaiku.example/kerhot/7")), ""),
        contact(ContactMeans::Web(url("https://kaiku.example/")), ""),
    ];
    let all = Organisations::of([activity]);
    let told: Vec<_> = all.all[0]
        .contacts
        .iter()
        .map(|way| {
            let value = match &way.means {
                ContactMeans::Email(text) | ContactMeans::Phone(text) => text.as_str(),
                ContactMeans::Web(url) => url.as_str(),
            };
            (way.holder, value, way.label.best(&Lang::FI).map_or("", |(_, label)| label.as_str()))
        })
        .collect();
    assert_eq!(
        told,
        [
            (Holder::Shared, "kaiku@kaiku.example", ""),
            (Holder::Shared, "oulu.toimisto@kaiku.example", ""),
            (Holder::Shared, "08 000 0456", "Toimisto"),
            (Holder::Shared, "https://kaiku.example/", ""),
            (Holder::Unknown, "kino@kaiku.example", "Elokuvakerhon vetäjä"),
            (Holder::Unknown, "044 000 0789", "Ilmoittautumiset"),
            (Holder::Person, "aino.virtanen@kaiku.example", ""),
            (Holder::Person, "karimi@kaiku.example", "Ohjaaja Bahram Karimi"),
            (Holder::Person, "rojin.karimi@kaiku.example", ""),
            (Holder::Person, "044 000 0123", "Kerhon vetäjä Aino K."),
        ]
    );
}

#[test]
fn a_contact_is_as_fresh_as_the_last_announcement_that_somebody_touched() {
    let told = |n, changed: &str, number: &str| {
        let mut activity = announcement(n, "Kaiku ry");
        activity.changed = utc(changed);
        activity.content.contacts = vec![contact(phone(number), "")];
        activity
    };
    // The last of November in Finland, though not in UTC.
    let all = Organisations::of([
        told(1, "2025-03-01T10:00:00Z", "08 000 0123"),
        told(2, "2025-11-30T21:30:00Z", "+358 8 000 0123"),
    ]);
    let [way] = all.all[0].contacts.as_slice() else { panic!("{all:?}") };
    assert_eq!(way.announcements, 2);
    for (as_of, months, stale) in [
        ("2026-11-30", 12, false),
        ("2026-12-01", 12, true),
        ("2026-02-28", 3, false),
        ("2026-03-01", 3, true),
    ] {
        assert_eq!(way.is_stale(date(as_of), months), stale, "{as_of} {months}");
    }
}

proptest! {
    /// Alike enough for all rules to have something to decide.
    #[test]
    fn the_order_of_activities_decides_nothing(
        organisers in prop::collection::vec(any_organiser(), 0..9),
        seed in any::<u64>(),
    ) {
        let all: Vec<_> = organisers.iter().enumerate().map(|(n, one)| announcement(n, one)).collect();
        let mut shuffled = all.clone();
        shuffled.sort_by_key(|activity| blake3::hash(format!("{seed}{}", activity.id).as_bytes()).to_hex());
        let organisations = Organisations::of(&all);
        prop_assert_eq!(&Organisations::of(&shuffled), &organisations);
        let ids: BTreeSet<_> = organisations.iter().map(|one| &one.id).collect();
        prop_assert_eq!(ids.len(), organisations.iter().count());
    }
}

fn any_organiser() -> impl Strategy<Value = String> {
    let pick = |all: &'static [&'static str]| prop::sample::select(all);
    let names = pick(&["", "Kaiku ry", "kaiku", "Oulun Kaiku", "Seurakunta", "Tuiku"]);
    let numbers = pick(&["", "", "0112038-9", "2331972-7"]);
    (names, numbers, pick(&["", "7", "8"]), pick(&["", "info@kaiku.example"]))
        .prop_map(|(name, number, id, own)| format!("{name}|{number}|{id}|{own}"))
}

/// An entry of a source that tells all of Aino Virtanen, and of the office beside her.
fn entry() -> Item {
    let contact = |kind: &str, value: &str, label: &str| RawContact {
        kind: kind.to_owned(),
        value: value.to_owned(),
        label: [("fi".to_owned(), label.to_owned())].into(),
    };
    let mut entry = Item::new(item("1"), RawHash::of(b"1"), CodeSystem::Lahella);
    entry.name = [("fi".to_owned(), "Kerho".to_owned())].into();
    entry.organiser = RawOrganiser {
        name: Some("Kaiku ry".to_owned()),
        email: Some("aino.virtanen@kaiku.example".to_owned()),
        url: Some("https://kaiku.example/tiimi/aino-virtanen".to_owned()),
        ..RawOrganiser::default()
    };
    entry.contacts = vec![
        contact("email", "aino.virtanen@kaiku.example", "Aino Virtanen"),
        contact("phone", "044 000 0123", "Aino Virtanen"),
        contact("email", "toimisto@kaiku.example", "Toimisto"),
        contact("www", "https://kaiku.example", "Aino Virtanen"),
    ];
    entry
}

fn organisations_of(entry: &Item, redact: Redact) -> Organisations {
    let rules = Rules {
        source: key("1").source,
        link: None,
        image: None,
        attribution: "Lähellä.fi".to_owned(),
        licence: None,
        redact,
    };
    let listing = listing(entry, &rules, &Organisers::new()).unwrap();
    let founder = ListingKey::new(key("1").source, item("1"));
    let now = utc("2026-11-01T00:00:00Z");
    match carry::activity(None, &founder, 0, &[witness(&listing)], now, Revision(1)) {
        Change::New(activity) => Organisations::of([*activity]),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_a_source_s_rules_take_out_is_in_no_organisation() {
    let none = Redact { email: false, phone: false, names: false };
    let open = format!("{:?}", organisations_of(&entry(), none));
    assert!(open.contains("aino.virtanen@") && open.contains("044 000 0123"), "{open}");
    let names = organisations_of(&entry(), Redact { names: true, ..none });
    let text = format!("{names:?}").to_lowercase();
    assert!(!text.contains("aino") && !text.contains("virtanen"), "{text}");
    assert!(text.contains("toimisto@kaiku.example") && text.contains("044 000 0123"), "{text}");
    let all = format!(
        "{:?}",
        organisations_of(&entry(), Redact { email: true, phone: true, names: true })
    );
    assert!(all.contains("Kaiku ry") && all.contains("https://kaiku.example/"), "{all}");
    assert!(!all.contains('@') && !all.contains("044"), "{all}");
}

#[test]
fn a_person_who_arranges_something_is_not_named_where_names_are_taken_out() {
    let mut entry = entry();
    entry.organiser.name = Some("Aino Virtanen".to_owned());
    let rules = |names| Redact { email: true, phone: true, names };
    for names in [true, false] {
        assert_eq!(organisations_of(&entry, rules(names)).iter().count(), 0);
    }
}

#[test]
fn what_it_does_where_and_for_whom_is_that_of_all_its_activities() {
    let mut other = announcement(2, "Kaiku ry");
    other.content.area = crate::listing::Area::WholeCountry;
    other.content.themes.clear();
    let all = Organisations::of([announcement(1, "Kaiku ry"), other]);
    let one = &all.all[0];
    let towns: Vec<_> = one.municipalities.iter().map(|town| town.name(&Lang::FI)).collect();
    let themes: Vec<_> = one.themes.iter().map(|theme| theme.code()).collect();
    let names: Vec<_> =
        one.activities.iter().map(|doing| doing.name.best(&Lang::FI).unwrap().1.as_str()).collect();
    assert_eq!((towns, themes, one.whole_country), (vec!["Oulu"], vec!["culture"], true));
    assert_eq!(names, ["Kerho 1", "Kerho 2"]);
    assert_eq!(all.of_activity(&announcement(2, "").id), Some(&one.id));
}
