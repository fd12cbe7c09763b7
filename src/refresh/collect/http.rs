//! A source over HTTP: how much of it is asked for, and by which pages.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use url::Url;

use super::parts::{self, Parts};
use super::together::{Said, together};
use super::visit::{Seen, Visit};
use super::{Books, CollectError, Collected};
use crate::fetch::{FetchError, Shown};
use crate::paging::{self, Chain, Links, Next, PageFacts, PagingError, Walk};
use crate::plan::Completeness;
use crate::report::Mode;
use crate::source::kind::{Changes, Origin, Paging};
use crate::source::{PageError, RawOrganiser};
use crate::store::sources::PageValidators;

/// Changes are asked for from this much before the last run: clocks differ, and a change may be stamped
/// before it is stored.
const OVERLAP: TimeDelta = TimeDelta::days(1);

/// How many pages a page may lead to.
const MOST_LINKS: usize = 200;

/// How much is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    Whole,
    Since(DateTime<Utc>),
    From(Url),
}

/// What a way through the pages showed.
struct Way {
    completeness: Completeness,
    /// Where a feed of changes ended.
    end: Option<Url>,
}

/// Asks whether anything changed where validators allow it, and reads what is to be read otherwise.
pub(super) async fn collect(
    mut visit: Visit<'_>,
    mode: Mode,
    had_entries: bool,
    own: Vec<RawOrganiser>,
) -> Result<Collected, CollectError> {
    let same_source = visit.state.fingerprint == visit.source.fingerprint();
    let scope = scope(&visit, mode, same_source);
    let known = match mode {
        Mode::Normal if same_source => known(&visit, &scope),
        _ => Vec::new(),
    };
    if visit.is_unchanged(&known).await? {
        return Ok(nothing_new(visit, scope, own));
    }
    let read = match read(&mut visit, &scope, had_entries).await {
        // What is kept for those who come back was not kept long enough: begin at the beginning.
        Err(CollectError::Fetch { error: FetchError::NotFound | FetchError::Gone, .. })
            if visit.seen.pages.is_empty() && matches!(scope, Scope::From(_)) =>
        {
            return begin_anew(visit, had_entries, None, own).await;
        }
        read => read?,
    };
    let before = visit.state.cursor.clone().filter(|_| same_source);
    if !matches!(scope, Scope::Since(_)) {
        return Ok(brought(visit, scope, read, before, own));
    }
    let parts = Parts::of(visit.source.kind, &visit.seen.pages);
    if parts.are_within(before.as_deref()) {
        parts::leave_out(visit.source.kind, &mut visit.seen.pages);
        return Ok(brought(visit, scope, read, before, own));
    }
    begin_anew(visit, had_entries, Some(parts.written()), own).await
}

/// `cursor` is what is to be remembered where the whole shows no other.
async fn begin_anew(
    mut visit: Visit<'_>,
    had_entries: bool,
    cursor: Option<String>,
    own: Vec<RawOrganiser>,
) -> Result<Collected, CollectError> {
    visit.seen = Seen::default();
    let read = read(&mut visit, &Scope::Whole, had_entries).await?;
    Ok(brought(visit, Scope::Whole, read, cursor, own))
}

/// Changes only if all was asked for before, and the time for all has not come again.
fn scope(visit: &Visit<'_>, mode: Mode, same_source: bool) -> Scope {
    let state = visit.state;
    let due = state.next_full.is_none_or(|due| due <= visit.now);
    if mode != Mode::Normal || !same_source || due {
        return Scope::Whole;
    }
    match (visit.source.kind.changes(), state.last_success, &state.cursor) {
        (Changes::Since { .. }, Some(last), _) => Scope::Since(last - OVERLAP),
        (Changes::Cursor, Some(_), Some(cursor)) => {
            Url::parse(cursor).map_or(Scope::Whole, Scope::From)
        }
        _ => Scope::Whole,
    }
}

/// The pages that may answer that all is as it was.
fn known(visit: &Visit<'_>, scope: &Scope) -> Vec<PageValidators> {
    let feed = visit.source.kind.paging() == Paging::Feed;
    match scope {
        // Of a feed only its end is known, which says nothing of the rest.
        Scope::Whole if !feed => visit.state.validators.clone(),
        Scope::Whole | Scope::Since(_) => Vec::new(),
        Scope::From(cursor) => {
            let known = visit.state.validators.iter();
            known.filter(|page| page.url == cursor.as_str()).cloned().collect()
        }
    }
}

