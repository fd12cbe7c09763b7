//! Pages of which each names the next.

use std::collections::BTreeSet;

use url::Url;

use super::tally::{Doubt, Tally};
use super::{Caps, PageFacts, PagingError};
use crate::plan::Completeness;
use crate::weburl;

/// What the end of a chain looks like, and what its pages state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// The last page names no next one. All pages state one total.
    List,
    /// In the order in which entries changed (RPDE): the last page is empty and names itself. There is no
    /// total, and an entry that changes meanwhile comes once more, later.
    Feed,
}

/// The pages of one run, each found in the one before. A list pages by position behind its links, and
/// what is said of `Walk` holds for it too. A feed goes by what was seen last, so nothing slips between.
#[derive(Clone, Debug)]
pub struct Chain {
    links: Links,
    caps: Caps,
    tally: Tally,
    seen: BTreeSet<Url>,
    /// `None` = there is no further page to ask for.
    next: Option<Url>,
    /// Where a feed ended: from there the next run goes on.
    end: Option<Url>,
}

impl Chain {
    #[must_use]
    pub fn new(first: Url, links: Links) -> Self {
        Self::with_caps(first, links, Caps::default())
    }

    #[must_use]
    pub fn with_caps(first: Url, links: Links, caps: Caps) -> Self {
        let (tally, seen) = (Tally::default(), BTreeSet::from([first.clone()]));
        Self { links, caps, tally, seen, next: Some(first), end: None }
    }

    /// The page to ask for.
    #[must_use]
    pub fn next(&self) -> Option<&Url> {
        self.next.as_ref()
    }

    /// Takes in the page that `next` named. `at` is where it was in the end, `named` what it says that
    /// the next one is.
    pub fn add(
        &mut self,
        facts: &PageFacts,
        at: &Url,
        named: Option<&str>,
    ) -> Result<(), PagingError> {
        let new = self.tally.add(facts);
        if self.tally.received > self.caps.entries {
            return Err(PagingError::TooManyEntries(self.caps.entries));
        }
        if named.is_none() && facts.has_more == Some(true) {
            self.tally.doubt(Doubt::Unfinished);
        }
        let asked = self.next.take();
        let next = self.following(at, named);
        self.next = match self.links {
            Links::List => self.after_list_page(facts, new, next),
            Links::Feed => self.after_feed_page(facts, asked, next),
        };
        if let Some(next) = &self.next {
            if self.tally.pages >= self.caps.pages {
                return Err(PagingError::TooManyPages(self.caps.pages));
            }
            self.seen.insert(next.clone());
        }
        Ok(())
    }

    /// The list ended before the page that `next` named: it has shrunk since the page before, or is empty.
    pub fn past_the_end(&mut self) {
        self.next = None;
    }

    /// Where a feed ended; `None` as long as it has not.
    #[must_use]
    pub fn end(&self) -> Option<&Url> {
        self.end.as_ref()
    }

    /// What the run may conclude from an entry's absence. `Partial` before the end.
    #[must_use]
    pub fn completeness(&self) -> Completeness {
        let mut tally = self.tally.clone();
        match self.links {
            _ if self.next.is_some() => tally.doubt(Doubt::Unfinished),
            Links::List if tally.pages > 0 && tally.total().is_none() => {
                if !tally.is_one_last_page() {
                    tally.doubt(Doubt::NoTotal);
                }
            }
            Links::List => {}
            Links::Feed => {
                tally.forget_repeats();
                if self.end.is_none() {
                    tally.doubt(Doubt::Unfinished);
                }
            }
        }
        tally.completeness()
    }

    /// Where `named` leads, if we may go there.
    fn following(&mut self, at: &Url, named: Option<&str>) -> Option<Url> {
        let mut next = match at.join(named?) {
            Ok(next) => next,
            Err(_) => {
                self.tally.doubt(Doubt::LeadsAstray);
                return None;
            }
        };
        next.set_fragment(None);
        // Behind a proxy that speaks TLS for them, services name their pages by http.
        let by_http = at.scheme() == "https" && next.scheme() == "http" && next.port().is_none();
        let secured = !by_http || next.set_scheme("https").is_ok();
        let plain = next.username().is_empty() && next.password().is_none();
        if secured && plain && weburl::is_within(at, &next) {
            return Some(next);
        }
        self.tally.doubt(Doubt::LeadsAstray);
        None
    }

    /// `new` = how many ids of the page had not come before.
    fn after_list_page(&mut self, facts: &PageFacts, new: usize, next: Option<Url>) -> Option<Url> {
        let next = next?;
        if facts.received == 0 {
            self.tally.doubt(Doubt::EmptyWithMore);
            return None;
        }
        if self.seen.contains(&next) || (new == 0 && !facts.ids.is_empty()) {
            self.tally.doubt(Doubt::NothingNew);
            return None;
        }
        Some(next)
    }

    fn after_feed_page(
        &mut self,
        facts: &PageFacts,
        asked: Option<Url>,
        next: Option<Url>,
    ) -> Option<Url> {
        let next = next?;
        if facts.received == 0 && asked.as_ref() == Some(&next) {
            self.end = Some(next);
            return None;
        }
        if self.seen.contains(&next) {
            self.tally.doubt(Doubt::NothingNew);
            return None;
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests;
