//! The notation of the table of cases. What is stored, what a run brings and what is held are lists
//! of ids, each with what is special of it; `a1..a30` are thirty. A plan is written the same way.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::*;
use crate::listing::{Place, Publication, Venue};
use crate::municipality::Municipality;
use crate::sample::{date, finnish, item, listing, once};
use crate::show::Policy;

pub(super) fn today() -> NaiveDate {
    date("2026-05-01")
}

/// Oulu, where the listings are held.
pub(super) fn region() -> Policy {
    let oulu = Municipality::by_name("Oulu").unwrap();
    Policy { region: Some([oulu].into()), past_days: 30, ..Policy::default() }
}

pub(super) fn planned(stored: &str, run_text: &str, held: &str) -> Plan {
    plan_of(&self::stored(stored), &run(run_text), &removals(held), today())
}

pub(super) type All = BTreeMap<ItemId, Stored>;

/// With no more of what is stored than a run asks for.
pub(super) fn plan_of(stored: &All, run: &Incoming, held: &Removals, day: NaiveDate) -> Plan {
    let records = records(stored);
    let full = |id: &ItemId| (id.clone(), stored[id].listing.clone());
    let listings = run.compared(&records).map(full).collect();
    plan(&Before { records, listings }, run, held, &region(), day)
}

pub(super) fn records(stored: &All) -> Records {
    stored.iter().map(|(id, stored)| (id.clone(), Record::from(stored))).collect()
}

/// What is stored afterwards.
pub(super) fn applied(stored: &All, plan: &Plan) -> All {
    let listings = stored.iter().map(|(id, stored)| (id.clone(), stored.listing.clone()));
    let before = Before { records: records(stored), listings: listings.collect() };
    let mut after = stored.clone();
    for (id, step) in apply(&before, plan.clone()) {
        let listing = step.listing.unwrap_or_else(|| stored[&id].listing.clone());
        let Step { state, absent, generation, .. } = step;
        after.insert(id, Stored { listing, state, absent, generation });
    }
    after
}

pub(super) fn stored(text: &str) -> BTreeMap<ItemId, Stored> {
    tokens(text).map(|(id, marks)| (item(&id), stored_one(&id, &marks))).collect()
}

fn stored_one(id: &str, marks: &[&str]) -> Stored {
    let mut entry = Stored::new(listing_of(id, marks));
    for mark in marks {
        match *mark {
            "withdrawn" => entry.state = ListingState::Withdrawn,
            "expired" => entry.state = ListingState::Expired,
            "absent1" => entry.absent = 1,
            "absent2" => entry.absent = 2,
            _ => {}
        }
    }
    entry
}

pub(super) fn run(text: &str) -> Incoming {
    let (kind, entries) = text.split_once(' ').unwrap_or((text, ""));
    let completeness = match kind {
        "complete" => Completeness::Complete,
        "unchanged" => Completeness::Unchanged,
        "partial" => Completeness::Partial("total does not agree".to_owned()),
        "increment" => Completeness::Increment,
        other => panic!("{other}"),
    };
    let mut incoming = Incoming { completeness, ..Incoming::default() };
    for (id, marks) in tokens(entries) {
        if marks.contains(&"unreadable") {
            incoming.unreadable.insert(item(&id));
        } else if marks.contains(&"tombstone") {
            incoming.tombstones.insert(item(&id));
        } else {
            incoming.listings.insert(item(&id), listing_of(&id, &marks));
        }
    }
    incoming
}

fn listing_of(id: &str, marks: &[&str]) -> Listing {
    let mut listing = listing(id, "Kuoro");
    for mark in marks {
        match *mark {
            "changed" => listing.content.name = finnish("Kuorot"),
            "draft" => listing.content.publication = Publication::Draft,
            "unrecognised" => listing.content.publication = Publication::Unrecognised,
            "ended" => listing.sessions = vec![once("2026-04-30 18:00")],
            "hidden" => {
                listing.content.visibility.until = Some("2026-04-30T12:00:00Z".parse().unwrap());
            }
            "elsewhere" => {
                let raahe = Municipality::by_name("Raahe").unwrap();
                listing.sessions[0].venue =
                    Venue::Place(Place { municipality: Some(raahe), ..Place::default() });
            }
            "withdrawn" | "expired" | "absent1" | "absent2" => {}
            other => panic!("{other}"),
        }
    }
    listing
}

pub(super) fn removals(text: &str) -> Removals {
    text.split_whitespace()
        .map(|part| {
            let (id, code) = part.split_once('=').unwrap();
            let causes = [Cause::Absent, Cause::Tombstone, Cause::Unpublished, Cause::Hidden];
            (item(id), causes.into_iter().find(|cause| cause.code() == code).unwrap())
        })
        .collect()
}

/// Ids with their marks: "a b:draft c1..c3:ended".
fn tokens(text: &str) -> impl Iterator<Item = (String, Vec<&str>)> {
    text.split_whitespace().flat_map(|token| {
        let mut parts = token.split(':');
        let name = parts.next().unwrap();
        let marks: Vec<_> = parts.collect();
        let names = match name.split_once("..") {
            None => vec![name.to_owned()],
            Some((first, last)) => {
                let number = |text: &str| text[1..].parse::<u32>().unwrap();
                (number(first)..=number(last)).map(|n| format!("{}{n}", &first[..1])).collect()
            }
        };
        names.into_iter().map(move |name| (name, marks.clone()))
    })
}

pub(super) fn written(plan: &Plan) -> String {
    let ids = |list: &[Listing]| list.iter().map(|l| l.key.id.to_string()).collect::<Vec<_>>();
    let pairs = |set: &Removals| {
        set.iter().map(|(id, cause)| format!("{id}={}", cause.code())).collect::<Vec<_>>()
    };
    let (verb, removed) = match &plan.withdraw {
        Withdraw::Now { removals } => ("now", pairs(removals)),
        Withdraw::Held { removals, reason: HoldReason::Empty } => ("held empty", pairs(removals)),
        Withdraw::Held { removals, reason: HoldReason::Many } => ("held many", pairs(removals)),
    };
    let absent = plan.absent.iter().map(|(id, count)| format!("{id}={count}")).collect();
    let unchanged = Some(plan.unchanged).filter(|n| *n > 0).iter().map(usize::to_string).collect();
    [
        ("add", ids(&plan.add)),
        ("change", plan.change.iter().map(|c| c.after.key.id.to_string()).collect()),
        ("return", ids(&plan.returned)),
        ("expire", plan.expire.iter().map(ItemId::to_string).collect()),
        (verb, removed),
        ("unpublished", ids(&plan.unpublished)),
        ("absent", absent),
        ("unchanged", unchanged),
    ]
    .into_iter()
    .filter(|(_, list): &(_, Vec<String>)| !list.is_empty())
    .map(|(verb, list)| format!("{verb} {}", list.join(" ")))
    .collect::<Vec<_>>()
    .join(", ")
}
