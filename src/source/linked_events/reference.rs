//! Things that an entry embeds or only names, and texts in several languages.

use crate::source::RawTexts;
use crate::source::entry::Reader;
use crate::source::field::Field;

/// The id of `{"id": …}`, or of `{"@id": "https://…/v1/place/tprek:1/"}`, or of such an address alone.
pub(super) fn id(field: &Field<'_>) -> Option<String> {
    let own = field.get("id").loose_text().ok().flatten();
    let named = || field.get("@id").text().ok().flatten();
    let address = || field.text().ok().flatten();
    own.or_else(|| last_part(&named().or_else(address)?)).filter(|id| !id.is_empty())
}

/// Whether more of it is told than where it is.
pub(super) fn is_embedded(field: &Field<'_>) -> bool {
    field.get("name").exists()
}

/// By language; one text without a language is taken for Finnish. Empty ones are left out.
pub(super) fn texts(field: &Field<'_>, read: &mut Reader) -> RawTexts {
    let told = |text: &String| !text.trim().is_empty();
    if let Ok(text) = field.loose_text() {
        return text.filter(told).map(|text| ("fi".to_owned(), text)).into_iter().collect();
    }
    let members = read.keep(field.members().map(Some)).unwrap_or_default();
    members
        .iter()
        .filter_map(|(lang, text)| {
            let text = read.keep(text.loose_text()).filter(told)?;
            Some(((*lang).to_owned(), text))
        })
        .collect()
}

/// The one to take where there can be but one.
pub(super) fn best(texts: &RawTexts) -> Option<&String> {
    ["fi", "sv", "en"].iter().find_map(|lang| texts.get(*lang)).or_else(|| texts.values().next())
}

pub(super) fn one(field: &Field<'_>, read: &mut Reader) -> Option<String> {
    best(&texts(field, read)).cloned()
}

fn last_part(address: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    path.trim_end_matches('/').rsplit('/').next().and_then(decoded)
}

/// `%3A` → `:` (RFC 3986, 2.1). `None` where that gives no text.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'%');
        let escaped = digits.and_then(|digits| std::str::from_utf8(digits).ok());
        match escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_only_named_has_the_last_part_of_its_address_as_id() {
        for (value, expected) in [
            (json!({"@id": "https://api.kaupunki.example/v1/event/kaupunki:17/"}), "kaupunki:17"),
            (
                json!({"@id": "https://api.kaupunki.example/v1/event/kaupunki%3A17/?x=1"}),
                "kaupunki:17",
            ),
            (
                json!({"id": "kaupunki:17", "@id": "https://api.kaupunki.example/v1/event/x/"}),
                "kaupunki:17",
            ),
            (json!({"id": 17}), "17"),
            (json!("/v1/language/fi/"), "fi"),
            (json!("kaupunki:%e4%zz%"), ""),
            (json!("kaupunki:100%"), "kaupunki:100%"),
            (json!({"@id": "///"}), ""),
            (json!([]), ""),
            (json!(null), ""),
        ] {
            assert_eq!(id(&Field::root(&value)).unwrap_or_default(), expected, "{value}");
        }
    }
}
