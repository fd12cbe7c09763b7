//! Who did what.

use maud::html;

use super::Frame;
use super::layout::page as in_frame;
use super::table::table;
use super::words::pages as say;
use crate::store::decisions::AuditLine;

/// The newest first.
#[must_use]
pub fn page(frame: &Frame<'_>, lines: &[AuditLine]) -> String {
    let head = [say::WHEN, say::BY, say::ACTION, say::SUBJECT, say::DETAIL];
    let head = head.map(|words| frame.say(words));
    let row = |line: &AuditLine| {
        vec![
            frame.at(line.at),
            html! { (line.actor) },
            html! { code { (line.action) } },
            html! { (line.subject) },
            html! { (line.detail) },
        ]
    };
    let rows: Vec<_> = lines.iter().map(row).collect();
    let title = frame.say(say::AUDIT);
    let main = html! {
        @if rows.is_empty() { p { (frame.say(say::NO_AUDIT)) } }
        @else { (table(title, &head, &rows)) }
    };
    in_frame(frame, title, &main)
}
