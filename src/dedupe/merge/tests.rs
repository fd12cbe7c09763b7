use chrono::{NaiveTime, TimeDelta};
use chrono_tz::Europe::Helsinki;

use super::*;
use crate::listing::{
    Accessibility, Contact, ContactMeans, Image, Online, Phone, Place, Position, PriceKind, Status,
    Venue, Visibility,
};
use crate::localized::{Lang, Localized, RichText};
use crate::municipality::Municipality;
use crate::sample::{date, finnish, item, listing, once, place, session, wall, witness};
use crate::vocabulary::{Scheme, Term};
use crate::weburl::WebUrl;
use crate::when::{
    Days, Hours, IsoWeekday, Once, Override, Rule, Series, SeriesParts, Weekdays, When,
};

/// A listing of the source of that name, believed in the order of the alphabet.
fn of(source: &str, edit: impl Fn(&mut Listing)) -> Listing {
    let mut listing = listing("1", "Kuoro");
    listing.key.source = source.to_owned().try_into().unwrap();
    edit(&mut listing);
    listing
}

fn told(listings: &[Listing]) -> Merged {
    let rank = |listing: &Listing| Rank(listing.key.source.as_str().as_bytes()[0]);
    let all: Vec<_> = listings
        .iter()
        .map(|listing| Witness { rank: rank(listing), ..witness(listing) })
        .collect();
    merge(&all)
}

fn rich(text: &str) -> RichText {
    RichText { plain: text.to_owned(), html: text.to_owned() }
}

fn in_languages(texts: &[(Lang, &str)]) -> Localized<RichText> {
    texts.iter().map(|(lang, text)| (lang.clone(), rich(text))).collect()
}

fn plain(text: &Localized<RichText>, lang: &Lang) -> String {
    text.get(lang).map(|text| text.plain.clone()).unwrap_or_default()
}

fn terms(scheme: Scheme, codes: &[&str]) -> std::collections::BTreeSet<Term> {
    codes.iter().map(|code| Term::find(scheme, code).unwrap()).collect()
}

/// Whose value is taken, by the name of its source.
fn origin(merged: &Merged, field: Field) -> &str {
    merged.origin[&field].source.as_str()
}

#[test]
fn texts_come_from_the_believed_most_unless_they_are_cut_and_language_by_language() {
    let check = |a: &[(Lang, &str)], b: &[(Lang, &str)], fi: &str, sv: &str, from: &str| {
        let one = |texts: &[(Lang, &str)]| in_languages(texts);
        let a = of("a", |listing| listing.content.description = one(a));
        let b = of("b", |listing| listing.content.description = one(b));
        let merged = told(&[b, a]);
        let text = &merged.content.description;
        assert_eq!(
            (plain(text, &Lang::FI), plain(text, &Lang::SV)),
            (fi.to_owned(), sv.to_owned())
        );
        assert_eq!(origin(&merged, Field::Description), from);
    };
    let (fi, sv) = (Lang::FI, Lang::SV);
    check(&[(fi.clone(), "Lyhyt.")], &[(fi.clone(), "Pitempi teksti.")], "Lyhyt.", "", "a");
    check(
        &[(fi.clone(), "Tule lau…")],
        &[(fi.clone(), "Tule laulamaan.")],
        "Tule laulamaan.",
        "",
        "b",
    );
    check(&[(fi.clone(), "Tule.")], &[(sv.clone(), "Kom.")], "Tule.", "Kom.", "a");
    check(&[(fi.clone(), "")], &[(fi.clone(), "Tule.")], "Tule.", "", "b");
    check(&[(sv, "Kom.")], &[(fi, "Tule.")], "Tule.", "Kom.", "b");
}

#[test]
fn of_equally_believed_texts_the_longest_is_taken() {
    let short = of("a", |listing| listing.content.summary = in_languages(&[(Lang::FI, "Laulua.")]));
    let mut long = of("a", |listing| {
        listing.content.summary = in_languages(&[(Lang::FI, "Laulua yhdessä.")]);
    });
    long.key.id = item("2");
    let merged = told(&[short, long]);
    assert_eq!(plain(&merged.content.summary, &Lang::FI), "Laulua yhdessä.");
}

