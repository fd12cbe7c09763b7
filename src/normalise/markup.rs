//! From the HTML of editors, or text that is none, to a document.
//!
//! Only the tokenizer of an HTML parser is used: building a tree, as sanitisers do, repeats every open
//! element in every paragraph, and 16 kB of `<b>` and `<p>` become 13 MB. What is safe to show is not
//! decided by leaving out what is bad, but by what a `Document` can hold.

use std::borrow::Cow;
use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::document::Document;
use super::elements::has_markup;
use super::reader::Reader;
use super::references::decode;

/// Of one tag, and thus the words of a text that may follow a lone `<`: more than a text may have at all.
const MOST_ATTRIBUTES: usize = 5_000;

/// What `raw` says. A text without any markup keeps its lines. One whose markup is escaped as a whole
/// (`&lt;p&gt;…`) is read as the HTML that was meant.
pub(super) fn read(raw: &str) -> Document {
    if has_markup(raw) {
        return tokenize(raw, false);
    }
    match decode(raw) {
        Cow::Owned(unescaped) if has_markup(&unescaped) => tokenize(&unescaped, false),
        _ => tokenize(&raw.replace('<', "&lt;"), true),
    }
}

fn tokenize(html: &str, keeps_lines: bool) -> Document {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(before_flood(html)));
    let reader = Reader::new(keeps_lines);
    let tokenizer = Tokenizer::new(Sink(RefCell::new(reader)), TokenizerOpts::default());
    // A sink that answers neither `Script` nor `EncodingIndicator` lets it run to the end.
    while !matches!(tokenizer.feed(&input), TokenizerResult::Done) {}
    tokenizer.end();
    let mut reader = tokenizer.sink.0.into_inner();
    reader.boundary();
    reader.document
}

/// The tokenizer compares each attribute of a tag with all before it.
fn before_flood(html: &str) -> &str {
    let mut start = 0;
    for piece in html.split('>') {
        let tag = piece.split_once('<').map_or("", |(_, tag)| tag);
        let gaps = tag.bytes().filter(|b| b.is_ascii_whitespace() || *b == b'/').count();
        if gaps > MOST_ATTRIBUTES {
            return html.get(..start).unwrap_or_default();
        }
        start += piece.len() + 1;
    }
    html
}

struct Sink(RefCell<Reader>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().token(token)
    }
}
