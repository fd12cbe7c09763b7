//! What is more than many readers of calendars take: served whole, and told.

use chrono::{Days, NaiveDate};

use crate::catalogue::Filter;
use crate::fragment::Fragment;
use crate::localized::Lang;
use crate::publish::words::Word;

/// Google Calendar has been seen to leave out what lies beyond about a megabyte or 1,100 events, without
/// a word; FullCalendar takes seconds for as many.
const MOST_BYTES: usize = 1_000_000;
const MOST_EVENTS: usize = 1_000;
/// What is offered instead.
const NARROWER: Days = Days::new(60);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub events: usize,
    pub bytes: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub size: Size,
    /// The address of less of the same.
    pub narrower: Option<String>,
}

impl Size {
    pub(super) fn of(fragments: &[Fragment<'_>]) -> Self {
        Self {
            events: fragments.iter().map(|one| usize::from(one.events)).sum(),
            bytes: fragments.iter().map(|one| one.text.len()).sum(),
        }
    }

    #[must_use]
    pub fn is_large(self) -> bool {
        self.bytes > MOST_BYTES || self.events > MOST_EVENTS
    }
}

impl Notice {
    pub(super) fn of(size: Size, narrower: Option<String>) -> Option<Self> {
        size.is_large().then_some(Self { size, narrower })
    }

    /// For people.
    pub(super) fn sentence(&self, lang: &Lang) -> String {
        let Size { events, .. } = self.size;
        let told =
            format!("{} ({events} {})", Word::LargeCalendar.text(lang), Word::Events.text(lang));
        match &self.narrower {
            Some(address) => format!("{told}. {}: {address}", Word::SmallerCalendar.text(lang)),
            None => told,
        }
    }

    /// For programs, in ASCII.
    #[must_use]
    pub fn header(&self) -> String {
        let Size { events, bytes } = self.size;
        format!("large; events={events}; bytes={bytes}")
    }
}

/// The next weeks of it. Of what names days already nothing smaller can be guessed.
pub(super) fn narrower(asked: &Filter, as_of: NaiveDate) -> Option<Filter> {
    let days = asked.days(as_of);
    let to = as_of.checked_add_days(NARROWER)?;
    let near = Filter::parse([("from", as_of.to_string()), ("to", to.to_string())]).ok()?;
    days.are_all().then(|| asked.and(&near))
}
