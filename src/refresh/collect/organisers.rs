//! The region's own list of organisers, for sources that do not name them.

use super::CollectError;
use crate::config::{Origin, Source};
use crate::demo;
use crate::refresh::organisers::{self, TableError};
use crate::source::RawOrganiser;

/// Empty where the source has no such file.
pub(super) fn read(source: &Source) -> Result<Vec<RawOrganiser>, CollectError> {
    let problem = |file: &str, problem: TableError| CollectError::Organisers {
        file: file.to_owned(),
        problem: problem.to_string(),
    };
    let Some(path) = &source.organisers else {
        return match source.origin {
            Origin::Demo => demo::organisers()
                .map_or(Ok(Vec::new()), |bytes| organisers::parse(&bytes))
                .map_err(|error| problem("organisers.csv", error)),
            Origin::Http(_) | Origin::Files(_) => Ok(Vec::new()),
        };
    };
    organisers::read(path).map_err(|error| problem(&path.display().to_string(), error))
}
