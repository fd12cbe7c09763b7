//! Listings made of a few values for each field, so that they agree and differ often.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::listing::{Accessibility, Contact, ContactMeans, Place, Status, Venue};
use crate::localized::{Lang, Localized, RichText};
use crate::sample::{finnish, item, listing, once, place, witness};
use crate::vocabulary::{Scheme, Term};

fn text() -> impl Strategy<Value = Localized<RichText>> {
    let rich = |text: &str| RichText { plain: text.to_owned(), html: text.to_owned() };
    let lang = prop_oneof![Just(Lang::FI), Just(Lang::SV)];
    let text =
        prop_oneof![Just("Tule mukaan."), Just("Tule mu…"), Just("Laulamme yhdessä."), Just("")];
    vec((lang, text), 0..3)
        .prop_map(move |all| all.into_iter().map(|(lang, text)| (lang, rich(text))).collect())
}

fn venue() -> impl Strategy<Value = Venue> {
    let town = Place { municipality: place("").place().unwrap().municipality, ..Place::default() };
    prop_oneof![
        Just(place("Rantatie 1")),
        Just(place("rantatie 1")),
        Just(Venue::Place(town)),
        Just(Venue::Unknown)
    ]
}

fn session() -> impl Strategy<Value = Session> {
    let status =
        prop_oneof![Just(Status::Scheduled), Just(Status::Cancelled), Just(Status::Postponed)];
    (1..4_u32, venue(), status, any::<Option<bool>>()).prop_map(|(day, venue, status, required)| {
        let mut session = once(&format!("2026-06-0{day} 18:00"));
        session.venue = venue;
        session.status = status;
        session.registration.required = required;
        if required == Some(true) {
            let one = Term::all(Scheme::Accessibility).take(1);
            session.accessibility = Accessibility::Features(one.collect());
        }
        session
    })
}

fn listed() -> impl Strategy<Value = Listing> {
    let name = prop_oneof![Just("Kuoro"), Just("Laulukuoro")];
    let phone = prop_oneof![Just("040 123"), Just("+358 40123"), Just("050 9")];
    let contacts = vec(phone, 0..3);
    (name, text(), contacts, vec(session(), 0..4), any::<bool>()).prop_map(
        |(name, description, phones, sessions, draft)| {
            let mut listing = listing("a", name);
            listing.content.description = description;
            listing.content.contacts = phones
                .into_iter()
                .map(|number| Contact {
                    means: ContactMeans::Phone(number.to_owned()),
                    label: finnish("Puhelin"),
                })
                .collect();
            if draft {
                listing.content.publication = Publication::Draft;
            }
            listing.sessions = sessions;
            listing
        },
    )
}

/// With its source, its rank, and when it changed.
type Told = (Listing, u8, i64);

fn told() -> impl Strategy<Value = Vec<Told>> {
    vec((listed(), 0..3_u8, 0..3_i64), 1..6).prop_map(|mut all| {
        for (at, (listing, source, _)) in all.iter_mut().enumerate() {
            listing.key.id = item(&format!("{at}"));
            listing.key.source = format!("s{source}").try_into().unwrap();
        }
        all
    })
}

fn witnesses(told: &[Told]) -> Vec<Witness<'_>> {
    let one = |(listing, rank, days): &'_ Told| {
        (Rank(*rank), witness(listing).changed + chrono::TimeDelta::days(*days))
    };
    let witness = |told| {
        let (rank, changed) = one(told);
        Witness { rank, changed, ..witness(&told.0) }
    };
    told.iter().map(witness).collect()
}

proptest! {
    #[test]
    fn the_order_of_listings_decides_nothing(
        (told, turned) in told().prop_flat_map(|told| (Just(told.clone()), Just(told).prop_shuffle())),
    ) {
        prop_assert_eq!(merge(&witnesses(&told)), merge(&witnesses(&turned)));
    }

    #[test]
    fn one_alone_tells_what_it_tells(told in told()) {
        let witness = witnesses(&told)[0];
        let merged = merge(&[witness]);
        prop_assert_eq!(&merged.content, &witness.listing.content);
        prop_assert_eq!(&merged.sessions, &witness.listing.sessions);
        prop_assert_eq!(merged.origin.len(), Field::OF_LISTING.len());
        prop_assert!(merged.origin.values().all(|origin| *origin == witness.listing.key));
    }

    #[test]
    fn who_says_nothing_new_changes_nothing_but_who_says_it(told in told(), copied in 0..6_usize) {
        let mut again = told.clone();
        let mut copy = told[copied % told.len()].clone();
        copy.0.key.id = item("zzz");
        again.push(copy);
        let (one, other) = (merge(&witnesses(&told)), merge(&witnesses(&again)));
        prop_assert_eq!(one.content, other.content);
    }
}
