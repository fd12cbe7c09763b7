//! All pages of a run as one.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::id::ItemId;
use crate::normalise::Organisers;
use crate::plan::Completeness;
use crate::source::kind::Kind;
use crate::source::{Item, Page, RawOrganiser, Rejection, Same, organisers};

/// What a source said.
#[derive(Debug)]
pub(in crate::refresh) struct Said {
    pub(in crate::refresh) items: Vec<Item>,
    /// What was not read, because it is as it was.
    pub(in crate::refresh) same: Vec<Arc<Same>>,
    pub(in crate::refresh) rejections: Vec<Rejection>,
    pub(in crate::refresh) tombstones: Vec<ItemId>,
    pub(in crate::refresh) organisers: Organisers,
    /// Whom the region's own table tells of, by their ids.
    pub(in crate::refresh) own: BTreeSet<String>,
    pub(in crate::refresh) completeness: Completeness,
    pub(in crate::refresh) pages: usize,
    pub(in crate::refresh) received: usize,
}

/// `own` = organisers that the region's own file tells.
pub(super) fn together(
    kind: Kind,
    pages: Vec<Page>,
    completeness: Completeness,
    own: Vec<RawOrganiser>,
) -> Said {
    let count = pages.len();
    let page = kind.join(pages);
    let ids = own.iter().filter_map(|told| told.id.clone()).collect();
    Said {
        items: page.items,
        same: page.same,
        rejections: page.rejections,
        tombstones: page.tombstones,
        // What the region's own file says comes first, and the source fills in what that lacks.
        organisers: organisers::index(own.into_iter().chain(page.organisers)),
        own: ids,
        completeness,
        pages: count,
        received: page.received,
    }
}
