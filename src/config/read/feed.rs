//! `[[feed]]`.

use std::collections::BTreeSet;

use crate::catalogue::Filter;
use crate::config::Source;
use crate::config::problem::Problem;
use crate::config::section::Section;
use crate::feed::{Feed, FeedName, Packing};
use crate::fragment::CancelledPolicy;
use crate::id::SourceId;

pub(super) fn feeds(
    sections: Vec<Section<'_, '_>>,
    sources: &[Source],
    problems: &mut Vec<Problem>,
) -> Vec<Feed> {
    let sources: Vec<_> = sources.iter().map(|source| &source.id).collect();
    let mut seen = BTreeSet::new();
    let mut feeds = Vec::new();
    for section in sections {
        feeds.extend(feed(section, &sources, &mut seen, problems));
    }
    feeds
}

fn feed(
    mut section: Section<'_, '_>,
    sources: &[&SourceId],
    seen: &mut BTreeSet<FeedName>,
    problems: &mut Vec<Problem>,
) -> Option<Feed> {
    let name = match section.required("name", problems) {
        Some(_) => section.parsed("name", problems, FeedName::parse),
        None => None,
    };
    if let Some(name) = name.clone().filter(|name| !seen.insert(name.clone())) {
        let message = format!("there are two feeds `{name}`");
        problems.push(Problem::at(section.span(), message));
    }
    let title = section.localized("title", problems);
    let cancelled = section.parsed("cancelled", problems, cancelled).unwrap_or_default();
    let packing = match section.boolean("compress", problems) {
        Some(false) => Packing::Never,
        Some(true) | None => Packing::Offered,
    };
    let lists = section.lists("filter", problems);
    let filter = Filter::parse(lists.iter().flat_map(|(name, list)| {
        let values = list.value.iter().map(String::as_str);
        // A list of nothing is no wish for everything.
        let nothing = list.value.is_empty().then_some("");
        values.chain(nothing).map(|value| (name.value.as_str(), value))
    }));
    section.finish(problems);
    let filter = filter
        .and_then(|filter| filter.check_sources(sources).map(|()| filter))
        .map_err(|error| {
            let named = lists.iter().find(|(name, _)| name.value == error.name);
            let span = named.map(|(_, list)| list.span.clone());
            let message = format!("`filter`: {error}");
            problems.push(Problem { span, message });
        })
        .ok()?;
    Some(Feed { name: name?, title, filter, cancelled, packing })
}

fn cancelled(text: &str) -> Result<CancelledPolicy, &'static str> {
    match text {
        "mark" => Ok(CancelledPolicy::Mark),
        "title" => Ok(CancelledPolicy::Title),
        "omit" => Ok(CancelledPolicy::Omit),
        _ => Err("is to be \"mark\", \"title\" or \"omit\""),
    }
}
