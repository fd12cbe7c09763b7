//! LOCATION: one line of whatever people write there.

use crate::source::{RawAddress, RawChannel, RawTexts, address};

/// "Kaupunginkirjasto, Kaarlenväylä 3, 90100 Oulu": what stands before the street and has no number in it
/// is the name. An address on the web is no place.
pub(in crate::source) fn channel(line: &str, lang: &str) -> RawChannel {
    let line = line.trim();
    if line.is_empty() {
        return RawChannel::default();
    }
    if is_web(line) {
        let url = Some(line.to_owned());
        return RawChannel { kinds: vec!["online".to_owned()], url, ..RawChannel::default() };
    }
    let read = address::of_line(line);
    let (name, street) = match &read.street {
        Some(street) => named(street),
        None => (None, None),
    };
    let address = RawAddress { street, ..read };
    let mut channel = RawChannel { kinds: vec!["place".to_owned()], ..RawChannel::default() };
    channel.name = name.map(|name| (lang.to_owned(), name)).into_iter().collect::<RawTexts>();
    if address != RawAddress::default() {
        channel.address.insert(lang.to_owned(), address);
    }
    channel
}

/// With nothing before or behind it.
pub(in crate::source) fn is_web(text: &str) -> bool {
    let text = text.trim();
    let scheme = text.starts_with("https://") || text.starts_with("http://");
    scheme && !text.contains(char::is_whitespace)
}

fn named(street: &str) -> (Option<String>, Option<String>) {
    let parts: Vec<&str> =
        street.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let numbered = |part: &&str| part.contains(|c: char| c.is_ascii_digit());
    let at = parts.iter().position(numbered);
    let (name, street) = parts.split_at(at.unwrap_or(parts.len()));
    let line = |parts: &[&str]| (!parts.is_empty()).then(|| parts.join(", "));
    (line(name), line(street))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_before_the_street_and_a_town_behind_its_code() {
        for (line, expected) in [
            (
                "Kaupunginkirjasto, Kaarlenväylä 3, 90100 Oulu, Finland",
                "Kaupunginkirjasto|Kaarlenväylä 3|90100|Oulu",
            ),
            ("Rantatie 1, 90100 Oulu", "|Rantatie 1|90100|Oulu"),
            ("Kylätalo", "Kylätalo|||"),
            ("Kylätalo, 90100 Oulu", "Kylätalo||90100|Oulu"),
            ("Kirjasto, 2. krs, Rantatie 1", "Kirjasto|2. krs, Rantatie 1||"),
            ("Kylätalo\nRantatie 1\n90100 Oulu", "Kylätalo|Rantatie 1|90100|Oulu"),
        ] {
            let channel = channel(line, "fi");
            let address = channel.address.get("fi").cloned().unwrap_or_default();
            let name = channel.name.get("fi").cloned();
            let parts = [name, address.street, address.postal_code, address.city];
            assert_eq!(parts.map(Option::unwrap_or_default).join("|"), expected, "{line}");
            assert_eq!(channel.kinds, ["place"]);
        }
        let online = channel("https://etana.example/huone", "fi");
        assert_eq!(
            (online.kinds, online.url.as_deref()),
            (vec!["online".to_owned()], Some("https://etana.example/huone"))
        );
        assert_eq!(channel(" ", "fi"), RawChannel::default());
    }
}
