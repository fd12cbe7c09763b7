//! A feed cut into its entries, so that each one can be read by itself.

use std::collections::BTreeMap;

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

use super::{MAX_DEPTH, MAX_ENTRIES};
use crate::source::PageError;

pub(super) struct Document<'a> {
    /// The start tag of the whole, with the namespaces that entries use.
    root: &'a str,
    root_name: String,
    /// Of the whole, where it tells one.
    pub(super) language: Option<String>,
    pub(super) entries: Vec<Cut<'a>>,
}

/// One entry as received, and what it tells of the event.
pub(super) struct Cut<'a> {
    pub(super) xml: &'a str,
    /// Whether it stands in a `channel`, as in RSS 2.0.
    in_channel: bool,
    pub(super) told: BTreeMap<Fact, String>,
}

/// Of RSS 1.0's event module (`ev:`) or of iCalendar in XML (`xcal:`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    EvStart,
    EvEnd,
    EvLocation,
    EvOrganizer,
    EvType,
    CalStart,
    CalEnd,
    CalLocation,
}

impl<'a> Document<'a> {
    /// Ill-formed XML is refused whole: an entry of it may end anywhere. So is a document that declares
    /// entities: nothing real does, and to expand them is to be made to write out a billion laughs.
    pub(super) fn read(text: &'a str) -> Result<Self, PageError> {
        let mut reading = Reading::new(text);
        loop {
            let from = position(&reading.reader);
            let (namespace, event) = reading.reader.read_resolved_event().map_err(not_xml)?;
            let namespace = match namespace {
                ResolveResult::Bound(namespace) => namespace.into_inner().to_owned(),
                _ => String::new(),
            };
            match event {
                Event::Eof => return reading.finish(),
                Event::DocType(doctype) if doctype.contains(['[', '&', '%']) => {
                    return Err(PageError::WrongShape("declares entities".to_owned()));
                }
                // XML 1.0 §2.8: only at the start. Further on it makes the crate that reads the entry change
                // its encoding, and panic.
                Event::Decl(_) if !reading.open.is_empty() => {
                    return Err(PageError::NotXml("declares XML within an element".to_owned()));
                }
                Event::Start(tag) => reading.start(&tag, &namespace, from)?,
                Event::Empty(tag) => {
                    reading.start(&tag, &namespace, from)?;
                    reading.end();
                }
                Event::End(_) => reading.end(),
                Event::Text(text) => reading.text(&text.xml10_content()),
                Event::CData(text) => reading.text(&text.xml10_content()),
                Event::GeneralRef(name) => reading.text(&reference(&name)),
                _ => {}
            }
        }
    }

    /// The entry as a feed of its own.
    pub(super) fn alone(&self, cut: &Cut<'_>) -> String {
        let (open, close) = if cut.in_channel { ("<channel>", "</channel>") } else { ("", "") };
        format!("{}{open}{}{close}</{}>", self.root, cut.xml, self.root_name)
    }
}

struct Reading<'a> {
    text: &'a str,
    reader: NsReader<&'a [u8]>,
    /// The local names of the elements that are open.
    open: Vec<String>,
    root: Option<(&'a str, String)>,
    language: Option<String>,
    entries: Vec<Cut<'a>>,
    entry: Option<Open>,
    /// What the text that comes is about.
    about: Option<About>,
    gathered: String,
}

struct Open {
    from: usize,
    /// How many elements are open outside of it.
    depth: usize,
    in_channel: bool,
    told: BTreeMap<Fact, String>,
}

#[derive(Clone, Copy)]
enum About {
    Language,
    Fact(Fact),
}

