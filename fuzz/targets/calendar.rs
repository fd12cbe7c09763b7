//! What any iCalendar reader relies on, checked on bytes without our own writer's code.

use std::collections::BTreeSet;

/// One VEVENT's logical lines.
pub(crate) struct Event(Vec<String>);

/// The events of a calendar that is whole and well-formed.
pub(crate) fn events(calendar: &str) -> Vec<Event> {
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.ends_with("END:VCALENDAR\r\n"));
    for line in calendar.split_terminator("\r\n") {
        assert!(!line.is_empty() && line.len() <= 75, "{line:?}");
        assert!(line.chars().all(|c| c == '\t' || !c.is_control()), "{line:?}");
        assert!(!line.contains(['\u{2028}', '\u{2029}']), "{line:?}");
    }
    let unfolded = calendar.replace("\r\n ", "");
    let (mut events, mut open) = (Vec::new(), Vec::new());
    for line in unfolded.split_terminator("\r\n") {
        match line.split_once(':') {
            Some(("BEGIN", name)) => open.push(name.to_owned()),
            Some(("END", name)) => assert_eq!(open.pop().as_deref(), Some(name), "{calendar}"),
            Some(_) => {}
            None => panic!("no property: {line}"),
        }
        match (line, open.as_slice()) {
            ("BEGIN:VEVENT", [calendar, _]) if calendar == "VCALENDAR" => {
                events.push(Event(Vec::new()));
            }
            (_, [_, inner]) if inner == "VEVENT" => {
                events.last_mut().unwrap().0.push(line.to_owned());
            }
            (_, [] | [_] | [_, _, ..]) => {}
        }
    }
    assert!(open.is_empty(), "{open:?} is left open");
    events.iter().for_each(Event::check);
    let identities: BTreeSet<_> = events.iter().map(Event::identity).collect();
    assert_eq!(identities.len(), events.len(), "the same UID twice: {calendar}");
    events
}

impl Event {
    /// The only properties that we write.
    const NAMES: &'static str = "UID DTSTAMP LAST-MODIFIED CREATED SEQUENCE DTSTART DTEND RRULE RDATE \
         EXDATE RECURRENCE-ID SUMMARY DESCRIPTION LOCATION GEO CATEGORIES URL IMAGE CONFERENCE STATUS TRANSP";

    fn check(&self) {
        for line in &self.0 {
            let name = line.split([':', ';']).next().unwrap_or_default();
            assert!(Self::NAMES.split_whitespace().any(|ours| ours == name), "{line}");
        }
        for once in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS"] {
            let count = self.0.iter().filter(|line| is_named(line, once)).count();
            assert_eq!(count, 1, "{once} in {:?}", self.0);
        }
    }

    fn identity(&self) -> (Option<&str>, Option<&str>) {
        (self.line("UID"), self.line("RECURRENCE-ID"))
    }

    fn line(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|line| is_named(line, name)).map(String::as_str)
    }

    /// Of a TEXT property, as a reader shows it (RFC 5545, 3.3.11).
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let line = self.line(name)?;
        let mut quoted = false;
        let colon = line.find(|c| {
            quoted ^= c == '"';
            c == ':' && !quoted
        })?;
        let mut read = String::new();
        let mut characters = line[colon + 1..].chars();
        while let Some(character) = characters.next() {
            match character {
                '\\' => match characters.next() {
                    Some('n' | 'N') => read.push('\n'),
                    Some(escaped @ ('\\' | ';' | ',')) => read.push(escaped),
                    other => panic!("\\{other:?} in {line}"),
                },
                ';' | ',' => panic!("bare {character} in {line}"),
                other => read.push(other),
            }
        }
        Some(read)
    }
}

fn is_named(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| rest.starts_with([':', ';']))
}
