//! One session as VEVENTs: the session itself, and one more for each instance that departs from it.

use chrono::{DateTime, Utc};
use icalendar::{Component, Event, EventLike, EventStatus, Property};

use super::description;
use super::line::{clean, clean_line, refold};
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
        std::iter::once(master).chain(changed).map(|event| written(&event)).collect()
    }

    fn master(&self, times: &Times) -> Event {
        let mut event = self.event(&self.uid(), &times.span, self.cancelled);
        if let Some(rule) = &times.rule {
            event.add_property("RRULE", rule);
        }
        // One a line: FullCalendar's reader uses only the first value of a list.
        for (name, stamps) in [("RDATE", &times.rdates), ("EXDATE", &times.exdates)] {
            for stamp in stamps {
                event.append_multi_property(stamp.property(name));
            }
        }
        event
    }

    fn changed(&self, change: &Change) -> Event {
        let cancelled = self.cancelled || change.cancelled;
        let mut event = self.event(&self.uid(), &change.span, cancelled);
        event.append_property(change.original.property("RECURRENCE-ID"));
        event
    }

    fn uid(&self) -> String {
        self.site.uid(&self.activity.id, self.held.id)
    }

    pub(super) fn event(&self, uid: &str, span: &Stamps, cancelled: bool) -> Event {
        let (activity, held) = (self.activity, self.held);
        let mut event = Event::new();
        event
            .uid(uid)
            .sequence(held.sequence)
            .append_property(utc("DTSTAMP", held.changed))
            .append_property(utc("LAST-MODIFIED", held.changed))
            .append_property(utc("CREATED", held.created))
            .append_property(span.start.property("DTSTART"))
            .append_property(self.summary(self.mark(cancelled)))
            .append_property(self.description())
            .url(&credit::link(activity, self.site))
            .status(self.status(cancelled))
            .add_property("TRANSP", "TRANSPARENT");
        if let Some(end) = span.end {
            event.append_property(end.property("DTEND"));
        }
        self.place(&mut event);
        self.links(&mut event);
        let categories: Vec<_> = self.categories().collect();
        if !categories.is_empty() {
            event.categories(categories);
        }
        event
    }

    /// Of what is put off nobody knows that it takes place at this time, and nobody said that it does not.
    /// No client hides what is tentative, and few show it: hence the word before the title as well.
    fn status(&self, cancelled: bool) -> EventStatus {
        match (cancelled, self.policy) {
            (true, CancelledPolicy::Mark) => EventStatus::Cancelled,
            (true, CancelledPolicy::Title | CancelledPolicy::Omit) => EventStatus::Confirmed,
            (false, _) if self.is_postponed() => EventStatus::Tentative,
            (false, _) => EventStatus::Confirmed,
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

    fn summary(&self, mark: Option<Word>) -> Property {
        let (lang, name) = match self.activity.content.name.best(self.lang) {
            Some((lang, name)) => (lang, clean_line(name)),
            None => (self.lang, String::new()),
        };
        let title = match mark {
            Some(word) => format!("{}: {name}", word.text(self.lang)),
            None => name,
        };
        in_language("SUMMARY", &title, lang)
    }

    fn description(&self) -> Property {
        let text = description::of(self.activity, &self.held.session, self.site, self.lang);
        let told = self.activity.content.description.best(self.lang);
        let lang = told.map_or(self.lang, |(lang, _)| lang);
        in_language("DESCRIPTION", clean(&text).trim(), lang)
    }

    fn categories(&self) -> impl Iterator<Item = &'static str> + '_ {
        let content = &self.activity.content;
        content.kind.iter().chain(&content.themes).map(|term: &Term| term.label(self.lang))
    }

    /// The picture, and the way in for who takes part from afar (RFC 7986, 5.10 and 5.11).
    fn links(&self, event: &mut Event) {
        if let Some(image) = &self.activity.content.image {
            event.append_property(address("IMAGE", image.url.as_str(), None));
        }
        let venue = &self.held.session.venue;
        if let Some(url) = venue.online().and_then(|online| online.url.as_ref()) {
            event.append_property(address("CONFERENCE", url.as_str(), None));
        }
        if let Venue::Phone(phone) = venue
            && let Some(tel) = phone.number.as_deref().and_then(telephone::dialled)
        {
            let voice = Some(("FEATURE", "PHONE"));
            event.append_property(address("CONFERENCE", &tel, voice));
        }
    }

    fn place(&self, event: &mut Event) {
        let venue = &self.held.session.venue;
        if let Some(location) = venue::line(venue, self.lang) {
            event.location(&clean_line(&location));
        }
        if let Some(position) = venue.place().and_then(|place| place.position) {
            event.add_property("GEO", format!("{};{}", position.lat(), position.lon()));
        }
    }
}

/// A value that is an address, with its type, which has no default (RFC 7986, 5.10 and 5.11).
fn address(name: &str, value: &str, parameter: Option<(&str, &str)>) -> Property {
    let mut property = Property::new(name, value);
    property.append_parameter(("VALUE", "URI"));
    if let Some(parameter) = parameter {
        property.append_parameter(parameter);
    }
    property.done()
}

impl Stamp {
    fn property(self, name: &str) -> Property {
        let with = |value: String, parameter: (&str, &str)| {
            Property::new(name, value).append_parameter(parameter).done()
        };
        match self {
            Self::Day(date) => with(date.format("%Y%m%d").to_string(), ("VALUE", "DATE")),
            Self::Time(time) => {
                with(time.format("%Y%m%dT%H%M%S").to_string(), ("TZID", "Europe/Helsinki"))
            }
            Self::Instant(time) => utc(name, time),
        }
    }
}

fn utc(name: &str, time: DateTime<Utc>) -> Property {
    Property::new(name, time.format("%Y%m%dT%H%M%SZ").to_string())
}

fn in_language(name: &str, text: &str, lang: &Lang) -> Property {
    Property::new(name, text).append_parameter(("LANGUAGE", lang.as_str())).done()
}

pub(super) fn written(event: &Event) -> String {
    #[expect(clippy::expect_used, reason = "writing to a String cannot fail")]
    let lines = event.try_into_string().expect("a String takes everything");
    refold(&lines)
}
