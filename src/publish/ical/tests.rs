//! What a calendar reader gets.

mod bytes;
mod hostile;
mod zones;

use std::ptr;

use chrono_tz::Europe::Helsinki;

use self::bytes::{check_bytes, properties, value};
use super::{Frame, calendar, vevents};
use crate::activity::Activity;
use crate::fragment::{CancelledPolicy, Vevents};
use crate::listing::{Accessibility, Contact, ContactMeans, PriceKind, Status};
use crate::localized::{Lang, Localized};
use crate::sample::published::*;
use crate::vocabulary::Scheme;
use crate::when::When;

pub(super) const FRAME: Frame<'_> = Frame {
    name: "Kalenteri",
    description: "Mitä alueella tapahtuu",
    source: "https://kalenteri.example/calendar.ics",
};

/// The VEVENTs of the only session.
fn render(activity: &Activity) -> Vevents {
    vevents(activity, &activity.sessions[0], &site())
}

pub(super) fn text(activity: &Activity, policy: CancelledPolicy, lang: &Lang) -> String {
    render(activity).get(policy, lang).unwrap().to_owned()
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
        let text = render(&activity).get(policy, &lang)?.to_owned();
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
    let text = |policy, lang| rendered.get(policy, &lang).unwrap();
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
         X-WR-CALDESC:Mitä alueella tapahtuu\nEND:VCALENDAR\n"
    );
    assert!(!calendar(&Frame { description: " ", ..FRAME }, []).contains("X-WR-CALDESC"));
}

#[test]
fn the_zone_is_told_only_where_it_is_used() {
    let of = |when| calendar(&FRAME, [marked(when).as_str()]);
    let whole_days = of(days("2026-11-28", "2026-11-29"));
    assert!(!whole_days.contains("VTIMEZONE"), "{whole_days}");
    let timed = of(once(Helsinki, "2026-11-24 18:00", ""));
    assert_eq!(timed.matches("BEGIN:VTIMEZONE\r\n").count(), 1);
}
