//! Pages that lie side by side: all of them are there at once.

use url::Url;

use super::together::together;
use super::{Books, CollectError, Collected, Entries};
use crate::fetch::files::{FilesError, SavedFile};
use crate::fetch::{Validator, Validators};
use crate::paging::{self, PageFacts};
use crate::plan::Completeness;
use crate::source::Page;
use crate::store::sources::PageValidators;

/// Files. Where they are the `known` ones byte for byte, they say again what they said.
pub(super) fn files(
    entries: &Entries<'_>,
    files: &[SavedFile],
    known: &[PageValidators],
) -> Result<Collected, CollectError> {
    if are_known(files, known)? {
        return Ok(Collected::Unchanged { books: books(entries.fingerprint, known.to_vec()) });
    }
    let (mut pages, mut marks) = (Vec::new(), Vec::new());
    for file in files {
        let bytes = file.read()?;
        let hash = blake3::hash(&bytes);
        marks.push(mark(&file.name, hash));
        pages.push(page(entries, &file.name, &bytes, hash)?);
    }
    take(entries, pages, marks)
}

/// What nobody remembers, by name.
pub(super) fn read(
    entries: &Entries<'_>,
    pages: Vec<(String, Vec<u8>)>,
) -> Result<Collected, CollectError> {
    let pages = pages.iter().map(|(name, bytes)| page(entries, name, bytes, blake3::hash(bytes)));
    let pages = pages.collect::<Result<_, _>>()?;
    take(entries, pages, Vec::new())
}

fn are_known(files: &[SavedFile], known: &[PageValidators]) -> Result<bool, FilesError> {
    if known.is_empty() || files.len() != known.len() {
        return Ok(false);
    }
    for (file, known) in files.iter().zip(known) {
        if file.name != known.url || mark(&file.name, blake3::hash(&file.read()?)) != *known {
            return Ok(false);
        }
    }
    Ok(true)
}

fn page(
    entries: &Entries<'_>,
    name: &str,
    bytes: &[u8],
    hash: blake3::Hash,
) -> Result<Page, CollectError> {
    let page = entries.parse(bytes, hash, &file_url(name)?)?;
    page.map_err(|error| CollectError::Page { page: name.to_owned(), error })
}

fn take(
    entries: &Entries<'_>,
    pages: Vec<Page>,
    marks: Vec<PageValidators>,
) -> Result<Collected, CollectError> {
    let kind = entries.source.kind;
    let facts: Vec<_> = pages.iter().map(PageFacts::of).collect();
    let completeness = match paging::completeness_of_files(&facts) {
        Completeness::Complete if !kind.lists_all() => Completeness::Increment,
        other => other,
    };
    // Those of a run that was not complete would make the next one believe that it was.
    let marks = if completeness == Completeness::Complete { marks } else { Vec::new() };
    let said = together(kind, pages, completeness, entries.own.to_vec());
    Ok(Collected::Read { said, books: books(entries.fingerprint, marks) })
}

fn books(fingerprint: &str, marks: Vec<PageValidators>) -> Books {
    Books {
        fingerprint: fingerprint.to_owned(),
        validators: Some(marks),
        whole: true,
        cursor: None,
        fresh_for: None,
        moved: None,
    }
}

/// As a server that tells a file's hash for its entity tag would mark it.
fn mark(name: &str, hash: blake3::Hash) -> PageValidators {
    let hash = hash.to_hex();
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
