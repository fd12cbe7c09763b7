//! Paths in the code that lead out of a module.

use std::fmt;

use crate::source::SourceFile;

/// "publish::json::model" knows "store::runs".
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) from: String,
    pub(crate) to: String,
}

impl fmt::Display for Arrow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} → {}", self.from, self.to)
    }
}

/// In order, each once; those within the module itself included.
pub(crate) fn of(file: &SourceFile) -> Vec<Arrow> {
    let mut targets = Vec::new();
    // `main.rs` sees the library from outside.
    for root in ["crate::", "kooste::"] {
        for (at, _) in file.code.match_indices(root).filter(|(at, _)| begins_here(&file.code, *at))
        {
            expand("", file.code.get(at + root.len()..).unwrap(), &mut targets);
        }
    }
    for (at, _) in file.code.match_indices("super::").filter(|(at, _)| begins_here(&file.code, *at))
    {
        let path = file.code.get(at..).unwrap();
        let ups = path.split("super::").take_while(|between| between.is_empty()).count();
        if ups == file.module.split("::").count() {
            expand("", path.get(ups * "super::".len()..).unwrap(), &mut targets);
        }
    }
    targets.sort();
    targets.dedup();
    targets.into_iter().map(|to| Arrow { from: file.module.clone(), to }).collect()
}

/// Not in the middle of another path or name.
fn begins_here(code: &str, at: usize) -> bool {
    let before = code.get(..at).and_then(|text| text.chars().next_back());
    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
}

/// Every path that `text` begins with: of `a::{b, c::d}` these are `a::b` and `a::c::d`.
fn expand(prefix: &str, text: &str, targets: &mut Vec<String>) {
    if let Some(group) = text.strip_prefix('{') {
        for entry in entries(group) {
            expand(prefix, entry.trim(), targets);
        }
        return;
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let path = match (prefix, name) {
        (whole, "self" | "") => whole.to_owned(),
        ("", name) => name.to_owned(),
        (prefix, name) => format!("{prefix}::{name}"),
    };
    match rest.strip_prefix("::") {
        Some(rest) => expand(&path, rest, targets),
        None if path.is_empty() => {}
        None => targets.push(path),
    }
}

/// The parts between the commas, up to the brace that closes the group.
fn entries(group: &str) -> Vec<&str> {
    let (mut entries, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                entries.push(group.get(start..at).unwrap());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(group.get(start..at).unwrap());
                start = at + 1;
            }
            _ => {}
        }
    }
    entries
}
