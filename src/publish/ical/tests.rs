//! What a calendar reader gets.

mod bytes;
mod hostile;
mod zones;

use std::ptr;

use chrono_tz::Europe::Helsinki;

use self::bytes::{check_bytes, properties, value};
use super::{Frame, calendar, instance, vevents};
use crate::activity::Activity;
use crate::fragment::{CancelledPolicy, Vevents};
use crate::listing::{
    Accessibility, Contact, ContactMeans, Image, Online, Phone, PriceKind, Status, Venue,
};
use crate::localized::{Lang, Localized};
use crate::sample::published::*;
use crate::vocabulary::Scheme;
use crate::when::When;
use crate::when::occurrences::{Window, occurrences};

pub(super) const FRAME: Frame<'_> = Frame {
    name: Some("Kalenteri"),
    description: "Mitä alueella tapahtuu",
    source: "https://kalenteri.example/calendar.ics",
    changed: None,
};

/// The VEVENTs of the only session.
fn render(activity: &Activity) -> Vevents {
    vevents(activity, &activity.sessions[0], &site())
}

pub(super) fn text(activity: &Activity, policy: CancelledPolicy, lang: &Lang) -> String {
    render(activity).get(policy, lang).unwrap().text.to_owned()
}

/// In Finnish, with cancelled ones marked.
pub(super) fn marked(when: When) -> String {
    text(&choir(vec![at(when)]), CancelledPolicy::Mark, &Lang::FI)
}

