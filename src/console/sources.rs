//! All sources at a glance.

use maud::{Markup, html};

use super::layout::page as in_frame;
use super::source::running;
use super::table::titled;
use super::words::{codes, pages as say};
use super::{Frame, Known};

#[must_use]
pub fn page(frame: &Frame<'_>, all: &[Known<'_>]) -> String {
    let head =
        [say::SOURCE, say::HEALTH, say::ATTENTION, say::LAST_RUN, say::NEXT_RUN, say::ENTRIES];
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = all.iter().map(|known| row(frame, known)).collect();
    let title = frame.say(say::SOURCES);
    let main = html! {
        (frame.button("resync", frame.say(say::RESYNC_ALL), &[]))
        (titled(title, &head, &rows))
    };
    in_frame(frame, title, &main)
}

fn row(frame: &Frame<'_>, known: &Known<'_>) -> Vec<Markup> {
    let source = known.status;
    let at = format!("sources/{}", source.id);
    vec![
        html! { a href=(frame.to(&at)) { (source.id) } },
        html! { strong { (frame.say(codes::health(source.health))) } },
        html! {
            @if source.attention.is_empty() { (frame.say(say::NOTHING)) }
            @else {
                ul {
                    @for attention in &source.attention {
                        li { (frame.say(codes::attention(*attention))) }
                    }
                }
            }
            @if source.held.as_ref().is_some_and(|held| !held.rejected) {
                p { a href=(frame.to(&format!("{at}/held"))) { (frame.say(say::HELD)) } }
            }
        },
        html! {
            @match &source.last_run {
                Some(run) => {
                    a href=(frame.to(&format!("runs/{}", run.id))) {
                        (frame.at(run.ended.unwrap_or(run.queued)))
                    }
                    ": " (frame.say(codes::run_state(run.state)))
                }
                None => { (frame.say(say::NEVER)) }
            }
            (running(frame, known))
        },
        frame.at_or(source.next_run, say::BY_HAND),
        html! { (source.listings.live) },
    ]
}
