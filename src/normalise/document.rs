//! A text as blocks of styled runs: the only shape in which text is kept while it is worked on. What is
//! not in these types cannot reach a reader, whatever a source wrote.

use super::inline::Inline;
use crate::weburl::WebUrl;

const ELLIPSIS: char = '…';
/// Lists deeper than this are levelled.
const DEEPEST: usize = 4;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Document {
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub kind: Kind,
    /// Not empty; neighbours differ in style.
    pub runs: Vec<Run>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// Headings of the page that shows it come before: h3 and h4 only.
    Heading,
    Subheading,
    Quote,
    /// `depth` from 1, never more than one deeper than the item before.
    Item {
        depth: usize,
        ordered: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// `\n` is a line break.
    pub text: String,
    pub style: Style,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub strong: bool,
    pub emphasis: bool,
    pub link: Option<WebUrl>,
}

impl Document {
    /// Adds a block; or, where it `continues` a list item, a line to that item.
    pub(super) fn add(&mut self, kind: Kind, continues: bool, runs: Vec<Run>) {
        let last = self.blocks.last_mut();
        let depth_before = match last.as_ref().map(|block| block.kind) {
            Some(Kind::Item { depth, .. }) => depth,
            _ => 0,
        };
        let kind = match kind {
            Kind::Item { depth, ordered } => {
                Kind::Item { depth: depth.min(depth_before + 1).clamp(1, DEEPEST), ordered }
            }
            other => other,
        };
        match last.filter(|block| continues && block.kind == kind) {
            Some(item) => item.append_line(runs),
            None => self.blocks.push(Block { kind, runs }),
        }
    }

    /// Shortened to so many characters as `plain` shows them, at a word's end where there is one.
    /// Tells whether anything was cut.
    pub(super) fn shorten(&mut self, limit: usize) -> bool {
        let mut left = limit;
        for at in 0..self.blocks.len() {
            let Some(block) = self.blocks.get_mut(at) else { break };
            let length = block.length();
            if length <= left {
                left = left.saturating_sub(length + 2);
                continue;
            }
            block.shorten(left);
            let kept = if block.runs.is_empty() { at } else { at + 1 };
            self.blocks.truncate(kept);
            self.add_ellipsis();
            return true;
        }
        false
    }

    pub(super) fn add_ellipsis(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.add_ellipsis();
        }
    }

    /// All of it in one line, without bullets and addresses.
    pub(super) fn line(&self) -> String {
        let texts: Vec<_> =
            self.blocks.iter().map(|block| block.text().replace('\n', " ")).collect();
        texts.join(" ")
    }
}

impl Block {
    pub(super) fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn append_line(&mut self, runs: Vec<Run>) {
        let mut inline = Inline::after(std::mem::take(&mut self.runs));
        inline.break_line();
        for run in runs {
            inline.append(&run.text, &run.style);
        }
        self.runs = inline.into_runs();
    }

    fn length(&self) -> usize {
        self.runs.iter().map(Run::length).sum()
    }

    fn shorten(&mut self, limit: usize) {
        let mut left = limit.saturating_sub(1);
        for at in 0..self.runs.len() {
            let Some(run) = self.runs.get_mut(at) else { break };
            let length = run.length();
            if length <= left {
                left -= length;
                continue;
            }
            // Half a link is no link.
            let kept = match run.style.link {
                Some(_) => "",
                None => head(&run.text, left),
            };
            run.text = kept.to_owned();
            let whole = if run.text.is_empty() { at } else { at + 1 };
            self.runs.truncate(whole);
            return;
        }
    }

    fn add_ellipsis(&mut self) {
        match self.runs.last_mut() {
            Some(run) if run.style.link.is_none() => {
                run.text.truncate(run.text.trim_end().len());
                run.text.push(ELLIPSIS);
            }
            _ => self.runs.push(Run { text: ELLIPSIS.to_string(), style: Style::default() }),
        }
    }
}

impl Run {
    /// In characters, with the address that `plain` adds.
    fn length(&self) -> usize {
        let address = self.style.link.as_ref().map_or(0, |link| link.as_str().chars().count() + 3);
        self.text.chars().count() + address
    }
}

/// The first `limit` characters, less a word begun there unless that word is most of it.
pub(super) fn head(text: &str, limit: usize) -> &str {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text };
    let (cut, rest) = text.split_at(end);
    if rest.starts_with(char::is_whitespace) {
        return cut.trim_end();
    }
    match cut.rfind(char::is_whitespace) {
        Some(space) if space >= end / 2 => cut.get(..space).unwrap_or(cut).trim_end(),
        _ => cut,
    }
}
