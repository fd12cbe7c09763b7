//! One entry of the list.

use chrono::NaiveDate;
use kooste::localized::Lang;
use serde_json::{Map, Value, json};

use super::country::{Association, Venue};
use super::rng::Rng;
use super::text::{Offer, Tongue};
use super::times;

const AGES: [&str; 7] = ["0-1", "2-6", "7-12", "13-17", "18-29", "30-64", "65-99"];
const FEATURES: [&str; 5] =
    ["ac_wheelchair", "ac_rollator", "ac_inductionloop", "ac_itoilet", "ac_parking"];
/// Prime to the number of ids, so that no two are the same.
const STEP: u64 = 6_700_417;

/// What is the same in all channels of an entry.
struct Told<'a> {
    offer: Offer,
    by: &'a Association,
    tongues: Vec<Tongue>,
    from: NaiveDate,
    retold: bool,
}

pub(super) fn entry(
    rng: &mut Rng,
    number: u64,
    by: &Association,
    from: NaiveDate,
    retold: bool,
) -> Value {
    let at = by.venue(rng);
    let offer = Offer::any(rng, by, at, retold);
    let told = Told { offer, by, tongues: Tongue::any(rng), from, retold };
    let mut channels = vec![told.channel(rng, at)];
    if rng.chance(12) {
        let other = rng.pick(&by.venues);
        channels.push(told.channel(rng, other));
    }
    let kind = ["hobby", "support", "voluntary"][rng.weighted(&[65, 27, 8])];
    json!({
        "_key": format!("71{:011}", number * STEP % 100_000_000_000),
        "status": "published",
        "group": by.key,
        "traits": {
            "type": kind,
            "requiredLocales": told.tongues.iter().map(|tongue| tongue.tag()).collect::<Vec<_>>(),
            "translations": told.translations(rng),
            "theme": [told.offer.subject.theme],
            "format": [told.offer.kind.format],
            "locale": told.tongues.iter().map(|tongue| locale(*tongue)).collect::<Vec<_>>(),
            "demographic": told.demographic(rng),
            "region": [format!("city/FI/{}", by.town.name(&Lang::FI))],
            "pricing": [if rng.chance(70) { "free" } else { "paid" }],
            "contacts": told.contacts(rng),
            "channels": channels,
        },
    })
}

fn locale(tongue: Tongue) -> &'static str {
    if tongue == Tongue::Fi { "fi-FI" } else { tongue.tag() }
}

fn paragraph(text: &str) -> String {
    format!("<p dir=\"ltr\">{text}</p>")
}

impl Told<'_> {
    fn translations(&self, rng: &mut Rng) -> Map<String, Value> {
        let priced = rng.chance(25);
        let mut translations = Map::new();
        for tongue in &self.tongues {
            let mut texts = json!({
                "name": self.offer.name(*tongue),
                "summary": paragraph(&self.offer.summary(self.by, *tongue)),
                "description": self.offer.description(rng, self.by, *tongue),
            });
            if priced {
                texts["pricing"] = paragraph("12 € / 6 €").into();
            }
            translations.insert(tongue.tag().to_owned(), texts);
        }
        translations
    }

    fn demographic(&self, rng: &mut Rng) -> Vec<String> {
        match self.offer.addition {
            Some(addition) if !addition.audience.is_empty() => vec![addition.audience.clone()],
            _ => {
                let first = rng.below(AGES.len());
                let ages = AGES.iter().skip(first).take(1 + rng.below(3));
                let ages = ages.map(|age| format!("ageGroup/range:{age}"));
                ages.chain(["gender/gender".to_owned()]).collect()
            }
        }
    }

    fn contacts(&self, rng: &mut Rng) -> Vec<Value> {
        let page = format!("https://{}/toiminta/{}", self.by.host, rng.below(100_000));
        let mut contacts = vec![json!({"id": "a", "type": "www", "value": page})];
        if rng.chance(60) {
            contacts.push(json!({
                "id": "b", "type": "phone", "value": self.by.phone,
                "translations": {"fi": {"description": "Yhdistyksen päivystys"}},
            }));
        }
        if rng.chance(50) {
            let address = format!("info@{}", self.by.host);
            contacts.push(json!({"id": "c", "type": "email", "value": address}));
        }
        contacts
    }

    fn channel(&self, rng: &mut Rng, at: &Venue) -> Value {
        let kind = ["place", "online", "phone"][rng.weighted(&[92, 6, 2])];
        let placed = kind == "place";
        let town = self.by.town.name(&Lang::FI);
        let address = json!({
            "street": at.street, "postalCode": at.postal, "city": town, "state": null, "country": "FI",
        });
        let told = self.tongues.iter().map(|tongue| {
            let address = if placed { address.clone() } else { Value::Null };
            let name = if placed { paragraph(&at.name).into() } else { Value::Null };
            (tongue.tag().to_owned(), json!({"address": address, "summary": name}))
        });
        let features = FEATURES.iter().skip(rng.below(FEATURES.len())).take(1 + rng.below(2));
        let features: Vec<&str> =
            if rng.chance(40) { features.copied().collect() } else { vec!["ac_unknow"] };
        let mut channel = json!({
            "id": "kanava", "type": [kind], "accessibility": features,
            "translations": told.collect::<Map<_, _>>(),
            "registrationRequired": rng.chance(30),
            "events": times::events(rng, self.offer.kind.rhythm, self.from, self.retold),
        });
        if placed {
            let center = json!({"type": "Point", "coordinates": [at.lon, at.lat]});
            channel["map"] = json!({"center": center, "zoom": 16});
        } else if kind == "online" {
            channel["www"] = format!("https://{}/etana", self.by.host).into();
        } else {
            channel["phone"] = self.by.phone.clone().into();
        }
        channel
    }
}
