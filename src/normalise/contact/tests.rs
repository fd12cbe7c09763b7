use super::*;
use crate::localized::Lang;

const NOTHING: Redact = Redact { email: false, phone: false, names: false };

fn raw(kind: &str, value: &str, label: &str) -> RawContact {
    let label = [("fi".to_owned(), label.to_owned())].into();
    RawContact { kind: kind.to_owned(), value: value.to_owned(), label }
}

/// What became of contacts, one a line, and the notes.
fn read(raw: &[RawContact], redact: Redact) -> (Vec<String>, BTreeSet<Note>) {
    let mut notes = BTreeSet::new();
    let shown = |contact: &Contact| {
        let value = match &contact.means {
            ContactMeans::Email(address) => format!("e {address}"),
            ContactMeans::Phone(number) => format!("p {number}"),
            ContactMeans::Web(url) => format!("w {url}"),
        };
        match contact.label.get(&Lang::FI) {
            Some(label) => format!("{value} ({label})"),
            None => value,
        }
    };
    (contacts(raw, redact, &mut notes).iter().map(shown).collect(), notes)
}

#[test]
fn a_web_address_is_read_as_it_was_meant() {
    let check = |raw: &str, url: &str| {
        let mut notes = BTreeSet::new();
        assert_eq!(web_url(raw, &mut notes).as_ref().map(WebUrl::as_str), Some(url), "{raw}");
        assert!(notes.is_empty(), "{raw}");
    };
    check("https://seura.example/retket", "https://seura.example/retket");
    check(" HTTP://Seura.example ", "http://seura.example/");
    check("www.seura.example", "https://www.seura.example/");
    check("WWW.Seura.example/Retket?a=1#b", "https://www.seura.example/Retket?a=1#b");
    check("seura.example", "https://seura.example/");
    check("seura.example:8443/x", "https://seura.example:8443/x");
    check("//seura.example/x", "https://seura.example/x");
    check("kylä.example", "https://xn--kyl-sla.example/");
    check("www.seura.example (ilmoittautuminen)", "https://www.seura.example/");
    check("\u{200b}www.seura.example\u{a0}", "https://www.seura.example/");
}

#[test]
fn what_is_no_web_address_is_dropped_with_a_note() {
    let check = |raw: &str, noted: &str| {
        let mut notes = BTreeSet::new();
        assert_eq!(web_url(raw, &mut notes), None, "{raw}");
        assert_eq!(notes, BTreeSet::from([Note::DroppedLink(noted.to_owned())]), "{raw}");
    };
    check("javascript:alert(1)", "javascript:alert(1)");
    check("JaVa\tScRiPt:alert(1)", "JaVa ScRiPt:alert(1)");
    check("data:text/html,x", "data:text/html,x");
    check("file:///etc/passwd", "file:///etc/passwd");
    check("ei ole", "ei ole");
    check("ohjelma.pdf", "ohjelma.pdf");
    check("10.0.0.1/x", "10.0.0.1/x");
    check("https://", "https://");
    check("https://tunnus:salasana@seura.example/", "https://tunnus:[sähköposti poistettu]/");
    check("aino@seura.example", "[sähköposti poistettu]");
    check("localhost", "localhost");
    let mut notes = BTreeSet::new();
    assert_eq!(web_url(" \n", &mut notes), None);
    assert!(notes.is_empty());
    let _ = web_url(&"x".repeat(1_000), &mut notes);
    assert_eq!(notes, BTreeSet::from([Note::DroppedLink("x".repeat(100))]));
}

#[test]
fn an_email_address_is_read_as_it_was_meant() {
    let check = |raw: &str, address: Option<&str>| {
        assert_eq!(email(raw).as_deref(), address, "{raw:?}");
    };
    check("toimisto@seura.example", Some("toimisto@seura.example"));
    check(" Toimisto@SEURA.Example ", Some("Toimisto@seura.example"));
    check("mailto:toimisto@seura.example?subject=x", Some("toimisto@seura.example"));
    check("Toimisto <toimisto@seura.example>", Some("toimisto@seura.example"));
    check("toimisto@kylä.example", Some("toimisto@kylä.example"));
    check("etu.suku+tag@a-b.seura.example.", Some("etu.suku+tag@a-b.seura.example"));
    check("a@seura.example; b@seura.example", Some("a@seura.example"));
    for bad in [
        "",
        "toimisto",
        "toimisto@",
        "@seura.example",
        "a@b",
        "a@@seura.example",
        "a b@",
        "a@-x.example",
        ".a@seura.example",
        "a..b@seura.example",
        "a@seura..example",
        "a@1.2.3.4",
        "a\"b@seura.example",
        "a@[127.0.0.1]",
    ] {
        check(bad, None);
    }
    check("a@seura.example\r\nBcc: b@x.example", Some("a@seura.example"));
}