#[test]
fn themes_are_joined_and_whom_it_is_for_is_not() {
    let a = of("a", |listing| {
        listing.content.themes = terms(Scheme::Theme, &["culture"]);
        listing.content.price.kind = PriceKind::Unknown;
    });
    let b = of("b", |listing| {
        listing.content.themes = terms(Scheme::Theme, &["wellbeing"]);
        listing.content.ages.min = Some(18);
        listing.content.price.kind = PriceKind::Free;
    });
    let c = of("c", |listing| listing.content.ages.min = Some(7));
    let merged = told(&[c, b, a]);
    assert_eq!(merged.content.themes, terms(Scheme::Theme, &["culture", "wellbeing"]));
    assert_eq!((merged.content.ages.min, merged.content.price.kind), (Some(18), PriceKind::Free));
    assert_eq!(
        [Field::Themes, Field::AgeGroups, Field::Price].map(|field| origin(&merged, field)),
        ["a", "b", "b"]
    );
}

#[test]
fn a_contact_counts_once_however_it_is_written() {
    let contact = |number: &str, label: &str| Contact {
        means: ContactMeans::Phone(number.to_owned()),
        label: finnish(label),
    };
    let a = of("a", |l| l.content.contacts = vec![contact("040 123 4567", "Ohjaaja")]);
    let b = of("b", |l| {
        l.content.contacts = vec![contact("+358 40 1234567", "Puh."), contact("050 1", "Toimisto")];
    });
    let merged = told(&[b, a]);
    let expected = [contact("040 123 4567", "Ohjaaja"), contact("050 1", "Toimisto")];
    assert_eq!(merged.content.contacts, expected);
}

#[test]
fn an_image_with_words_and_an_organiser_with_a_business_id_come_first() {
    let image = |alt: Localized<String>| Image {
        url: WebUrl::parse("https://talo.example/kuva.jpg").unwrap(),
        alt,
    };
    let a = of("a", |l| {
        l.content.image = Some(image(Localized::new()));
        l.content.organiser.name = Some("Kuoro ry".to_owned());
        l.content.organiser.email = Some("kuoro@kuoro.example".to_owned());
    });
    let b = of("b", |l| {
        l.content.image = Some(image(finnish("Laulajia")));
        l.content.organiser.name = Some("Kuoro ry".to_owned());
        l.content.organiser.business_id = Some("1234567-8".to_owned());
    });
    let merged = told(&[a, b.clone()]);
    assert_eq!(merged.content.image, b.content.image);
    let organiser = &merged.content.organiser;
    assert_eq!(organiser.business_id, b.content.organiser.business_id);
    assert_eq!(organiser.email.as_deref(), Some("kuoro@kuoro.example"));
    assert_eq!((origin(&merged, Field::Image), origin(&merged, Field::Organiser)), ("b", "b"));
}

#[test]
fn it_is_seen_as_long_as_anybody_wants_it_seen() {
    let at = |text: &str| Some(text.parse().unwrap());
    let a = of("a", |l| {
        l.content.visibility =
            Visibility { from: at("2026-05-01T00:00:00Z"), until: at("2026-06-01T00:00:00Z") };
    });
    let b = of("b", |l| {
        l.content.visibility =
            Visibility { from: at("2026-05-10T00:00:00Z"), until: at("2026-07-01T00:00:00Z") };
    });
    let widest = told(&[a.clone(), b]).content.visibility;
    assert_eq!(
        (widest.from, widest.until),
        (at("2026-05-01T00:00:00Z"), at("2026-07-01T00:00:00Z"))
    );
    let open = told(&[a, of("c", |_| {})]).content.visibility;
    assert_eq!(open, Visibility::default());
}

#[test]
fn nothing_is_taken_from_a_draft_where_another_is_published() {
    let draft = of("a", |l| {
        l.content.name = finnish("Salainen");
        l.content.publication = Publication::Draft;
    });
    let merged = told(&[draft.clone(), of("b", |_| {})]);
    assert_eq!(
        (merged.content.title(), merged.content.publication),
        ("Kuoro", Publication::Published)
    );
    assert_eq!(told(&[draft]).content.title(), "Salainen");
}

