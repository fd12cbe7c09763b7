//! One time in the calendar.

use chrono::{NaiveDate, NaiveTime};
use chrono_tz::Europe::Helsinki;
use maud::{Markup, html};

use super::Time;
use super::words::EmbedWord;
use crate::listing::Status;
use crate::localized::Lang;
use crate::publish::page::{dates, layout, session};
use crate::publish::words::Word;
use crate::site::Site;
use crate::when::occurrences::Span;

pub(super) fn item(time: &Time, site: &Site, lang: &Lang) -> Markup {
    html! {
        p .when {
            time datetime=(dates::machine_readable(&time.occurrence.span)) { (time.hours(lang)) }
            @if time.over { " (" (EmbedWord::Over.text(lang)) ")" }
        }
        p .what { (time.state(lang)) (time.link(site, lang)) }
        p .where { (session::whereabouts(&time.session.venue, lang)) }
    }
}

impl Time {
    pub(super) fn days(&self) -> (NaiveDate, NaiveDate) {
        self.local().days()
    }

    pub(super) fn begins(&self) -> NaiveDate {
        self.days().0
    }

    /// Where its readers are.
    fn local(&self) -> Span {
        match &self.occurrence.span {
            Span::AllDay { first, last } => Span::AllDay { first: *first, last: *last },
            Span::Timed { start, end } => Span::Timed {
                start: start.with_timezone(&Helsinki),
                end: end.map(|end| end.with_timezone(&Helsinki)),
            },
        }
    }

    /// What goes with its day; the days too where they are several.
    fn hours(&self, lang: &Lang) -> String {
        let (first, last) = self.days();
        match self.local() {
            Span::AllDay { .. } if first == last => EmbedWord::AllDay.text(lang).to_owned(),
            Span::AllDay { .. } => dates::days(first, last, lang),
            Span::Timed { start, end } if first == last => {
                dates::hours(start.time(), end.map(|end| end.time()), lang)
            }
            span @ Span::Timed { .. } => dates::span(&span, lang),
        }
    }

    /// In the month: the hour, if there is one.
    pub(super) fn hour(&self, lang: &Lang) -> Option<String> {
        match self.local() {
            Span::Timed { start, .. } => Some(dates::hours(start.time(), None::<NaiveTime>, lang)),
            Span::AllDay { .. } => None,
        }
    }

    /// In words, and not by a colour or a line through it.
    pub(super) fn state(&self, lang: &Lang) -> Markup {
        let word = match self.session.status {
            Status::Cancelled => Some(Word::Cancelled),
            _ if self.occurrence.cancelled => Some(Word::Cancelled),
            Status::Postponed => Some(Word::Postponed),
            Status::Scheduled => None,
        };
        html! { @if let Some(word) = word { strong .state { (word.text(lang)) } " " } }
    }

    /// Out of the frame: our other pages are not to be framed.
    pub(super) fn link(&self, site: &Site, lang: &Lang) -> Markup {
        let activity = &self.activity;
        html! {
            a href={ (site.page(&activity.id)) "?lang=" (lang) } target="_top" {
                @match layout::text(&activity.content.name, lang) {
                    Some(name) => { (name) }
                    None => { (activity.id) }
                }
            }
        }
    }
}
