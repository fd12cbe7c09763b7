//! Any valid activity, of texts as wild as they come.

use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::listing::{
    Accessibility, Address, Area, Contact, ContactMeans, Image, Online, Organiser, Phone, Place,
    Position, Price, PriceKind, Registration, Status, Venue,
};
use crate::municipality::Municipality;

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zåäö ,;:\"\\\\]{1,40}", "\\PC{1,120}", "(.|\r\n|\u{2028}){1,60}"]
}

fn lang() -> impl Strategy<Value = Lang> {
    prop::sample::select(vec!["fi", "sv", "en", "se"]).prop_map(|tag| Lang::parse(tag).unwrap())
}

fn localized<T: std::fmt::Debug>(
    value: impl Strategy<Value = T>,
) -> impl Strategy<Value = Localized<T>> {
    btree_map(lang(), value, 0..4).prop_map(Localized::from_iter)
}

fn rich_text() -> impl Strategy<Value = Localized<RichText>> {
    localized(words().prop_map(|text| RichText { html: "<p>x</p>".to_owned(), plain: text }))
}

fn terms(scheme: Scheme) -> impl Strategy<Value = BTreeSet<Term>> {
    btree_set(prop::sample::select(Term::all(scheme).collect::<Vec<_>>()), 0..4)
}

fn address_of_page() -> impl Strategy<Value = WebUrl> {
    "[a-z0-9/?=&;,%]{0,80}".prop_map(|path| url(&format!("https://a.example/{path}")))
}

fn municipality() -> impl Strategy<Value = Municipality> {
    prop::sample::select(Municipality::all().collect::<Vec<_>>())
}

fn zone() -> impl Strategy<Value = Tz> {
    use chrono_tz::{America::New_York, Europe::Stockholm};
    prop_oneof![8 => Just(Helsinki), 1 => Just(Stockholm), 1 => Just(New_York)]
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0_u64..800).prop_map(|days| day("2026-01-01") + chrono::Days::new(days))
}

fn clock() -> impl Strategy<Value = NaiveTime> {
    (0_u32..96)
        .prop_map(|quarter| NaiveTime::from_hms_opt(quarter / 4, quarter % 4 * 15, 0).unwrap())
}

fn ordinal() -> impl Strategy<Value = i8> {
    prop_oneof![1_i8..=5, Just(-1)]
}

fn rule() -> impl Strategy<Value = Rule> {
    let interval = || (1_u16..5).prop_map(|number| number.try_into().unwrap());
    let weekday = || (1_u8..=7).prop_map(|number| number.try_into().unwrap());
    prop_oneof![
        interval().prop_map(|interval| Rule::Days { interval }),
        (interval(), btree_set(weekday(), 1..4)).prop_map(|(interval, weekdays)| {
            Rule::Weeks { interval, weekdays: weekdays.try_into().unwrap() }
        }),
        (interval(), ordinal(), weekday()).prop_map(|(interval, ordinal, weekday)| {
            Rule::MonthsByWeekday { interval, ordinal: ordinal.try_into().unwrap(), weekday }
        }),
        (interval(), 1_u8..=31).prop_map(|(interval, day)| {
            Rule::MonthsByDay { interval, day: day.try_into().unwrap() }
        }),
    ]
}

fn change() -> impl Strategy<Value = Override> {
    let moved = (date(), clock(), option::of(1_i64..3_000)).prop_map(|(date, clock, minutes)| {
        let start = date.and_time(clock);
        let end = minutes.map(|minutes| start + chrono::TimeDelta::minutes(minutes));
        Override::Moved { start, end }
    });
    prop_oneof![Just(Override::Cancelled), moved]
}

fn any_series() -> impl Strategy<Value = When> {
    let hours = option::of((clock(), option::of(clock())));
    let exceptions = (btree_set(date(), 0..9), btree_set(date(), 0..4));
    let parts = (zone(), rule(), hours, date(), option::of(0_u64..400), exceptions);
    (parts, btree_map(date(), change(), 0..40)).prop_filter_map(
        "has no instance",
        |(parts, overrides)| {
            let (zone, rule, hours, first, length, (exdates, rdates)) = parts;
            let hours = hours.map(|(start, end)| Hours { start, end });
            let until = length.map(|days| first + chrono::Days::new(days));
            let parts = SeriesParts { zone, rule, hours, first, until, exdates, rdates, overrides };
            Some(When::Series(Box::new(Series::try_from(parts).ok()?)))
        },
    )
}

fn any_when() -> impl Strategy<Value = When> {
    let once = (zone(), date(), clock(), option::of(1_i64..3_000)).prop_map(
        |(zone, date, clock, minutes)| {
            let start = date.and_time(clock);
            let end = minutes.map(|minutes| start + chrono::TimeDelta::minutes(minutes));
            When::Once(Once::new(zone, start, end).unwrap())
        },
    );
    let whole = (date(), 0_u64..40).prop_map(|(first, more)| {
        When::Days(Days::new(first, first + chrono::Days::new(more)).unwrap())
    });
    let service = (option::of(date()), 0_u64..400).prop_map(|(from, more)| {
        let to = from.map(|from| from + chrono::Days::new(more));
        When::Ongoing(Ongoing::new(from, to).unwrap())
    });
    prop_oneof![2 => once, 1 => whole, 4 => any_series(), 1 => service]
}

