//! Who arranges it: as the source says, and as a side list or a file of the region's own says.

use std::collections::BTreeSet;

use super::{Organisers, Redact, contact, redact, text, unreadable};
use crate::listing::{Note, Organiser};
use crate::source::RawOrganiser;

/// What the item itself says goes before what is known of the id elsewhere.
pub(super) fn of(
    raw: &RawOrganiser,
    known: &Organisers,
    redact: Redact,
    notes: &mut BTreeSet<Note>,
) -> Organiser {
    let mut organiser = read(raw, redact, notes);
    if let Some(elsewhere) = raw.id.as_ref().and_then(|id| known.get(id)) {
        let elsewhere = read(elsewhere, redact, notes);
        organiser.name = organiser.name.or(elsewhere.name);
        organiser.business_id = organiser.business_id.or(elsewhere.business_id);
        organiser.url = organiser.url.or(elsewhere.url);
        organiser.email = organiser.email.or(elsewhere.email);
    }
    if organiser.name.is_none() {
        notes.insert(Note::NoOrganiser);
    }
    organiser
}

/// What a row of the region's own table tells and cannot be meant: mostly it stands in another column.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    #[error("the name {0:?} is a Y-tunnus; does each column stand under its name?")]
    NameIsBusinessId(String),
    #[error("the name {0:?} is an address; does each column stand under its name?")]
    NameIsAddress(String),
    #[error("the y_tunnus {0:?} is none: 1234567-8, whose last digit follows from the others")]
    BusinessId(String),
    #[error("the www {0:?} is no address of a website")]
    Address(String),
}

/// The first such thing of a row.
#[must_use]
pub fn misplaced(told: &RawOrganiser) -> Option<Misplaced> {
    let address = |text: &str| contact::web_url(text, &mut BTreeSet::new()).is_some();
    let name = told.name.as_ref().and_then(|name| match name.as_str() {
        text if business_id_of(text).is_some() => Some(Misplaced::NameIsBusinessId(name.clone())),
        text if text.contains("://") || contact::email(text).is_some() => {
            Some(Misplaced::NameIsAddress(name.clone()))
        }
        _ => None,
    });
    let id = told.business_id.as_ref().filter(|id| business_id_of(id).is_none());
    let url = told.url.as_ref().filter(|url| !address(url));
    name.or_else(|| id.cloned().map(Misplaced::BusinessId))
        .or_else(|| url.cloned().map(Misplaced::Address))
}

fn read(raw: &RawOrganiser, redact: Redact, notes: &mut BTreeSet<Note>) -> Organiser {
    let business_id = raw.business_id.as_deref().filter(|id| !id.trim().is_empty());
    let valid = business_id.and_then(business_id_of);
    // Somebody who arranges things under their own name is not told for that.
    let hidden = |name: &str| redact.names && redact::is_persons_name(name);
    if business_id.is_some() && valid.is_none() {
        notes.insert(unreadable("group.businessId"));
    }
    Organiser {
        id: raw.id.clone(),
        name: raw.name.as_deref().and_then(text::plain_line).filter(|name| !hidden(name)),
        business_id: valid,
        url: raw.url.as_deref().and_then(|url| redact::web_url(url, redact, notes)),
        email: raw.email.as_deref().and_then(|address| redact::address(address, redact)),
    }
}

/// A Y-tunnus: seven digits (six in old ones), a hyphen and a check digit, the weighted sum modulo
/// 11 taken from 11. A remainder of 1 is never given out.
fn business_id_of(text: &str) -> Option<String> {
    const WEIGHTS: [u32; 7] = [7, 9, 10, 5, 8, 4, 2];
    let (number, check) = text.trim().split_once('-')?;
    let digits: Vec<u32> = format!("{number:0>7}").chars().filter_map(|c| c.to_digit(10)).collect();
    let well_formed = (6..=7).contains(&number.len()) && digits.len() == WEIGHTS.len();
    let sum: u32 = WEIGHTS.iter().zip(&digits).map(|(weight, digit)| weight * digit).sum();
    let expected = match sum % 11 {
        0 => 0,
        1 => return None,
        remainder => 11 - remainder,
    };
    (well_formed && check == expected.to_string()).then(|| format!("{number:0>7}-{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::organisers::index;

    #[test]
    fn a_business_id_must_add_up() {
        // 0·7+1·9+1·10+2·5+0·8+3·4+8·2 = 57, 57 mod 11 = 2, 11 − 2 = 9: the one that the tax
        // administration's own description works out.
        assert_eq!(business_id_of("0112038-9").as_deref(), Some("0112038-9"));
        assert_eq!(business_id_of(" 112038-9 ").as_deref(), Some("0112038-9"));
        for wrong in
            ["0112038-8", "0112038", "01120389", "FI01120389", "a112038-9", "-9", "0112038-"]
        {
            assert_eq!(business_id_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_stands_in_the_wrong_column_is_told() {
        let row = |name: &str, id: &str, url: &str| {
            let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let (name, business_id, url) = (told(name), told(id), told(url));
            misplaced(&RawOrganiser { name, business_id, url, ..RawOrganiser::default() })
        };
        for (name, id, url) in [
            ("Kylätalo ry", "0112038-9", "https://kylatalo.example"),
            ("Kylätalo ry", "112038-9", "www.kylatalo.example/yhteys"),
            ("Kylätalo.example ry", "", "kylatalo.example"),
            ("", "", ""),
        ] {
            assert_eq!(row(name, id, url), None, "{name} {id} {url}");
        }
        let told = |text: &str| text.to_owned();
        let number = "0112038-9";
        assert_eq!(row(number, "", ""), Some(Misplaced::NameIsBusinessId(told(number))));
        for address in ["https://kylatalo.example", "toimisto@kylatalo.example"] {
            assert_eq!(row(address, "", ""), Some(Misplaced::NameIsAddress(told(address))));
        }
        for wrong in ["0112038-8", "https://kylatalo.example", "Kylätalo ry"] {
            let expected = Some(Misplaced::BusinessId(told(wrong)));
            assert_eq!(row("Kylätalo ry", wrong, ""), expected);
        }
        for wrong in [number, "Kylätalo ry", "javascript:alert(1)"] {
            let expected = Some(Misplaced::Address(told(wrong)));
            assert_eq!(row("Kylätalo ry", number, wrong), expected);
        }
    }

    #[test]
    fn the_earlier_list_counts_and_the_later_one_fills_in() {
        let one = |name: Option<&str>, url: Option<&str>| RawOrganiser {
            id: Some("7".to_owned()),
            name: name.map(str::to_owned),
            url: url.map(str::to_owned),
            ..RawOrganiser::default()
        };
        let known = index([
            one(Some("Sivun nimi"), None),
            one(Some("Tiedoston nimi"), Some("https://a.example")),
            RawOrganiser { name: Some("Ilman tunnusta".to_owned()), ..RawOrganiser::default() },
        ]);
        assert_eq!(known.len(), 1);
        assert_eq!(known["7"], one(Some("Sivun nimi"), Some("https://a.example")));
    }
}
