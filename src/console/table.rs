//! Tables that become one block a row where there is no room.

use maud::{Markup, html};

/// The first cell of a row names it. Each cell is told its column, which a narrow page shows instead of the
/// head; the roles stand there because such a page lays tables out as blocks, and browsers then forget what
/// they were.
pub(super) fn table(caption: &str, head: &[&str], rows: &[Vec<Markup>]) -> Markup {
    laid_out(&html! { caption { (caption) } }, head, rows)
}

/// The same below a heading that says what it is: its caption is not seen.
pub(super) fn titled(caption: &str, head: &[&str], rows: &[Vec<Markup>]) -> Markup {
    laid_out(&html! { caption .unseen { (caption) } }, head, rows)
}

fn laid_out(caption: &Markup, head: &[&str], rows: &[Vec<Markup>]) -> Markup {
    html! {
        table role="table" {
            (caption)
            thead role="rowgroup" {
                tr role="row" {
                    @for name in head { th scope="col" role="columnheader" { (name) } }
                }
            }
            tbody role="rowgroup" {
                @for row in rows { tr role="row" { (cells(head, row)) } }
            }
        }
    }
}

fn cells(head: &[&str], row: &[Markup]) -> Markup {
    html! {
        @for (at, (name, cell)) in head.iter().zip(row).enumerate() {
            @if at == 0 {
                th scope="row" role="rowheader" data-label=(name) { div { (cell) } }
            } @else {
                td role="cell" data-label=(name) { div { (cell) } }
            }
        }
    }
}

/// Names and values. Those without a value are left out.
pub(super) fn facts(facts: &[(&str, Option<Markup>)]) -> Markup {
    html! {
        dl {
            @for (name, value) in facts {
                @if let Some(value) = value { div { dt { (name) } dd { (value) } } }
            }
        }
    }
}
