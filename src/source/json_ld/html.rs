//! What is needed of a web page: the scripts that hold data, the links, and the language.
//!
//! A scanner of tags, not a parser: a tree of a hostile page takes many times its size, and a tokenizer
//! compares each attribute of a tag with all before it. This reads each byte once or twice.

/// In the order of the page.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// The content of each `<script type="application/ld+json">`.
    pub(super) scripts: Vec<String>,
    /// The `href` of each `<a>`.
    pub(super) links: Vec<String>,
    /// The `href` of `<base>`.
    pub(super) base: Option<String>,
    /// The `lang` of `<html>`.
    pub(super) language: Option<String>,
}

/// Elements whose content is text and no tags.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "noscript", "template"];

pub(super) fn read(html: &str) -> Html {
    let lower = html.to_ascii_lowercase();
    let mut found = Html::default();
    let mut at = 0;
    while let Some(open) = position(&lower, at, "<") {
        if lower.get(open..).is_some_and(|rest| rest.starts_with("<!--")) {
            at = position(&lower, open + 4, "-->").map_or(lower.len(), |end| end + 3);
            continue;
        }
        let name = name(&lower, open + 1);
        let start = open + 1 + name.len();
        if name.is_empty() {
            at = open + 1;
            continue;
        }
        let end = tag_end(&lower, start);
        let attributes = html.get(start..end).unwrap_or_default();
        at = end + 1;
        match name {
            "a" => found.links.extend(attribute(attributes, "href")),
            "base" => found.base = found.base.or_else(|| attribute(attributes, "href")),
            "html" => found.language = found.language.or_else(|| attribute(attributes, "lang")),
            _ if RAW.contains(&name) => {
                let close = position(&lower, at, &format!("</{name}")).unwrap_or(lower.len());
                let kind = attribute(attributes, "type").unwrap_or_default().to_ascii_lowercase();
                if name == "script" && kind.trim().starts_with("application/ld+json") {
                    found.scripts.extend(html.get(at..close).map(str::to_owned));
                }
                at = close;
            }
            _ => {}
        }
    }
    found
}

fn position(text: &str, from: usize, wanted: &str) -> Option<usize> {
    text.get(from..)?.find(wanted).map(|at| from + at)
}

/// The letters and digits that follow.
fn name(lower: &str, at: usize) -> &str {
    let rest = lower.get(at..).unwrap_or_default();
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// Where the `>` is that ends the tag; one between quotes does not.
fn tag_end(lower: &str, from: usize) -> usize {
    let mut quote = None;
    for (at, c) in lower.get(from..).unwrap_or_default().char_indices() {
        match (quote, c) {
            (None, '>') => return from + at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    lower.len()
}

/// The value of the first attribute of this name.
fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '/');
        let (name, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        if name.is_empty() && after.is_empty() {
            return None;
        }
        let (value, after) = match after.trim_start().strip_prefix('=') {
            Some(value) => self::value(value.trim_start()),
            None => ("", after),
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(unescaped(value.trim()));
        }
        rest = after;
    }
}

/// A value and what follows it.
fn value(text: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    text.split_at(text.find(|c: char| c.is_ascii_whitespace()).unwrap_or(text.len()))
}

/// Of all references, an address needs this one.
fn unescaped(value: &str) -> String {
    value.replace("&amp;", "&").replace("&#038;", "&").replace("&#38;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn scripts_links_and_language_are_found_in_tag_soup() {
        let html = read(
            r#"<!doctype html><HTML class=x LANG='sv-FI'><base href="/b/"><!-- <a href="/hidden"> -->
            <script>if (a < b) document.write('<a href="/script">')</script>
            <SCRIPT id=1 TYPE='application/ld+json; charset=utf-8'>{"a":"<b>"}</SCRIPT>
            <p title="a > b"><a class="x" href="/tapahtuma?a=1&amp;b=2#c">x</a><a href=/bare>y</a><a name=z>
            <abbr href="/no"></abbr> 1 < 2 <a href='/last'"#,
        );
        assert_eq!(html.language.as_deref(), Some("sv-FI"));
        assert_eq!(html.base.as_deref(), Some("/b/"));
        assert_eq!(html.scripts, [r#"{"a":"<b>"}"#]);
        assert_eq!(html.links, ["/tapahtuma?a=1&b=2#c", "/bare", "/last"]);
    }

    #[test]
    fn floods_of_tags_and_attributes_take_no_time() {
        let started = std::time::Instant::now();
        for piece in
            ["<", "<a ", "<a href=", "<!--", "<script>", "<b>", "a=", "'", "</script", "< "]
        {
            read(&piece.repeat(200_000));
            read(&format!("<a {}>", piece.repeat(200_000)));
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }

    proptest! {
        #[test]
        fn any_text_is_a_page(html in r#"(<|>|/|=|"|'|a|script|href| |-|!|ä){0,60}|\PC{0,60}"#) {
            read(&html);
        }
    }
}
