//! A source over HTTP: how much of it is asked for, and by which pages.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use url::Url;

use super::parts::{self, Parts};
use super::together::{Said, together};
use super::visit::{Seen, Visit};
use super::ways::{self, Way, with};
use super::{Books, CollectError, Collected};
use crate::fetch::{FetchError, Shown};
use crate::plan::Completeness;
use crate::report::Mode;
use crate::source::RawOrganiser;
use crate::source::kind::{Changes, Paging};
use crate::store::sources::PageValidators;

/// Changes are asked for from this much before the last run: clocks differ, and a change may be stamped
/// before it is stored.
const OVERLAP: TimeDelta = TimeDelta::days(1);

/// How much is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Scope {
    Whole,
    Since(DateTime<Utc>),
    From(Url),
}

/// Asks whether anything changed where validators allow it, and reads what is to be read otherwise.
pub(super) async fn collect(
    mut visit: Visit<'_>,
    mode: Mode,
    had_entries: bool,
    own: Vec<RawOrganiser>,
) -> Result<Collected, CollectError> {
    let same_source = visit.state.fingerprint == visit.entries.fingerprint;
    let scope = scope(&visit, mode, same_source);
    let known = match mode {
        Mode::Normal if same_source => known(&visit, &scope),
        _ => Vec::new(),
    };
    if visit.is_unchanged(&known).await? {
        return Ok(nothing_new(visit, scope, own));
    }
    let base = first(&visit, &scope);
    let read = match ways::read(&mut visit, base, had_entries).await {
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
    let base = first(&visit, &Scope::Whole);
    let read = ways::read(&mut visit, base, had_entries).await?;
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
        fingerprint: visit.entries.fingerprint.to_owned(),
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
        fingerprint: visit.entries.fingerprint.to_owned(),
        validators,
        whole,
        cursor: way.end.map(String::from).or(before),
        fresh_for,
        moved: seen.moved.map(|url| Shown(&url).to_string()),
    };
    Collected::Read { said: together(kind, seen.pages, completeness, own), books }
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
