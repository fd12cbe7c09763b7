//! From what was said to what we believe.

mod characters;
pub mod contact;
mod document;
mod elements;
mod markup;
pub mod place;
pub mod redact;
mod references;
mod rendering;
pub mod taxonomy;
pub mod text;
pub mod time;
pub mod title;

use std::collections::BTreeMap;

use crate::id::SourceId;
use crate::listing::Listing;
use crate::source::{Item, RawOrganiser, Rejection};

/// How a source's items are to be read; from its configuration.
#[derive(Clone, Debug)]
pub struct Rules {
    pub source: SourceId,
    /// Address of an item's public page, with `{id}` in it.
    pub link: Option<String>,
    /// Address of an item's image, with `{id}` in it.
    pub image: Option<String>,
    pub attribution: String,
    pub licence: Option<String>,
    pub redact: Redact,
}

/// What is taken out of texts and contacts before anything is stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Redact {
    pub email: bool,
    pub phone: bool,
    pub names: bool,
}

/// Organisers by the source's id of them.
pub type Organisers = BTreeMap<String, RawOrganiser>;

/// What is believed of one item. The same item and rules always give the same listing.
pub fn listing(item: &Item, rules: &Rules, organisers: &Organisers) -> Result<Listing, Rejection> {
    let _ = (rules, organisers);
    Err(Rejection {
        id: Some(item.id.clone()),
        hash: item.hash.clone(),
        reason: crate::source::RejectionReason::WrongShape,
        detail: String::new(),
    })
}
