//! One source: how it is doing, what its last run brought, and what to ask of it.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::fate::Fate;
use super::layout::page as in_frame;
use super::plot::{Point, plots};
use super::table::facts;
use super::words::{codes, pages as say};
use super::{Frame, report, runs};
use crate::id::{RunId, SourceId};
use crate::report::{Mode, Run};
use crate::status::SourceStatus;

/// What is known of a source.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub status: &'a SourceStatus,
    /// The run that is queued or under way.
    pub running: Option<RunId>,
}

/// Its runs.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The newest first.
    pub newest: &'a [Run],
    /// What became of what they held back.
    pub fates: &'a BTreeMap<RunId, Fate>,
    /// Before which there are more.
    pub older: Option<RunId>,
    /// The one of which the report is told, whole.
    pub last: Option<&'a Run>,
}

#[must_use]
pub fn page(frame: &Frame<'_>, known: &Known<'_>, past: &Past<'_>) -> String {
    let source = known.status;
    let Past { newest, fates, older, last } = *past;
    let main = html! {
        (running(frame, known))
        (attention(frame, source))
        (asking(frame, source))
        (facts(&of(frame, source)))
        @if !newest.is_empty() {
            h2 { (frame.say(say::HISTORY)) }
            (plots(frame, &Point::of_runs(newest, frame.lang)))
        }
        @if let Some(run) = last {
            @if let Some(error) = &run.error {
                (report::failed(frame, run.failure, error))
            }
            @if let Some(report) = &run.report {
                h2 {
                    (frame.say(say::REPORT)) ": "
                    a href=(frame.to(&format!("runs/{}", run.id))) {
                        (frame.at(run.ended.unwrap_or(run.queued)))
                    }
                }
                (report::section(frame, &source.id, report, fates.get(&run.id)))
            }
        }
        h2 { (frame.say(say::RUNS)) }
        (runs::list(frame, newest, fates))
        @if let Some(older) = older {
            p {
                a href=(frame.to(&runs::older(Some(&source.id), older))) { (frame.say(say::OLDER)) }
            }
        }
    };
    in_frame(frame, &format!("{}: {}", frame.say(say::SOURCE), source.id), &main)
}

pub(super) fn running(frame: &Frame<'_>, known: &Known<'_>) -> Markup {
    html! {
        @if let Some(run) = known.running {
            p .running {
                a href=(frame.to(&format!("runs/{run}"))) { (frame.say(say::RUNNING_NOW)) }
            }
        }
    }
}

/// Before a host is asked that wants to be left alone.
#[must_use]
pub fn force(frame: &Frame<'_>, status: &SourceStatus, mode: Mode) -> String {
    let main = html! {
        (waits(frame, status))
        p { (frame.say(say::FORCE_WHY)) }
        (frame.button(
            &format!("sources/{}/resync", status.id),
            frame.say(say::FORCE),
            &[("mode", code(mode)), ("force", "true")],
        ))
        p { a href=(frame.to(&format!("sources/{}", status.id))) { (frame.say(say::BACK)) } }
    };
    in_frame(frame, &format!("{}: {}", frame.say(say::FORCE), status.id), &main)
}

fn code(mode: Mode) -> &'static str {
    match mode {
        Mode::Normal => "normal",
        Mode::Full => "full",
        Mode::DryRun => "dry_run",
    }
}

fn waits(frame: &Frame<'_>, source: &SourceStatus) -> Markup {
    html! {
        @if let Some(until) = source.not_before {
            p .problem { (frame.say(say::HOST_WAITS)) " " (frame.at(until)) }
        }
    }
}

fn attention(frame: &Frame<'_>, source: &SourceStatus) -> Markup {
    html! {
        @if !source.attention.is_empty() {
            div .problem {
                h2 { (frame.say(say::ATTENTION)) }
                ul {
                    @for one in &source.attention { li { (frame.say(codes::attention(*one))) } }
                }
            }
        }
        @if let Some(held) = &source.held {
            p {
                a href=(frame.to(&format!("sources/{}/held", source.id))) {
                    (frame.say(if held.rejected { say::KEPT } else { say::HELD }))
                    " (" (held.removals.len()) ")"
                }
            }
        }
    }
}

fn asking(frame: &Frame<'_>, source: &SourceStatus) -> Markup {
    let to = format!("sources/{}/resync", source.id);
    let button = |words, mode| frame.button(&to, frame.say(words), &[("mode", code(mode))]);
    html! {
        (waits(frame, source))
        div .buttons {
            (button(say::RESYNC, Mode::Normal))
            (button(say::PREVIEW, Mode::DryRun))
            (button(say::FULL, Mode::Full))
        }
        p { (frame.say(say::WHAT_THEY_DO)) }
    }
}

fn of<'a>(frame: &Frame<'a>, source: &SourceStatus) -> [(&'a str, Option<Markup>); 14] {
    let numbers = source.listings;
    let text = |text: &str| html! { (text) };
    [
        (frame.say(say::HEALTH), Some(text(frame.say(codes::health(source.health))))),
        (frame.say(say::KIND), Some(text(source.kind))),
        (frame.say(say::ADDRESS), Some(text(&source.address))),
        (frame.say(say::MOVED_TO), source.moved_to.as_deref().map(text)),
        (frame.say(say::SCHEDULE), source.schedule.as_deref().map(text)),
        (frame.say(say::FULL_SCHEDULE), source.full_schedule.as_deref().map(text)),
        (frame.say(say::NEXT_RUN), Some(frame.at_or(source.next_run, say::BY_HAND))),
        (frame.say(say::LAST_SUCCESS), Some(frame.at_or(source.last_success, say::NEVER))),
        (frame.say(say::LAST_COMPLETE), Some(frame.at_or(source.last_complete, say::NEVER))),
        (frame.say(say::FAILURES_IN_A_ROW), Some(html! { (source.failures) })),
        (frame.say(say::ERROR), source.last_error.as_deref().map(text)),
        (frame.say(say::LIVE), Some(html! { (numbers.live) })),
        (frame.say(say::EXPIRED), Some(html! { (numbers.expired) })),
        (frame.say(say::WITHDRAWN), Some(html! { (numbers.withdrawn) })),
    ]
}

/// Where an entry of a source is asked about.
pub(super) fn why(frame: &Frame<'_>, source: &SourceId, id: &str) -> Markup {
    let subject = format!("{source}:{id}");
    let query =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &subject).finish();
    html! { a href=(frame.to(&format!("why?{query}"))) { code { (id) } } }
}
