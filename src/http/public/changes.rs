//! What changed, for readers that keep a copy: page after page, to the end and on from there.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::{JSON, Now, address};
use crate::activity::{Told, Turn};
use crate::catalogue::turns::Place;
use crate::catalogue::{Catalogue, Found};
use crate::http::Context;
use crate::http::error::Problem;
use crate::id::{ActivityId, Revision};
use crate::publish::json::undated;
use crate::publish::rpde::{self, Item};
use crate::site::Site;

const PATH: &str = "/api/v1/changes";

/// As RPDE 1.0 suggests.
const LIMIT: usize = 500;
const MOST: usize = 1_000;

/// Seconds for which the last page may be used without asking: it is where readers wait for news. Of
/// the others a copy may be older, as they end in a place from which nothing is missed.
const LAST_PAGE_AGE: u64 = 8;

pub(super) async fn page(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = Asked::parse(raw.as_deref())?;
    let now = Now::of(&context);
    let config = &context.config;
    let turns = now.catalogue.turns().after(asked.after.as_ref(), asked.limit.unwrap_or(LIMIT));
    let items = turns.iter().map(|turn| item(turn, &now.catalogue, &config.publish.site)).collect();
    let last = turns.last().map(|turn| Place { revision: turn.revision, id: turn.id.clone() });
    let next = Asked { after: last.or(asked.after), limit: asked.limit };
    let next = address(&context, PATH, Some(&next.query()));
    let license = rpde::licence(config.sources.iter().map(|source| source.licence.as_deref()))
        .unwrap_or_else(|| address(&context, "/", None));
    let body = rpde::page(&rpde::Page { next: &next, items, license: &license });
    let mut answer = now.represent(JSON, body);
    if turns.is_empty() {
        answer = answer.fresh_for(LAST_PAGE_AGE);
    }
    Ok(answer.answer(&headers))
}

fn item<'a>(turn: &'a Turn, catalogue: &Catalogue, site: &Site) -> Item<'a> {
    match (turn.told, catalogue.get(&turn.id)) {
        (Told::Shown(_), Found::Live(entry)) => {
            let data = undated(&entry.activity(), Some(&entry.possible), site);
            Item::updated(&turn.id, turn.revision, data)
        }
        (Told::Shown(_) | Told::Gone, _) => Item::deleted(&turn.id, turn.revision),
    }
}

/// From where on, and how much at once.
struct Asked {
    after: Option<Place>,
    limit: Option<usize>,
}

impl Asked {
    fn parse(raw: Option<&str>) -> Result<Self, Problem> {
        known(raw)?;
        let revision = value(raw, "afterTimestamp")?.map(|text| revision(&text)).transpose()?;
        let id = value(raw, "afterId")?.map(|text| id(&text)).transpose()?;
        let limit = value(raw, "limit")?.map(|text| limit(&text)).transpose()?;
        let after = match (revision, id) {
            (None, None) => None,
            (Some(revision), Some(id)) => Some(Place { revision, id }),
            (Some(_), None) => return Err(alone("afterTimestamp", "afterId")),
            (None, Some(_)) => return Err(alone("afterId", "afterTimestamp")),
        };
        Ok(Self { after, limit })
    }

    /// The one way to write it.
    fn query(&self) -> String {
        let after = self.after.iter();
        let after = after.map(|p| format!("afterTimestamp={}&afterId={}", p.revision, p.id));
        let limit = self.limit.iter().map(|limit| format!("limit={limit}"));
        after.chain(limit).collect::<Vec<_>>().join("&")
    }
}

fn known(raw: Option<&str>) -> Result<(), Problem> {
    let names = ["afterTimestamp", "afterId", "limit"];
    let mut asked = url::form_urlencoded::parse(raw.unwrap_or("").as_bytes());
    match asked.find(|(name, _)| !names.contains(&&**name)) {
        None => Ok(()),
        Some((name, _)) => {
            let detail = format!("{name}: is no parameter here; there are: {}", names.join(", "));
            Err(Problem::bad_request(&name, detail))
        }
    }
}

/// The one value of a parameter.
fn value(raw: Option<&str>, name: &str) -> Result<Option<String>, Problem> {
    let pairs = url::form_urlencoded::parse(raw.unwrap_or("").as_bytes());
    let mut values = pairs.filter(|(found, _)| found == name).map(|(_, value)| value.into_owned());
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        (_, Some(_)) => Err(Problem::bad_request(name, format!("{name}: is given twice"))),
    }
}

fn revision(text: &str) -> Result<Revision, Problem> {
    whole(text)
        .map(Revision)
        .ok_or_else(|| wrong("afterTimestamp", "an item's `modified`: a whole number"))
}

fn id(text: &str) -> Result<ActivityId, Problem> {
    ActivityId::parse(text).ok_or_else(|| wrong("afterId", "an item's `id`"))
}

fn limit(text: &str) -> Result<usize, Problem> {
    let limit = whole(text).and_then(|limit| usize::try_from(limit).ok());
    let limit = limit.filter(|limit| (1..=MOST).contains(limit));
    limit.ok_or_else(|| wrong("limit", &format!("a whole number from 1 to {MOST}")))
}

/// Digits alone: `+1` is no other way to write 1.
fn whole(text: &str) -> Option<i64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

fn wrong(name: &str, right: &str) -> Problem {
    Problem::bad_request(name, format!("{name}: is to be {right}"))
}

fn alone(name: &str, other: &str) -> Problem {
    Problem::bad_request(name, format!("{name}: goes with {other}, as both stand in `next`"))
}