/// As a snapshot is read: with LF.
fn shown(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[test]
fn a_series_with_everything_that_can_become_of_an_instance() {
    insta::assert_snapshot!("series_marked", shown(&marked(eventful())));
    let activity = choir(vec![at(eventful())]);
    let title = text(&activity, CancelledPolicy::Title, &Lang::SV);
    insta::assert_snapshot!("series_title_sv", shown(&title));
    let omit = text(&activity, CancelledPolicy::Omit, &Lang::FI);
    insta::assert_snapshot!("series_omit", shown(&omit));
}

#[test]
fn whole_days_end_on_the_day_after() {
    let text = marked(days("2026-11-28", "2026-11-29"));
    assert_eq!(value(&text, "DTSTART;VALUE=DATE"), Some("20261128"));
    assert_eq!(value(&text, "DTEND;VALUE=DATE"), Some("20261130"));
}

#[test]
fn a_start_without_an_end_stays_without() {
    let text = marked(once(Helsinki, "2026-11-24 18:00", ""));
    assert_eq!(value(&text, "DTSTART;TZID=Europe/Helsinki"), Some("20261124T180000"));
    assert!(!text.contains("DTEND"), "{text}");
}

#[test]
fn an_ongoing_service_has_no_event() {
    let activity = choir(vec![at(ongoing("2026-01-01"))]);
    assert_eq!(render(&activity), Vevents::default());
    assert_eq!(render(&activity).get(CancelledPolicy::Mark, &Lang::FI), None);
}

#[test]
fn what_is_put_off_is_tentative_in_every_feed() {
    let mut activity = choir(vec![at(once(Helsinki, "2026-12-01 18:00", "2026-12-01 19:00"))]);
    activity.sessions[0].session.status = Status::Postponed;
    for policy in CancelledPolicy::ALL {
        let text = text(&activity, policy, &Lang::FI);
        assert!(text.contains("\nSUMMARY;LANGUAGE=fi:LYKÄTTY: Kaikille avoin kuoro"), "{text}");
        assert!(text.contains("\nSTATUS:TENTATIVE"), "{text}");
    }
}

#[test]
fn a_cancelled_session_is_told_as_the_feed_wants_it() {
    let mut activity = choir(vec![at(once(Helsinki, "2026-11-24 18:00", "2026-11-24 19:00"))]);
    activity.sessions[0].session.status = Status::Cancelled;
    let told = |policy, lang| {
        let text = render(&activity).get(policy, &lang)?.text.to_owned();
        let summary = properties(&text).into_iter().find(|line| line.starts_with("SUMMARY"))?;
        Some((summary, value(&text, "STATUS")?.to_owned()))
    };
    let as_told = |summary: &str, status: &str| Some((summary.to_owned(), status.to_owned()));
    let finnish = "SUMMARY;LANGUAGE=fi:PERUTTU: Kaikille avoin kuoro";
    let swedish = "SUMMARY;LANGUAGE=sv:INSTÄLLT: Kör för alla";
    assert_eq!(told(CancelledPolicy::Mark, Lang::FI), as_told(finnish, "CANCELLED"));
    assert_eq!(told(CancelledPolicy::Mark, Lang::SV), as_told(swedish, "CANCELLED"));
    assert_eq!(told(CancelledPolicy::Title, Lang::SV), as_told(swedish, "CONFIRMED"));
    assert_eq!(told(CancelledPolicy::Omit, Lang::FI), None);
}

#[test]
fn what_makes_no_difference_is_the_same_text() {
    let rendered = render(&choir(vec![at(days("2026-11-28", "2026-11-29"))]));
    let text = |policy, lang| rendered.get(policy, &lang).unwrap().text;
    assert!(ptr::eq(text(CancelledPolicy::Mark, Lang::FI), text(CancelledPolicy::Omit, Lang::FI)));
    assert!(ptr::eq(text(CancelledPolicy::Mark, Lang::FI), text(CancelledPolicy::Title, Lang::EN)));
    assert_ne!(text(CancelledPolicy::Mark, Lang::FI), text(CancelledPolicy::Mark, Lang::SV));
}

#[test]
fn an_event_is_in_one_language_as_far_as_it_was_told() {
    let mut activity = choir(vec![at(days("2026-11-28", "2026-11-29"))]);
    activity.content.summary = rich(&[("fi", "Lauletaan.")]);
    let swedish = text(&activity, CancelledPolicy::Mark, &Lang::SV);
    assert_eq!(value(&swedish, "SUMMARY;LANGUAGE=sv"), Some("Kör för alla"));
    assert_eq!(value(&swedish, "CATEGORIES"), Some("Hobbyer och fritid,Kultur"));
    assert!(swedish.contains("Lauletaan."), "{swedish}");
    activity.content.name = texts(&[("se", "Koarra")]);
    activity.content.summary = Localized::new();
    let english = text(&activity, CancelledPolicy::Mark, &Lang::EN);
    assert_eq!(value(&english, "SUMMARY;LANGUAGE=se"), Some("Koarra"));
    assert_eq!(value(&english, "CATEGORIES"), Some("Harrastukset ja vapaa-aika,Kulttuuri"));
}

#[test]
fn the_description_says_what_has_no_property_and_ends_with_the_source() {
    let mut session = at(days("2026-11-28", "2026-11-29"));
    let features = ["wheelchair", "induction-loop"].map(|code| term(Scheme::Accessibility, code));
    session.accessibility = Accessibility::Features(features.into());
    session.registration.required = Some(true);
    session.registration.email = Some("kuoro@kuoro.example".to_owned());
    let mut activity = choir(vec![session]);
    activity.content.price.kind = PriceKind::Paid;
    activity.content.price.text = rich(&[("fi", "5 €")]);
    activity.content.organiser.name = Some("Oulun laulu ry".to_owned());
    let means = ContactMeans::Phone("040 000 0000".to_owned());
    activity.content.contacts = vec![Contact { means, label: texts(&[("fi", "Kuoronjohtaja")]) }];
    activity.members[0].credit.licence = Some("CC BY 4.0".to_owned());
    let text = text(&activity, CancelledPolicy::Mark, &Lang::FI);
    let expected = "Lauletaan yhdessä.\\n\\n\
        Hinta: Maksullinen. 5 €\\n\
        Ilmoittautuminen: tarvitaan\\, kuoro@kuoro.example\\n\
        Esteettömyys: Induktiosilmukka\\, Pyörätuolilla pääsee\\n\
        Järjestäjä: Oulun laulu ry\\n\\n\
        Yhteystiedot:\\nKuoronjohtaja: 040 000 0000\\n\\n\
        Lähde: Lähellä.fi\\, lisenssi CC BY 4.0\\, https://lahella.example/41001";
    assert_eq!(value(&text.replace("\r\n ", ""), "DESCRIPTION;LANGUAGE=fi"), Some(expected));
}

#[test]
fn there_is_always_a_page_to_go_to() {
    let mut activity = choir(vec![at(days("2026-11-28", "2026-11-29"))]);
    let link = |activity: &Activity| {
        let text = text(activity, CancelledPolicy::Mark, &Lang::FI);
        value(&text, "URL").unwrap().to_owned()
    };
    assert_eq!(link(&activity), "https://lahella.example/41001");
    activity.members[0].credit.link = None;
    assert_eq!(link(&activity), format!("https://kalenteri.example/activity/{}", activity.id));
}

#[test]
fn an_empty_calendar_is_a_calendar() {
    let text = calendar(&FRAME, []);
    check_bytes(&text);
    assert_eq!(
        shown(&text),
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Kooste//Kooste//FI\nCALSCALE:GREGORIAN\n\
         NAME:Kalenteri\nX-WR-CALNAME:Kalenteri\nX-WR-TIMEZONE:Europe/Helsinki\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\n\
         X-PUBLISHED-TTL:PT1H\nSOURCE;VALUE=URI:https://kalenteri.example/calendar.ics\n\
         X-WR-CALDESC:Mitä alueella tapahtuu\nBEGIN:VTIMEZONE\nTZID:Europe/Helsinki\n\
         BEGIN:DAYLIGHT\nDTSTART:19810329T030000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZNAME:EEST\n\
         TZOFFSETFROM:+0200\nTZOFFSETTO:+0300\nEND:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:19961027T040000\n\
         RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZNAME:EET\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\n\
         END:STANDARD\nEND:VTIMEZONE\nEND:VCALENDAR\n"
    );
    assert!(!calendar(&Frame { description: " ", ..FRAME }, []).contains("X-WR-CALDESC"));
}

#[test]
fn a_file_for_one_activity_has_no_name() {
    let changed = Some(utc("2026-11-02T06:00:00Z"));
    let text = calendar(&Frame { name: None, changed, ..FRAME }, [&*marked(eventful())]);
    check_bytes(&text);
    assert!(!text.contains("NAME:Kalenteri"), "{text}");
    assert!(text.contains("\r\nLAST-MODIFIED:20261102T060000Z\r\n"), "{text}");
}

#[test]
fn pictures_and_ways_in_are_addresses() {
    let mut of = choir(vec![at(eventful())]);
    let online = Online { url: Some(url("https://kokous.example/a;b,c")) };
    of.sessions[0].session.venue = Venue::Online(online);
    of.content.image = Some(Image { url: url("https://a.example/i.jpg"), alt: Localized::new() });
    let of_today = text(&of, CancelledPolicy::Mark, &Lang::FI);
    assert_eq!(value(&of_today, "CONFERENCE;VALUE=URI"), Some("https://kokous.example/a;b,c"));
    assert_eq!(value(&of_today, "IMAGE;VALUE=URI"), Some("https://a.example/i.jpg"));
    of.sessions[0].session.venue = Venue::Phone(Phone { number: Some("040 123 4567".to_owned()) });
    let of_today = text(&of, CancelledPolicy::Mark, &Lang::FI);
    assert_eq!(value(&of_today, "CONFERENCE;FEATURE=PHONE;VALUE=URI"), Some("tel:0401234567"));
}

#[test]
fn each_time_of_a_series_is_an_event_of_its_own() {
    let of = choir(vec![at(eventful())]);
    let held = &of.sessions[0];
    let window = Window { from: day("2026-11-24"), to: day("2026-12-31") };
    let all = |policy| -> Vec<String> {
        let one = |one| instance(&of, held, one, &site(), policy, &Lang::FI);
        occurrences(&held.session.when, window).iter().filter_map(one).collect()
    };
    let told = |name: &str| -> Vec<String> {
        all(CancelledPolicy::Mark)
            .iter()
            .map(|text| value(text, name).unwrap().to_owned())
            .collect()
    };
    let uid = |day: &str| format!("{}-1-{day}@kalenteri.example", of.id);
    assert_eq!(told("UID"), ["20261124", "20261201", "20261215"].map(uid));
    assert_eq!(
        told("DTSTART;TZID=Europe/Helsinki"),
        ["20261124T180000", "20261202T170000", "20261215T180000"]
    );
    assert_eq!(told("STATUS"), ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
    assert_eq!(told("SUMMARY;LANGUAGE=fi").last().unwrap(), "PERUTTU: Kaikille avoin kuoro");
    let whole = all(CancelledPolicy::Mark).concat();
    assert!(!whole.contains("RRULE") && !whole.contains("RECURRENCE-ID"), "{whole}");
    check_bytes(&calendar(&FRAME, [&*whole]));
    assert_eq!(all(CancelledPolicy::Omit).len(), 2);
}

#[test]
fn the_zone_is_told_only_where_it_is_used() {
    let of = |when| calendar(&FRAME, [marked(when).as_str()]);
    let whole_days = of(days("2026-11-28", "2026-11-29"));
    assert!(!whole_days.contains("VTIMEZONE"), "{whole_days}");
    let timed = of(once(Helsinki, "2026-11-24 18:00", ""));
    assert_eq!(timed.matches("BEGIN:VTIMEZONE\r\n").count(), 1);
}
