//! What each element of HTML means to a reader of text.

use html5ever::tokenizer::states::RawKind;

use super::document::Kind;

#[derive(Clone, Copy)]
pub(super) enum Element {
    Bold,
    Italic,
    Link,
    Break,
    List {
        ordered: bool,
    },
    Item,
    Heading(Kind),
    Quote,
    Preformatted,
    Row,
    Cell,
    /// Its text stands by itself.
    Block,
    /// Its text belongs to what is around it.
    Inline,
    /// Its content is not for readers.
    Dropped,
    /// The same, and its content is not HTML either.
    Raw(RawKind),
}

/// `name` in lower case.
pub(super) fn element(name: &str) -> Element {
    match name {
        "b" | "strong" => Element::Bold,
        "i" | "em" => Element::Italic,
        "a" => Element::Link,
        "br" => Element::Break,
        "ul" | "menu" | "dir" => Element::List { ordered: false },
        "ol" => Element::List { ordered: true },
        "li" => Element::Item,
        "h1" | "h2" | "h3" => Element::Heading(Kind::Heading),
        "h4" | "h5" | "h6" => Element::Heading(Kind::Subheading),
        "blockquote" => Element::Quote,
        "pre" => Element::Preformatted,
        "tr" => Element::Row,
        "td" | "th" => Element::Cell,
        "address" | "article" | "aside" | "body" | "caption" | "center" | "dd" | "details"
        | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form"
        | "header" | "hr" | "html" | "legend" | "main" | "nav" | "p" | "section" | "summary"
        | "table" => Element::Block,
        "script" => Element::Raw(RawKind::ScriptData),
        "iframe" | "noembed" | "noframes" | "style" | "xmp" => Element::Raw(RawKind::Rawtext),
        "textarea" | "title" => Element::Raw(RawKind::Rcdata),
        "applet" | "audio" | "canvas" | "head" | "math" | "noscript" | "object" | "select"
        | "svg" | "template" | "video" | "xml" => Element::Dropped,
        _ => Element::Inline,
    }
}

/// Whether a text has any tag that `element` knows, or one of the inline ones that editors write:
/// "ikä < 18" and "Aino <aino@seura.example>" have none.
pub(super) fn has_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|after| {
        let after = after.strip_prefix('/').unwrap_or(after);
        let name: String = after.chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let name = name.to_ascii_lowercase();
        let ends = after.get(name.len()..).and_then(|rest| rest.chars().next());
        let ends = ends.is_none_or(|c| c.is_whitespace() || c == '>' || c == '/');
        let known = !matches!(element(&name), Element::Inline) || INLINE.contains(&name.as_str());
        after.starts_with("!--") || (known && ends)
    })
}

const INLINE: [&str; 16] = [
    "abbr", "button", "code", "del", "font", "img", "input", "ins", "mark", "s", "small", "span",
    "strike", "sub", "sup", "u",
];
