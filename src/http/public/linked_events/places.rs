//! The places where something is held.

use std::collections::BTreeMap;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::answer::{Answer, Detail, object, off_the_loop, page};
use super::listing::{Counted, ours, sorted, words};
use super::parameters::Parameters;
use crate::catalogue::{Catalogue, Spot};
use crate::http::Context;
use crate::http::public::Now;
use crate::municipality::Municipality;
use crate::publish::linked_events::{Location, division, place};

pub(super) async fn list(
    State(context): State<Context>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Response {
    off_the_loop(move || listed(&context, "place", &Parameters::parse(raw.as_deref())?, &headers))
        .await
}

pub(super) fn listed(
    context: &Context,
    resource: &str,
    parameters: &Parameters,
    headers: &HeaderMap,
) -> Answer {
    let now = Now::of(context);
    let mut all = all(&now.catalogue);
    let words = words(parameters)?;
    let told = |location: Location<'_>, word: &String| {
        location.words().any(|text| text.to_lowercase().contains(word))
    };
    all.retain(|place| words.iter().all(|word| told(place.what, word)));
    if let Some(named) = parameters.list("division")? {
        let towns: Vec<Municipality> = named.into_iter().filter_map(division).collect();
        all.retain(|place| town(place.what).is_some_and(|town| towns.contains(&town)));
    }
    if !ours(parameters)? {
        all.clear();
    }
    let all = sorted(all, parameters);
    let render = |counted: &Counted<Location<'_>>| {
        Some(place(counted.what, counted.count, &context.config.publish.site))
    };
    page(&now, resource, parameters, &all, render, headers)
}

pub(super) async fn one(
    State(context): State<Context>,
    id: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    off_the_loop(move || {
        let Path(id) = id?;
        let now = Now::of(&context);
        let found = all(&now.catalogue).into_iter().find(|place| place.id == id);
        let found = found.ok_or_else(Detail::not_found)?;
        object(&now, place(found.what, found.count, &context.config.publish.site), &headers)
    })
    .await
}

/// In order of their ids. Of one place that is told several times the first that has a position.
fn all(catalogue: &Catalogue) -> Vec<Counted<Location<'_>>> {
    let (spots, held) = catalogue.places();
    let locations = spots.into_iter().map(|spot| match spot {
        Spot::Place(place) => Location::of_place(place),
        Spot::Online => Some(Location::Internet),
    });
    let named: Vec<_> =
        locations.map(|location| location.map(|location| (location.id(), location))).collect();
    let mut found: BTreeMap<String, Counted<Location<'_>>> = BTreeMap::new();
    for numbers in held {
        let mut here = BTreeMap::new();
        let own = numbers.into_iter().filter_map(|number| named.get(number)?.as_ref());
        for (id, location) in own {
            here.entry(id.clone()).or_insert(*location);
        }
        for (id, what) in here {
            let name = what.words().next().unwrap_or_default().to_lowercase();
            let known = found.entry(id.clone()).or_insert(Counted { id, name, count: 0, what });
            known.count += 1;
            if !is_placed(known.what) && is_placed(what) {
                known.what = what;
            }
        }
    }
    found.into_values().collect()
}

fn is_placed(location: Location<'_>) -> bool {
    matches!(location, Location::Place(place) if place.position.is_some())
}

fn town(location: Location<'_>) -> Option<Municipality> {
    match location {
        Location::Place(place) => place.municipality,
        Location::Internet => None,
    }
}