fn venue() -> impl Strategy<Value = Venue> {
    let address = (option::of(words()), option::of("[0-9]{5}"), option::of(words()))
        .prop_map(|(street, postal_code, city)| Address { street, postal_code, city });
    let position = (-180.0..180.0, -90.0..90.0_f64).prop_map(|(lon, lat)| Position::new(lon, lat));
    let place = (localized(address), option::of(municipality()), position).prop_map(
        |(address, municipality, position)| Place {
            name: Localized::new(),
            address,
            municipality,
            position,
        },
    );
    let online = option::of(address_of_page()).prop_map(|url| Online { url });
    (place, online, option::of(words()), 0..5).prop_map(
        |(place, online, number, kind)| match kind {
            0 => Venue::Place(place),
            1 => Venue::Online(online),
            2 => Venue::Phone(Phone { number }),
            3 => Venue::Hybrid { place, online },
            _ => Venue::Unknown,
        },
    )
}

fn registration() -> impl Strategy<Value = Registration> {
    (option::of(any::<bool>()), option::of(address_of_page()), option::of(words()), rich_text())
        .prop_map(|(required, url, email, text)| Registration { required, url, email, text })
}

fn any_session() -> impl Strategy<Value = Session> {
    let accessibility = terms(Scheme::Accessibility).prop_map(|terms| {
        if terms.is_empty() { Accessibility::Unknown } else { Accessibility::Features(terms) }
    });
    let status = prop_oneof![4 => Just(Status::Scheduled), 1 => Just(Status::Cancelled)];
    (any_when(), venue(), rich_text(), accessibility, registration(), status).prop_map(
        |(when, venue, info, accessibility, registration, status)| Session {
            when,
            venue,
            info,
            accessibility,
            registration,
            status,
        },
    )
}

fn area() -> impl Strategy<Value = Area> {
    prop_oneof![
        Just(Area::WholeCountry),
        Just(Area::Unknown),
        btree_set(municipality(), 1..4).prop_map(Area::Municipalities),
    ]
}

fn price() -> impl Strategy<Value = Price> {
    use PriceKind::{Free, Mixed, Paid, Unknown};
    (prop::sample::select(vec![Free, Paid, Mixed, Unknown]), rich_text())
        .prop_map(|(kind, text)| Price { kind, text })
}

fn contact() -> impl Strategy<Value = Contact> {
    let means = prop_oneof![
        words().prop_map(ContactMeans::Email),
        words().prop_map(ContactMeans::Phone),
        address_of_page().prop_map(ContactMeans::Web),
    ];
    (means, localized(words())).prop_map(|(means, label)| Contact { means, label })
}

fn people() -> impl Strategy<Value = (Vec<Contact>, Organiser, Option<Image>)> {
    let organiser = (option::of(words()), option::of(words()), option::of(address_of_page()));
    let organiser =
        organiser.prop_map(|(id, name, url)| Organiser { id, name, url, ..Organiser::default() });
    let image = (address_of_page(), localized(words())).prop_map(|(url, alt)| Image { url, alt });
    (vec(contact(), 0..3), organiser, option::of(image))
}

fn coded() -> impl Strategy<Value = [BTreeSet<Term>; 6]> {
    use Scheme::{AgeGroup, Format, Gender, Language, Theme, Type};
    [Type, Theme, Format, AgeGroup, Gender, Language].map(terms)
}

fn content() -> impl Strategy<Value = Content> {
    let name = btree_map(lang(), words(), 1..4).prop_map(Localized::from_iter);
    let said = (name, rich_text(), rich_text(), rich_text());
    (said, coded(), area(), price(), people()).prop_map(|(said, coded, area, price, people)| {
        let (name, summary, description, registration) = said;
        let [kind, themes, formats, age_groups, genders, languages] = coded;
        let (contacts, organiser, image) = people;
        Content {
            name,
            summary,
            description,
            kind: kind.first().copied(),
            themes,
            formats,
            age_groups,
            genders,
            languages,
            area,
            price,
            registration,
            contacts,
            image,
            organiser,
            ..Content::default()
        }
    })
}

/// `RichText::plain` and all other texts hold what `normalise` would never let through.
pub(crate) fn any_activity() -> impl Strategy<Value = Activity> {
    (content(), vec(any_session(), 0..4), option::of(words()), option::of(address_of_page()))
        .prop_map(|(content, sessions, licence, link)| {
            let mut activity = Activity { content, ..choir(sessions) };
            activity.members[0].credit.licence = licence;
            activity.members[0].credit.link = link;
            activity
        })
}
