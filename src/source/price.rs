//! Prices as numbers, and as the words that stand for none.

/// Lähellä's words for what the amounts say: free, paid, or both.
pub(super) fn kinds(amounts: &[f64]) -> Vec<String> {
    let free = amounts.contains(&0.0).then_some("free");
    let paid = amounts.iter().any(|amount| *amount > 0.0).then_some("paid");
    free.into_iter().chain(paid).map(str::to_owned).collect()
}

/// "12,50 €", "0", "Ilmainen". What is no amount, "katso kotisivut" say, is `None`.
pub(super) fn amount(text: &str) -> Option<f64> {
    const FREE: [&str; 8] = [
        "free",
        "ilmainen",
        "ilmaista",
        "maksuton",
        "vapaa pääsy",
        "gratis",
        "fri entré",
        "avgiftsfri",
    ];
    let text = text.trim().to_lowercase();
    if FREE.contains(&text.trim_end_matches(['.', '!'])) {
        return Some(0.0);
    }
    let marks = |c: char| c.is_whitespace() || matches!(c, '€' | '$' | '£' | '-' | '–');
    let bare = text.trim_matches(marks).trim_start_matches("eur").trim_end_matches("eur");
    let number = bare.trim_end_matches("euroa").trim_matches(marks).replace(',', ".");
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    number.parse().ok().filter(|amount: &f64| digits && amount.is_finite())
}

/// "5–10 €".
pub(super) fn range(min: f64, max: f64, currency: &str) -> String {
    let currency = if currency.eq_ignore_ascii_case("EUR") { "€" } else { currency };
    let shown = |amount: f64| {
        let text =
            if amount.fract() == 0.0 { format!("{amount:.0}") } else { format!("{amount:.2}") };
        text.replace('.', ",")
    };
    if min < max {
        format!("{}–{} {currency}", shown(min), shown(max))
    } else {
        format!("{} {currency}", shown(min))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("0,00 €", Some(0.0)),
            ("Ilmainen", Some(0.0)),
            ("Vapaa pääsy!", Some(0.0)),
            ("12,50 €", Some(12.5)),
            ("€10", Some(10.0)),
            ("10 EUR", Some(10.0)),
            ("7 euroa", Some(7.0)),
            ("7,-", Some(7.0)),
            ("katso kotisivut", None),
            ("5–10 €", None),
            ("inf", None),
            ("NaN", None),
            ("", None),
        ] {
            assert_eq!(amount(text), expected, "{text}");
        }
    }

    #[test]
    fn some_of_it_may_be_free() {
        assert_eq!(kinds(&[0.0, 5.0]), ["free", "paid"]);
        assert_eq!(kinds(&[0.0]), ["free"]);
        assert_eq!(kinds(&[5.0, 7.0]), ["paid"]);
        assert!(kinds(&[]).is_empty());
        assert!(kinds(&[-1.0]).is_empty());
    }

    #[test]
    fn a_range_is_written_as_finnish_writes_it() {
        assert_eq!(range(5.0, 10.0, "EUR"), "5–10 €");
        assert_eq!(range(12.5, 12.5, "eur"), "12,50 €");
        assert_eq!(range(10.0, 0.0, "SEK"), "10 SEK");
    }
}
