//! From octets to content lines (RFC 5545, 3.1).

use std::borrow::Cow;

use super::MAX_BYTES;
use super::finding::{Findings, Rule, Severity};
use super::property::MALFORMED_LINE;

/// A content line, unfolded.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Where it begins.
    pub(super) number: usize,
    pub(super) text: Cow<'a, str>,
}

pub(super) const RULES: &[&Rule] = &[
    &TOO_LARGE,
    &BYTE_ORDER_MARK,
    &LINE_END,
    &LONG_LINE,
    &SPLIT_CHARACTER,
    &NOT_UTF8,
    &CONTROL_CHARACTER,
    &EMPTY_LINE,
];

static TOO_LARGE: Rule = Rule {
    name: "too-large",
    severity: Severity::Error,
    clause: "a limit of this program",
    right: "split it into several calendars; many readers take no more than 1 MB",
};
static BYTE_ORDER_MARK: Rule = Rule {
    name: "byte-order-mark",
    severity: Severity::Error,
    clause: "RFC 5545, 3.4",
    right: "begin with BEGIN:VCALENDAR",
};
static LINE_END: Rule = Rule {
    name: "line-end",
    severity: Severity::Error,
    clause: "RFC 5545, 3.1",
    right: "end every line with CRLF, the last one too",
};
static LONG_LINE: Rule = Rule {
    name: "long-line",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.1",
    right: "fold it: CRLF and a space after at most 75 octets",
};
static SPLIT_CHARACTER: Rule = Rule {
    name: "split-character",
    severity: Severity::Warning,
    clause: "RFC 5545, 3.1",
    right: "fold between characters, or readers that decode line by line spoil the text",
};
static NOT_UTF8: Rule = Rule {
    name: "not-utf8",
    severity: Severity::Error,
    clause: "RFC 5545, 3.1.4",
    right: "write it in UTF-8",
};
static CONTROL_CHARACTER: Rule = Rule {
    name: "control-character",
    severity: Severity::Error,
    clause: "RFC 5545, 3.1",
    right: "leave out control characters other than TAB",
};
static EMPTY_LINE: Rule = Rule {
    name: "empty-line",
    severity: Severity::Error,
    clause: "RFC 5545, 3.1",
    right: "leave it out; a line break in a text is written \\n",
};

/// Without the line's end; the space of a continuation counts.
const MAX_OCTETS: usize = 75;
/// Each costs some hundred bytes of memory. 64 MB of ordinary lines are fewer.
const MAX_LINES: usize = 3_000_000;

/// `None` for what is too large to be looked at.
pub(super) fn read<'a>(bytes: &'a [u8], found: &mut Findings) -> Option<Vec<Line<'a>>> {
    let ends = || bytes.iter().filter(|byte| matches!(byte, b'\r' | b'\n')).count();
    if bytes.len() > MAX_BYTES || ends() > MAX_LINES * 2 {
        found.add(1, &TOO_LARGE, format!("more than {} MB or {MAX_LINES} lines", MAX_BYTES >> 20));
        return None;
    }
    let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if rest.len() < bytes.len() {
        found.add(1, &BYTE_ORDER_MARK, "there is a byte order mark before the first line");
    }
    Some(unfold(Physical { rest, number: 0 }, found))
}

fn unfold<'a>(pieces: Physical<'a>, found: &mut Findings) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut open: Option<Unfolded<'a>> = None;
    for piece in pieces {
        piece.check(found);
        match (piece.continued(), open.as_mut()) {
            (Some(more), Some(line)) => line.append(more, piece.number),
            (Some(_), None) => {
                found.add(piece.number, &MALFORMED_LINE, "it continues a line, and there is none");
            }
            (None, _) => {
                lines.extend(open.take().map(|line| line.finish(found)));
                open =
                    (!piece.octets.is_empty()).then(|| Unfolded::new(piece.octets, piece.number));
            }
        }
    }
    lines.extend(open.map(|line| line.finish(found)));
    lines
}

/// Line by line as they are in the file.
struct Physical<'a> {
    rest: &'a [u8],
    number: usize,
}

struct Piece<'a> {
    number: usize,
    octets: &'a [u8],
    end: End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    CrLf,
    Cr,
    Lf,
    Missing,
}

impl<'a> Iterator for Physical<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let at = self.rest.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
        let (octets, after) = self.rest.split_at(at.unwrap_or(self.rest.len()));
        let (end, rest) = match after {
            [b'\r', b'\n', rest @ ..] => (End::CrLf, rest),
            [b'\r', rest @ ..] => (End::Cr, rest),
            [_, rest @ ..] => (End::Lf, rest),
            [] => (End::Missing, after),
        };
        self.rest = rest;
        self.number += 1;
        Some(Piece { number: self.number, octets, end })
    }
}

impl<'a> Piece<'a> {
    fn check(&self, found: &mut Findings) {
        let wrong_end = match self.end {
            End::CrLf => None,
            End::Cr => Some("it ends with a bare CR"),
            End::Lf => Some("it ends with a bare LF"),
            End::Missing => Some("the last line has no end"),
        };
        if let Some(wrong) = wrong_end {
            found.add(self.number, &LINE_END, wrong);
        }
        if self.octets.is_empty() {
            found.add(self.number, &EMPTY_LINE, "there is nothing in this line");
        }
        if self.octets.len() > MAX_OCTETS {
            found.add(self.number, &LONG_LINE, format!("it has {} octets", self.octets.len()));
        }
        let control = |byte: &&u8| byte.is_ascii_control() && **byte != b'\t';
        if let Some(byte) = self.octets.iter().find(control) {
            found.add(self.number, &CONTROL_CHARACTER, format!("there is a U+{byte:04X} in it"));
        }
    }

    /// What it adds to the line before it.
    fn continued(&self) -> Option<&'a [u8]> {
        self.octets.strip_prefix(b" ").or_else(|| self.octets.strip_prefix(b"\t"))
    }
}

struct Unfolded<'a> {
    number: usize,
    octets: Cow<'a, [u8]>,
    /// The first piece that is no UTF-8 by itself.
    broken: Option<usize>,
}

impl<'a> Unfolded<'a> {
    fn new(octets: &'a [u8], number: usize) -> Self {
        let broken = std::str::from_utf8(octets).is_err().then_some(number);
        Self { number, octets: Cow::Borrowed(octets), broken }
    }

    fn append(&mut self, more: &[u8], number: usize) {
        if self.broken.is_none() && std::str::from_utf8(more).is_err() {
            self.broken = Some(number);
        }
        self.octets.to_mut().extend_from_slice(more);
    }

    fn finish(self, found: &mut Findings) -> Line<'a> {
        let whole = std::str::from_utf8(&self.octets).is_ok();
        match (self.broken, whole) {
            (Some(at), true) => found.add(at, &SPLIT_CHARACTER, "a fold splits a character"),
            (Some(at), false) => {
                found.add(at, &NOT_UTF8, "there is something in it that is no UTF-8")
            }
            (None, _) => {}
        }
        let text = match self.octets {
            Cow::Borrowed(octets) => String::from_utf8_lossy(octets),
            Cow::Owned(octets) => Cow::Owned(String::from_utf8_lossy(&octets).into_owned()),
        };
        Line { number: self.number, text }
    }
}
