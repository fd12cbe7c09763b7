//! Events: lists of them, and one by one.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Days, Utc};

use super::answer::{Answer, Detail, moved, object, off_the_loop, page};
use super::order::{Order, Value};
use super::parameters::Parameters;
use super::places;
use super::wish::Wish;
use crate::activity::{Told, Turn};
use crate::catalogue::{Catalogue, Entry, Found, Gone};
use crate::http::Context;
use crate::http::public::{Now, address};
use crate::id::ActivityId;
use crate::publish::linked_events::{
    EventId, Frame, Happening, Include, Part, Tombstone, event, tombstone,
};
use crate::when::occurrences::Window;

/// One entry of a list. It holds only by what it is sorted, as thousands may be for a page of twenty.
struct Row<'a> {
    values: Vec<Value>,
    what: What<'a>,
}

enum What<'a> {
    Live(&'a Entry, Part),
    Gone(Tombstone),
}

/// How far ahead the times of a series are events of their own: as far as filters by date can see.
const AHEAD: Days = Days::new(400);

/// More than this cannot be put in order for one page of them.
const MOST_ROWS: usize = 300_000;

pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    off_the_loop(move || listed(&context, "event", &Parameters::parse(raw.as_deref())?, &headers))
        .await
}

/// The same lists under another name, by words alone; they begin today where no time is asked for.
pub(super) async fn search(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    off_the_loop(move || {
        let parameters = Parameters::parse(raw.as_deref())?;
        let words = parameters.one("q").or_else(|| parameters.one("input"));
        let words = words.ok_or_else(|| Detail::bad("q", "or input is to say what to look for"))?;
        let parameters = parameters.with("text", words);
        let types = parameters.list("type")?.unwrap_or_default();
        if types.contains(&"place") && !types.contains(&"event") {
            return places::listed(&context, "search", &parameters, &headers);
        }
        let timed = ["start", "end"].iter().any(|name| parameters.one(name).is_some());
        let parameters = if timed { parameters } else { parameters.with("start", "today") };
        listed(&context, "search", &parameters, &headers)
    })
    .await
}

pub(super) async fn one(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let Path(id) = id?;
    let now = Now::of(&context);
    let id = EventId::parse(&id).ok_or_else(Detail::not_found)?;
    match now.catalogue.get(&id.activity) {
        Found::Live(entry) => {
            let activity = entry.activity();
            let happening = Happening::find(&activity, id.part).ok_or_else(Detail::not_found)?;
            let include = include(&Parameters::parse(raw.as_deref())?)?;
            object(&now, event(&happening, &include, &frame(&now)), &headers)
        }
        Found::Gone(Gone::Merged { into }) => replaced(&now, into),
        Found::Gone(_) => Err(Detail::gone()),
        Found::Unknown => Err(Detail::not_found()),
    }
}

/// To where there is nothing any more nobody is sent.
fn replaced(now: &Now<'_>, into: &ActivityId) -> Answer {
    match now.catalogue.get(into) {
        Found::Live(_) => {
            let id = EventId { activity: into.clone(), part: Part::Whole };
            moved(&address(now.context, &format!("/linkedevents/v1/event/{id}/"), None))
        }
        Found::Gone(Gone::Merged { into }) => replaced(now, into),
        Found::Gone(_) | Found::Unknown => Err(Detail::gone()),
    }
}

fn listed(
    context: &Context,
    resource: &str,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Answer {
    let now = Now::of(context);
    let wish = Wish::read(parameters, now.catalogue.edition.as_of)?;
    let include = include(parameters)?;
    let frame = frame(&now);
    let order = Order::read(parameters);
    let mut rows = rows(&now.catalogue, &wish, &order, frame.window)?;
    rows.sort_by(|a, b| order.compare(&a.values, &b.values));
    let render = |row: &Row<'_>| match &row.what {
        What::Live(entry, part) => {
            Happening::find(&entry.activity(), *part).map(|found| event(&found, &include, &frame))
        }
        What::Gone(stone) => Some(tombstone(stone)),
    };
    page(&now, resource, parameters, &rows, render, headers)
}

fn rows<'a>(
    catalogue: &'a Catalogue,
    wish: &Wish,
    order: &Order,
    window: Window,
) -> Result<Vec<Row<'a>>, Detail> {
    let turns = catalogue.turns().after(None, usize::MAX);
    let shown: BTreeMap<&ActivityId, DateTime<Utc>> = match wish.looks_back() {
        true => turns.iter().map(|turn| (&turn.id, turn.at)).collect(),
        false => BTreeMap::new(),
    };
    let mut rows = Vec::new();
    for entry in wish.perhaps(catalogue) {
        let over = !entry.sessions.is_empty() && entry.sessions.iter().all(|session| session.over);
        let early = shown.get(&entry.id).is_some_and(|at| wish.is_early(*at));
        if !over && !early {
            let activity = entry.activity();
            // One that was hidden for a while is told anew without having changed.
            let told = shown.get(&entry.id).map_or(activity.changed, |at| *at);
            let row = |happening: Happening<'_>| Row {
                values: order.values(&happening),
                what: What::Live(entry, happening.id().part),
            };
            rows.extend(wish.of(&activity, told, window).into_iter().map(row));
        }
        if rows.len() > MOST_ROWS {
            return Err(Detail::bad(
                "start",
                "and end are to narrow it: these are too many events",
            ));
        }
    }
    let gone = turns.iter().filter(|turn| turn.told == Told::Gone);
    let gone = gone.filter(|turn| wish.wants_gone(&turn.id, turn.at));
    rows.extend(
        gone.map(|turn| buried(catalogue, turn))
            .map(|stone| Row { values: order.values_of_gone(&stone), what: What::Gone(stone) }),
    );
    Ok(rows)
}

fn buried(catalogue: &Catalogue, turn: &Turn) -> Tombstone {
    let replaced_by = match catalogue.get(&turn.id) {
        Found::Gone(Gone::Merged { into }) => Some(into.clone()),
        Found::Gone(_) | Found::Live(_) | Found::Unknown => None,
    };
    Tombstone { id: turn.id.clone(), since: turn.at, replaced_by }
}

pub(super) fn frame<'a>(now: &'a Now<'_>) -> Frame<'a> {
    let publish = &now.context.config.publish;
    let as_of = now.catalogue.edition.as_of;
    let from = as_of.checked_sub_days(Days::new(publish.past_days.into())).unwrap_or(as_of);
    let to = as_of.checked_add_days(AHEAD).unwrap_or(as_of);
    Frame { site: &publish.site, window: Window { from, to } }
}

/// Names that we do not know are passed over: clients ask for `image` and `location.id` too.
fn include(parameters: &Parameters) -> Result<BTreeSet<Include>, Detail> {
    let known = |name: &str| match name {
        "audience" => Some(Include::Audience),
        "in_language" => Some(Include::InLanguage),
        "keywords" => Some(Include::Keywords),
        "location" => Some(Include::Location),
        "sub_events" => Some(Include::SubEvents),
        "super_event" => Some(Include::SuperEvent),
        _ => None,
    };
    let names = parameters.list("include")?.unwrap_or_default();
    Ok(names.into_iter().filter_map(known).collect())
}
