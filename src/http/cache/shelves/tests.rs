use std::collections::BTreeMap;

use axum::http::HeaderMap;
use chrono::{DateTime, NaiveDate, Utc};

use super::*;
use crate::catalogue::{Edition, Entry};
use crate::feed::Packing;
use crate::http::conditional::{Asked, Representation};
use crate::id::Revision;

const BYTES: usize = 400_000;

fn edition(revision: i64) -> Arc<Catalogue> {
    let edition = Edition {
        revision: Revision(revision),
        as_of: NaiveDate::default(),
        published: DateTime::UNIX_EPOCH,
    };
    Arc::new(Catalogue::build(edition, Vec::<Entry>::new(), BTreeMap::new()))
}

fn representation(body: &str) -> Representation {
    let asked = Asked { now: DateTime::<Utc>::UNIX_EPOCH, until_tick: 9 };
    Representation::new("text/plain", body.to_owned(), DateTime::UNIX_EPOCH, asked)
}

fn rendered(body: &str) -> Arc<Rendered> {
    Arc::new(Rendered::of(representation(body)))
}

fn held(shelves: &Shelves) -> usize {
    shelves.upper.bytes + shelves.lower.bytes
}

#[test]
fn what_was_put_is_found_until_the_edition_changes() {
    let (first, second) = (edition(1), edition(1));
    let mut shelves = Shelves::new(BYTES);
    shelves.put("/a", "/{file}", rendered("a"), &first);
    let kept = shelves.find("/a", &first).unwrap();
    assert_eq!((&*kept.route, kept.rendered.tag()), ("/{file}", rendered("a").tag()));
    assert!(shelves.find("/b", &first).is_none());
    // Equal in name, and another one all the same: a configuration may have changed in between.
    assert!(shelves.find("/a", &second).is_none());
    assert_eq!(held(&shelves), 0);
}

#[test]
fn what_is_asked_for_often_stays_within_the_bytes_however_much_else_is_asked_for() {
    let current = edition(1);
    let mut shelves = Shelves::new(BYTES);
    shelves.put("/often", "/", rendered("often"), &current);
    for n in 0..500 {
        let body = format!("{n} {}", "x".repeat(10_000));
        shelves.put(&format!("/?once={n}"), "/", rendered(&body), &current);
        assert!(held(&shelves) <= BYTES + 20_000, "{}", held(&shelves));
        assert!(shelves.find("/often", &current).is_some(), "after {n}");
    }
    assert!(shelves.find("/?once=0", &current).is_none());
    assert!(shelves.find("/?once=499", &current).is_some());
    shelves.put("/huge", "/", rendered(&"x".repeat(BYTES)), &current);
    assert!(shelves.find("/huge", &current).is_none());
}

#[test]
fn equal_answers_of_many_addresses_are_there_once() {
    let current = edition(1);
    let mut shelves = Shelves::new(BYTES);
    let body = "x".repeat(100_000);
    for n in 0..50 {
        shelves.put(&format!("/?a={n}"), "/", rendered(&body), &current);
    }
    let [first, last] = ["/?a=0", "/?a=49"].map(|target| shelves.find(target, &current).unwrap());
    assert!(Arc::ptr_eq(&first.rendered, &last.rendered));
    // Equal bytes under other rules are something else.
    let plain = Rendered::of(representation(&body).packed(Packing::Never));
    shelves.put("/plain", "/", Arc::new(plain), &current);
    let plain = shelves.find("/plain", &current).unwrap();
    let packed = [(axum::http::header::ACCEPT_ENCODING, "gzip".parse().unwrap())];
    let asked = Asked { now: DateTime::UNIX_EPOCH, until_tick: 9 };
    let answer = plain.rendered.answer(&packed.into_iter().collect::<HeaderMap>(), asked);
    assert!(!answer.headers().contains_key("content-encoding"));
}