#[test]
fn a_telephone_number_is_read_as_it_was_meant() {
    let check = |raw: &str, number: Option<&str>| {
        assert_eq!(phone(raw).as_deref(), number, "{raw:?}");
    };
    check("044 000 0123", Some("044 000 0123"));
    check("0440000123", Some("0440000123"));
    check("+358 44  000\u{a0}0123", Some("+358 44 000 0123"));
    check("+358 (0)44 000 0123", Some("+358 44 000 0123"));
    check("(08) 000 1234", Some("(08) 000 1234"));
    check("puh. 0400–000 123", Some("0400-000 123"));
    check("tel:+358440000123", Some("+358440000123"));
    check("044.000.0123", Some("044.000.0123"));
    check("044 000 0123 (ark. 9–15)", Some("044 000 0123"));
    check("044 000 0123 / 050 000 0456", Some("044 000 0123"));
    check("Toimisto, 044 000 0123", Some("044 000 0123"));
    check("112", Some("112"));
    for bad in ["", "ei ole", "12", "24.11.2026", "1234567890123456", "+", "04+0 000 0123"] {
        check(bad, None);
    }
}

#[test]
fn contacts_are_kept_in_order_and_once() {
    let (contacts, notes) = read(
        &[
            raw("phone", "044 000 0123", "Kerhon vetäjä Aino K."),
            raw("email", "Toimisto@Seura.example", "<p>Toimisto</p>"),
            raw("www", "www.seura.example", ""),
            raw("phone", "044 000 0123", "Kerhon vetäjä Aino K."),
            raw("phone", " ", "Tyhjä"),
        ],
        NOTHING,
    );
    let expected = [
        "p 044 000 0123 (Kerhon vetäjä Aino K.)",
        "e Toimisto@seura.example (Toimisto)",
        "w https://www.seura.example/",
    ];
    assert_eq!(contacts, expected);
    assert!(notes.is_empty());
}

#[test]
fn a_value_in_the_wrong_field_is_read_for_what_it_is() {
    let check = |kind: &str, value: &str, expected: &[&str]| {
        let (contacts, notes) = read(&[raw(kind, value, "")], NOTHING);
        assert_eq!(contacts, expected, "{kind} {value}");
        assert_eq!(notes.is_empty(), !expected.is_empty(), "{kind} {value}");
    };
    check("phone", "a@seura.example", &["e a@seura.example"]);
    check("www", "a@seura.example", &["e a@seura.example"]);
    check("phone", "www.seura.example", &["w https://www.seura.example/"]);
    check("email", "https://seura.example/", &["w https://seura.example/"]);
    check("email", "044 000 0123", &["p 044 000 0123"]);
    check("whatsapp", "044 000 0123", &["p 044 000 0123"]);
    check("email", "a@seura.example, b@seura.example", &["e a@seura.example", "e b@seura.example"]);
    check("phone", "044 000 0123 / 050 000 0456", &["p 044 000 0123", "p 050 000 0456"]);
    check("email", "toimisto", &[]);
    check("phone", "ei puhelinta", &[]);
    check("www", "javascript:alert(1)", &[]);
}

#[test]
fn what_is_redacted_is_left_out_without_a_note() {
    let all = [
        raw("phone", "044 000 0123", "Kerhon vetäjä Aino K."),
        raw("email", "aino.kirppu@seura.example", "Aino Kirppu"),
        raw("email", "toimisto@seura.example", "Toimisto"),
        raw("www", "https://wa.me/358440000123", "Viestit"),
        raw("www", "https://seura.example", "Seura"),
    ];
    let check = |redact: Redact, expected: &[&str]| {
        let (contacts, notes) = read(&all, redact);
        assert_eq!(contacts, expected);
        assert!(notes.is_empty());
    };
    check(
        Redact { names: true, ..NOTHING },
        &[
            "p 044 000 0123 (Kerhon vetäjä)",
            "e toimisto@seura.example (Toimisto)",
            "w https://wa.me/358440000123 (Viestit)",
            "w https://seura.example/ (Seura)",
        ],
    );
    check(
        Redact { phone: true, ..NOTHING },
        &[
            "e aino.kirppu@seura.example (Aino Kirppu)",
            "e toimisto@seura.example (Toimisto)",
            "w https://seura.example/ (Seura)",
        ],
    );
    check(Redact { email: true, phone: true, names: true }, &["w https://seura.example/ (Seura)"]);
}
