use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

#[test]
fn a_cancellation_is_read_and_not_shown() {
    let check = |raw: &str, name: &str| {
        let title = read(raw).unwrap();
        assert_eq!((title.name.as_str(), title.cancelled), (name, true), "{raw}");
    };
    check("PERUTTU: Kylätanssit", "Kylätanssit");
    check("Peruttu: Kylätanssit", "Kylätanssit");
    check("peruttu - kylätanssit", "kylätanssit");
    check("PERUTTU – Kylätanssit", "Kylätanssit");
    check("PERUTTU! Kylätanssit", "Kylätanssit");
    check("PERUTTU Kylätanssit", "Kylätanssit");
    check("PERUTTU kylätanssit", "kylätanssit");
    check("Peruttu Kylätanssit", "Kylätanssit");
    check("(PERUTTU) Kylätanssit", "Kylätanssit");
    check("[peruttu] Kylätanssit", "Kylätanssit");
    check("*** PERUTTU *** Kylätanssit", "Kylätanssit");
    check("❌ PERUTTU: Kylätanssit", "Kylätanssit");
    check("PERUUTETTU: Kylätanssit", "Kylätanssit");
    check("PERUUNTUNUT / Kylätanssit", "Kylätanssit");
    check("PERUTTU: \"Sinfonia\"", "\"Sinfonia\"");
    check("PERUTTU: 3. luokan retki", "3. luokan retki");
    check("Kylätanssit (PERUTTU)", "Kylätanssit");
    check("Kylätanssit [Peruttu]", "Kylätanssit");
    check("Kylätanssit (peruttu!)", "Kylätanssit");
    check("Kylätanssit – peruttu", "Kylätanssit");
    check("Kylätanssit - PERUTTU!", "Kylätanssit");
    check("Kylätanssit PERUTTU", "Kylätanssit");
    check("Kylätanssit on peruttu", "Kylätanssit");
    check("Kylätanssit! PERUTTU", "Kylätanssit!");
    check("INSTÄLLT: Bydans", "Bydans");
    check("Inställd – Bydans", "Bydans");
    check("Bydansen är inställd", "Bydansen");
    check("CANCELLED: Village dance", "Village dance");
    check("Canceled - Village dance", "Village dance");
    check("Village dance (cancelled)", "Village dance");
    check("Village dance has been cancelled", "Village dance");
    check("PERUTTU / INSTÄLLT / CANCELLED: Kylätanssit", "Kylätanssit");
    check("<p dir=\"ltr\"><b>PERUTTU:</b>&nbsp;Kylätanssit</p>", "Kylätanssit");
    check("PERUTTU", "PERUTTU");
    check("PERUTTU!!!", "PERUTTU!!!");
}

#[test]
fn other_titles_stay_as_they_are() {
    let check = |raw: &str| {
        let title = read(raw).unwrap();
        assert_eq!((title.name.as_str(), title.cancelled), (raw, false));
    };
    check("Kylätanssit");
    check("Peruttu avioliitto, näytelmä");
    check("Peruttujen unelmien ilta");
    check("Ei peruttu: kylätanssit");
    check("Kylätanssit EI PERUTTU");
    check("Kylätanssit (ei peruttu)");
    check("Perutaan puutarhassa");
    check("Peruttu-trion konsertti");
    check("Cancelled flights and your rights");
    check("Kylätanssit (PERUTTU 24.11.)");
    check("Kuka perui? Dekkari-ilta!");
    check("(Ei) mitään – avoin ilta: 'kaikille'");
}

#[test]
fn a_title_is_one_short_line() {
    assert_eq!(read(""), None);
    assert_eq!(read("<p>&nbsp;</p>\u{200b}"), None);
    assert_eq!(read("Kylä\r\ntanssit\u{0}\u{202e}").unwrap().name, "Kylä tanssit");
    let title = read(&"sana ".repeat(100)).unwrap();
    assert!(title.shortened && title.name.ends_with("sana…"));
    assert!(title.name.chars().count() <= 200);
    assert!(!read(&"x".repeat(200)).unwrap().shortened);
    assert!(read(&"x".repeat(201)).unwrap().shortened);
    let cancelled = read(&format!("{} (PERUTTU)", "x".repeat(250))).unwrap();
    assert!(cancelled.cancelled && cancelled.shortened);
}

#[test]
fn a_title_of_a_megabyte_is_cut_at_once() {
    for flood in ["x", "PERUTTU ", "<b>", "&amp;", "(", "- ", "ä\u{308}"] {
        let start = Instant::now();
        let title = read(&flood.repeat(1_000_000 / flood.len()));
        assert!(title.is_none_or(|title| title.name.chars().count() <= 200));
        assert!(start.elapsed() < Duration::from_secs(2), "{flood}: {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn any_title_has_a_name_in_one_line(
        raw in "(PERUTTU|peruttu|INSTÄLLD|on|[(\\[:–-]|!| |[a-zÅ]{1,4}|\\PC){0,8}",
    ) {
        if let Some(title) = read(&raw) {
            prop_assert!(!title.name.is_empty() && title.name.trim() == title.name);
            prop_assert!(!title.name.contains(char::is_control));
        }
    }
}
