//! The runs, the newest first, and how they went over time.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::Frame;
use super::fate::Fate;
use super::layout::page as in_frame;
use super::plot::{Point, plots};
use super::table::titled;
use super::words::{actions, codes, pages as say};
use crate::id::{RunId, SourceId};
use crate::plan::Completeness;
use crate::report::{Report, Run, Trigger};

/// Runs of one source, or of all.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    pub source: Option<&'a SourceId>,
    /// Those to choose from.
    pub sources: &'a [SourceId],
    /// The newest first.
    pub runs: &'a [Run],
    /// What became of what they held back.
    pub fates: &'a BTreeMap<RunId, Fate>,
    /// Before which there are more.
    pub next: Option<RunId>,
}

#[must_use]
pub fn page(frame: &Frame<'_>, history: &History<'_>) -> String {
    let points = match history.source {
        Some(_) => Point::of_runs(history.runs, frame.lang),
        None => Point::of_days(history.runs),
    };
    let main = html! {
        (choice(frame, history))
        @if history.runs.is_empty() { p { (frame.say(say::NO_RUNS)) } }
        @else {
            h2 { (frame.say(say::HISTORY)) }
            (plots(frame, &points))
            h2 { (frame.say(say::RUNS)) }
            (list(frame, history.runs, history.fates))
        }
        @if let Some(next) = history.next {
            p { a href=(frame.to(&older(history.source, next))) { (frame.say(say::OLDER)) } }
        }
    };
    in_frame(frame, frame.say(say::RUNS), &main)
}

pub(super) fn older(source: Option<&SourceId>, next: RunId) -> String {
    match source {
        Some(source) => format!("runs?source={source}&before={next}"),
        None => format!("runs?before={next}"),
    }
}

fn choice(frame: &Frame<'_>, history: &History<'_>) -> Markup {
    html! {
        form method="get" action=(frame.to("runs")) {
            label for="source" { (frame.say(say::SOURCE)) }
            select #source name="source" {
                option value="" { (frame.say(say::ALL_SOURCES)) }
                @for source in history.sources {
                    option value=(source) selected[history.source == Some(source)] { (source) }
                }
            }
            button type="submit" { (frame.say(say::SHOW)) }
        }
    }
}

pub(super) fn list(frame: &Frame<'_>, runs: &[Run], fates: &BTreeMap<RunId, Fate>) -> Markup {
    let head =
        [say::RUN, say::SOURCE, say::MODE, say::ASKED_BY, say::STATE, say::ENDED, say::COUNTS];
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = runs.iter().map(|run| row(frame, run, fates.get(&run.id))).collect();
    titled(frame.say(say::RUNS), &head, &rows)
}

fn row(frame: &Frame<'_>, run: &Run, fate: Option<&Fate>) -> Vec<Markup> {
    let source = format!("sources/{}", run.source);
    vec![
        html! { a href=(frame.to(&format!("runs/{}", run.id))) { (run.id) } },
        html! { a href=(frame.to(&source)) { (run.source) } },
        html! { (frame.say(codes::mode(run.mode))) },
        asker(frame, &run.trigger),
        html! { (outcome(frame, run, fate)) },
        html! { @if let Some(ended) = run.ended { (frame.at(ended)) } },
        html! {
            @if let Some(report) = &run.report {
                @if report.completeness == Completeness::Unchanged {
                    (frame.say(say::UNCHANGED_SINCE)) " (" (report.counts.unchanged) ")"
                    @if report.counts.withdrawn + report.counts.expired > 0 {
                        br;
                        (sums(report))
                    }
                } @else { (sums(report)) }
            }
        },
    ]
}

/// How it ended, and what became of what it held back.
pub(super) fn outcome(frame: &Frame<'_>, run: &Run, fate: Option<&Fate>) -> String {
    fate.map_or_else(|| frame.say(codes::run_state(run.state)).to_owned(), |fate| fate.told(frame))
}

fn sums(report: &Report) -> Markup {
    let counts = report.counts;
    html! {
        "+" (counts.added) " ~" (counts.changed) " −" (counts.withdrawn + counts.expired)
        " / " (counts.items)
    }
}

/// A person, or where a word came from that is nobody's.
pub(super) fn who<'a>(frame: &Frame<'_>, name: &'a str) -> &'a str {
    actions::actor(name).map_or(name, |words| frame.say(words))
}

pub(super) fn asker(frame: &Frame<'_>, trigger: &Trigger) -> Markup {
    html! {
        @match trigger {
            Trigger::Schedule => { (frame.say(codes::BY_SCHEDULE)) }
            Trigger::Start => { (frame.say(codes::BY_START)) }
            Trigger::CommandLine => { (frame.say(codes::BY_COMMAND)) }
            Trigger::Admin(name) => { (who(frame, name)) }
        }
    }
}
