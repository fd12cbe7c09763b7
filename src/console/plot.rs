//! How runs went over time, as pictures and as the numbers in them.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use super::table::table;
use super::words::{Words, pages as say};
use super::{Frame, moment};
use crate::id::SourceId;
use crate::localized::Lang;
use crate::plan::Completeness;
use crate::report::{Mode, Run, RunState};

/// One bar of each picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Point {
    label: String,
    items: usize,
    changes: usize,
    failures: usize,
}

impl Point {
    /// One a run, the oldest first. Rehearsals are no history.
    pub(super) fn of_runs(newest: &[Run], lang: &Lang) -> Vec<Self> {
        let label = |run: &Run| moment::written(run.ended.unwrap_or(run.queued), lang);
        let mut heights = Heights::default();
        ended(newest).rev().map(|run| Self::of(run, label(run), &mut heights)).collect()
    }

    /// One for each local day on which a run ended: of several sources a single run tells little.
    pub(super) fn of_days(newest: &[Run]) -> Vec<Self> {
        let mut days: BTreeMap<NaiveDate, Self> = BTreeMap::new();
        let mut heights = Heights::default();
        for run in ended(newest).rev() {
            let day = moment::day(run.ended.unwrap_or(run.queued));
            let label = format!("{}.{}.{}", day.day(), day.month(), day.year());
            let one = Self::of(run, label, &mut heights);
            days.entry(day).and_modify(|sum| sum.add(&one)).or_insert(one);
        }
        days.into_values().collect()
    }

    fn of(run: &Run, label: String, heights: &mut Heights) -> Self {
        let counts = run.report.as_ref().map(|report| report.counts).unwrap_or_default();
        let removed = counts.withdrawn + counts.expired;
        Self {
            label,
            items: heights.of(run),
            changes: counts.added + counts.changed + counts.returned + removed,
            failures: usize::from(run.state == RunState::Failed),
        }
    }

    fn add(&mut self, other: &Self) {
        self.items += other.items;
        self.changes += other.changes;
        self.failures += other.failures;
    }
}

/// How many entries the last run of each source read that read any.
#[derive(Default)]
struct Heights(BTreeMap<SourceId, usize>);

impl Heights {
    /// What is as it was has as many entries as it had.
    fn of(&mut self, run: &Run) -> usize {
        let Some(report) = &run.report else { return 0 };
        if report.completeness == Completeness::Unchanged {
            return *self.0.get(&run.source).unwrap_or(&report.counts.unchanged);
        }
        if report.completeness == Completeness::Complete {
            self.0.insert(run.source.clone(), report.counts.items);
        }
        report.counts.items
    }
}

fn ended(runs: &[Run]) -> impl DoubleEndedIterator<Item = &Run> {
    let ended = |run: &&Run| !matches!(run.state, RunState::Queued | RunState::Running);
    runs.iter().filter(ended).filter(|run| run.mode != Mode::DryRun)
}

type Series = (Words, &'static str, fn(&Point) -> usize);

const SERIES: [Series; 3] = [
    (say::PLOT_ITEMS, "items", |point| point.items),
    (say::PLOT_CHANGES, "changes", |point| point.changes),
    (say::PLOT_FAILURES, "failures", |point| point.failures),
];

pub(super) fn plots(frame: &Frame<'_>, points: &[Point]) -> Markup {
    let head = [say::WHEN, say::PLOT_ITEMS, say::PLOT_CHANGES, say::PLOT_FAILURES];
    let head = head.map(|words| frame.say(words));
    let row = |point: &Point| {
        vec![
            html! { (point.label) },
            html! { (point.items) },
            html! { (point.changes) },
            html! { (point.failures) },
        ]
    };
    let rows: Vec<_> = points.iter().map(row).collect();
    html! {
        @if !points.is_empty() {
            div .plots { @for series in &SERIES { (plot(frame, points, series)) } }
            details {
                summary { (frame.say(say::AS_TABLE)) }
                (table(frame.say(say::HISTORY), &head, &rows))
            }
        }
    }
}

const WIDTH: usize = 600;
const HEIGHT: usize = 120;
/// A bar of few is to be seen as one.
const WIDEST: usize = 40;

fn plot(frame: &Frame<'_>, points: &[Point], (title, class, value): &Series) -> Markup {
    let title = frame.say(*title);
    let highest = points.iter().map(value).max().unwrap_or(0);
    let newest = points.last().map_or(0, value);
    let step = WIDTH / points.len().max(1);
    let told =
        format!("{} {highest}, {} {newest}", frame.say(say::HIGHEST), frame.say(say::NEWEST));
    html! {
        figure {
            figcaption { strong { (title) } ": " (told) }
            div .scale aria-hidden="true" { span { (highest) } span { "0" } }
            svg .plot .(class) viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img"
                aria-label=(format!("{title}: {told}")) preserveAspectRatio="none" {
                @for (at, point) in points.iter().enumerate() {
                    (bar(at * step, step, value(point), highest, &point.label))
                }
                line x1="0" x2=(WIDTH) y1=(HEIGHT - 1) y2=(HEIGHT - 1) {}
            }
            div .ends aria-hidden="true" {
                @if let [first, .., last] = points { span { (first.label) } span { (last.label) } }
                @else { @for point in points { span { (point.label) } } }
            }
        }
    }
}

/// The smallest number that is not nothing is still seen.
fn bar(x: usize, step: usize, value: usize, highest: usize, label: &str) -> Markup {
    let height = (value * (HEIGHT - 2)).div_ceil(highest.max(1));
    let width = step.saturating_sub(1).clamp(1, WIDEST);
    html! {
        rect x=(x + (step - width.min(step)) / 2) width=(width) y=(HEIGHT - 1 - height) height=(height) {
            title { (label) ": " (value) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_in_proportion_and_none_is_lost() {
        let height = |value, highest| {
            let svg = bar(0, 6, value, highest, "").into_string();
            let (_, rest) = svg.split_once(" height=\"").unwrap();
            rest.split_once('"').unwrap().0.parse::<usize>().unwrap()
        };
        assert_eq!(height(100, 100), 118);
        assert_eq!(height(50, 100), 59);
        assert_eq!(height(1, 100_000), 1);
        assert_eq!(height(0, 100), 0);
        assert_eq!(height(0, 0), 0);
    }
}