impl<'a> Reading<'a> {
    fn new(text: &'a str) -> Self {
        let reader = NsReader::from_str(text);
        Self {
            text,
            reader,
            open: Vec::new(),
            root: None,
            language: None,
            entries: Vec::new(),
            entry: None,
            about: None,
            gathered: String::new(),
        }
    }

    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        namespace: &str,
        from: usize,
    ) -> Result<(), PageError> {
        let depth = self.open.len();
        if depth == MAX_DEPTH {
            return Err(PageError::TooDeep(MAX_DEPTH));
        }
        let name = tag.local_name().into_inner().to_owned();
        let prefix = tag.name().prefix().map(|prefix| prefix.into_inner().to_owned());
        if depth == 0 {
            self.root(tag, &name, from)?;
        }
        let in_channel = depth == 2 && self.open.last().is_some_and(|parent| parent == "channel");
        if self.entry.is_none() && (in_channel || depth == 1) && matches!(&*name, "item" | "entry")
        {
            if self.entries.len() == MAX_ENTRIES {
                let what = format!("has more than {MAX_ENTRIES} entries");
                return Err(PageError::WrongShape(what));
            }
            self.entry = Some(Open { from, depth, in_channel, told: BTreeMap::new() });
        }
        self.about = match &self.entry {
            Some(entry) if depth == entry.depth + 1 => {
                fact(&name, namespace, prefix.as_deref()).map(About::Fact)
            }
            None if in_channel && name == "language" => Some(About::Language),
            _ => None,
        };
        self.gathered.clear();
        self.open.push(name);
        Ok(())
    }

    fn root(&mut self, tag: &BytesStart<'_>, name: &str, from: usize) -> Result<(), PageError> {
        match name {
            "rss" | "RDF" | "feed" if self.root.is_none() => {
                let raw = self.text.get(from..position(&self.reader)).unwrap_or_default();
                self.root = Some((raw, tag.name().into_inner().to_owned()));
                let lang = tag.try_get_attribute("xml:lang").ok().flatten();
                self.language = lang.and_then(|lang| told(&lang.value));
                Ok(())
            }
            "html" | "HTML" => Err(PageError::Html),
            other => {
                let other: String = other.chars().take(40).collect();
                Err(PageError::WrongShape(format!("is neither RSS nor Atom but `{other}`")))
            }
        }
    }

    fn end(&mut self) {
        self.open.pop();
        match self.about.take() {
            Some(About::Language) => self.language = told(&self.gathered),
            Some(About::Fact(fact)) => {
                if let (Some(entry), Some(text)) = (&mut self.entry, told(&self.gathered)) {
                    entry.told.entry(fact).or_insert(text);
                }
            }
            None => {}
        }
        let ends = self.entry.as_ref().is_some_and(|entry| entry.depth == self.open.len());
        if let Some(entry) = self.entry.take_if(|_| ends) {
            let xml = self.text.get(entry.from..position(&self.reader)).unwrap_or_default();
            let Open { in_channel, told, .. } = entry;
            self.entries.push(Cut { xml, in_channel, told });
        }
    }

    fn text(&mut self, text: &str) {
        if self.about.is_some() {
            self.gathered.push_str(text);
        }
    }

    fn finish(self) -> Result<Document<'a>, PageError> {
        if !self.open.is_empty() {
            return Err(PageError::NotXml("ends before its elements do".to_owned()));
        }
        let (root, root_name) = self.root.ok_or(PageError::Empty)?;
        Ok(Document { root, root_name, language: self.language, entries: self.entries })
    }
}

fn position(reader: &NsReader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

fn not_xml(error: quick_xml::Error) -> PageError {
    PageError::NotXml(error.to_string().chars().take(super::MAX_DETAIL).collect())
}

fn told(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// By namespace, or by the usual prefix where nobody declared it.
fn fact(name: &str, namespace: &str, prefix: Option<&str>) -> Option<Fact> {
    let event = namespace == "http://purl.org/rss/1.0/modules/event/";
    let calendar = matches!(
        namespace,
        "urn:ietf:params:xml:ns:xcal"
            | "urn:ietf:params:xml:ns:icalendar-2.0"
            | "http://www.w3.org/2002/12/cal/ical#"
    );
    let unbound = |usual: &str| namespace.is_empty() && prefix == Some(usual);
    let name = name.to_ascii_lowercase();
    match name.as_str() {
        "startdate" if event || unbound("ev") => Some(Fact::EvStart),
        "enddate" if event || unbound("ev") => Some(Fact::EvEnd),
        "location" if event || unbound("ev") => Some(Fact::EvLocation),
        "organizer" if event || unbound("ev") => Some(Fact::EvOrganizer),
        "type" if event || unbound("ev") => Some(Fact::EvType),
        "dtstart" if calendar || unbound("xcal") => Some(Fact::CalStart),
        "dtend" if calendar || unbound("xcal") => Some(Fact::CalEnd),
        "location" if calendar || unbound("xcal") => Some(Fact::CalLocation),
        _ => None,
    }
}

/// The five that XML has, and characters by number. Any other is left out.
fn reference(name: &quick_xml::events::BytesRef<'_>) -> String {
    let named = match &**name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => name.resolve_char_ref().ok().flatten(),
    };
    named.map(String::from).unwrap_or_default()
}
