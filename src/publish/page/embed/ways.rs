//! Links from one view of the calendar to another.

use maud::{Markup, html};

use super::words::EmbedWord;
use super::{Embed, View};
use crate::localized::Lang;

pub(super) fn all(of: &Embed, lang: &Lang) -> Markup {
    let month = matches!(of.view, View::Month(_));
    let whole_list = matches!(of.view, View::List(..));
    html! {
        nav .no-print aria-label=(EmbedWord::Views.text(lang)) {
            ul {
                li { a href=(of.links.list) aria-current=[whole_list.then_some("true")] { (EmbedWord::List.text(lang)) } }
                li { a href=(of.links.month) aria-current=[month.then_some("true")] { (EmbedWord::Month.text(lang)) } }
                (beside(of, lang))
            }
        }
    }
}

/// The same below what is shown, which may be long.
pub(super) fn onwards(of: &Embed, lang: &Lang) -> Markup {
    html! {
        @if of.links.earlier.is_some() || of.links.later.is_some() {
            nav .no-print aria-label=(EmbedWord::Onwards.text(lang)) { ul { (beside(of, lang)) } }
        }
    }
}

fn beside(of: &Embed, lang: &Lang) -> Markup {
    let (earlier, later) = match of.view {
        View::List(..) => (EmbedWord::Previous, EmbedWord::Following),
        View::Day(..) => (EmbedWord::PreviousDay, EmbedWord::NextDay),
        View::Month(_) => (EmbedWord::PreviousMonth, EmbedWord::NextMonth),
    };
    html! {
        @if let Some(address) = &of.links.earlier {
            li { a href=(address) rel="prev" { "← " (earlier.text(lang)) } }
        }
        @if let Some(address) = &of.links.later {
            li { a href=(address) rel="next" { (later.text(lang)) " →" } }
        }
    }
}