#[test]
fn what_has_ended_at_one_source_gives_way_to_what_another_lists() {
    let ended = of("a", |l| l.content.name = finnish("Vanha"));
    let listed = of("b", |l| l.content.name = finnish("Uusi"));
    let all = [
        Witness { rank: Rank(1), currency: Currency::Ended, ..witness(&ended) },
        Witness { rank: Rank(2), ..witness(&listed) },
    ];
    assert_eq!(merge(&all).content.title(), "Uusi");
}

fn tuesdays(end: Option<&str>, overrides: &[(&str, Override)]) -> Session {
    let time = |text: &str| NaiveTime::parse_from_str(text, "%H:%M").unwrap();
    let tuesday = [IsoWeekday::try_from(2).unwrap()];
    let series = SeriesParts {
        zone: Helsinki,
        rule: Rule::Weeks {
            interval: 1.try_into().unwrap(),
            weekdays: Weekdays::try_from(std::collections::BTreeSet::from(tuesday)).unwrap(),
        },
        hours: Some(Hours { start: time("18:00"), end: end.map(time) }),
        first: date("2026-05-05"),
        until: Some(date("2026-06-30")),
        exdates: [].into(),
        rdates: [].into(),
        overrides: overrides.iter().map(|(day, what)| (date(day), what.clone())).collect(),
    };
    session(When::Series(Box::new(Series::try_from(series).unwrap())), place("Kajaaninkatu 1"))
}

fn with(sessions: Vec<Session>) -> impl Fn(&mut Listing) {
    move |listing| listing.sessions.clone_from(&sessions)
}

#[test]
fn times_come_from_the_source_that_tells_them_most_exactly() {
    let range = || {
        session(When::Days(Days::new(date("2026-05-05"), date("2026-06-30")).unwrap()), place("A"))
    };
    let dates = || vec![once("2026-05-05 18:00"), once("2026-05-12 18:00")];
    let check = |a: Vec<Session>, b: Vec<Session>, from: &str, count: usize| {
        let merged = told(&[of("b", with(b)), of("a", with(a))]);
        assert_eq!((origin(&merged, Field::Sessions), merged.sessions.len()), (from, count));
    };
    check(vec![range()], dates(), "b", 2);
    check(vec![tuesdays(None, &[])], dates(), "a", 1);
    check(dates(), vec![tuesdays(None, &[])], "a", 2);
    check(vec![], dates(), "b", 2);
}

#[test]
fn of_equally_believed_sources_the_majority_is_right_about_the_time() {
    let at = |source: &str, time: &str| of(source, with(vec![once(time)]));
    let all =
        [at("a", "2026-05-05 16:00"), at("b", "2026-05-05 18:00"), at("c", "2026-05-05 18:00")];
    let equal: Vec<_> = all.iter().map(witness).collect();
    assert_eq!(merge(&equal).sessions, [once("2026-05-05 18:00")]);
}

#[test]
fn the_single_dates_of_one_source_are_joined_and_told_once_each() {
    let one = |id: &str, time: &str| {
        let mut listing = of("a", with(vec![once(time)]));
        listing.key.id = item(id);
        listing
    };
    let all =
        [one("1", "2026-05-05 18:00"), one("2", "2026-05-12 18:00"), one("3", "2026-05-12 18:00")];
    let merged = told(&all);
    assert_eq!(merged.sessions, [once("2026-05-05 18:00"), once("2026-05-12 18:00")]);
}

fn meeting(time: &str, venue: Venue) -> Session {
    Session { venue, ..once(time) }
}

/// `a` is believed before `b`.
fn check_sessions(what: &str, a: &[Session], b: &[Session], expected: &[&Session]) {
    let (a, b) = (of("a", with(a.to_vec())), of("b", with(b.to_vec())));
    let all = [Witness { rank: Rank(2), ..witness(&b) }, witness(&a)];
    let merged = merge(&all);
    assert_eq!(merged.sessions.iter().collect::<Vec<_>>(), expected, "{what}");
}

