//! From parameters to clauses, by the names that `docs/linked-events.md` lists.

use std::collections::BTreeSet;

use super::clause::{Ages, Clause, Shape, Super, Used};
use crate::http::public::linked_events::answer::Detail;
use crate::http::public::linked_events::parameters::Parameters;
use crate::publish::linked_events::{EventStatus, KeywordSet, SYSTEM, division, keyword_of};
use crate::vocabulary::Term;

/// More words than anybody types.
const MOST_WORDS: usize = 30;

pub(super) fn clauses(parameters: &Parameters) -> Result<Vec<Clause>, Detail> {
    let mut found = Vec::new();
    keywords(parameters, &mut found)?;
    words(parameters, &mut found)?;
    people(parameters, &mut found)?;
    places(parameters, &mut found)?;
    series(parameters, &mut found)?;
    Ok(found)
}

fn set<'a, T: Ord>(values: Vec<&'a str>, read: impl Fn(&'a str) -> Option<T>) -> BTreeSet<T> {
    values.into_iter().filter_map(read).collect()
}

/// Ids that are none of ours are had by nothing, and are no error: clients send those of all of Finland.
fn keywords(parameters: &Parameters, found: &mut Vec<Clause>) -> Result<(), Detail> {
    let any = ["keyword", "keyword_OR"].into_iter().chain(parameters.beginning("keyword_OR_set"));
    for name in any {
        if let Some(ids) = parameters.list(name)? {
            found.push(Clause::Keywords(set(ids, keyword_of)));
        }
    }
    for id in parameters.list("keyword_AND")?.unwrap_or_default() {
        found.push(Clause::Keywords(keyword_of(id).into_iter().collect()));
    }
    if let Some(ids) = parameters.list("keyword!")? {
        found.push(Clause::WithoutKeywords(set(ids, keyword_of)));
    }
    let terms = |id: &str| -> BTreeSet<Term> {
        KeywordSet::find(id).map(|set| set.terms().collect()).unwrap_or_default()
    };
    for id in parameters.list("keyword_set_AND")?.unwrap_or_default() {
        found.push(Clause::Keywords(terms(id)));
    }
    if let Some(ids) = parameters.list("keyword_set_OR")? {
        found.push(Clause::Keywords(ids.into_iter().flat_map(terms).collect()));
    }
    Ok(())
}

/// Every word has to be found, of those named `…_OR` any one. What the service keeps apart by how it looks
/// for it (in a cache of what is going on, locally or on the net) is one to us.
fn words(parameters: &Parameters, found: &mut Vec<Clause>) -> Result<(), Detail> {
    const ALL: [&str; 7] = [
        "text",
        "full_text",
        "combined_text",
        "all_ongoing_AND",
        "local_ongoing_AND",
        "local_ongoing_text",
        "internet_ongoing_AND",
    ];
    const ANY: [&str; 3] = ["all_ongoing_OR", "local_ongoing_OR", "internet_ongoing_OR"];
    let split = |name: &str| {
        let text = parameters.one(name).unwrap_or_default().to_lowercase();
        let words = text.split(|c: char| c.is_whitespace() || c == ',').map(str::to_owned);
        words.filter(|word| !word.is_empty()).collect::<BTreeSet<String>>()
    };
    for name in ALL {
        found.extend(split(name).into_iter().map(|word| Clause::Words([word].into())));
    }
    for name in ANY.into_iter().flat_map(|prefix| parameters.beginning(prefix)) {
        found.push(Clause::Words(split(name)));
    }
    let wanted = found.iter().map(|clause| match clause {
        Clause::Words(words) => words.len(),
        _ => 0,
    });
    if wanted.sum::<usize>() > MOST_WORDS {
        return Err(Detail::bad("text", "holds too many words"));
    }
    Ok(())
}

fn people(parameters: &Parameters, found: &mut Vec<Clause>) -> Result<(), Detail> {
    for (name, used) in
        [("language", Used::Anyhow), ("in_language", Used::Held), ("translation", Used::Told)]
    {
        if let Some(codes) = parameters.list(name)? {
            found.push(Clause::Languages(set(codes, |code| Some(code.to_lowercase())), used));
        }
    }
    for name in ["publisher", "publisher_ancestor"] {
        if let Some(ids) = parameters.list(name)? {
            found.push(Clause::Publishers(set(ids, |id| Some(id.to_owned()))));
        }
    }
    if let Some(free) = parameters.flag("is_free")? {
        found.push(Clause::Free(free));
    }
    if let Some(sources) = parameters.list("data_source")? {
        found.push(Clause::DataSource(sources.contains(&SYSTEM)));
    }
    if let Some(sources) = parameters.list("data_source!")? {
        found.push(Clause::DataSource(!sources.contains(&SYSTEM)));
    }
    if let Some(types) = parameters.list("event_type")? {
        found.push(Clause::Types(types.into_iter().map(event_type).collect::<Result<_, _>>()?));
    }
    ages(parameters, found)
}

fn event_type(text: &str) -> Result<&'static str, Detail> {
    let known = ["General", "Course", "Volunteering"];
    let found = known.into_iter().find(|known| known.eq_ignore_ascii_case(text));
    found.ok_or_else(|| Detail::bad("event_type", "is to be General, Course or Volunteering"))
}

