//! The region's own list of organisers, for sources that do not name them.

use serde::Deserialize;

use super::CollectError;
use crate::config::{Origin, Source};
use crate::demo;
use crate::normalise::Organisers;
use crate::source::RawOrganiser;

#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    name: Option<String>,
    y_tunnus: Option<String>,
    www: Option<String>,
}

/// By the source's id of them; empty where the source has no such file.
pub(super) fn read(source: &Source) -> Result<Organisers, CollectError> {
    let Some(path) = &source.organisers else {
        return match source.origin {
            Origin::Demo => parse("organisers.csv", &demo::organisers().unwrap_or_default()),
            Origin::Http(_) | Origin::Files(_) => Ok(Organisers::new()),
        };
    };
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| CollectError::Organisers {
        file: file.clone(),
        problem: error.to_string(),
    })?;
    parse(&file, &bytes)
}

fn parse(file: &str, bytes: &[u8]) -> Result<Organisers, CollectError> {
    let rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let mut organisers = Organisers::new();
    for row in rows.into_deserialize::<Row>() {
        let row = row.map_err(|error| CollectError::Organisers {
            file: file.to_owned(),
            problem: error.to_string(),
        })?;
        let organiser = RawOrganiser {
            id: Some(row.id.clone()),
            name: row.name,
            business_id: row.y_tunnus,
            url: row.www,
            email: None,
        };
        organisers.insert(row.id, organiser);
    }
    Ok(organisers)
}
