//! Links, mailboxes and telephone numbers that stand in running text.

use crate::localized::RichText;
use crate::weburl::WebUrl;

/// National digits of a number, without the zero.
const SHORTEST: usize = 6;
const LONGEST: usize = 12;
/// How those begin that are taken for one.
const STARTS: [&str; 3] = ["+358", "04", "050"];

/// Of its `href`s, and those that are written out.
pub(super) fn links(text: &RichText) -> impl Iterator<Item = WebUrl> {
    let hrefs = text.html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let hrefs = hrefs.map(|href| href.replace("&amp;", "&"));
    // Most words have no dot, which is soon seen.
    let dotted = text.plain.split_whitespace().filter(|word| word.contains('.'));
    let written = dotted.filter_map(written);
    hrefs.chain(written).filter_map(|url| WebUrl::parse(&url))
}

/// "https://…" and "www.…", without the brackets and the full stop around them.
fn written(word: &str) -> Option<String> {
    let starts = ["https://", "http://", "www."];
    let at = starts.iter().filter_map(|start| word.find(start)).min()?;
    let url = word.get(at..)?.trim_end_matches(['.', ',', ';', ':', ')', ']', '>', '!', '?', '"']);
    Some(if url.starts_with("www.") { format!("https://{url}") } else { url.to_owned() })
}

pub(super) fn emails(text: &str) -> impl Iterator<Item = &str> {
    let allowed = |c: char| c.is_alphanumeric() || "._+-@".contains(c);
    // Most have none, which is soon seen.
    let text = if text.contains('@') { text } else { "" };
    text.split(move |c: char| !allowed(c)).map(|word| word.trim_matches(['.', '-'])).filter(
        |word| {
            let parts = word.split_once('@');
            parts.is_some_and(|(name, domain)| {
                !name.is_empty() && domain.contains('.') && !domain.contains('@')
            })
        },
    )
}

/// Mobile numbers and those with the country's: other figures look too much like landlines.
pub(super) fn phones(text: &str) -> impl Iterator<Item = u64> {
    let part = |c: char| c.is_ascii_digit() || " +-–()/\u{a0}".contains(c);
    let any = STARTS.iter().any(|start| text.contains(start));
    let runs = if any { text } else { "" }.split(move |c: char| !part(c));
    runs.filter(|run| run.len() > SHORTEST).filter_map(|run| {
        let at = STARTS.iter().filter_map(|start| run.find(start)).min()?;
        let inside = run.get(..at)?.ends_with(|c: char| c.is_ascii_digit());
        (!inside).then(|| phone(run.get(at..)?)).flatten()
    })
}

/// One number, as its national digits without the zero before them: "+358 (0)40 000 0123",
/// "00358-40-0000123" and "040 0000 123" are 400000123.
pub(super) fn phone(text: &str) -> Option<u64> {
    let abroad = text.trim_start().starts_with('+');
    let text = text.replace("(0)", "");
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let international = digits.strip_prefix("00358").or_else(|| digits.strip_prefix("358"));
    let national = match international {
        Some(rest) if abroad || digits.starts_with("00") => rest,
        _ => digits.as_str(),
    };
    let national = national.trim_start_matches('0');
    (SHORTEST..=LONGEST).contains(&national.len()).then(|| national.parse().ok()).flatten()
}
