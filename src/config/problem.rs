//! What is wrong in a configuration, with the line and a caret under the place.

use std::fmt;
use std::ops::Range;

/// One thing that must be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file; `None` = of no place in it, like what the environment says.
    pub span: Option<Range<usize>>,
    pub message: String,
}

/// Everything that is wrong in one file.
#[derive(Debug)]
pub struct Problems {
    file: String,
    text: String,
    /// Never empty.
    all: Vec<Problem>,
}

impl Problem {
    pub(super) fn at(span: Range<usize>, message: String) -> Self {
        Self { span: Some(span), message }
    }
}

impl Problems {
    /// `file` is how the file is called in messages.
    pub(super) fn new(file: &str, text: &str, mut all: Vec<Problem>) -> Self {
        all.sort_by_key(|problem| problem.span.as_ref().map(|span| span.start));
        Self { file: file.to_owned(), text: text.to_owned(), all }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.all.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            let Some(span) = &problem.span else {
                write!(f, "{}: {}", self.file, problem.message)?;
                continue;
            };
            let place = Place::find(&self.text, span);
            let margin = " ".repeat(place.line.to_string().len());
            writeln!(f, "{}:{}:{}: {}", self.file, place.line, place.column, problem.message)?;
            writeln!(f, "{margin} |")?;
            writeln!(f, "{} | {}", place.line, place.text)?;
            write!(f, "{margin} | {}{}", place.indent(), "^".repeat(place.width))?;
        }
        Ok(())
    }
}

struct Place<'a> {
    line: usize,
    column: usize,
    width: usize,
    text: &'a str,
}

impl<'a> Place<'a> {
    /// Columns are counted in characters, so that a caret stands under an "ä" too.
    fn find(text: &'a str, span: &Range<usize>) -> Self {
        let start = span.start.min(text.len());
        let before = text.get(..start).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line_text = text.get(line_start..).unwrap_or("").lines().next().unwrap_or("");
        let line_end = line_start + line_text.len();
        let marked = text.get(start..span.end.min(line_end)).unwrap_or("");
        Self {
            line: before.matches('\n').count() + 1,
            column: text.get(line_start..start).unwrap_or("").chars().count() + 1,
            width: marked.chars().count().max(1),
            text: line_text,
        }
    }

    /// As wide as what stands before the place: a tab is as wide as the terminal makes it.
    fn indent(&self) -> String {
        let before = self.text.chars().take(self.column - 1);
        before.map(|c| if c == '\t' { '\t' } else { ' ' }).collect()
    }
}
