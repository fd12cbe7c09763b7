//! The parts of a series put together.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::ItemId;
use crate::source::{Held, Item, Page, RawChannel, RawHash, RawTexts, Series};

/// One item for each series, under the id of the event that stands for it, with the times and places of
/// its parts. Wants the entries of all pages; a part whose series is not among them stays by itself.
/// In whatever order they come, the outcome is the same.
#[must_use]
pub fn join(mut page: Page) -> Page {
    let embedded = only_embedded(&mut page);
    Page { items: joined_items(page.items.into_iter().chain(embedded).collect()), ..page }
}

/// Those of which the list tells nothing by itself, each once.
fn only_embedded(page: &mut Page) -> Vec<Item> {
    let mut embedded = std::mem::take(&mut page.embedded);
    embedded.sort_by(|a, b| (&a.id, &a.hash).cmp(&(&b.id, &b.hash)));
    embedded.dedup_by(|b, a| a.id == b.id);
    let rejected = page.rejections.iter().filter_map(|rejection| rejection.id.as_ref());
    let listed: BTreeSet<&ItemId> =
        page.items.iter().map(|item| &item.id).chain(rejected).chain(&page.tombstones).collect();
    embedded.retain(|item| !listed.contains(&item.id));
    embedded
}

fn joined_items(items: Vec<Item>) -> Vec<Item> {
    let wholes: BTreeSet<ItemId> = items
        .iter()
        .filter(|item| item.series == Some(Series::Whole))
        .map(|item| item.id.clone())
        .collect();
    let mut parts: BTreeMap<ItemId, Vec<Item>> = BTreeMap::new();
    let mut others = Vec::new();
    for item in items {
        match &item.series {
            Some(Series::PartOf(whole)) if wholes.contains(whole) => {
                parts.entry(whole.clone()).or_default().push(item);
            }
            _ => others.push(item),
        }
    }
    others
        .into_iter()
        .map(|item| match parts.get_mut(&item.id) {
            Some(parts) if item.series == Some(Series::Whole) => joined(item, parts),
            _ => item,
        })
        .collect()
}

/// The series' own time is that from its first part to its last, which nobody would come to.
fn joined(whole: Item, parts: &mut [Item]) -> Item {
    let mut channels = Channels::default();
    let mut unreadable = whole.unreadable.clone();
    let mut ids = BTreeSet::new();
    let mut hashes = whole.hash.as_str().to_owned();
    // Of two parts with one id the one whose hash sorts first counts, as everywhere.
    parts.sort_by(|a, b| (&a.id, &a.hash).cmp(&(&b.id, &b.hash)));
    let whole = described(whole, parts);
    let mut before: Option<&Item> = None;
    for part in &*parts {
        match before.filter(|before| before.id == part.id) {
            Some(before) if before.hash == part.hash => continue,
            Some(_) => {
                unreadable.push(format!("sub_events: {} is told twice, otherwise", part.id));
                continue;
            }
            None => before = Some(part),
        }
        hashes.push_str(part.hash.as_str());
        unreadable.extend(part.unreadable.iter().cloned());
        if is_public(part) && part.id != whole.id {
            ids.insert(part.id.clone());
        }
        match left_out(part) {
            Some(why) => unreadable.push(format!("sub_events: {} {why}", part.id)),
            None => part.channels.iter().for_each(|here| channels.add(of_part(here, part, &whole))),
        }
    }
    let channels = if channels.found.is_empty() { whole.channels } else { channels.found };
    Item { hash: RawHash::of(hashes.as_bytes()), channels, parts: ids, unreadable, ..whole }
}

/// Why a part has nothing that could be shown beside the others.
fn left_out(part: &Item) -> Option<&'static str> {
    let timed =
        |channel: &RawChannel| !channel.times.is_empty() || !channel.unreadable_times.is_empty();
    if !is_public(part) {
        Some("is not public")
    } else if !part.channels.iter().any(timed) {
        Some("has no time")
    } else {
        None
    }
}

fn is_public(part: &Item) -> bool {
    part.status.as_deref() == Some("published")
}

/// What a part does not tell holds for it as for the whole.
fn of_part(here: &RawChannel, part: &Item, whole: &Item) -> RawChannel {
    let mut channel = here.clone();
    if let Some(general) = whole.channels.first() {
        if channel.kinds.is_empty() && channel.info.is_empty() {
            channel = RawChannel {
                times: channel.times,
                unreadable_times: channel.unreadable_times,
                registration: channel.registration,
                registration_url: channel.registration_url,
                ..general.clone()
            };
        }
        if channel.registration_url.is_none() {
            channel.registration_url.clone_from(&general.registration_url);
        }
        if channel.registration.is_empty() {
            channel.registration.clone_from(&general.registration);
        }
    }
    let title = own(&part.name, &whole.name);
    let description = own(&part.description, &whole.description);
    let summary = own(&part.summary, &whole.summary);
    for (lang, text) in if description.is_empty() { summary } else { description } {
        channel.info.entry(lang).or_default().push_str(&format!("<div>{text}</div>"));
    }
    for (lang, title) in &title {
        let info = channel.info.remove(lang).unwrap_or_default();
        channel.info.insert(lang.clone(), format!("<p>{title}</p>{info}"));
    }
    let held = match part.held {
        Held::Cancelled | Held::Postponed => part.held,
        Held::Scheduled | Held::Rescheduled => Held::Scheduled,
    };
    RawChannel { title, held, ..channel }
}

/// What a part says that the whole does not say in any language.
fn own(part: &RawTexts, whole: &RawTexts) -> RawTexts {
    let known = |text: &str| whole.values().any(|other| other.trim() == text.trim());
    let own = part.iter().filter(|(_, text)| !known(text));
    own.map(|(lang, text)| (lang.clone(), text.clone())).collect()
}

/// A whole that only holds its parts together is described as the first of them is.
fn described(mut whole: Item, parts: &[Item]) -> Item {
    let mut parts = parts.iter().filter(|part| left_out(part).is_none());
    if whole.summary.is_empty()
        && whole.description.is_empty()
        && let Some(first) =
            parts.find(|part| !(part.summary.is_empty() && part.description.is_empty()))
    {
        whole.summary.clone_from(&first.summary);
        whole.description.clone_from(&first.description);
    }
    whole
}

/// Channels that differ in more than their times.
#[derive(Default)]
struct Channels {
    found: Vec<RawChannel>,
    /// Positions are fractions, which have no order; in writing they have one.
    places: BTreeMap<String, usize>,
}

impl Channels {
    fn add(&mut self, mut channel: RawChannel) {
        let times = std::mem::take(&mut channel.times);
        let unreadable_times = std::mem::take(&mut channel.unreadable_times);
        let at = *self.places.entry(format!("{channel:?}")).or_insert(self.found.len());
        if at == self.found.len() {
            self.found.push(channel);
        }
        if let Some(found) = self.found.get_mut(at) {
            found.times.extend(times);
            found.unreadable_times.extend(unreadable_times);
        }
    }
}
