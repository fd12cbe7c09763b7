use proptest::prelude::*;

use super::*;
use crate::id::{ItemId, ListingKey, SourceId};
use crate::listing::{Contact, Content, Credit};
use crate::localized::{Lang, Localized};

/// A listing that gives these ways; `page` is where it is shown.
fn listing(contacts: &[&str], text: &str, page: Option<&str>) -> Listing {
    let contact = |value: &&str| Contact {
        means: if value.contains("://") {
            ContactMeans::Web(WebUrl::parse(value).unwrap())
        } else if value.contains('@') {
            ContactMeans::Email((*value).to_owned())
        } else {
            ContactMeans::Phone((*value).to_owned())
        },
        label: Localized::new(),
    };
    let (plain, _) = text.split_once("<a ").unwrap_or((text, ""));
    let text = RichText { plain: plain.to_owned(), html: text.to_owned() };
    Listing {
        key: ListingKey::new(SourceId::parse("a").unwrap(), ItemId::parse("1").unwrap()),
        parts: Default::default(),
        part_of: None,
        content: Content {
            contacts: contacts.iter().map(contact).collect(),
            description: [(Lang::FI, text)].into_iter().collect(),
            ..Content::default()
        },
        sessions: Vec::new(),
        credit: Credit {
            attribution: String::new(),
            licence: None,
            link: page.and_then(WebUrl::parse),
        },
        notes: Default::default(),
    }
}

fn reach(contacts: &[&str]) -> Reach {
    Reach::of(&listing(contacts, "", None))
}

#[test]
fn one_number_is_one_however_it_is_typed() {
    let check =
        |text: &str, number: Option<u64>| assert_eq!(mentions::phone(text), number, "{text}");
    for text in [
        "040 000 0123",
        "040-0000123",
        "+358 40 000 0123",
        "+358400000123",
        "00358 40 0000123",
        "+358 (0)40 000 0123",
        "puh. 0400000123",
        "(040) 0000 123",
    ] {
        check(text, Some(400_000_123));
    }
    check("08 5555 100", Some(85_555_100));
    check("358 12 34", Some(3_581_234));
    check("112", None);
    check("soita", None);
}

#[test]
fn texts_tell_links_mailboxes_and_numbers() {
    let text = "Lue lisää (www.seura.example/tapahtumat/neulekahvila), kysy: aino@seura.example tai \
        puh. 040 000 0123. Kevät 2027, ti 12.1.2027 klo 18–19.30, Torikatu 04, 90100 Oulu.\
        <a href=\"https://seura.example/?p=12&amp;utm_source=x\">";
    let found = Reach::of(&listing(&[], text, None));
    let given = reach(&[
        "https://seura.example/tapahtumat/neulekahvila",
        "https://seura.example/?p=12",
        "aino@seura.example",
        "+358400000123",
    ]);
    assert_eq!(found, given);
}

#[test]
fn links_tell_most_where_they_lead_to_one_thing() {
    let (cafe, circle) = (
        "https://seura.example/tapahtumat/neulekahvila",
        "https://seura.example/tapahtumat/lukupiiri",
    );
    let (front, other) = ("https://seura.example/", "https://toinen.example/");
    let check = |a: &[&str], b: &[&str], links: Links| {
        let (a, b) = (reach(a), reach(b));
        assert_eq!((a.against(&b).link, b.against(&a).link), (links, links), "{a:?} {b:?}");
    };
    check(&[cafe, front], &[front, cafe], Links::SameSpecific);
    check(&[cafe, front], &[circle, front], Links::OtherOnSameSite);
    check(&[cafe, front], &[front], Links::SameGeneric);
    check(&[front], &[other], Links::Apart);
    check(&[front], &[], Links::Unknown);
    check(&["https://facebook.com/"], &["https://facebook.com/"], Links::Unknown);
}

#[test]
fn a_link_to_the_others_own_page_is_a_link_to_one_thing() {
    let page = "https://kalenteri.example/tapahtuma/77";
    let shown = Reach::of(&listing(&[], "", Some(page)));
    assert_eq!(reach(&[page]).against(&shown).link, Links::SameSpecific);
    // Two entries of one source have two pages there, which tells nothing.
    let beside = Reach::of(&listing(&[], "", Some("https://kalenteri.example/tapahtuma/78")));
    assert_eq!(beside.against(&shown).link, Links::Unknown);
    assert_eq!(shown.specific_links().count(), 1);
}

#[test]
fn mailboxes_of_one_organisation_are_akin() {
    let check = |a: &str, b: &str, emails: Emails| {
        assert_eq!(reach(&[a]).against(&reach(&[b])).email, emails, "{a} {b}");
    };
    check("Aino@seura.example", "aino@SEURA.example", Emails::Same);
    check("aino@seura.example", "toimisto@seura.example", Emails::SameDomain);
    check("aino@gmail.com", "toimisto@gmail.com", Emails::Other);
    check("aino@seura.example", "040 000 0123", Emails::Unknown);
    assert_eq!(reach(&["040 000 0123"]).against(&reach(&["040 000 0124"])).phone, Phones::Other);
    assert_eq!(reach(&["040 000 0123"]).against(&reach(&["+358400000123"])).phone, Phones::Same);
    assert_eq!(reach(&["040 000 0123"]).against(&reach(&[])).phone, Phones::Unknown);
}

fn text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "https://",
        "www.",
        "seura.example",
        "/a/b",
        "?p=1",
        "@",
        "a@b.example",
        "+358",
        "040",
        "0000123",
        "href=\"",
        "\"",
        "(",
        ").",
        " ",
        "%",
        "%C3",
        "ä",
    ]);
    prop::collection::vec(word, 0..8).prop_map(|words| words.concat())
}

proptest! {
    #[test]
    fn comparing_is_the_same_both_ways((one, other) in (text(), text())) {
        let a = Reach::of(&listing(&[], &one, None));
        let b = Reach::of(&listing(&[], &other, None));
        prop_assert_eq!(a.against(&b), b.against(&a));
        let own = a.against(&a);
        prop_assert!(matches!(own.link, Links::SameSpecific | Links::SameGeneric | Links::Unknown));
        prop_assert!(own.phone != Phones::Other && own.email != Emails::Other);
    }
}
