//! Which page of a list comes next, and whether what came is all there is. Pure.
//!
//! An upstream pages by position, and its list may change while we read it: an entry that moves up
//! past the border between two pages is never sent. Completeness is therefore claimed only where
//! everything agrees: one total on every page, equal to what was sent, and no entry sent twice. Then
//! every entry that was listed during the whole walk has been seen, unless as many entries were
//! inserted as were removed between the same two pages: that looks the same as no change. This
//! remaining chance is why an entry is withdrawn only after two complete runs in a row without it.
//!
//! A list that states no total is read twice, one walk after the other. What slips past a border does so
//! because an entry before it went away; that one was sent in the first walk and is not in the second. Two
//! walks that sent the same entries, none of them twice, have therefore seen all that was there throughout.

mod chain;
mod tally;

use std::num::NonZeroUsize;

use serde::{Deserialize, Serialize};

use crate::id::ItemId;
use crate::plan::Completeness;
use crate::source::Page;
pub use chain::{Chain, Links};
use tally::{Doubt, Tally};

/// What matters of a page here. May be stored beside a page's validators, to stand for the page when
/// the upstream answers that it has not changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFacts {
    /// How many entries it held, readable or not.
    pub received: usize,
    /// Of every entry that has one, readable or not.
    pub ids: Vec<ItemId>,
    /// Entries without an id: what they are, and so what is absent, cannot be told.
    pub unidentified: usize,
    pub total: Option<u64>,
    pub has_more: Option<bool>,
}

/// The pages of one run, asked for one after the other.
#[derive(Clone, Debug)]
pub struct Walk {
    page_size: NonZeroUsize,
    caps: Caps,
    tally: Tally,
    first: Option<PageFacts>,
    ended: bool,
    /// The upstream answers every page with the whole list.
    unpaged: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// `skip` counts what was received, not what was asked for: servers cap a page below our limit.
    Page {
        skip: usize,
        limit: usize,
    },
    End,
}

/// Where an endless list is given up. The defaults are twice the design size and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    pub pages: usize,
    pub entries: usize,
}

/// The run is refused: there is no end to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PagingError {
    #[error("the list goes on after {0} pages")]
    TooManyPages(usize),
    #[error("the list has more than {0} entries")]
    TooManyEntries(usize),
}

impl Default for Caps {
    fn default() -> Self {
        Self { pages: 10_000, entries: 200_000 }
    }
}

impl PageFacts {
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let items = page.items.iter().map(|item| &item.id);
        let items = items.chain(page.same.iter().map(|same| &same.id));
        let rejected = page.rejections.iter().filter_map(|rejection| rejection.id.as_ref());
        Self {
            received: page.received,
            ids: items.chain(rejected).chain(&page.tombstones).cloned().collect(),
            unidentified: page.rejections.iter().filter(|r| r.id.is_none()).count(),
            total: page.total,
            has_more: page.has_more,
        }
    }
}

impl Walk {
    #[must_use]
    pub fn new(page_size: NonZeroUsize) -> Self {
        Self::with_caps(page_size, Caps::default())
    }

    #[must_use]
    pub fn with_caps(page_size: NonZeroUsize, caps: Caps) -> Self {
        let tally = Tally::default();
        Self { page_size, caps, tally, first: None, ended: false, unpaged: false }
    }

    #[must_use]
    pub fn next(&self) -> Next {
        match self.ended {
            true => Next::End,
            false => Next::Page { skip: self.tally.received, limit: self.page_size.get() },
        }
    }

