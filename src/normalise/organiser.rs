//! Who arranges it: as the source says, and as a side list or a file of the region's own says.

use std::collections::BTreeSet;

use super::{Organisers, Redact, redact, text, unreadable};
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
