//! One run: how far it is, or what came of it.

use maud::{Markup, html};

use super::fate::Fate;
use super::layout::page as in_frame;
use super::table::facts;
use super::words::{codes, pages as say};
use super::{Frame, report, runs, step};
use crate::refresh::Step;
use crate::report::{Mode, Run, RunState};

/// A run and what has been told of it so far.
#[derive(Clone, Copy, Debug)]
pub struct Watched<'a> {
    pub run: &'a Run,
    pub steps: &'a [Step],
    /// What became of what it held back.
    pub fate: Option<&'a Fate>,
}

#[must_use]
pub fn page(frame: &Frame<'_>, watched: &Watched<'_>) -> String {
    let run = watched.run;
    let title = match run.mode {
        Mode::DryRun => say::PREVIEW_OF,
        Mode::Normal | Mode::Full => say::RUN,
    };
    let report = match run.mode {
        Mode::DryRun => say::PLAN,
        Mode::Normal | Mode::Full => say::REPORT,
    };
    let source = frame.to(&format!("sources/{}", run.source));
    let main = html! {
        (facts(&[
            (frame.say(say::SOURCE), Some(html! { a href=(source) { (run.source) } })),
            (frame.say(say::STATE), Some(html! { strong { (runs::outcome(frame, run, watched.fate)) } })),
            (frame.say(say::MODE), Some(html! { (frame.say(codes::mode(run.mode))) })),
            (frame.say(say::ASKED_BY), Some(runs::asker(frame, &run.trigger))),
            (frame.say(say::QUEUED), Some(frame.at(run.queued))),
            (frame.say(say::STARTED), run.started.map(|at| frame.at(at))),
            (frame.say(say::ENDED), run.ended.map(|at| frame.at(at))),
        ]))
        @if let Some(error) = &run.error {
            (report::failed(frame, run.failure, error))
        }
        @if watched.fate == Some(&Fate::Waits) {
            p .problem {
                a href=(frame.to(&format!("sources/{}/held", run.source))) { (frame.say(say::HELD)) }
            }
        }
        @if matches!(run.state, RunState::Queued | RunState::Running) { (live(frame, watched)) }
        @if let Some(told) = &run.report {
            h2 { (frame.say(report)) }
            (report::section(frame, &run.source, told, watched.fate))
        }
    };
    in_frame(frame, &format!("{} {}", frame.say(title), run.id), &main)
}

/// The script follows `data-events` and puts a line below for each event; without it, the page is loaded
/// again by hand.
fn live(frame: &Frame<'_>, watched: &Watched<'_>) -> Markup {
    let run = watched.run.id;
    let events = frame.to(&format!("runs/{run}/events"));
    html! {
        h2 #progress { (frame.say(say::PROGRESS)) }
        div role="log" aria-labelledby="progress" {
            ol .steps tabindex="0" data-events=(events) data-seen=(watched.steps.len())
                data-note=(frame.say(say::CHANGES_BY_ITSELF)) {
                @for one in watched.steps { li { (step(one, frame.lang)) } }
            }
        }
        p { a href=(frame.to(&format!("runs/{run}"))) { (frame.say(say::LOAD_AGAIN)) } }
    }
}
