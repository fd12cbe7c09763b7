//! Runs of one block as they are written.

use super::characters;
use super::document::{Run, Style};

/// A line being written: white space collapses, neighbours of one style join.
#[derive(Debug, Default)]
pub(super) struct Inline {
    runs: Vec<Run>,
    /// White space was seen, and nothing after it yet.
    gap: bool,
}

impl Inline {
    /// To be continued.
    pub(super) fn after(runs: Vec<Run>) -> Self {
        Self { runs, gap: false }
    }

    pub(super) fn push(&mut self, text: &str, style: &Style) {
        for (at, word) in text.split(|c: char| c.is_whitespace()).enumerate() {
            self.gap |= at > 0;
            if !word.is_empty() {
                self.fill_gap(style);
                self.append(word, style);
            }
        }
    }

    pub(super) fn break_line(&mut self) {
        self.gap = false;
        if !self.runs.is_empty() && !self.ends_with_break() {
            self.append("\n", &Style::default());
        }
    }

    pub(super) fn ends_with_break(&self) -> bool {
        self.runs.last().is_some_and(|run| run.text.ends_with('\n'))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    pub(super) fn finish(mut self) -> Vec<Run> {
        if let Some(run) = self.runs.last_mut().filter(|run| run.text.ends_with('\n')) {
            run.text.pop();
        }
        self.runs.retain(|run| !run.text.is_empty());
        self.runs
    }

    /// Where the last thing written was no line break.
    pub(super) fn into_runs(self) -> Vec<Run> {
        self.runs
    }

    /// As it stands: no white space collapses.
    pub(super) fn append(&mut self, text: &str, style: &Style) {
        match self.runs.last_mut().filter(|run| run.style == *style) {
            Some(run) => characters::join(&mut run.text, text),
            None => self.runs.push(Run { text: text.to_owned(), style: style.clone() }),
        }
    }

    /// The space goes to the plainer neighbour, so that no link begins or ends with one.
    fn fill_gap(&mut self, next: &Style) {
        if !std::mem::take(&mut self.gap) || self.ends_with_break() {
            return;
        }
        let Some(run) = self.runs.last_mut() else { return };
        if run.style == *next {
            run.text.push(' ');
            return;
        }
        let plainer = if next.weight() < run.style.weight() { next } else { &run.style };
        let link = next.link.clone().filter(|link| run.style.link.as_ref() == Some(link));
        let style = Style { link, ..*plainer };
        self.append(" ", &style);
    }
}

impl Style {
    fn weight(&self) -> u8 {
        u8::from(self.strong) + u8::from(self.emphasis) + 2 * u8::from(self.link.is_some())
    }
}
