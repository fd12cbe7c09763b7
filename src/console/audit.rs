//! Who did what.

use maud::{Markup, html};

use super::Frame;
use super::layout::page as in_frame;
use super::runs::who;
use super::table::titled;
use super::words::{actions, pages as say};
use crate::store::decisions::{AuditLine, AuditPart};

/// A part of the log.
#[must_use]
pub fn page(frame: &Frame<'_>, part: &AuditPart) -> String {
    let head = [say::WHEN, say::BY, say::ACTION, say::SUBJECT, say::DETAIL];
    let head = head.map(|words| frame.say(words));
    let row = |line: &AuditLine| {
        vec![
            frame.at(line.at),
            html! { (who(frame, &line.actor)) },
            html! {
                @if let Some(words) = actions::action(&line.action) { (frame.say(words)) " " }
                code { (line.action) }
            },
            html! { code { (line.subject) } },
            detail(line),
        ]
    };
    let rows: Vec<_> = part.lines.iter().map(row).collect();
    let title = frame.say(say::AUDIT);
    let main = html! {
        @if rows.is_empty() { p { (frame.say(say::NO_AUDIT)) } }
        @else { (titled(title, &head, &rows)) }
        @if let Some(next) = part.next {
            p { a href=(frame.to(&format!("audit?before={next}"))) { (frame.say(say::OLDER)) } }
        }
    };
    in_frame(frame, title, &main)
}

/// Reasons are in the words of who gave them; all else we wrote ourselves, in English.
fn detail(line: &AuditLine) -> Markup {
    let ours = line.action.starts_with("held/") || line.action == "resync/force";
    html! { @if ours { span lang="en" { (line.detail) } } @else { (line.detail) } }
}