fn nothing_new(visit: Visit<'_>, scope: Scope, own: Vec<RawOrganiser>) -> Collected {
    let whole = scope == Scope::Whole;
    let pages = visit.seen.validators.len();
    let books = Books {
        validators: Some(visit.seen.validators.clone()),
        whole,
        cursor: visit.state.cursor.clone(),
        fresh_for: visit.seen.fresh_for(),
        moved: visit.seen.moved.as_ref().map(|url| Shown(url).to_string()),
    };
    if whole && visit.source.kind.lists_all() {
        return Collected::Unchanged { books };
    }
    let said = together(visit.source.kind, Vec::new(), Completeness::Increment, own);
    Collected::Read { said: Said { pages, ..said }, books }
}

fn brought(
    visit: Visit<'_>,
    scope: Scope,
    way: Way,
    before: Option<String>,
    own: Vec<RawOrganiser>,
) -> Collected {
    let kind = visit.source.kind;
    let seen = visit.seen;
    let whole = scope == Scope::Whole;
    let completeness = match way.completeness {
        Completeness::Complete if !whole || !kind.lists_all() => Completeness::Increment,
        Completeness::Partial(_) if !whole => Completeness::Increment,
        other => other,
    };
    let fresh_for = seen.fresh_for();
    let validators = match (&completeness, &way.end) {
        // The end of a feed is where the next run begins.
        (_, Some(_)) => Some(seen.validators.into_iter().next_back().into_iter().collect()),
        // Validators of a run that was not complete would make the next one believe that it was.
        (Completeness::Partial(_), None) => Some(Vec::new()),
        _ if whole => Some(seen.validators),
        _ => None,
    };
    let books = Books {
        validators,
        whole,
        cursor: way.end.map(String::from).or(before),
        fresh_for,
        moved: seen.moved.map(|url| Shown(&url).to_string()),
    };
    Collected::Read { said: together(kind, seen.pages, completeness, own), books }
}

async fn read(
    visit: &mut Visit<'_>,
    scope: &Scope,
    had_entries: bool,
) -> Result<Way, CollectError> {
    let base = first(visit, scope);
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

/// The list's address, with what limits it to changes.
fn first(visit: &Visit<'_>, scope: &Scope) -> Url {
    match (scope, visit.source.kind.changes()) {
        (Scope::From(cursor), _) => cursor.clone(),
        (Scope::Since(time), Changes::Since { parameter, also: (name, value) }) => {
            let time = time.to_rfc3339_opts(SecondsFormat::Secs, true);
            with(&visit.origin.url, &[(parameter, time), (name, value.to_owned())])
        }
        _ => visit.origin.url.clone(),
    }
}

fn with(base: &Url, pairs: &[(&str, String)]) -> Url {
    let mut url = base.clone();
    url.query_pairs_mut().extend_pairs(pairs);
    url
}

/// By position: `page` makes the address out of what was seen, what to skip, and the size of a page.
async fn walk(
    visit: &mut Visit<'_>,
    page: impl Fn(&Walk, usize, usize) -> Url,
) -> Result<Way, CollectError> {
    let mut walk = Walk::new(visit.origin.page_size);
    while let Next::Page { skip, limit } = walk.next() {
        let url = page(&walk, skip, limit);
        let Some(read) = visit.read(&url).await? else { break };
        walk.add(&read.facts).map_err(|error| endless(&url, error))?;
    }
    Ok(Way { completeness: walk.completeness(), end: None })
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
    let left_out = links.len().saturating_sub(MOST_LINKS);
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
    Ok(Way { completeness: paging::completeness_of_linked(&facts, unread, left_out), end: None })
}

/// A page that is up and has lost its data looks like this, and so does a login page.
fn none_there(url: &Url) -> CollectError {
    let error = PageError::WrongShape("it holds no event, where there were some".to_owned());
    CollectError::Page { page: Shown(url).to_string(), error }
}

fn endless(url: &Url, error: PagingError) -> CollectError {
    CollectError::Paging { page: Shown(url).to_string(), problem: error.to_string() }
}
