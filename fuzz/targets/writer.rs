//! Any text in any field comes out of iCalendar as it went in, and stays a text.

use chrono::NaiveDate;
use kooste::fragment::CancelledPolicy;
use kooste::id::{ItemId, ListingKey, SourceId};
use kooste::listing::{
    Accessibility, Address, Contact, ContactMeans, Content, Credit, Listing, Online, Organiser,
    Phone, Place, Price, Registration, Session, Status, Venue,
};
use kooste::localized::{Lang, Localized, RichText};
use kooste::publish::{ical, json, page};
use kooste::when::{Days, When};

use super::{calendar, feed};

/// Fields end at a byte that no UTF-8 holds.
const END: u8 = 0xff;

pub(crate) fn check(bytes: &[u8]) {
    let mut fields = bytes.split(|byte| *byte == END).map(String::from_utf8_lossy);
    let mut field = || fields.next().unwrap_or_default().into_owned();
    let (name, description, feed_name) = (field(), field(), field());
    let content = Content {
        name: fi(name.clone()),
        summary: rich(field()),
        description: rich(description.clone()),
        price: Price { text: rich(field()), ..Price::default() },
        registration: rich(field()),
        organiser: Organiser {
            name: Some(field()),
            email: Some(field()),
            business_id: Some(field()),
            ..Organiser::default()
        },
        contacts: vec![
            Contact { means: ContactMeans::Phone(field()), label: fi(field()) },
            Contact { means: ContactMeans::Email(field()), label: fi(field()) },
        ],
        ..Content::default()
    };
    let address =
        Address { street: Some(field()), postal_code: Some(field()), city: Some(field()) };
    let place = Place { name: fi(field()), address: fi(address), ..Place::default() };
    let phone = Phone { number: Some(field()) };
    let registration =
        Registration { required: Some(true), url: None, email: Some(field()), text: rich(field()) };
    let venues = [
        Venue::Place(place.clone()),
        Venue::Phone(phone),
        Venue::Hybrid { place, online: Online::default() },
        Venue::Unknown,
    ];
    let day = NaiveDate::from_ymd_opt(2026, 11, 28).unwrap();
    let session = |venue| Session {
        when: When::Days(Days::new(day, day).unwrap()),
        venue,
        info: rich(description.clone()),
        accessibility: Accessibility::Unknown,
        registration: registration.clone(),
        status: Status::Scheduled,
    };
    let listing = Listing {
        key: ListingKey::new(SourceId::parse("seura").unwrap(), ItemId::parse("1").unwrap()),
        parts: [].into(),
        part_of: None,
        content,
        sessions: venues.map(session).into(),
        credit: Credit { attribution: field(), licence: Some(field()), link: None },
        notes: [].into(),
    };
    round_trip(&listing, &name, &feed_name);
}

fn round_trip(listing: &Listing, name: &str, feed_name: &str) {
    let (activity, site) = (feed::activity(listing), feed::site());
    let rendered: Vec<_> =
        activity.sessions.iter().map(|held| ical::vevents(&activity, held, &site)).collect();
    let fragments =
        rendered.iter().filter_map(|each| Some(each.get(CancelledPolicy::Mark, &Lang::FI)?.text));
    let frame = ical::Frame {
        name: Some(feed_name),
        description: feed_name,
        source: feed_name,
        changed: None,
    };
    let events = calendar::events(&ical::calendar(&frame, fragments));
    assert_eq!(events.len(), listing.sessions.len());
    let description = listing.content.description.best(&Lang::FI).map(|(_, text)| &text.plain);
    for event in events {
        assert_eq!(letters(&event.text("SUMMARY").unwrap()), letters(name));
        let told = letters(&event.text("DESCRIPTION").unwrap());
        assert!(told.contains(&letters(description.unwrap())), "{told}");
        let _one_line = event.text("LOCATION");
    }
    let as_of = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
    let told: serde_json::Value =
        serde_json::from_str(&json::activity(&activity, None, &site, as_of)).unwrap();
    assert_eq!(told["name"]["fi"], name, "{told}");
    let page = page::activity(&activity, &[], &site, as_of, &Lang::FI);
    // That of the data alone.
    assert_eq!(page.to_ascii_lowercase().matches("<script").count(), 1, "{page}");
}

/// What is left whatever becomes of line ends and of what is no part of iCalendar.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn fi<T>(value: T) -> Localized<T> {
    [(Lang::FI, value)].into_iter().collect()
}

/// The HTML of a text that was not written here is safe already.
fn rich(plain: String) -> Localized<RichText> {
    fi(RichText { plain, html: String::new() })
}
