//! What somebody who wrote a name wrongly may have meant.

/// Up to three names that differ from `written` little enough to be meant, the nearest first.
#[must_use]
pub fn near(written: &str, names: impl IntoIterator<Item = &'static str>) -> Vec<&'static str> {
    const LIKE: f64 = 0.7;
    let written = written.to_lowercase();
    let likeness = |name: &str| strsim::normalized_levenshtein(&written, &name.to_lowercase());
    let mut near: Vec<(f64, &'static str)> = names
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| *likeness >= LIKE)
        .collect();
    near.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.cmp(y)));
    near.dedup();
    near.into_iter().take(3).map(|(_, name)| name).collect()
}
