//! The files under `src/`, without comments and without tests.

use std::fs;
use std::path::Path;

pub(crate) struct SourceFile {
    /// "src/publish/json/mod.rs"
    pub(crate) path: String,
    /// "publish::json"; of `lib.rs` empty.
    pub(crate) module: String,
    pub(crate) lines: usize,
    /// Without comments and without what is compiled for tests alone.
    pub(crate) code: String,
}

impl SourceFile {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let stem = path.strip_prefix("src/").unwrap().strip_suffix(".rs").unwrap();
        let stem = stem.strip_suffix("/mod").unwrap_or(stem);
        let module = if stem == "lib" { String::new() } else { stem.replace('/', "::") };
        let code = without_tests(text).lines().map(without_comment).collect::<Vec<_>>().join("\n");
        Self { path: path.to_owned(), module, lines: text.lines().count(), code }
    }

    /// Whether the code has this name as a whole: `tokio` is not in `my_tokio`.
    pub(crate) fn names(&self, name: &str) -> bool {
        let part_of_a_name = |c: char| c.is_alphanumeric() || c == '_';
        self.code.match_indices(name).any(|(at, _)| {
            let before = self.code.get(..at).and_then(|text| text.chars().next_back());
            let after = self.code.get(at + name.len()..).and_then(|text| text.chars().next());
            !before.is_some_and(part_of_a_name) && !after.is_some_and(part_of_a_name)
        })
    }
}

/// All of the program but its tests.
pub(crate) fn files() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    walk(&root.join("src"), &mut |path| {
        let shown = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        texts.push((shown, fs::read_to_string(path).unwrap()));
    });
    assert!(texts.len() > 100, "{} files under src", texts.len());
    let tests: Vec<_> = texts.iter().flat_map(|(path, text)| test_files(path, text)).collect();
    texts.retain(|(path, _)| !tests.iter().any(|test| is_part_of(path, test)));
    texts.sort();
    texts.iter().map(|(path, text)| SourceFile::new(path, text)).collect()
}

/// The file itself, or one below it.
fn is_part_of(path: &str, test: &str) -> bool {
    let stem = test.strip_suffix(".rs").unwrap();
    path == test || path.strip_prefix(stem).is_some_and(|rest| rest.starts_with('/'))
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, visit);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            visit(&path);
        }
    }
}

/// The files that this one declares as `#[cfg(test)] mod name;`.
fn test_files(path: &str, text: &str) -> Vec<String> {
    let folder = match path.rsplit_once('/').unwrap() {
        (folder, "mod.rs" | "lib.rs" | "main.rs") => folder.to_owned(),
        _ => path.strip_suffix(".rs").unwrap().to_owned(),
    };
    let parts = text.split("#[cfg(test)]").skip(1);
    let declared = parts.filter_map(|rest| rest.trim_start().strip_prefix("mod ")?.split_once(';'));
    let names = declared.map(|(name, _)| name).filter(|name| !name.contains('{'));
    names
        .flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")])
        .collect()
}

/// A module of tests stands at the end of its file.
fn without_tests(text: &str) -> &str {
    let inline = text.match_indices("#[cfg(test)]").find(|(at, attribute)| {
        let rest = text.get(at + attribute.len()..).unwrap_or("");
        rest.trim_start().split_once('{').is_some_and(|(head, _)| head.trim() == "mod tests")
    });
    inline.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The `//` of an address is none of a comment.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| !line.get(..*at).unwrap().ends_with(':'));
    comment.and_then(|(at, _)| line.get(..at)).unwrap_or(line)
}
