//! What there is to choose from, and how much of it.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;

use super::Catalogue;
use super::filter::Filter;
use super::filter::clause::{Cost, Organisation};
use super::search::Search;
use super::segment::{Circumstance, Segment, Trait};
use crate::id::ActivityId;
use crate::vocabulary::Scheme;

/// By the name of the filter and then by the value, as a filter writes both.
pub type Facets = BTreeMap<&'static str, BTreeMap<String, Count>>;

/// What would be found if this value were the only one of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub activities: u64,
    /// What an organisation calls itself: other values have words of ours.
    pub name: Option<String>,
}

/// A value in a segment, and who of those that are chosen has it.
struct Occurring {
    value: String,
    entries: RoaringBitmap,
    /// Somebody is known by it and by nothing better.
    listed: bool,
}

/// The same in all segments.
#[derive(Default)]
struct Sum {
    activities: u64,
    listed: bool,
    named_by: Option<(ActivityId, String)>,
}

/// The names that can be chosen among. An age and a place on the map are no values to pick from.
const OF_ACTIVITIES: [&str; 8] =
    ["audience", "format", "free", "language", "organisation", "source", "theme", "type"];
const OF_SESSIONS: [&str; 4] = ["accessible", "channel", "municipality", "status"];

pub(super) fn count(catalogue: &Catalogue, filter: &Filter) -> Facets {
    let activities = OF_ACTIVITIES.map(|name| (name, of_name(catalogue, filter, name, traits)));
    let sessions = OF_SESSIONS.map(|name| (name, of_name(catalogue, filter, name, circumstances)));
    activities.into_iter().chain(sessions).collect()
}

fn of_name(
    catalogue: &Catalogue,
    filter: &Filter,
    name: &'static str,
    occurring: impl Fn(&Search<'_>, &str) -> Vec<Occurring>,
) -> BTreeMap<String, Count> {
    let mut sums: BTreeMap<String, Sum> = BTreeMap::new();
    let mut in_all = 0;
    for part in catalogue.parts.iter() {
        let search = Search::leaving_out(part, filter, catalogue.edition.as_of, name);
        let anywhere =
            if name == "municipality" { anywhere(&search) } else { RoaringBitmap::new() };
        in_all += anywhere.len();
        for Occurring { value, entries, listed } in occurring(&search, name) {
            let sum = sums.entry(value).or_default();
            sum.activities += (&entries - &anywhere).len();
            sum.listed |= listed;
            if name == "organisation" {
                sum.note_name(search.segment, &entries);
            }
        }
    }
    let listed = sums.into_iter().filter(|(_, sum)| sum.listed);
    listed.map(|(value, sum)| (value, sum.count(in_all))).collect()
}

impl Sum {
    /// The name of the activity of the smallest id: the order in which segments came decides nothing.
    fn note_name(&mut self, segment: &Segment, entries: &RoaringBitmap) {
        let Some(number) = entries.min() else { return };
        let named = || Some((segment.entry(number)?, segment.organiser(number)?.name.as_ref()?));
        let Some((entry, name)) = named() else { return };
        if self.named_by.as_ref().is_none_or(|(id, _)| entry.id < *id) {
            self.named_by = Some((entry.id.clone(), name.clone()));
        }
    }

    /// `in_all`: so many have every value.
    fn count(self, in_all: u64) -> Count {
        let name = self.named_by.map(|(_, name)| name);
        Count { activities: self.activities + in_all, name }
    }
}

fn traits(search: &Search<'_>, name: &str) -> Vec<Occurring> {
    let chosen: RoaringBitmap = search.entries().into_iter().collect();
    let mut with_id = RoaringBitmap::new();
    let mut values = Vec::new();
    // In their order Y-tunnuses come before names: who has one is known by it.
    for (fact, entries) in search.segment.traits.iter() {
        let Some(value) = value_of_trait(fact, name) else { continue };
        let entries = entries & &chosen;
        let listed = match fact {
            Trait::Organisation(Organisation::BusinessId(_)) => {
                with_id |= &entries;
                !entries.is_empty()
            }
            Trait::Organisation(Organisation::Name(_)) => !entries.is_subset(&with_id),
            Trait::Term(_)
            | Trait::Cost(_)
            | Trait::Source(_)
            | Trait::Ages(_)
            | Trait::Pictured => !entries.is_empty(),
        };
        values.push(Occurring { value, entries, listed });
    }
    values
}

fn circumstances(search: &Search<'_>, name: &str) -> Vec<Occurring> {
    let chosen = chosen_slots(search);
    let held = search.segment.circumstances.iter();
    let values = held.filter_map(|(fact, slots)| {
        let value = value_of_circumstance(fact, name)?;
        let entries = search.owners_of(&(slots & &chosen));
        Some(Occurring { value, listed: !entries.is_empty(), entries })
    });
    values.collect()
}

/// Those that every municipality has.
fn anywhere(search: &Search<'_>) -> RoaringBitmap {
    let anywhere = search.segment.circumstances.any([Circumstance::Anywhere]);
    search.owners_of(&(anywhere & chosen_slots(search)))
}

fn chosen_slots(search: &Search<'_>) -> RoaringBitmap {
    let slots = search.entries().into_iter().flat_map(|entry| search.slots(entry));
    slots.map(|(slot, _)| slot).collect()
}

fn value_of_trait(fact: &Trait, name: &str) -> Option<String> {
    let (of, value) = match fact {
        Trait::Term(term) => (facet(term.scheme())?, term.code().to_owned()),
        Trait::Cost(cost) => ("free", (*cost == Cost::Free).to_string()),
        Trait::Organisation(Organisation::BusinessId(id)) => ("organisation", id.clone()),
        Trait::Organisation(Organisation::Name(name)) => ("organisation", name.clone()),
        Trait::Source(id) => ("source", id.to_string()),
        Trait::Ages(_) | Trait::Pictured => return None,
    };
    (of == name).then_some(value)
}

fn facet(scheme: Scheme) -> Option<&'static str> {
    match scheme {
        Scheme::Type => Some("type"),
        Scheme::Theme => Some("theme"),
        Scheme::Format => Some("format"),
        Scheme::AgeGroup | Scheme::Gender => Some("audience"),
        Scheme::Language => Some("language"),
        Scheme::Accessibility => None,
    }
}

fn value_of_circumstance(fact: &Circumstance, name: &str) -> Option<String> {
    let (of, value) = match fact {
        Circumstance::Accessible(term) => ("accessible", term.code()),
        Circumstance::Channel(channel) => ("channel", channel.name()),
        Circumstance::Municipality(municipality) => ("municipality", municipality.code()),
        Circumstance::Status(status) => ("status", status.name()),
        Circumstance::Anywhere => return None,
    };
    (of == name).then(|| value.to_owned())
}