#[test]
fn who_agrees_in_part_is_believed_about_what_is_elsewhere() {
    let own = || meeting("2026-05-05 18:00", place("Kajaaninkatu 1"));
    let phone = || meeting("2026-05-08 09:00", Venue::Phone(Phone::default()));
    let library = || meeting("2026-05-06 10:00", place("Rantatie 2"));
    let next_town = || meeting("2026-05-05 18:00", town("Kempele"));
    let all = [own(), phone(), library(), next_town()];
    let check = check_sessions;
    check("the rest of it", &[own()], &all, &all.each_ref());
    check("it agrees in nothing", &[own()], &[phone(), library()], &[&own()]);
    let later = || meeting("2026-05-12 18:00", place("kajaaninkatu 1"));
    check("another hour there", &[own()], &[own(), later()], &[&own()]);
    let nowhere = || meeting("2026-05-12 18:00", Venue::Unknown);
    check("it may be there", &[own()], &[own(), nowhere()], &[&own()]);
    check("two tell it", &[own(), phone()], &[own(), phone()], &[&own(), &phone()]);
}

#[test]
fn of_equally_believed_sources_the_one_that_leaves_out_least_tells_the_times() {
    let (first, second) = (once("2026-05-05 18:00"), once("2026-05-12 18:00"));
    let all =
        [of("a", with(vec![first.clone()])), of("b", with(vec![first.clone(), second.clone()]))];
    let equal: Vec<_> = all.iter().map(witness).collect();
    assert_eq!(merge(&equal).sessions, [first, second]);
}

#[test]
fn at_one_time_there_may_be_a_meeting_and_a_way_to_follow_it_from_afar() {
    let by = |id: &str, venue: Venue| {
        let mut listing = of("a", with(vec![meeting("2026-05-05 18:00", venue)]));
        listing.key.id = item(id);
        listing
    };
    let online = || Venue::Online(Online::default());
    let merged = told(&[by("1", place("Kajaaninkatu 1")), by("2", online())]);
    assert_eq!(merged.sessions.len(), 2);
    let Venue::Place(street) = place("Kajaaninkatu 1") else { panic!() };
    let both = Venue::Hybrid { place: street, online: Online::default() };
    assert_eq!(told(&[by("1", both.clone()), by("2", online())]).sessions.len(), 1);
    assert_eq!(told(&[by("1", both), by("2", place("Kajaaninkatu 1"))]).sessions.len(), 1);
}

/// What a says first, what b says, after how many hours each changed since it was found; what holds.
fn check_status(
    told: &str,
    (a, a_changed): (Status, i64),
    (b, b_changed): (Status, i64),
    expected: Status,
) {
    let as_told = |source: &str, status: Status| {
        of(source, move |listing| listing.sessions[0].status = status)
    };
    let (a, b) = (as_told("a", a), as_told("b", b));
    let all = [(&a, a_changed), (&b, b_changed)].map(|(listing, hours)| {
        let witness = witness(listing);
        Witness { changed: witness.changed + TimeDelta::hours(hours), ..witness }
    });
    assert_eq!(merge(&all).sessions[0].status, expected, "{told}");
}

#[test]
fn a_fresh_cancellation_wins_over_what_was_said_before() {
    use Status::{Cancelled, Postponed, Scheduled};
    check_status("one alone is off", (Cancelled, 0), (Scheduled, 0), Cancelled);
    check_status("a copy that was never touched", (Scheduled, 0), (Cancelled, 5), Cancelled);
    check_status("the copy was edited before", (Scheduled, 3), (Cancelled, 5), Cancelled);
    check_status("it was put on again since", (Scheduled, 7), (Cancelled, 5), Scheduled);
    check_status("at the same time", (Scheduled, 5), (Cancelled, 5), Cancelled);
    check_status("put off", (Scheduled, 0), (Postponed, 5), Postponed);
    check_status("nobody says so", (Scheduled, 9), (Scheduled, 5), Scheduled);
}

