//! `[[feed]]`.

use std::collections::BTreeSet;

use crate::catalogue::Filter;
use crate::config::problem::Problem;
use crate::config::section::Section;
use crate::feed::{Feed, FeedName, Packing};
use crate::fragment::CancelledPolicy;

pub(super) fn feeds(sections: Vec<Section<'_, '_>>, problems: &mut Vec<Problem>) -> Vec<Feed> {
    let mut seen = BTreeSet::new();
    let mut feeds = Vec::new();
    for section in sections {
        feeds.extend(feed(section, &mut seen, problems));
    }
    feeds
}

fn feed(
    mut section: Section<'_, '_>,
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
    let pairs = section.pairs("filter", problems);
    let names_at: Vec<_> =
        pairs.iter().map(|(name, value)| (name.value.clone(), value.span.clone())).collect();
    let filter = Filter::parse(pairs.iter().map(|(n, v)| (n.value.as_str(), v.value.as_str())));
    section.finish(problems);
    let filter = filter
        .map_err(|error| {
            let span =
                names_at.iter().find(|(name, _)| *name == error.name).map(|(_, span)| span.clone());
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
