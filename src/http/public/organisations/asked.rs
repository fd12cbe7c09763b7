//! Which organisations are asked for, and from where on.

use std::collections::BTreeSet;

use url::form_urlencoded::{Serializer, parse};

use super::LIST;
use crate::catalogue::{Filter, Query, Start};
use crate::http::error::Problem;
use crate::http::public::Now;
use crate::id::OrganisationId;
use crate::localized::Lang;
use crate::municipality::Municipality;
use crate::organisations::{Organisation, Organisations, Place};
use crate::publish::alphabet::alphabetical;
use crate::vocabulary::{Scheme, Term};

/// Parameters that are ours beside those that all lists share.
const CURSOR: &str = "cursor";
const EMBED: &str = "embed";
const TOWN: &str = "municipality";

pub(super) struct Asked {
    pub(super) query: Query,
    pub(super) embedded: bool,
    after: Option<Place>,
    /// As they were written.
    pairs: Vec<(String, String)>,
}

/// A page of the list.
pub(super) struct Listed<'a> {
    pub(super) shown: Vec<&'a Organisation>,
    pub(super) total: usize,
    /// The query of what follows.
    pub(super) next: Option<String>,
}

impl Asked {
    /// A form sends what was left empty as well: of a `page` it is as if it were not there.
    pub(super) fn parse(now: &Now<'_>, raw: Option<&str>, page: bool) -> Result<Self, Problem> {
        let raw = raw.unwrap_or("");
        let (raw, embedded) =
            if page { without_embed(Some(raw))? } else { (raw.to_owned(), false) };
        let pairs =
            parse(raw.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()));
        let (cursors, pairs): (Vec<_>, Vec<_>) = pairs
            .filter(|(_, value)| !page || !value.trim().is_empty())
            .partition(|(name, _)| name == CURSOR);
        let query = now.asked(Some(&written(&pairs)), LIST, &Filter::default())?;
        let after = match cursors.as_slice() {
            [] => None,
            [(_, text)] if query.start == Start::First => Some(place(text).ok_or_else(no_cursor)?),
            _ => return Err(no_cursor()),
        };
        Ok(Self { query, embedded, after, pairs })
    }

    /// An organisation is asked for where any of its activities is.
    pub(super) fn choose<'a>(&self, now: &Now<'_>, all: &'a Organisations) -> Listed<'a> {
        let selection = now.catalogue.select(&self.query.filter.without_limit());
        let chosen: BTreeSet<&OrganisationId> = selection
            .chosen
            .iter()
            .filter_map(|chosen| all.of_activity(&chosen.entry.id))
            .collect();
        let found: Vec<_> = all.iter().filter(|one| chosen.contains(&one.id)).collect();
        let size = self.query.page(&Filter::default()).limit().unwrap_or(usize::MAX);
        let before = match (&self.after, &self.query.start) {
            (Some(after), _) => found.partition_point(|one| one.place() <= *after),
            (None, Start::Page(number)) => (number - 1).saturating_mul(size),
            (None, Start::First | Start::After(_)) => 0,
        };
        let shown: Vec<_> = found.iter().skip(before).take(size).copied().collect();
        let more = before.saturating_add(shown.len()) < found.len();
        let next = shown.last().filter(|_| more).map(|last| self.following(last));
        Listed { shown, total: found.len(), next }
    }

    fn following(&self, last: &Organisation) -> String {
        let (start, cursor) = match self.query.start {
            Start::Page(number) => (Start::Page(number + 1), None),
            Start::First | Start::After(_) => (Start::First, Some(cursor(&last.place()))),
        };
        let query = Query { start, ..self.query.clone() }.to_string();
        let own = cursor.map(|text| (CURSOR.to_owned(), text));
        let own = own.into_iter().chain(self.embedded.then(|| (EMBED.to_owned(), "1".to_owned())));
        let parts = [query, written(&own.collect::<Vec<_>>())];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    }

    /// The one municipality that is chosen.
    pub(super) fn town(&self) -> Option<Municipality> {
        let text = self.only(TOWN)?;
        Municipality::by_code(text).or_else(|| Municipality::by_name(text))
    }

    pub(super) fn theme(&self) -> Option<Term> {
        Term::find(Scheme::Theme, self.only("theme")?)
    }

    pub(super) fn words(&self) -> String {
        self.only("q").unwrap_or_default().to_owned()
    }

    /// What is shown, in whatever language.
    pub(super) fn shown(&self) -> String {
        let pairs = self.pairs.iter().filter(|(name, _)| name != "lang").cloned();
        let after = self.after.as_ref().map(|place| (CURSOR.to_owned(), cursor(place)));
        written(&pairs.chain(after).collect::<Vec<_>>())
    }

    fn only(&self, wanted: &str) -> Option<&str> {
        let mut values = self.pairs.iter().filter(|(name, _)| name == wanted);
        let value = values.next().map(|(_, value)| value.trim());
        value.filter(|_| values.next().is_none())
    }
}

/// By their names.
pub(super) fn towns(all: &Organisations, lang: &Lang) -> Vec<Municipality> {
    let towns: BTreeSet<_> =
        all.iter().flat_map(|one| one.municipalities.iter().copied()).collect();
    let mut towns: Vec<_> = towns.into_iter().collect();
    towns.sort_by_cached_key(|town| alphabetical(town.name(lang)));
    towns
}

pub(super) fn themes(all: &Organisations, lang: &Lang) -> Vec<Term> {
    let themes: BTreeSet<_> = all.iter().flat_map(|one| one.themes.iter().copied()).collect();
    let mut themes: Vec<_> = themes.into_iter().collect();
    themes.sort_by_cached_key(|theme| alphabetical(theme.label(lang)));
    themes
}

/// The rest of a query, and whether the page is to stand in a frame.
pub(super) fn without_embed(raw: Option<&str>) -> Result<(String, bool), Problem> {
    let pairs = parse(raw.unwrap_or("").as_bytes());
    let pairs = pairs.map(|(name, value)| (name.into_owned(), value.into_owned()));
    let (own, rest): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == EMBED);
    let embedded = match own.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().as_slice()
    {
        [] | ["0"] => false,
        ["1"] => true,
        _ => return Err(Problem::bad_request(EMBED, "embed: is to be 1 or 0, once")),
    };
    Ok((written(&rest), embedded))
}

/// The rest of a query, and of which municipality the list was that led here.
pub(super) fn without_town(raw: &str) -> (String, Option<Municipality>) {
    let pairs = parse(raw.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned()));
    let (own, rest): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == TOWN);
    (written(&rest), own.first().and_then(|(_, value)| Municipality::by_code(value)))
}

fn written(pairs: &[(String, String)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// `{id}.{name}`, with `_` for spaces; opaque to who gets it.
fn cursor(place: &Place) -> String {
    format!("{}.{}", place.id, place.name.replace(' ', "_"))
}

fn place(text: &str) -> Option<Place> {
    let (id, name) = text.split_once('.')?;
    Some(Place { name: name.replace('_', " "), id: OrganisationId::parse(id)? })
}

fn no_cursor() -> Problem {
    let detail = "cursor: is none; expected what stands in `next`, without page beside it";
    Problem::bad_request(CURSOR, detail)
}
