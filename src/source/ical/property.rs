//! One line of an event: its name, its parameters and its value, none of it interpreted.

#[derive(Clone, Debug)]
pub(super) struct Property<'a> {
    /// In capitals.
    pub(super) name: String,
    params: Vec<(String, String)>,
    pub(super) value: &'a str,
}

/// Hundreds of them have been seen only in attacks.
const MAX_PARAMS: usize = 32;

impl<'a> Property<'a> {
    /// `None` for a line without a colon.
    pub(super) fn parse(line: &'a str) -> Option<Self> {
        let mut quoted = false;
        let mut ends = Vec::new();
        let mut colon = None;
        for (at, byte) in line.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b';' if !quoted => ends.push(at),
                b':' if !quoted => {
                    colon = Some(at);
                    break;
                }
                _ => {}
            }
        }
        // A quote that is never closed: the first colon is the best there is.
        let colon = colon.or_else(|| line.find(':'))?;
        let (head, value) = (line.get(..colon)?, line.get(colon + 1..)?);
        ends.retain(|at| *at < colon);
        ends.truncate(MAX_PARAMS);
        let starts = ends.iter().map(|at| at + 1);
        let stops = ends.iter().skip(1).copied().chain([colon]);
        let params =
            starts.zip(stops).filter_map(|(from, to)| param(head.get(from..to)?)).collect();
        let name = head.get(..ends.first().copied().unwrap_or(colon))?;
        Some(Self { name: name.trim().to_ascii_uppercase(), params, value })
    }

    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

fn param(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    Some((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colons_and_semicolons_in_quotes_end_nothing() {
        let line = r#"dtstart;TZID="(UTC+02:00) Helsinki; Kyiv";VALUE=DATE-TIME:20261124T180000"#;
        let property = Property::parse(line).unwrap();
        assert_eq!(property.name, "DTSTART");
        assert_eq!(property.param("TZID"), Some("(UTC+02:00) Helsinki; Kyiv"));
        assert_eq!(property.param("VALUE"), Some("DATE-TIME"));
        assert_eq!(property.value, "20261124T180000");
        let open = Property::parse(r#"DTSTART;TZID="Europe/Helsinki:20261124T180000"#).unwrap();
        assert_eq!(open.value, "20261124T180000");
        assert!(Property::parse("no colon at all").is_none());
        assert_eq!(Property::parse(":").unwrap().name, "");
    }
}
