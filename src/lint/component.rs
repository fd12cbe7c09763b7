//! Properties in components, and components in each other (RFC 5545, 3.4 and 3.6).

use std::borrow::Cow;

use super::finding::{Findings, Rule, Severity, shown};
use super::octets::Line;
use super::property::{MALFORMED_LINE, Property, capitals, token};

#[derive(Debug)]
pub(super) struct Component<'a> {
    /// In capitals.
    pub(super) kind: Cow<'a, str>,
    /// Of its BEGIN.
    pub(super) line: usize,
    pub(super) parent: Option<usize>,
    /// The outermost one that it is in.
    pub(super) root: usize,
    pub(super) properties: Vec<Property<'a>>,
    /// Where the first one in it begins.
    pub(super) first_inner: Option<usize>,
    /// Whether it has an END of its own.
    pub(super) closed: bool,
}

/// All components in the order of their BEGINs; `parent` and `root` are places in it.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    pub(super) all: Vec<Component<'a>>,
}

pub(super) const RULES: &[&Rule] = &[&UNBALANCED, &NO_CALENDAR];

static UNBALANCED: Rule = Rule {
    name: "unbalanced",
    severity: Severity::Error,
    clause: "RFC 5545, 3.6",
    right: "give every BEGIN an END of the same name, the inner ones first",
};
static NO_CALENDAR: Rule = Rule {
    name: "no-calendar",
    severity: Severity::Error,
    clause: "RFC 5545, 3.4",
    right: "put everything between BEGIN:VCALENDAR and END:VCALENDAR",
};

/// How far out the BEGIN of an END is looked for. Calendars are four deep; without a limit a hostile
/// one would take quadratic time.
const MAX_UNCLOSED: usize = 8;

impl<'a> Tree<'a> {
    pub(super) fn of(lines: &'a [Line<'_>], found: &mut Findings) -> Self {
        let mut builder = Builder { tree: Self::default(), open: Vec::new(), found };
        for line in lines {
            match Property::parse(line) {
                Ok(property) => builder.take(property),
                Err(wrong) => {
                    builder.found.add(
                        line.number,
                        &MALFORMED_LINE,
                        format!("{wrong}: {}", shown(&line.text)),
                    );
                }
            }
        }
        builder.finish()
    }

    pub(super) fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Component<'a>> {
        self.all.iter().filter(move |component| component.kind == kind)
    }

    /// What is an entry of a calendar, and may recur.
    pub(super) fn entries(&self) -> impl Iterator<Item = &Component<'a>> {
        self.all.iter().filter(|component| component.is_entry())
    }

    pub(super) fn properties(&self) -> impl Iterator<Item = (&Component<'a>, &Property<'a>)> {
        self.all.iter().flat_map(|one| one.properties.iter().map(move |property| (one, property)))
    }
}

impl<'a> Component<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Property<'a>> {
        self.properties.iter().find(|property| property.name == name)
    }

    pub(super) fn all<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b Property<'a>> {
        self.properties.iter().filter(move |property| property.name == name)
    }

    pub(super) fn is_entry(&self) -> bool {
        matches!(self.kind.as_ref(), "VEVENT" | "VTODO" | "VJOURNAL")
    }

    /// A part of a time zone, on whose own clock its times are.
    pub(super) fn is_observance(&self) -> bool {
        matches!(self.kind.as_ref(), "STANDARD" | "DAYLIGHT")
    }
}

struct Builder<'a, 'f> {
    tree: Tree<'a>,
    open: Vec<usize>,
    found: &'f mut Findings,
}

impl<'a> Builder<'a, '_> {
    fn take(&mut self, property: Property<'a>) {
        match property.name.as_ref() {
            "BEGIN" => self.begin(&property),
            "END" => self.end(&property),
            _ => match self.open.last().and_then(|at| self.tree.all.get_mut(*at)) {
                Some(component) => component.properties.push(property),
                None => self.outside(property.line, &property.name),
            },
        }
    }

    fn begin(&mut self, property: &Property<'a>) {
        let Some((kind, "")) = token(property.value.trim_end()) else {
            let wrong = format!("{} is no name of a component", shown(property.value));
            self.found.add(property.line, &MALFORMED_LINE, wrong);
            return;
        };
        let kind = capitals(kind);
        let at = self.tree.all.len();
        let parent = self.open.last().copied();
        if parent.is_none() && kind != "VCALENDAR" {
            self.outside(property.line, &kind);
        }
        let outer = parent.and_then(|at| self.tree.all.get_mut(at));
        let root = outer.map_or(at, |outer| {
            outer.first_inner.get_or_insert(property.line);
            outer.root
        });
        let (properties, first_inner) = (Vec::new(), None);
        let line = property.line;
        self.tree.all.push(Component {
            kind,
            line,
            parent,
            root,
            properties,
            first_inner,
            closed: false,
        });
        self.open.push(at);
    }

    fn end(&mut self, property: &Property<'a>) {
        let kind = capitals(property.value.trim_end());
        let is_it = |at: &&usize| self.tree.all.get(**at).is_some_and(|one| one.kind == kind);
        let nearest = self.open.iter().rev().take(MAX_UNCLOSED);
        let Some(unclosed) = nearest.clone().position(|at| is_it(&at)) else {
            let wrong = format!("END:{} has no BEGIN", shown(&kind));
            self.found.add(property.line, &UNBALANCED, wrong);
            return;
        };
        for _ in 0..unclosed {
            self.leave_open();
        }
        let closed = self.open.pop().and_then(|at| self.tree.all.get_mut(at));
        if let Some(component) = closed {
            component.closed = true;
        }
    }

    fn leave_open(&mut self) {
        if let Some(component) = self.open.pop().and_then(|at| self.tree.all.get(at)) {
            let wrong = format!("BEGIN:{} has no END", shown(&component.kind));
            self.found.add(component.line, &UNBALANCED, wrong);
        }
    }

    fn outside(&mut self, line: usize, name: &str) {
        self.found.add(line, &NO_CALENDAR, format!("{} stands outside of a calendar", shown(name)));
    }

    fn finish(mut self) -> Tree<'a> {
        while !self.open.is_empty() {
            self.leave_open();
        }
        if self.tree.all.is_empty() {
            self.found.add(1, &NO_CALENDAR, "there is no calendar in it");
        }
        self.tree
    }
}
