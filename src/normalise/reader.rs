//! From the tokens of HTML to the blocks of a document.

use std::mem;

use html5ever::tokenizer::{Tag, TagKind, Token, TokenSinkResult};

use super::characters::tidy;
use super::contact;
use super::document::{Document, Kind, Style};
use super::elements::{Element, element};
use super::inline::Inline;
use super::references::decode;

#[derive(Default)]
pub(super) struct Reader {
    pub document: Document,
    inline: Inline,
    /// Of the present run, before its characters are tidied: a reference may stand between two tokens.
    text: String,
    keeps_lines: bool,
    bold: Vec<bool>,
    italic: usize,
    link: Option<contact::Link>,
    /// What the present link has said so far.
    link_text: String,
    lists: Vec<List>,
    heading: Option<Kind>,
    quotes: usize,
    preformatted: usize,
    skipped: Option<Skipped>,
}

struct List {
    ordered: bool,
    item: Item,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    None,
    Fresh,
    Begun,
}

/// An element whose content is dropped, and how many of its name are open.
struct Skipped {
    name: String,
    depth: usize,
}

impl Reader {
    /// `keeps_lines`: line ends are breaks, as in a text without markup.
    pub(super) fn new(keeps_lines: bool) -> Self {
        Self { keeps_lines, ..Self::default() }
    }

    pub(super) fn token(&mut self, token: Token) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) if self.skipped.is_none() => self.text.push_str(&text),
            Token::TagToken(tag) => return self.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        if self.skipped.is_some() {
            self.skip(tag);
            return TokenSinkResult::Continue;
        }
        self.flush();
        let element = element(&tag.name);
        match (tag.kind, element) {
            (TagKind::StartTag, Element::Dropped | Element::Raw(_)) => {
                return self.drop_content(tag);
            }
            (TagKind::StartTag, _) => self.start(element, tag),
            (TagKind::EndTag, _) => self.end(element),
        }
        TokenSinkResult::Continue
    }

    fn start(&mut self, element: Element, tag: &Tag) {
        match element {
            // Google Docs wraps what it copies in `<b style="font-weight:normal">`.
            Element::Bold => self.bold.push(!attribute(tag, "style").contains("normal")),
            Element::Italic => self.italic += 1,
            Element::Link => self.start_link(&attribute(tag, "href")),
            Element::Break => self.break_line(),
            Element::Row => self.inline.break_line(),
            Element::Cell => self.start_cell(),
            Element::Inline | Element::Dropped | Element::Raw(_) => {}
            _ => {
                self.boundary();
                self.start_block(element);
            }
        }
    }

    fn start_block(&mut self, element: Element) {
        match element {
            Element::Heading(kind) => self.heading = Some(kind),
            Element::Quote => self.quotes += 1,
            Element::Preformatted => self.preformatted += 1,
            Element::List { ordered } => self.lists.push(List { ordered, item: Item::None }),
            Element::Item => {
                if self.lists.is_empty() {
                    self.lists.push(List { ordered: false, item: Item::None });
                }
                self.set_item(Item::Fresh);
            }
            _ => {}
        }
    }

    fn end(&mut self, element: Element) {
        match element {
            Element::Bold => drop(self.bold.pop()),
            Element::Italic => self.italic = self.italic.saturating_sub(1),
            Element::Link => self.end_link(),
            Element::Break | Element::Row | Element::Cell | Element::Inline => {}
            Element::Dropped | Element::Raw(_) => {}
            _ => {
                self.boundary();
                self.end_block(element);
            }
        }
    }

    fn end_block(&mut self, element: Element) {
        match element {
            Element::Heading(_) => self.heading = None,
            Element::Quote => self.quotes = self.quotes.saturating_sub(1),
            Element::Preformatted => self.preformatted = self.preformatted.saturating_sub(1),
            Element::List { .. } => drop(self.lists.pop()),
            Element::Item => self.set_item(Item::None),
            _ => {}
        }
    }

    fn set_item(&mut self, item: Item) {
        if let Some(list) = self.lists.last_mut() {
            list.item = item;
        }
    }

    fn start_link(&mut self, href: &str) {
        self.end_link();
        self.link = contact::link(href);
        self.link_text.clear();
    }

    /// An address of e-mail or telephone is shown as text, since only web links are kept.
    fn end_link(&mut self) {
        let Some(contact::Link::Address(address)) = self.link.take() else { return };
        if !self.link_text.contains(&address) {
            self.inline.push(&format!(" ({address})"), &self.style());
        }
    }

    fn start_cell(&mut self) {
        if !self.inline.is_empty() && !self.inline.ends_with_break() {
            self.inline.push(" | ", &Style::default());
        }
    }

    /// Two line breaks are how many people end a paragraph.
    fn break_line(&mut self) {
        let in_item = matches!(self.kind(), Kind::Item { .. });
        if self.inline.ends_with_break() && !in_item {
            self.boundary();
        } else {
            self.inline.break_line();
        }
    }

    fn flush(&mut self) {
        let text = tidy(&decode(&mem::take(&mut self.text)));
        if text.is_empty() {
            return;
        }
        if matches!(self.link, Some(contact::Link::Address(_))) {
            self.link_text.push_str(&text);
        }
        if !self.keeps_lines && self.preformatted == 0 {
            return self.inline.push(&text, &self.style());
        }
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                self.break_line();
            }
            self.inline.push(line, &self.style());
        }
    }

    pub(super) fn boundary(&mut self) {
        self.flush();
        let runs = mem::take(&mut self.inline).finish();
        if runs.is_empty() {
            return;
        }
        let continues = self.lists.last().is_some_and(|list| list.item == Item::Begun);
        self.document.add(self.kind(), continues, runs);
        if matches!(self.kind(), Kind::Item { .. }) {
            self.set_item(Item::Begun);
        }
    }

    fn kind(&self) -> Kind {
        match self.lists.last() {
            Some(List { ordered, item: Item::Fresh | Item::Begun }) => {
                Kind::Item { depth: self.lists.len(), ordered: *ordered }
            }
            _ if self.quotes > 0 => Kind::Quote,
            _ => self.heading.unwrap_or(Kind::Paragraph),
        }
    }

    fn style(&self) -> Style {
        let link = match &self.link {
            Some(contact::Link::Web(url)) => Some(url.clone()),
            _ => None,
        };
        let strong = self.bold.last().copied().unwrap_or_default();
        Style { strong, emphasis: self.italic > 0, link }
    }

    fn drop_content(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        self.skipped = Some(Skipped { name: tag.name.to_string(), depth: 1 });
        match element(&tag.name) {
            Element::Raw(kind) => TokenSinkResult::RawData(kind),
            _ => TokenSinkResult::Continue,
        }
    }

    fn skip(&mut self, tag: &Tag) {
        let Some(skipped) = self.skipped.as_mut().filter(|s| *s.name == *tag.name) else { return };
        match tag.kind {
            TagKind::StartTag => skipped.depth += 1,
            TagKind::EndTag => skipped.depth -= 1,
        }
        if skipped.depth == 0 {
            self.skipped = None;
        }
    }
}

fn attribute(tag: &Tag, name: &str) -> String {
    let found = tag.attrs.iter().find(|attribute| *attribute.name.local == *name);
    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
}
