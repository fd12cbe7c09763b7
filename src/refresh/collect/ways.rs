//! The ways through the pages of a source.

use url::Url;

use super::CollectError;
use super::visit::Visit;
use crate::fetch::Shown;
use crate::paging::{self, Chain, Linked, Links, Next, PageFacts, PagingError, Walk};
use crate::plan::Completeness;
use crate::source::PageError;
use crate::source::kind::{Origin, Paging};

/// How many pages a page may lead to; a list that is longer may have been cut.
const MOST_LINKS: usize = 200;

/// What a way through the pages showed.
pub(super) struct Way {
    pub(super) completeness: Completeness,
    /// Where a feed of changes ended.
    pub(super) end: Option<Url>,
}

/// Reads all pages from `base` on, in the way of the source's kind.
pub(super) async fn read(
    visit: &mut Visit<'_>,
    base: Url,
    had_entries: bool,
) -> Result<Way, CollectError> {
    match visit.source.kind.paging() {
        Paging::Offset { limit, skip } => {
            let page = |_: &Walk, at: usize, size: usize| {
                with(&base, &[(limit, size.to_string()), (skip, at.to_string())])
            };
            walk(visit, page).await
        }
        Paging::Numbered { page: name } => {
            let page = |walk: &Walk, _: usize, _: usize| {
                with(&base, &[(name, (walk.pages() + 1).to_string())])
            };
            walk(visit, page).await
        }
        Paging::Next { limit } => {
            let size = visit.origin.page_size.to_string();
            let first = limit.map_or(base.clone(), |limit| with(&base, &[(limit, size)]));
            chain(visit, first, Links::List).await
        }
        Paging::Feed => chain(visit, base, Links::Feed).await,
        Paging::Single => single(visit, &base).await,
        Paging::Linked => linked(visit, &base, had_entries).await,
    }
}

/// By position: `page` makes the address out of what was seen, what to skip, and the size of a page. A
/// second walk is for its word alone.
async fn walk(
    visit: &mut Visit<'_>,
    page: impl Fn(&Walk, usize, usize) -> Url,
) -> Result<Way, CollectError> {
    let walk = one_walk(visit, &page).await?;
    if !walk.wants_a_second() {
        return Ok(Way { completeness: walk.completeness(), end: None });
    }
    let pages = visit.seen.pages.len();
    let second = one_walk(visit, &page).await?;
    visit.seen.forget_from(pages);
    Ok(Way { completeness: walk.completeness_with(&second), end: None })
}

async fn one_walk(
    visit: &mut Visit<'_>,
    page: &impl Fn(&Walk, usize, usize) -> Url,
) -> Result<Walk, CollectError> {
    let mut walk = Walk::new(visit.origin.page_size);
    while let Next::Page { skip, limit } = walk.next() {
        let url = page(&walk, skip, limit);
        let Some(read) = visit.read(&url).await? else { break };
        let pages = walk.pages();
        walk.add(&read.facts).map_err(|error| endless(&url, error))?;
        if walk.pages() == pages {
            visit.seen.forget_from(visit.seen.pages.len().saturating_sub(1));
        }
    }
    Ok(walk)
}

/// By each page's word of the next.
async fn chain(visit: &mut Visit<'_>, first: Url, links: Links) -> Result<Way, CollectError> {
    let mut chain = Chain::new(first, links);
    while let Some(url) = chain.next().cloned() {
        match visit.read(&url).await? {
            Some(read) => chain
                .add(&read.facts, &read.at, read.next.as_deref())
                .map_err(|error| endless(&url, error))?,
            None => chain.past_the_end(),
        }
    }
    Ok(Way { completeness: chain.completeness(), end: chain.end().cloned() })
}

async fn single(visit: &mut Visit<'_>, url: &Url) -> Result<Way, CollectError> {
    let read = visit.read(url).await?;
    let facts: Vec<_> = read.into_iter().map(|read| read.facts).collect();
    Ok(Way { completeness: paging::completeness_of_files(&facts), end: None })
}

/// One page, and those it links to where it has no entry of its own.
async fn linked(visit: &mut Visit<'_>, url: &Url, had_entries: bool) -> Result<Way, CollectError> {
    let Some(list) = visit.read(url).await? else { return Err(none_there(url)) };
    let mut links = Vec::new();
    if list.facts.received == 0 {
        let origin = Origin { url: &list.at, language: &visit.source.language };
        links = visit.source.kind.links(&list.bytes, origin);
    }
    let (mut facts, mut unread) = (vec![list.facts], 0);
    for link in links.iter().take(MOST_LINKS) {
        match visit.read(link).await {
            Ok(read) => facts.extend(read.map(|read| read.facts)),
            Err(error) if error.is_a_dead_link() => {}
            Err(error) if error.is_of_one_page() => unread += 1,
            Err(error) => return Err(error),
        }
    }
    let none = facts.iter().all(|facts: &PageFacts| facts.received == 0);
    if none && had_entries {
        return Err(none_there(url));
    }
    let said = Linked { count: links.len(), most: MOST_LINKS, unread };
    Ok(Way { completeness: paging::completeness_of_linked(&facts, said), end: None })
}

/// A page that is up and has lost its data looks like this, and so does a login page.
fn none_there(url: &Url) -> CollectError {
    let error = PageError::WrongShape("it holds no event, where there were some".to_owned());
    CollectError::Page { page: Shown(url).to_string(), error }
}

fn endless(url: &Url, error: PagingError) -> CollectError {
    CollectError::Paging { page: Shown(url).to_string(), problem: error.to_string() }
}

/// The same address with more to its query.
pub(super) fn with(base: &Url, pairs: &[(&str, String)]) -> Url {
    let mut url = base.clone();
    url.query_pairs_mut().extend_pairs(pairs);
    url
}