    /// How many pages have been taken in.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.tally.pages
    }

    /// Takes in the page that `next` named.
    pub fn add(&mut self, facts: &PageFacts) -> Result<(), PagingError> {
        if self.is_the_only_page_again(facts) {
            (self.ended, self.unpaged) = (true, true);
            return Ok(());
        }
        if self.first.is_none() {
            self.first = Some(facts.clone());
        }
        let new = self.tally.add(facts);
        if self.tally.received > self.caps.entries {
            return Err(PagingError::TooManyEntries(self.caps.entries));
        }
        self.ended = self.ends_with(facts, new);
        if !self.ended && self.tally.pages >= self.caps.pages {
            return Err(PagingError::TooManyPages(self.caps.pages));
        }
        Ok(())
    }

    /// What the run may conclude from an entry's absence. `Partial` before the end.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        let mut tally = self.checked();
        if self.lacks_only_a_total() {
            tally.doubt(Doubt::NoTotal);
        }
        tally.completeness()
    }

    /// Whether a second walk may show that all was seen.
    #[must_use]
    pub fn wants_a_second(&self) -> bool {
        self.lacks_only_a_total() && self.checked().completeness() == Completeness::Complete
    }

    /// The same, with a second walk that began after this one had ended.
    #[must_use]
    pub fn completeness_with(&self, second: &Self) -> Completeness {
        let mut tally = self.checked();
        if !tally.sent_the_same_as(&second.tally) {
            tally.doubt(Doubt::ChangedMeanwhile);
        }
        match (tally.completeness(), second.checked().completeness()) {
            (Completeness::Complete, of_second) => of_second,
            (of_first, _) => of_first,
        }
    }

    /// With all doubts but that of a missing total.
    fn checked(&self) -> Tally {
        let mut tally = self.tally.clone();
        if !self.ended {
            tally.doubt(Doubt::Unfinished);
        }
        if self.unpaged && is_a_usual_limit(tally.received) {
            tally.doubt(Doubt::PerhapsCut(tally.received));
        }
        tally
    }

    fn lacks_only_a_total(&self) -> bool {
        let told = self.tally.total().is_some() || self.tally.is_one_last_page() || self.unpaged;
        self.ended && !told
    }

    /// Asked for what follows the first page, the upstream sends that once more and tells of no other: then
    /// it does not page, or there is one page and it goes back to the last that there is. So the list was
    /// sent twice, and was the same.
    fn is_the_only_page_again(&self, facts: &PageFacts) -> bool {
        let untold = facts.total.is_none() && facts.has_more.is_none();
        untold && self.tally.pages == 1 && facts.received > 0 && self.first.as_ref() == Some(facts)
    }

    /// `new` = how many ids of the page had not come before.
    fn ends_with(&mut self, facts: &PageFacts, new: usize) -> bool {
        if facts.has_more == Some(false) {
            return true;
        }
        if facts.received == 0 {
            if facts.has_more == Some(true) {
                self.tally.doubt(Doubt::EmptyWithMore);
            }
            return true;
        }
        if new == 0 && !facts.ids.is_empty() {
            self.tally.doubt(Doubt::NothingNew);
            return true;
        }
        facts.has_more.is_none() && self.tally.total().is_some_and(|total| self.tally.has(total))
    }
}

/// The first so many of a longer list look like a list, but for their number.
fn is_a_usual_limit(count: usize) -> bool {
    count.is_multiple_of(10) || count.is_multiple_of(25)
}

/// The same for pages saved on disk, which the configuration says are all of them. They agree if each
/// total that is stated is the sum, and if one file, no more, is the last page.
#[must_use]
pub fn completeness_of_files(files: &[PageFacts]) -> Completeness {
    let mut tally = Tally::default();
    for facts in files {
        tally.add(facts);
    }
    let last = files.iter().filter(|facts| facts.has_more == Some(false)).count();
    let paged = files.iter().any(|facts| facts.has_more.is_some());
    if paged && last != 1 {
        tally.doubt(Doubt::LastPages(last));
    }
    tally.completeness()
}

/// What is said of the links of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    pub count: usize,
    /// From so many on, some may be left out.
    pub most: usize,
    /// Behind how many there is something that could not be read.
    pub unread: usize,
}

/// The same for a page and those that it links to, which are all there is if each could be read.
#[must_use]
pub fn completeness_of_linked(pages: &[PageFacts], linked: Linked) -> Completeness {
    let mut tally = Tally::default();
    for facts in pages {
        tally.add(facts);
    }
    // Pages may well show the same entry.
    tally.forget_repeats();
    if linked.unread > 0 {
        tally.doubt(Doubt::Unread(linked.unread));
    }
    if linked.count >= linked.most {
        tally.doubt(Doubt::ManyLinks(linked.count));
    }
    tally.completeness()
}

#[cfg(test)]
mod tests;