/// `…_lt` is "at most" and `…_gt` "at least", whatever their names say.
fn ages(parameters: &Parameters, found: &mut Vec<Clause>) -> Result<(), Detail> {
    for name in [
        "audience_min_age",
        "audience_min_age_lt",
        "audience_min_age_gt",
        "audience_max_age",
        "audience_max_age_gt",
        "audience_max_age_lt",
    ] {
        let Some(text) = parameters.one(name) else { continue };
        let age = age(name, text)?;
        found.push(Clause::Ages(match name {
            "audience_min_age" | "audience_min_age_lt" => Ages::MinAtMost(age),
            "audience_min_age_gt" => Ages::MinAtLeast(age),
            "audience_max_age_lt" => Ages::MaxAtMost(age),
            _ => Ages::MaxAtLeast(age),
        }));
    }
    let Some(suits) = parameters.list("suitable_for")? else { return Ok(()) };
    let wrong = || Detail::bad("suitable_for", "is to be one age or two");
    let suits: Vec<u8> =
        suits.into_iter().map(|text| age("suitable_for", text)).collect::<Result<_, _>>()?;
    let [youngest, oldest] = [suits.iter().min(), suits.iter().max()];
    let (Some(&youngest), Some(&oldest), true) = (youngest, oldest, suits.len() <= 2) else {
        return Err(wrong());
    };
    found.push(Clause::Ages(Ages::Suits(youngest, oldest)));
    Ok(())
}

fn age(name: &str, text: &str) -> Result<u8, Detail> {
    text.parse().map_err(|_| Detail::bad(name, "is to be an age in years"))
}

fn places(parameters: &Parameters, found: &mut Vec<Clause>) -> Result<(), Detail> {
    if let Some(ids) = parameters.list("location")? {
        found.push(Clause::Locations(set(ids, |id| Some(id.to_owned()))));
    }
    if let Some(divisions) = parameters.list("division")? {
        found.push(Clause::Divisions(set(divisions, division)));
    }
    if let Some(corners) = parameters.list("bbox")? {
        found.push(Clause::Within(bbox(&corners)?));
    }
    if let Some(shape) = circle(parameters)? {
        found.push(Clause::Within(shape));
    }
    if parameters.one("srid").is_some_and(|srid| srid != "4326") {
        return Err(Detail::bad("srid", "can only be 4326"));
    }
    if parameters.flag("internet_based")? == Some(true)
        || parameters.beginning("internet_ongoing_").next().is_some()
    {
        found.push(Clause::Online);
    }
    Ok(())
}

fn bbox(corners: &[&str]) -> Result<Shape, Detail> {
    let numbers: Vec<f64> = corners.iter().filter_map(|text| text.parse().ok()).collect();
    match numbers[..] {
        [west, south, east, north] if corners.len() == 4 && south <= north && west <= east => {
            Ok(Shape::Box { west, south, east, north })
        }
        _ => Err(Detail::bad("bbox", "is to be west,south,east,north in degrees")),
    }
}

/// Both or none, as with the service.
fn circle(parameters: &Parameters) -> Result<Option<Shape>, Detail> {
    let origin = parameters.list("dwithin_origin")?;
    let (Some(origin), Some(metres)) = (origin, parameters.number("dwithin_metres")?) else {
        return Ok(None);
    };
    let numbers: Vec<f64> = origin.iter().filter_map(|text| text.parse().ok()).collect();
    match numbers[..] {
        [lon, lat] if origin.len() == 2 => Ok(Some(Shape::Circle { lon, lat, metres })),
        _ => Err(Detail::bad("dwithin_origin", "is to be lon,lat in degrees")),
    }
}

fn series(parameters: &Parameters, found: &mut Vec<Clause>) -> Result<(), Detail> {
    let none = |text: &str| matches!(text.to_ascii_lowercase().as_str(), "none" | "null");
    if let Some(types) = parameters.list("super_event_type")? {
        found.push(Clause::Supers(set(types, |text| match text {
            "recurring" => Some(Super::Recurring),
            "umbrella" => Some(Super::Umbrella),
            text => none(text).then_some(Super::None),
        })));
    }
    if let Some(ids) = parameters.list("super_event")? {
        let held_by = |id: &str| Some(id.to_owned()).filter(|id| !none(id));
        found.push(Clause::PartOf(ids.into_iter().map(held_by).collect()));
    }
    match parameters.one("recurring") {
        Some("super") => found.push(Clause::Supers([Super::Recurring].into())),
        Some("sub") => found.push(Clause::NotRecurring),
        Some(_) | None => {}
    }
    if parameters.flag("hide_super_event")? == Some(true) {
        found.push(Clause::NotRecurring);
    }
    if parameters.flag("hide_recurring_children")? == Some(true) {
        found.push(Clause::NotPart);
    }
    if let Some(statuses) = parameters.list("event_status")? {
        found.push(Clause::Statuses(set(statuses, status)));
    }
    Ok(())
}

fn status(text: &str) -> Option<EventStatus> {
    match text.to_ascii_lowercase().as_str() {
        "eventscheduled" => Some(EventStatus::EventScheduled),
        "eventcancelled" => Some(EventStatus::EventCancelled),
        "eventpostponed" => Some(EventStatus::EventPostponed),
        "eventrescheduled" => Some(EventStatus::EventRescheduled),
        _ => None,
    }
}
