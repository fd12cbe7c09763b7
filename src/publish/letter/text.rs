//! As plain text, for mail programs and people that want nothing else.

use super::words::{self, Word};
use super::{Reader, by_name, lines, title};
use crate::letter::{Heading, Item, Letter};

const WIDTH: usize = 72;

pub(super) fn letter(letter: &Letter, reader: Reader<'_>) -> String {
    let lang = reader.lang;
    let mut out = Vec::new();
    underlined(&mut out, &title(letter, reader), '=');
    if letter.is_empty() {
        out.push(Word::Nothing.text(lang).to_owned());
    }
    for (heading, groups) in &letter.sections {
        out.push(String::new());
        underlined(&mut out, &words::heading(*heading, lang).to_uppercase(), '=');
        for (name, group) in by_name(groups, lang) {
            out.push(String::new());
            underlined(&mut out, name, '-');
            for one in &group.items {
                out.push(String::new());
                out.extend(item(one, *heading, reader));
            }
        }
    }
    out.push(String::new());
    out.join("\n")
}

fn item(item: &Item, heading: Heading, reader: Reader<'_>) -> Vec<String> {
    let lang = reader.lang;
    let (_, name) = lines::name(item, lang);
    let told = lines::foreign(item, heading, lang).unwrap_or_default();
    let mut out = wrapped(&format!("{name}{told}"), "* ", "  ");
    for line in lines::facts(item, lang) {
        out.extend(wrapped(&line, "  ", "    "));
    }
    let summary = item.activity.content.summary.best(lang).filter(|_| heading == Heading::New);
    if let Some((_, text)) = summary {
        out.extend(wrapped(&text.plain, "  ", "  "));
    }
    out.extend(wrapped(&lines::address(item, reader), "  ", "  "));
    out
}

fn underlined(out: &mut Vec<String>, text: &str, with: char) {
    let lines = wrapped(text, "", "");
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    out.extend(lines);
    out.push(with.to_string().repeat(longest));
}

/// Broken between words; a word that is longer than a line stands alone.
fn wrapped(text: &str, first: &str, others: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            lines.push(std::mem::replace(&mut line, others.to_owned()));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    if !empty {
        lines.push(line);
    }
    lines
}
