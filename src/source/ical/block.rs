//! A body cut into the lines of its events, so that each one can be read by itself: one bad line would
//! cost a whole calendar otherwise, and a deep one the stack of some readers.

use super::MAX_EVENTS;
use super::property::Property;
use crate::source::{PageError, RawHash};

/// The lines between BEGIN:VEVENT and END:VEVENT, without those of alarms and other parts of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Block<'a> {
    pub(super) lines: Vec<&'a str>,
    pub(super) calendar: Calendar<'a>,
    /// Whether END:VEVENT was there.
    pub(super) ended: bool,
}

/// What the calendar around an event says of all in it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Calendar<'a> {
    /// METHOD:CANCEL.
    pub(super) cancelled: bool,
    /// X-WR-TIMEZONE: the zone of times that have none.
    pub(super) zone: Option<&'a str>,
}

impl Block<'_> {
    /// Without DTSTAMP, which is the time of the request in many feeds (seen in WordPress and Google).
    pub(super) fn hash(&self) -> RawHash {
        let Calendar { cancelled, zone } = self.calendar;
        let mut text = format!("{cancelled} {}", zone.unwrap_or_default());
        for line in self.lines.iter().filter(|line| !line.starts_with("DTSTAMP")) {
            text.push('\n');
            text.push_str(line);
        }
        RawHash::of(text.as_bytes())
    }

    pub(super) fn len(&self) -> usize {
        self.lines.iter().map(|line| line.len() + 1).sum()
    }
}

/// Unfolded, each line with a line feed at its end. Folding is undone before the bytes are taken for
/// text, because a fold may stand within a character (RFC 5545, 3.1).
pub(super) fn text(body: &[u8]) -> Result<String, PageError> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body.iter().copied().filter(|byte| *byte != 0).peekable();
    while let Some(byte) = rest.next() {
        let line_end = match byte {
            b'\r' => {
                rest.next_if_eq(&b'\n');
                true
            }
            b'\n' => true,
            _ => false,
        };
        match (line_end, rest.peek()) {
            (false, _) => bytes.push(byte),
            (true, Some(b' ' | b'\t')) => {
                rest.next();
            }
            (true, _) => bytes.push(b'\n'),
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| PageError::NotUtf8)?;
    let bare = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match bare.chars().next() {
        None => Err(PageError::Empty),
        Some('<') => Err(PageError::Html),
        Some(_) => Ok(bare.to_owned()),
    }
}

pub(super) fn events(text: &str) -> Result<Vec<Block<'_>>, PageError> {
    let mut cut = Cut::default();
    for line in text.lines().map(|line| line.trim_start_matches('\u{feff}')) {
        match frame(line) {
            Some((true, name)) => cut.begin(&name)?,
            Some((false, name)) => cut.end(&name),
            None => cut.line(line),
        }
    }
    cut.finish()
}

#[derive(Default)]
struct Cut<'a> {
    blocks: Vec<Block<'a>>,
    calendars: usize,
    in_calendar: bool,
    calendar: Calendar<'a>,
    /// Blocks of the calendar that is open begin here.
    from: usize,
    in_event: bool,
    /// How many other components are open.
    inside: usize,
}

impl<'a> Cut<'a> {
    fn begin(&mut self, name: &str) -> Result<(), PageError> {
        match name {
            "VCALENDAR" if self.in_calendar => return Err(cut_off()),
            "VCALENDAR" => {
                self.in_calendar = true;
                self.calendars += 1;
                self.calendar = Calendar::default();
                self.from = self.blocks.len();
            }
            "VEVENT" if self.in_calendar => {
                if self.blocks.len() == MAX_EVENTS {
                    let what = format!("has more than {MAX_EVENTS} events");
                    return Err(PageError::WrongShape(what));
                }
                self.blocks.push(Block::default());
                (self.in_event, self.inside) = (true, 0);
            }
            _ => self.inside += 1,
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "VCALENDAR" => {
                // METHOD and the zone may stand behind the events.
                for block in self.blocks.iter_mut().skip(self.from) {
                    block.calendar = self.calendar;
                }
                (self.in_calendar, self.in_event, self.inside) = (false, false, 0);
            }
            "VEVENT" => {
                if let Some(block) = self.blocks.last_mut().filter(|_| self.in_event) {
                    block.ended = true;
                }
                (self.in_event, self.inside) = (false, 0);
            }
            _ => self.inside = self.inside.saturating_sub(1),
        }
    }

    fn line(&mut self, line: &'a str) {
        if self.inside > 0 || !self.in_calendar || line.trim().is_empty() {
            return;
        }
        if self.in_event {
            if let Some(block) = self.blocks.last_mut() {
                block.lines.push(line);
            }
            return;
        }
        match Property::parse(line) {
            Some(method) if method.name == "METHOD" => {
                self.calendar.cancelled = method.value.trim().eq_ignore_ascii_case("CANCEL");
            }
            Some(zone) if zone.name == "X-WR-TIMEZONE" => self.calendar.zone = Some(zone.value),
            _ => {}
        }
    }

    fn finish(self) -> Result<Vec<Block<'a>>, PageError> {
        if self.calendars == 0 {
            return Err(PageError::WrongShape("there is no BEGIN:VCALENDAR".to_owned()));
        }
        if self.in_calendar {
            return Err(cut_off());
        }
        Ok(self.blocks)
    }
}

fn cut_off() -> PageError {
    PageError::WrongShape("is cut off: END:VCALENDAR is missing".to_owned())
}

/// BEGIN (true) or END of a component; written in any case, and with blanks behind it.
fn frame(line: &str) -> Option<(bool, String)> {
    let (word, name) = line.split_once(':')?;
    let begins = word.trim().eq_ignore_ascii_case("BEGIN");
    let ends = word.trim().eq_ignore_ascii_case("END");
    (begins || ends).then(|| (begins, name.trim().to_ascii_uppercase()))
}
