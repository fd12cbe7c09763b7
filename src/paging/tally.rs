//! The sum of several pages, and what in it does not add up.

use std::collections::BTreeSet;
use std::fmt;

use super::PageFacts;
use crate::id::ItemId;
use crate::plan::Completeness;

#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub(super) received: usize,
    pub(super) pages: usize,
    seen: BTreeSet<ItemId>,
    stated: Option<Stated>,
    unidentified: usize,
    /// Entries that came on more than one page.
    repeated: usize,
    doubts: Vec<Doubt>,
}

/// What the first page said; the others must say the same.
#[derive(Clone, Copy, Debug)]
struct Stated {
    total: Option<u64>,
    has_more: Option<bool>,
}

/// Why an absent entry proves nothing. Worded for the run record, after "partial: ".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    Unfinished,
    TotalChanged(Option<u64>, Option<u64>),
    TotalDiffers { total: u64, received: usize },
    NoTotal,
    ChangedMeanwhile,
    PerhapsCut(usize),
    EmptyWithMore,
    NothingNew,
    Repeated(usize),
    Unidentified(usize),
    LastPages(usize),
    LeadsAstray,
    Unread(usize),
    ManyLinks(usize),
}

impl Tally {
    /// How many ids of the page had not come before.
    pub(super) fn add(&mut self, facts: &PageFacts) -> usize {
        let page: BTreeSet<&ItemId> = facts.ids.iter().collect();
        let before = self.seen.len();
        self.seen.extend(page.iter().copied().cloned());
        let new = self.seen.len() - before;
        self.repeated += page.len() - new;
        self.unidentified += facts.unidentified;
        self.received = self.received.saturating_add(facts.received);
        self.pages += 1;
        let first =
            *self.stated.get_or_insert(Stated { total: facts.total, has_more: facts.has_more });
        if first.total != facts.total {
            self.doubt(Doubt::TotalChanged(first.total, facts.total));
        }
        new
    }

    /// Told once for each kind: a list that changes on every page would fill the record.
    pub(super) fn doubt(&mut self, doubt: Doubt) {
        let same_kind = |d: &Doubt| std::mem::discriminant(d) == std::mem::discriminant(&doubt);
        if !self.doubts.iter().any(same_kind) {
            self.doubts.push(doubt);
        }
    }

    /// Entries, each once or without an id as often.
    pub(super) fn sent_the_same_as(&self, other: &Self) -> bool {
        self.seen == other.seen && self.received == other.received
    }

    /// Where it is no sign of drift that an entry comes again.
    pub(super) fn forget_repeats(&mut self) {
        self.repeated = 0;
    }

    /// As the first page stated it.
    pub(super) fn total(&self) -> Option<u64> {
        self.stated.and_then(|stated| stated.total)
    }

    /// Whether at least this many have come.
    pub(super) fn has(&self, total: u64) -> bool {
        u64::try_from(self.received).is_ok_and(|received| received >= total)
    }

    /// The one case in which no total is needed: nothing can slip between pages.
    pub(super) fn is_one_last_page(&self) -> bool {
        self.pages == 1 && self.stated.is_some_and(|stated| stated.has_more == Some(false))
    }

    pub(super) fn completeness(mut self) -> Completeness {
        if let Some(total) = self.total()
            && u64::try_from(self.received) != Ok(total)
        {
            self.doubt(Doubt::TotalDiffers { total, received: self.received });
        }
        if self.repeated > 0 {
            self.doubt(Doubt::Repeated(self.repeated));
        }
        if self.unidentified > 0 {
            self.doubt(Doubt::Unidentified(self.unidentified));
        }
        if self.doubts.is_empty() {
            return Completeness::Complete;
        }
        let reasons: Vec<String> = self.doubts.iter().map(Doubt::to_string).collect();
        Completeness::Partial(reasons.join("; "))
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Unfinished => f.write_str("the list was not read to its end"),
            Self::TotalChanged(Some(from), Some(to)) => {
                write!(f, "the total changed from {from} to {to} while the list was read")
            }
            Self::TotalChanged(..) => f.write_str("only some pages state a total"),
            Self::TotalDiffers { total, received } => {
                write!(f, "entries stated: {total}, sent: {received}")
            }
            Self::NoTotal => f.write_str("no total is stated, so nothing shows what is missing"),
            Self::ChangedMeanwhile => f.write_str(
                "no total is stated, and the list was another one when it was read again",
            ),
            Self::PerhapsCut(count) => {
                write!(f, "entries sent: {count}, perhaps no more than that at once")
            }
            Self::EmptyWithMore => f.write_str("more is said to follow an empty page"),
            Self::NothingNew => f.write_str("more is said to follow, but pages repeat"),
            Self::LeadsAstray => f.write_str(
                "what follows is said to be at an address that is not of the same service",
            ),
            Self::Unread(count) => write!(f, "pages that could not be read: {count}"),
            Self::ManyLinks(count) => {
                write!(f, "it links to {count} pages, and perhaps to more, which are not read")
            }
            Self::Repeated(count) => {
                write!(f, "entries that came on more than one page: {count}")
            }
            Self::Unidentified(count) => write!(f, "entries without an id: {count}"),
            Self::LastPages(0) => f.write_str("no file is the last page"),
            Self::LastPages(count) => {
                write!(f, "files that say that they are the last page: {count}")
            }
        }
    }
}
