//! What lists of places, keywords and organisations have in common.

use std::cmp::Reverse;

use super::answer::Detail;
use super::parameters::Parameters;
use crate::publish::linked_events::SYSTEM;

/// Something with the number of activities that have it.
pub(super) struct Counted<T> {
    pub(super) id: String,
    /// In small letters.
    pub(super) name: String,
    pub(super) count: usize,
    pub(super) what: T,
}

/// By `sort`, else what most activities have first; then by name and id.
pub(super) fn sorted<T>(mut all: Vec<Counted<T>>, parameters: &Parameters) -> Vec<Counted<T>> {
    all.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    match parameters.one("sort") {
        Some("name") => {}
        Some("-name") => all.reverse(),
        Some("id") => all.sort_by(|a, b| a.id.cmp(&b.id)),
        Some("-id") => all.sort_by(|a, b| b.id.cmp(&a.id)),
        Some("n_events") => all.sort_by_key(|one| one.count),
        Some(_) | None => all.sort_by_key(|one| Reverse(one.count)),
    }
    all
}

/// In small letters; each has to be found.
pub(super) fn words(parameters: &Parameters) -> Result<Vec<String>, Detail> {
    let names = ["text", "filter", "free_text"];
    let text = names.into_iter().find_map(|name| parameters.one(name)).unwrap_or_default();
    let words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    if words.len() > 30 { Err(Detail::bad("text", "holds too many words")) } else { Ok(words) }
}

/// Whether things of ours are asked for at all.
pub(super) fn ours(parameters: &Parameters) -> Result<bool, Detail> {
    Ok(parameters.list("data_source")?.is_none_or(|sources| sources.contains(&SYSTEM)))
}
