//! Organisers that are told beside the entries, which name their ids: in side lists, and in a region's
//! own file, `id,name,y_tunnus,www`.

use std::collections::BTreeMap;

use csv::{Position, StringRecord};
use serde::Deserialize;

use super::RawOrganiser;

#[derive(Deserialize)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    y_tunnus: String,
    #[serde(default)]
    www: String,
}

/// One row, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub line: u64,
    pub organiser: RawOrganiser,
}

/// A person keeps this file, so it is read whole or not at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrganisersError {
    #[error("is not text in UTF-8")]
    NotUtf8,
    #[error("is empty; its first line is to be id,name,y_tunnus,www")]
    Empty,
    #[error("line 1: has no column `{missing}`, but {there}; it is to be id,name,y_tunnus,www")]
    Column { missing: &'static str, there: String },
    #[error("line {line}: {what}")]
    Row { line: u64, what: String },
    #[error("line {0}: has no id")]
    NoId(u64),
}

/// Columns by their names in the first line, in any order, others ignored; `y_tunnus` and `www` may
/// be missing. Separated by commas, or by semicolons as a Finnish spreadsheet saves them.
pub fn parse(body: &[u8]) -> Result<Vec<Told>, OrganisersError> {
    let text = std::str::from_utf8(body).map_err(|_| OrganisersError::NotUtf8)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(OrganisersError::Empty);
    }
    let header = text.lines().next().unwrap_or_default();
    let separator = if header.contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = reader.headers().map_err(|error| refused(text, &error))?.clone();
    has_columns(&columns)?;
    let mut organisers = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| refused(text, &error))?;
        let line = line(text, record.position());
        let row: Row = record.deserialize(Some(&columns)).map_err(|error| refused(text, &error))?;
        if row.id.is_empty() {
            return Err(OrganisersError::NoId(line));
        }
        organisers.push(Told { line, organiser: organiser(row) });
    }
    Ok(organisers)
}

fn has_columns(columns: &StringRecord) -> Result<(), OrganisersError> {
    for missing in ["id", "name"] {
        if !columns.iter().any(|column| column == missing) {
            let there = columns.iter().collect::<Vec<_>>().join(", ");
            return Err(OrganisersError::Column { missing, there });
        }
    }
    Ok(())
}

/// By their ids. Of two with the same id the earlier one counts, and the later one fills in what it lacks.
#[must_use]
pub fn index(told: impl IntoIterator<Item = RawOrganiser>) -> BTreeMap<String, RawOrganiser> {
    let mut organisers: BTreeMap<String, RawOrganiser> = BTreeMap::new();
    for later in told {
        let Some(id) = later.id.clone() else { continue };
        let known = organisers.entry(id).or_default();
        *known = std::mem::take(known).completed(later);
    }
    organisers
}

impl RawOrganiser {
    /// What it lacks, as the other tells it.
    pub(super) fn completed(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            name: self.name.or(other.name),
            business_id: self.business_id.or(other.business_id),
            url: self.url.or(other.url),
            email: self.email.or(other.email),
        }
    }
}

fn organiser(row: Row) -> RawOrganiser {
    let told = |text: String| Some(text).filter(|text| !text.is_empty());
    RawOrganiser {
        id: Some(row.id),
        name: told(row.name),
        business_id: told(row.y_tunnus),
        url: told(row.www),
        email: None,
    }
}

/// Where a row begins. The reader itself counts one line too few after each `\r\n`, of which it takes the
/// second half for the beginning of the next row.
fn line(text: &str, position: Option<&Position>) -> u64 {
    let start = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(0);
    let (before, row) = text.split_at_checked(start).unwrap_or((text, ""));
    let left = row.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let breaks = before.bytes().chain(left).filter(|byte| *byte == b'\n').count();
    u64::try_from(breaks).unwrap_or(u64::MAX).saturating_add(1)
}

fn refused(text: &str, error: &csv::Error) -> OrganisersError {
    let line = line(text, error.position());
    let what = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} fields instead of {expected_len}")
        }
        csv::ErrorKind::Deserialize { err, .. } => err.to_string(),
        _ => error.to_string(),
    };
    OrganisersError::Row { line, what }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(id: &str, name: &str, business_id: Option<&str>, url: Option<&str>) -> RawOrganiser {
        RawOrganiser {
            id: Some(id.to_owned()),
            name: Some(name.to_owned()),
            business_id: business_id.map(str::to_owned),
            url: url.map(str::to_owned),
            email: None,
        }
    }

    #[test]
    fn columns_are_found_by_name_in_either_kind_of_file() {
        let kylatalo =
            told("7001", "Kylätalo ry", Some("9901123-5"), Some("https://kylatalo.example"));
        let expected = vec![
            Told { line: 2, organiser: kylatalo },
            Told { line: 3, organiser: told("7002", "Piiri, pieni ry", None, None) },
        ];
        for file in [
            "id,name,y_tunnus,www\n7001,Kylätalo ry,9901123-5,https://kylatalo.example\n7002,\"Piiri, pieni ry\",,\n",
            "\u{feff}name;www;id;y_tunnus;kunta\r\nKylätalo ry; https://kylatalo.example;7001;9901123-5;Oulu\r\nPiiri, pieni ry;;7002;;Ii\r\n",
        ] {
            assert_eq!(parse(file.as_bytes()), Ok(expected.clone()), "{file}");
        }
        let two_columns = parse("id,name\n7001,Kylätalo ry\n".as_bytes());
        let one = Told { line: 2, organiser: told("7001", "Kylätalo ry", None, None) };
        assert_eq!(two_columns, Ok(vec![one]));
        assert_eq!(parse(b"id,name\n"), Ok(Vec::new()));
    }

    #[test]
    fn a_fault_is_told_with_its_line() {
        let says = |file: &[u8]| parse(file).unwrap_err().to_string();
        assert_eq!(says(b"id,name\n1,A\n2,B,C\n"), "line 3: has 3 fields instead of 2");
        assert_eq!(says(b"id,name\n1,A\n,B\n"), "line 3: has no id");
        assert_eq!(says(b"id,name\n1,\"A\nB\"\n,C\n"), "line 4: has no id");
        assert_eq!(
            says(b"id;nimi\n1;A\n"),
            "line 1: has no column `name`, but id, nimi; it is to be id,name,y_tunnus,www"
        );
        for nothing in [&b""[..], b"\n", "\u{feff} \r\n".as_bytes()] {
            assert!(says(nothing).starts_with("is empty"), "{nothing:?}");
        }
        assert_eq!(says(b"id,name\n1,K\xf6\xf6ri\n"), "is not text in UTF-8");
    }
}
