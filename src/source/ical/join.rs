//! All that is told under one UID, as one entry: a series and the instances of it that were changed.

use std::collections::{BTreeMap, BTreeSet};

use super::event::Event;
use crate::id::ItemId;
use crate::source::{
    Held, Item, RawChannel, RawHash, RawRecurrence, RawSpan, RawTime, Rejection, RejectionReason,
};

/// In the order in which each UID first came. Of an id in `unread` some event could not be read: perhaps
/// the series itself, so that its instances are not the whole of it.
pub(super) fn by_uid(events: Vec<Event>, unread: &BTreeSet<ItemId>) -> (Vec<Item>, Vec<Rejection>) {
    let mut order: Vec<ItemId> = Vec::new();
    let mut groups: BTreeMap<ItemId, Vec<Event>> = BTreeMap::new();
    for event in events {
        let group = groups.entry(event.item.id.clone()).or_default();
        if group.is_empty() {
            order.push(event.item.id.clone());
        }
        group.push(event);
    }
    let (mut items, mut rejections) = (Vec::new(), Vec::new());
    for group in order.iter().filter_map(|id| groups.remove(id)) {
        items.extend(join(group, unread, &mut rejections));
    }
    (items, rejections)
}

/// Without a series, the instances stand for themselves: feeds that hold only what is to come leave the
/// series out.
fn join(
    group: Vec<Event>,
    unread: &BTreeSet<ItemId>,
    rejections: &mut Vec<Rejection>,
) -> Option<Item> {
    let (masters, instances): (Vec<_>, Vec<_>) =
        group.into_iter().partition(|event| event.instance.is_none());
    let instances = newest_of_each(instances);
    match newest(masters, rejections) {
        Some(master) => Some(series(master, instances)),
        None if instances.iter().any(|event| unread.contains(&event.item.id)) => None,
        None => alone(instances),
    }
}

/// The highest version. One of the same SEQUENCE and other content is another event under the same UID,
/// of which nobody can tell which one is meant.
fn newest(mut masters: Vec<Event>, rejections: &mut Vec<Rejection>) -> Option<Event> {
    masters.sort_by(|a, b| (&b.version, &b.hash).cmp(&(&a.version, &a.hash)));
    let mut masters = masters.into_iter();
    let newest = masters.next()?;
    let rivals = masters.filter(|other| {
        other.version.sequence == newest.version.sequence && other.hash != newest.hash
    });
    rejections.extend(rivals.map(|other| Rejection {
        id: Some(other.item.id),
        hash: other.hash,
        reason: RejectionReason::DuplicateId,
        detail: "UID: another event has the same".to_owned(),
    }));
    Some(newest)
}

fn newest_of_each(instances: Vec<Event>) -> Vec<Event> {
    let mut newest: BTreeMap<String, Event> = BTreeMap::new();
    for event in instances {
        let at = event.instance.clone().unwrap_or_default();
        let known = newest.get(&at).map(|known| (&known.version, &known.hash));
        if known.is_none_or(|known| known < (&event.version, &event.hash)) {
            newest.insert(at, event);
        }
    }
    newest.into_values().collect()
}

fn series(master: Event, instances: Vec<Event>) -> Item {
    let mut item = master.item;
    if !instances.is_empty() {
        item.hash = hash_of(std::iter::once(&master.hash).chain(instances.iter().map(|i| &i.hash)));
    }
    let place = item.channels.first().cloned().unwrap_or_default();
    let (mut exdates, mut overrides, mut elsewhere) = (master.exdates, Vec::new(), Vec::new());
    for instance in instances {
        let Some(at) = instance.instance else { continue };
        let own_place = instance.item.channels.into_iter().next().unwrap_or_default();
        if instance.item.held == Held::Cancelled {
            overrides.push((at, None));
        } else if own_place == place {
            overrides.push((at, Some(instance.span)));
        } else {
            exdates.push(at);
            let times = vec![RawTime::Span(instance.span)];
            elsewhere.push(RawChannel { times, ..own_place });
        }
    }
    let repeats = !(master.rules.is_empty() && master.rdates.is_empty());
    let times = if repeats || !overrides.is_empty() || !exdates.is_empty() {
        recurrences(master.span, master.rules, master.rdates, exdates, overrides)
    } else {
        vec![RawTime::Span(master.span)]
    };
    item.channels = vec![RawChannel { times, ..place }];
    item.channels.extend(elsewhere);
    item
}

/// There should be only one RRULE (RFC 5545, 3.8.5.3), and each is a series with all the exceptions.
const MAX_RULES: usize = 4;

/// One for each RRULE. DTSTART is an instance whether the rule gives it or not
/// (RFC 5545, 3.8.5.3).
fn recurrences(
    first: RawSpan,
    rules: Vec<String>,
    mut rdates: Vec<String>,
    exdates: Vec<String>,
    overrides: Vec<(String, Option<RawSpan>)>,
) -> Vec<RawTime> {
    rdates.insert(0, first.start.clone());
    let mut rules = rules.into_iter().take(MAX_RULES);
    let main = RawRecurrence { first, rule: rules.next(), exdates, rdates, overrides };
    let others = rules.map(|rule| RawRecurrence {
        rule: Some(rule),
        rdates: Vec::new(),
        overrides: Vec::new(),
        ..main.clone()
    });
    let others: Vec<_> = others.collect();
    std::iter::once(main).chain(others).map(|one| RawTime::Recurring(Box::new(one))).collect()
}

/// Named as the first of them, and cancelled only where all of them are.
fn alone(instances: Vec<Event>) -> Option<Item> {
    let hash = hash_of(instances.iter().map(|event| &event.hash));
    let cancelled = instances.iter().all(|event| event.item.held == Held::Cancelled);
    let told = instances.into_iter();
    let mut told = told.filter(|event| cancelled || event.item.held != Held::Cancelled).peekable();
    let mut item = told.peek()?.item.clone();
    item.hash = hash;
    item.channels.clear();
    // A place has no order, having coordinates; as a key it is written out.
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for event in told {
        let place = event.item.channels.into_iter().next().unwrap_or_default();
        let time = RawTime::Span(event.span);
        let at = *places.entry(format!("{place:?}")).or_insert(item.channels.len());
        match item.channels.get_mut(at) {
            Some(known) => known.times.push(time),
            None => item.channels.push(RawChannel { times: vec![time], ..place }),
        }
    }
    Some(item)
}

fn hash_of<'a>(hashes: impl Iterator<Item = &'a RawHash>) -> RawHash {
    RawHash::of(hashes.map(RawHash::as_str).collect::<Vec<_>>().join(" ").as_bytes())
}
