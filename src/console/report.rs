//! What a run brought, and what is wrong with it.

use maud::{Markup, html};

use super::Frame;
use super::fate::Fate;
use super::source::why;
use super::table::{facts, table};
use super::words::{Words, codes, failures, notes, pages as say};
use crate::id::SourceId;
use crate::localized::Lang;
use crate::plan::{Completeness, HoldReason};
use crate::report::{ActivityChange, Failure, ListingChange, NoteCount, RejectionCount, Report};

pub(super) fn section(
    frame: &Frame<'_>,
    source: &SourceId,
    report: &Report,
    fate: Option<&Fate>,
) -> Markup {
    html! {
        (sums(frame, report))
        @if let Some(held) = report.held { (held_back(frame, held, fate)) }
        @if !report.alarms.is_empty() {
            h3 { (frame.say(say::ALARMS)) }
            ul .problem { @for alarm in &report.alarms { li { (notes::alarm(alarm, frame.lang)) } } }
        }
        @if !report.rejections.is_empty() {
            (listed(frame, say::REJECTIONS, [say::CAUSE, say::COUNT, say::EXAMPLES],
                None, report.rejections.iter().map(|one| rejection(frame, source, one))))
        }
        @if !report.notes.is_empty() {
            (listed(frame, say::NOTES, [say::NOTES, say::COUNT, say::EXAMPLE],
                None, report.notes.iter().map(|one| note(frame, source, one))))
        }
        @if !report.misses.0.is_empty() {
            (listed(frame, say::MISSES, [say::FIELD, say::COUNT, say::ENTRIES],
                None, report.misses.0.iter().map(|(missing, count)| vec![
                    html! { (frame.say(codes::missing(*missing))) },
                    html! { (count) },
                    html! { (report.counts.brought()) },
                ])))
        }
        @if !report.listings.is_empty() {
            (listed(frame, say::CHANGED_ENTRIES, [say::ENTRY, say::NAME, say::CHANGE],
                Some(report.counts.changes()), report.listings.iter().map(|one| entry(frame, source, one))))
        }
        @if !report.activities.is_empty() {
            (listed(frame, say::CHANGED_ACTIVITIES, [say::NAME, say::CHANGE, say::FIELDS],
                Some(report.changed_activities), report.activities.iter().map(|one| activity(frame, one))))
        }
    }
}

/// Why a run brought nothing, what to do about it, and the error itself.
pub(super) fn failed(frame: &Frame<'_>, failure: Option<Failure>, error: &str) -> Markup {
    html! {
        h2 { (frame.say(say::ERROR)) }
        @if let Some(failure) = failure { p { (frame.say(failures::failure(failure))) } }
        pre .said tabindex="0" lang="en" { (error) }
    }
}

/// It is a problem only as long as nobody has decided.
fn held_back(frame: &Frame<'_>, reason: HoldReason, fate: Option<&Fate>) -> Markup {
    let open = fate.is_none_or(|fate| *fate == Fate::Waits);
    html! {
        p class=[open.then_some("problem")] {
            (frame.say(codes::hold(reason)))
            @if let Some(fate) = fate.filter(|_| !open) { " " strong { (fate.told(frame)) } }
        }
    }
}

/// Longer ones are opened by who wants them.
const LONG: usize = 25;

fn listed(
    frame: &Frame<'_>,
    title: Words,
    head: [Words; 3],
    all: Option<usize>,
    rows: impl Iterator<Item = Vec<Markup>>,
) -> Markup {
    let head = head.map(|words| frame.say(words));
    let rows: Vec<_> = rows.collect();
    let all = all.unwrap_or(rows.len());
    let listed = table(frame.say(title), &head, &rows);
    html! {
        @if rows.len() > LONG {
            details {
                summary {
                    (frame.say(title)) " (" (all.max(rows.len()))
                    @if all > rows.len() { ", " (frame.say(say::FIRST)) " " (rows.len()) }
                    ")"
                }
                (listed)
            }
        } @else { (listed) }
    }
}

fn sums(frame: &Frame<'_>, report: &Report) -> Markup {
    let completeness = html! {
        (frame.say(codes::completeness(&report.completeness)))
        @if let Completeness::Partial(why) = &report.completeness { ": " span lang="en" { (why) } }
    };
    let summary = summary(report, frame.lang);
    facts(&[
        (frame.say(say::COMPLETENESS), Some(completeness)),
        (frame.say(say::COUNTS), (!summary.is_empty()).then(|| html! { (summary) })),
    ])
}

/// What there was of each kind, in one line.
#[must_use]
pub fn summary(report: &Report, lang: &Lang) -> String {
    let counts = report.counts;
    let numbers = [
        counts.pages,
        counts.items,
        counts.added,
        counts.changed,
        counts.unchanged,
        counts.returned,
        counts.expired,
        counts.withdrawn,
        counts.held,
        counts.rejected,
        counts.merged,
        counts.past,
        counts.repeated,
    ];
    let counted = codes::COUNTS.iter().zip(numbers).filter(|(_, number)| *number > 0);
    let told = counted.map(|(words, number)| format!("{} {number}", words.text(lang)));
    told.collect::<Vec<_>>().join(", ")
}

fn rejection(frame: &Frame<'_>, source: &SourceId, one: &RejectionCount) -> Vec<Markup> {
    let sentence = Words(crate::refresh::why::sentences(one.reason));
    vec![
        html! { (frame.say(sentence)) " " code { (one.reason.code()) } },
        html! { (one.count) },
        html! {
            ul {
                @for example in &one.examples {
                    li {
                        @if let Some(id) = &example.id { (why(frame, source, id.as_str())) ": " }
                        span lang="en" { (example.detail) }
                    }
                }
            }
        },
    ]
}

fn note(frame: &Frame<'_>, source: &SourceId, one: &NoteCount) -> Vec<Markup> {
    let (told, value) = notes::note(&one.note);
    vec![
        html! {
            (frame.say(told)) @if let Some(value) = value { ": " code { (value) } }
        },
        html! { (one.count) },
        why(frame, source, one.example.as_str()),
    ]
}

fn entry(frame: &Frame<'_>, source: &SourceId, one: &ListingChange) -> Vec<Markup> {
    vec![
        why(frame, source, one.id.as_str()),
        html! { (one.name) },
        html! { (frame.say(codes::listing_change(one.change))) },
    ]
}

fn activity(frame: &Frame<'_>, one: &ActivityChange) -> Vec<Markup> {
    let fields = one.fields.iter().map(|field| frame.say(codes::field(*field)));
    vec![
        html! { a href=(frame.site.path(&format!("activity/{}", one.id))) { (one.name) } },
        html! { (frame.say(codes::activity_change(one.change))) },
        html! { (fields.collect::<Vec<_>>().join(", ")) },
    ]
}
