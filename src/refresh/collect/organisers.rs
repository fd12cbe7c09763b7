//! The region's own list of organisers, for sources that do not name them.

use super::CollectError;
use crate::config::{Origin, Source};
use crate::demo;
use crate::source::RawOrganiser;
use crate::source::organisers::parse;

/// Empty where the source has no such file.
pub(super) fn read(source: &Source) -> Result<Vec<RawOrganiser>, CollectError> {
    let problem =
        |file: &str, problem: String| CollectError::Organisers { file: file.to_owned(), problem };
    let Some(path) = &source.organisers else {
        return match source.origin {
            Origin::Demo => demo::organisers()
                .map_or(Ok(Vec::new()), |bytes| parse(&bytes))
                .map_err(|error| problem("organisers.csv", error.to_string())),
            Origin::Http(_) | Origin::Files(_) => Ok(Vec::new()),
        };
    };
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| problem(&file, error.to_string()))?;
    parse(&bytes).map_err(|error| problem(&file, error.to_string()))
}
