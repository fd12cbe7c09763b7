//! One session as VEVENTs: the session itself, and one more for each instance that departs from it.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveTime, Timelike};

use super::component::Component;
use super::description;
use super::line::{clean, clean_line};
use super::times::{Change, Stamp, Stamps, Times};
use crate::activity::{Activity, HeldSession};
use crate::fragment::CancelledPolicy;
use crate::listing::{Status, Venue};
use crate::localized::Lang;
use crate::publish::words::Word;
use crate::publish::{credit, telephone, venue};
use crate::site::Site;
use crate::vocabulary::Term;

/// What is written.
pub(super) struct Subject<'a> {
    pub(super) activity: &'a Activity,
    pub(super) held: &'a HeldSession,
    pub(super) site: &'a Site,
    pub(super) lang: &'a Lang,
    pub(super) policy: CancelledPolicy,
    /// Of the whole session.
    pub(super) cancelled: bool,
}

impl Subject<'_> {
    /// The components, folded.
    pub(super) fn render(&self, times: &Times) -> String {
        let master = self.master(times);
        let changed = times.changes.iter().map(|change| self.changed(change));
        std::iter::once(master).chain(changed).map(|event| event.written("VEVENT")).collect()
    }

    fn master(&self, times: &Times) -> Component {
        let mut event = self.event(&self.uid(), &times.span, self.cancelled);
        if let Some(rule) = &times.rule {
            event.value("RRULE", "", rule);
        }
        // One a line: FullCalendar's reader uses only the first value of a list.
        for (name, stamps) in [("RDATE", &times.rdates), ("EXDATE", &times.exdates)] {
            for stamp in stamps {
                event.one_of(name, stamp.parameters(), stamp);
            }
        }
        event
    }

    fn changed(&self, change: &Change) -> Component {
        let cancelled = self.cancelled || change.cancelled;
        let mut event = self.event(&self.uid(), &change.span, cancelled);
        event.value("RECURRENCE-ID", change.original.parameters(), change.original);
        event
    }

    fn uid(&self) -> String {
        self.site.uid(&self.activity.id, self.held.id)
    }

    pub(super) fn event(&self, uid: &str, span: &Stamps, cancelled: bool) -> Component {
        let (activity, held) = (self.activity, self.held);
        let mut event = Component::default();
        event
            .text("UID", "", uid)
            .value("SEQUENCE", "", held.sequence)
            .value("DTSTAMP", "", Stamp::Instant(held.changed))
            .value("LAST-MODIFIED", "", Stamp::Instant(held.changed))
            .value("CREATED", "", Stamp::Instant(held.created))
            .value("DTSTART", span.start.parameters(), span.start)
            .value("URL", "", credit::link(activity, self.site))
            .value("STATUS", "", self.status(cancelled))
            .value("TRANSP", "", "TRANSPARENT");
        if let Some(end) = span.end {
            event.value("DTEND", end.parameters(), end);
        }
        self.summary(&mut event, self.mark(cancelled));
        self.description(&mut event);
        self.place(&mut event);
        self.links(&mut event);
        if self.categories().next().is_some() {
            event.texts("CATEGORIES", self.categories());
        }
        event
    }

    /// Of what is put off nobody knows that it takes place at this time, and nobody said that it does not.
    /// No client hides what is tentative, and few show it: hence the word before the title as well.
    fn status(&self, cancelled: bool) -> &'static str {
        match (cancelled, self.policy) {
            (true, CancelledPolicy::Mark) => "CANCELLED",
            (true, CancelledPolicy::Title | CancelledPolicy::Omit) => "CONFIRMED",
            (false, _) if self.is_postponed() => "TENTATIVE",
            (false, _) => "CONFIRMED",
        }
    }

    fn is_postponed(&self) -> bool {
        self.held.session.status == Status::Postponed
    }

    /// What stands before the title.
    fn mark(&self, cancelled: bool) -> Option<Word> {
        match cancelled {
            true => Some(Word::Cancelled),
            false => self.is_postponed().then_some(Word::Postponed),
        }
    }

    fn summary(&self, event: &mut Component, mark: Option<Word>) {
        let (lang, name) = match self.activity.content.name.best(self.lang) {
            Some((lang, name)) => (lang, clean_line(name)),
            None => (self.lang, String::new()),
        };
        let title = match mark {
            Some(word) => format!("{}: {name}", word.text(self.lang)),
            None => name,
        };
        event.text("SUMMARY", &in_language(lang), &title);
    }

    fn description(&self, event: &mut Component) {
        let text = description::of(self.activity, &self.held.session, self.site, self.lang);
        let told = self.activity.content.description.best(self.lang);
        let lang = told.map_or(self.lang, |(lang, _)| lang);
        event.text("DESCRIPTION", &in_language(lang), clean(&text).trim());
    }

    fn categories(&self) -> impl Iterator<Item = &'static str> + '_ {
        let content = &self.activity.content;
        content.kind.iter().chain(&content.themes).map(|term: &Term| term.label(self.lang))
    }

    /// The picture, and the way in for who takes part from afar: addresses, of which neither says so by
    /// itself (RFC 7986, 5.10 and 5.11).
    fn links(&self, event: &mut Component) {
        if let Some(image) = &self.activity.content.image {
            event.value("IMAGE", ";VALUE=URI", &image.url);
        }
        let venue = &self.held.session.venue;
        if let Some(url) = venue.online().and_then(|online| online.url.as_ref()) {
            event.value("CONFERENCE", ";VALUE=URI", url);
        }
        if let Venue::Phone(phone) = venue
            && let Some(tel) = phone.number.as_deref().and_then(telephone::dialled)
        {
            event.value("CONFERENCE", ";FEATURE=PHONE;VALUE=URI", tel);
        }
    }

    fn place(&self, event: &mut Component) {
        let venue = &self.held.session.venue;
        if let Some(location) = venue::line(venue, self.lang) {
            event.text("LOCATION", "", &clean_line(&location));
        }
        if let Some(position) = venue.place().and_then(|place| place.position) {
            event.value("GEO", "", format_args!("{};{}", position.lat(), position.lon()));
        }
    }
}

impl Stamp {
    fn parameters(self) -> &'static str {
        match self {
            Self::Day(_) => ";VALUE=DATE",
            Self::Time(_) => ";TZID=Europe/Helsinki",
            Self::Instant(_) => "",
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => day(f, *date),
            Self::Time(time) => day(f, time.date()).and_then(|()| clock(f, time.time())),
            Self::Instant(time) => {
                day(f, time.date_naive())?;
                clock(f, time.time())?;
                f.write_str("Z")
            }
        }
    }
}

fn day(f: &mut fmt::Formatter<'_>, date: NaiveDate) -> fmt::Result {
    write!(f, "{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn clock(f: &mut fmt::Formatter<'_>, time: NaiveTime) -> fmt::Result {
    write!(f, "T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

fn in_language(lang: &Lang) -> String {
    format!(";LANGUAGE={lang}")
}
