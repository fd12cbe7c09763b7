//! Pages that lie side by side: all of them are there at once.

use url::Url;

use super::together::together;
use super::{Books, CollectError, Collected, parse};
use crate::config::Source;
use crate::fetch::{Validator, Validators};
use crate::paging::{self, PageFacts};
use crate::plan::Completeness;
use crate::source::RawOrganiser;
use crate::store::sources::PageValidators;

/// By name.
type Pages = Vec<(String, Vec<u8>)>;

/// Files. Where they are the `known` ones byte for byte, they say again what they said.
pub(super) fn files(
    source: &Source,
    pages: Pages,
    known: &[PageValidators],
    own: Vec<RawOrganiser>,
    fingerprint: String,
) -> Result<Collected, CollectError> {
    let marks: Vec<_> = pages.iter().map(|(name, bytes)| mark(name, bytes)).collect();
    if !known.is_empty() && marks == known {
        return Ok(Collected::Unchanged { books: books(fingerprint, marks) });
    }
    take(source, pages, marks, own, fingerprint)
}

/// What nobody remembers.
pub(super) fn read(
    source: &Source,
    pages: Pages,
    own: Vec<RawOrganiser>,
    fingerprint: String,
) -> Result<Collected, CollectError> {
    take(source, pages, Vec::new(), own, fingerprint)
}

fn take(
    source: &Source,
    pages: Pages,
    marks: Vec<PageValidators>,
    own: Vec<RawOrganiser>,
    fingerprint: String,
) -> Result<Collected, CollectError> {
    let mut read = Vec::new();
    for (name, bytes) in pages {
        let url = file_url(&name)?;
        let page = parse(source, &bytes, &url);
        read.push(page.map_err(|error| CollectError::Page { page: name, error })?);
    }
    let facts: Vec<_> = read.iter().map(PageFacts::of).collect();
    let completeness = match paging::completeness_of_files(&facts) {
        Completeness::Complete if !source.kind.lists_all() => Completeness::Increment,
        other => other,
    };
    // Those of a run that was not complete would make the next one believe that it was.
    let marks = if completeness == Completeness::Complete { marks } else { Vec::new() };
    let said = together(source.kind, read, completeness, own);
    Ok(Collected::Read { said, books: books(fingerprint, marks) })
}

fn books(fingerprint: String, marks: Vec<PageValidators>) -> Books {
    Books {
        fingerprint,
        validators: Some(marks),
        whole: true,
        cursor: None,
        fresh_for: None,
        moved: None,
    }
}

/// As a server that tells a file's hash for its entity tag would mark it.
fn mark(name: &str, bytes: &[u8]) -> PageValidators {
    let hash = blake3::hash(bytes).to_hex();
    let etag = Validator::new(format!("\"{hash}\"").as_bytes());
    let validators = Validators { etag, ..Validators::default() };
    PageValidators { url: name.to_owned(), validators }
}

/// What a file is called where an address is asked for.
fn file_url(name: &str) -> Result<Url, CollectError> {
    let mut url = Url::parse("file:///").map_err(|error| CollectError::Paging {
        page: name.to_owned(),
        problem: error.to_string(),
    })?;
    url.set_path(name);
    Ok(url)
}
