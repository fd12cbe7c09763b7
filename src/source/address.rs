//! An address as people write it in one line.

use super::RawAddress;

/// "Kauppurienkatu 12, 90100 Oulu, Suomi": the postal code is what shows where the town begins. Without
/// one, all of it is the street, because nothing tells a town from a house.
pub(super) fn of_line(line: &str) -> RawAddress {
    let Some((at, code)) = postal_code(line) else {
        return RawAddress { street: part(line), ..RawAddress::default() };
    };
    let after = line.get(at + code.len()..).unwrap_or_default();
    let town = after.trim_start_matches([' ', ',']).split([',', ';', '\n']).next();
    RawAddress {
        street: line.get(..at).and_then(part),
        postal_code: Some(code.to_owned()),
        city: town.and_then(part),
    }
}

/// The last five digits that stand alone, also as "FI-90100".
fn postal_code(line: &str) -> Option<(usize, &str)> {
    let words = line.split(|c: char| !c.is_ascii_digit());
    let mut at = 0;
    let mut found = None;
    for word in words {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if word.len() == 5 && !joined(before) && !joined(after) {
            found = Some((at, word));
        }
        at += word.len();
        at += line.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    }
    found
}

fn part(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches("FI-").trim_matches([' ', ',', ';', '\n']);
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_postal_code_parts_the_street_from_the_town() {
        let check = |line: &str, expected: [&str; 3]| {
            let found = of_line(line);
            let parts = [found.street, found.postal_code, found.city];
            assert_eq!(parts.map(Option::unwrap_or_default), expected, "{line}");
        };
        check("Koulukatu 5, 90100 Oulu, Suomi", ["Koulukatu 5", "90100", "Oulu"]);
        check("Koulukatu 5 90100 OULU", ["Koulukatu 5", "90100", "OULU"]);
        check(
            "Kylätalo, Rantatie 12345, FI-86300 Oulainen",
            ["Kylätalo, Rantatie 12345", "86300", "Oulainen"],
        );
        check("90100 Oulu", ["", "90100", "Oulu"]);
        check("Kirjasto, Oulu", ["Kirjasto, Oulu", "", ""]);
        check("Puh. 0401234567", ["Puh. 0401234567", "", ""]);
        check("Ääkköstie 1,\n91900 Liminka\nFinland", ["Ääkköstie 1", "91900", "Liminka"]);
        check("", ["", "", ""]);
    }

    proptest! {
        #[test]
        fn any_line_is_an_address(line in r"[a-z0-9 ,ä\n-]{0,40}|\PC{0,40}") {
            of_line(&line);
        }
    }
}
