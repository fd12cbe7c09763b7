//! A score as a person reads it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::labelled::score::{Rate, Score, Share};

/// One line of the table in `docs/dedupe.md`.
pub(crate) fn line(name: &str, score: &Score) -> String {
    let rate =
        |rate: Rate| format!("{:.3} {:.3} **{:.3}**", rate.precision, rate.recall, rate.f1());
    format!(
        "| {name} | {} | {} | {} | {} of {} |",
        rate(score.pairs),
        rate(score.b_cubed),
        rate(score.listings),
        score.merged.hit,
        score.merged.of
    )
}

/// What was merged and must not be, and what was missed, worst first.
pub(crate) fn details(score: &Score) -> String {
    let mut text = String::new();
    let mut list = |title: &str, shares: &BTreeMap<String, Share>| {
        writeln!(text, "{title}").unwrap();
        let mut shares: Vec<_> = shares.iter().filter(|(_, share)| share.hit > 0).collect();
        shares.sort_by(|a, b| b.1.rate().total_cmp(&a.1.rate()));
        for (name, share) in shares {
            writeln!(text, "  {name:<28} {:>4} of {:>4}", share.hit, share.of).unwrap();
        }
    };
    list("merged hard negatives", &score.merged_by_kind);
    list("missed pairs of listings", &score.missed_by_corruption);
    writeln!(text, "series torn within one source: {} of {}", score.torn.hit, score.torn.of)
        .unwrap();
    text
}
