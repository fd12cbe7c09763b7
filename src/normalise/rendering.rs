//! Documents as HTML and as plain text.

use super::document::{Block, Document, Kind, Run, Style};
use crate::weburl::WebUrl;

/// Elements of `document::Kind` and `strong em br a[href rel]`, and nothing else.
pub(super) fn html(document: &Document) -> String {
    let mut out = String::new();
    let mut open = Vec::new();
    for block in &document.blocks {
        match block.kind {
            Kind::Item { depth, ordered } => begin_item(&mut out, &mut open, depth, ordered),
            _ => close_lists(&mut out, &mut open, 0),
        }
        match tag(block.kind) {
            Some(tag) => {
                out.push_str(&format!("<{tag}>"));
                write_runs(&mut out, &block.runs);
                out.push_str(&format!("</{tag}>"));
            }
            None => write_runs(&mut out, &block.runs),
        }
    }
    close_lists(&mut out, &mut open, 0);
    out
}

/// Paragraphs with one blank line between them, list items as lines with a dash or their number, links
/// as "text (address)".
pub(super) fn plain(document: &Document) -> String {
    let mut out = String::new();
    let mut numbers = Vec::new();
    let mut in_list = false;
    for block in &document.blocks {
        let item = matches!(block.kind, Kind::Item { .. });
        if !out.is_empty() {
            out.push_str(if in_list && item { "\n" } else { "\n\n" });
        }
        match block.kind {
            Kind::Item { depth, ordered } => out.push_str(&bullet(&mut numbers, depth, ordered)),
            _ => numbers.clear(),
        }
        write_plain(&mut out, block);
        in_list = item;
    }
    out
}

fn tag(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Paragraph => Some("p"),
        Kind::Heading => Some("h3"),
        Kind::Subheading => Some("h4"),
        Kind::Quote => Some("blockquote"),
        Kind::Item { .. } => None,
    }
}

fn list_tag(ordered: bool) -> &'static str {
    if ordered { "ol" } else { "ul" }
}

/// `open`: whether each open list is ordered; each has an open item.
fn begin_item(out: &mut String, open: &mut Vec<bool>, depth: usize, ordered: bool) {
    close_lists(out, open, depth);
    if open.len() == depth && open.last() != Some(&ordered) {
        close_lists(out, open, depth - 1);
    }
    if open.len() == depth {
        out.push_str("</li>");
    }
    while open.len() < depth {
        out.push_str(&format!("<{}>", list_tag(ordered)));
        open.push(ordered);
    }
    out.push_str("<li>");
}

fn close_lists(out: &mut String, open: &mut Vec<bool>, depth: usize) {
    while open.len() > depth {
        if let Some(ordered) = open.pop() {
            out.push_str(&format!("</li></{}>", list_tag(ordered)));
        }
    }
}

/// `numbers`: how far each open list has counted.
fn bullet(numbers: &mut Vec<usize>, depth: usize, ordered: bool) -> String {
    numbers.resize(depth, 0);
    let indent = "  ".repeat(depth - 1);
    match numbers.last_mut().filter(|_| ordered) {
        Some(number) => {
            *number += 1;
            format!("{indent}{number}. ")
        }
        None => format!("{indent}– "),
    }
}

fn write_runs(out: &mut String, runs: &[Run]) {
    for linked in runs.chunk_by(|a, b| a.style.link == b.style.link) {
        let link = linked.first().and_then(|run| run.style.link.as_ref());
        if let Some(link) = link {
            out.push_str("<a href=\"");
            escape(out, &link.as_str().replace('"', "%22"));
            out.push_str("\" rel=\"noopener nofollow\">");
        }
        linked.iter().for_each(|run| write_run(out, run));
        if link.is_some() {
            out.push_str("</a>");
        }
    }
}

fn write_run(out: &mut String, Run { text, style: Style { strong, emphasis, .. } }: &Run) {
    let tags = [(*strong, "strong"), (*emphasis, "em")];
    for (_, tag) in tags.iter().filter(|(on, _)| *on) {
        out.push_str(&format!("<{tag}>"));
    }
    escape(out, text);
    for (_, tag) in tags.iter().rev().filter(|(on, _)| *on) {
        out.push_str(&format!("</{tag}>"));
    }
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\n' => out.push_str("<br>"),
            _ => out.push(c),
        }
    }
}

fn write_plain(out: &mut String, block: &Block) {
    for linked in block.runs.chunk_by(|a, b| a.style.link == b.style.link) {
        let text: String = linked.iter().map(|run| run.text.as_str()).collect();
        out.push_str(&text);
        let link = linked.first().and_then(|run| run.style.link.as_ref());
        if let Some(link) = link.filter(|link| !names(&text, link)) {
            out.push_str(&format!(" ({link})"));
        }
    }
}

/// Whether a link's text is already its address, as people write it.
fn names(text: &str, link: &WebUrl) -> bool {
    bare(text) == bare(link.as_str())
}

fn bare(address: &str) -> &str {
    let address = address.trim().trim_end_matches('/');
    address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address)
}