#[test]
fn a_date_that_one_calls_off_is_off_in_the_series_of_another() {
    let mut off = once("2026-05-12 18:00");
    off.status = Status::Cancelled;
    let single = of("b", with(vec![off]));
    let merged = told(&[of("a", with(vec![tuesdays(None, &[])])), single]);
    assert_eq!(merged.sessions, [tuesdays(None, &[("2026-05-12", Override::Cancelled)])]);

    let overrides = [("2026-05-19", Override::Cancelled)];
    let merged = told(&[
        of("a", with(vec![tuesdays(None, &[])])),
        of("b", with(vec![tuesdays(None, &overrides)])),
    ]);
    assert_eq!(merged.sessions, [tuesdays(None, &overrides)]);

    let merged = told(&[
        of("a", with(vec![once("2026-05-19 18:00"), once("2026-05-26 18:00")])),
        of("b", with(vec![tuesdays(None, &overrides)])),
    ]);
    let statuses: Vec<_> = merged.sessions.iter().map(|session| session.status).collect();
    assert_eq!(statuses, [Status::Cancelled, Status::Scheduled]);
}

#[test]
fn an_end_that_one_leaves_out_is_filled_in() {
    let ended = Once::new(Helsinki, wall("2026-05-05 18:00"), Some(wall("2026-05-05 19:30")));
    let ended = session(When::Once(ended.unwrap()), place("Kajaaninkatu 1"));
    let merged =
        told(&[of("a", with(vec![once("2026-05-05 18:00")])), of("b", with(vec![ended.clone()]))]);
    assert_eq!(merged.sessions, [ended]);
    let merged = told(&[
        of("a", with(vec![tuesdays(None, &[])])),
        of("b", with(vec![tuesdays(Some("19:30"), &[])])),
    ]);
    assert_eq!(merged.sessions, [tuesdays(Some("19:30"), &[])]);
}

fn at(venue: Venue, edit: impl Fn(&mut Session)) -> Session {
    let mut session = once("2026-05-05 18:00");
    session.venue = venue;
    edit(&mut session);
    session
}

fn town(name: &str) -> Venue {
    Venue::Place(Place {
        municipality: Municipality::by_name(name),
        position: Position::new(25.47, 65.01),
        ..Place::default()
    })
}

#[test]
fn a_street_is_taken_before_the_middle_of_the_same_town() {
    let check = |a: Venue, b: Venue, expected: &Venue| {
        let merged =
            told(&[of("a", with(vec![at(a, |_| {})])), of("b", with(vec![at(b, |_| {})]))]);
        assert_eq!(merged.sessions[0].venue, *expected);
    };
    let street = || place("Kajaaninkatu 1");
    check(town("Oulu"), street(), &street());
    check(street(), town("Oulu"), &street());
    check(Venue::Unknown, street(), &street());
    check(town("Kempele"), street(), &town("Kempele"));
    check(street(), place("Rantatie 2"), &street());
    let online = || Venue::Online(Online::default());
    check(online(), street(), &online());
}

#[test]
fn what_others_know_of_the_same_place_is_added() {
    let features = |codes: &[&str]| Accessibility::Features(terms(Scheme::Accessibility, codes));
    let codes: Vec<_> = Term::all(Scheme::Accessibility).take(2).map(Term::code).collect();
    let a = at(place("Kajaaninkatu 1"), |s| s.accessibility = features(&codes[..1]));
    let b = at(place("KAJAANINKATU 1"), |s| {
        s.accessibility = features(&codes[1..]);
        s.registration.required = Some(true);
        s.registration.email = Some("ilmo@kuoro.example".to_owned());
        if let Venue::Place(place) = &mut s.venue {
            place.position = Position::new(25.48, 65.02);
        }
    });
    let elsewhere =
        at(place("Rantatie 2"), |s| s.registration.url = WebUrl::parse("https://a.example"));
    let merged = told(&[
        of("a", with(vec![a])),
        of("b", with(vec![b.clone()])),
        of("c", with(vec![elsewhere])),
    ]);
    let session = &merged.sessions[0];
    assert_eq!(session.accessibility, features(&codes));
    assert_eq!(session.registration, b.registration);
    assert_eq!(session.venue.place().unwrap().position, Position::new(25.48, 65.02));
}
