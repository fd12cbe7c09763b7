//! Pages saved on disk.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileLimits {
    pub files: usize,
    /// Of each file.
    pub bytes: u64,
}

impl Default for FileLimits {
    fn default() -> Self {
        Self { files: 10_000, bytes: 64 << 20 }
    }
}

/// A file that is there, to be read when its turn comes: all at once weigh as much as the whole list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// Its path, below the base if it is there.
    pub name: String,
    path: PathBuf,
    limit: u64,
}

/// Why the files were not read. None of them counts then.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    #[error("{0} is not a pattern of file names: {1}")]
    Pattern(String, &'static str),
    #[error("no file matches {0}")]
    NoMatch(String),
    #[error("more than {limit} files match {pattern}")]
    TooMany { pattern: String, limit: usize },
    #[error("{name} is not a regular file")]
    NotAFile { name: String },
    #[error("{name} is longer than {limit} bytes")]
    TooLarge { name: String, limit: u64 },
    #[error("{name} cannot be read: {source}")]
    Unreadable { name: String, source: io::Error },
}

/// Every file that matches `pattern`, sorted by path; a relative pattern is one below `base`.
/// Directories are passed over, and so is what begins with a dot, where editors keep their copies.
/// Blocks.
pub fn list(pattern: &str, base: &Path, limits: &FileLimits) -> Result<Vec<SavedFile>, FilesError> {
    let mut paths = matching(pattern, base)?;
    paths.sort();
    if paths.is_empty() {
        return Err(FilesError::NoMatch(pattern.to_owned()));
    }
    if paths.len() > limits.files {
        return Err(FilesError::TooMany { pattern: pattern.to_owned(), limit: limits.files });
    }
    let listed = paths.into_iter().map(|path| {
        let name = path.strip_prefix(base).unwrap_or(&path).display().to_string();
        SavedFile { name, path, limit: limits.bytes }
    });
    Ok(listed.collect())
}

impl SavedFile {
    /// Blocks.
    pub fn read(&self) -> Result<Vec<u8>, FilesError> {
        read_one(&self.path, &self.name, self.limit)
    }
}

fn matching(pattern: &str, base: &Path) -> Result<Vec<PathBuf>, FilesError> {
    let refuse = |why| FilesError::Pattern(pattern.to_owned(), why);
    let base = base.to_str().ok_or_else(|| refuse("its directory's name is not UTF-8"))?;
    // An absolute pattern replaces the base.
    let whole = Path::new(&Pattern::escape(base)).join(pattern);
    let whole = whole.to_str().ok_or_else(|| refuse("it is not UTF-8"))?;
    let options = MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: true,
    };
    let mut paths = Vec::new();
    for entry in glob::glob_with(whole, options).map_err(|error| refuse(error.msg))? {
        let path = entry.map_err(|error| FilesError::Unreadable {
            name: error.path().display().to_string(),
            source: error.into(),
        })?;
        if !path.is_dir() {
            paths.push(path);
        }
    }
    Ok(paths)
}

fn read_one(path: &Path, name: &str, limit: u64) -> Result<Vec<u8>, FilesError> {
    let name = || name.to_owned();
    let unreadable = |source| FilesError::Unreadable { name: name(), source };
    // To open a pipe would wait for somebody to write to it.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(FilesError::NotAFile { name: name() });
    }
    let length = usize::try_from(metadata.len().min(limit)).unwrap_or_default();
    // One more than it has, so that its end is seen without making room for more.
    let mut bytes = Vec::with_capacity(length + 1);
    let beyond = limit.saturating_add(1);
    let read = File::open(path).and_then(|file| file.take(beyond).read_to_end(&mut bytes));
    match u64::try_from(read.map_err(unreadable)?) {
        Ok(length) if length <= limit => Ok(bytes),
        _ => Err(FilesError::TooLarge { name: name(), limit }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: FileLimits = FileLimits { files: 3, bytes: 10 };

    /// A directory whose own name holds characters of patterns.
    fn directory(files: &[(&str, &str)]) -> (tempfile::TempDir, PathBuf) {
        let temporary = tempfile::tempdir().unwrap();
        let base = temporary.path().join("a[b]*");
        for (name, content) in files {
            let path = base.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        (temporary, base)
    }

    fn read(pattern: &str, base: &Path) -> Result<Vec<(String, Vec<u8>)>, FilesError> {
        let files = list(pattern, base, &LIMITS)?.into_iter();
        files.map(|file| Ok((file.name.clone(), file.read()?))).collect()
    }

    fn names(pattern: &str, base: &Path) -> Result<Vec<String>, FilesError> {
        Ok(read(pattern, base)?.into_iter().map(|(name, _)| name).collect())
    }

    #[test]
    fn files_come_in_the_order_of_their_names_without_directories_and_hidden_ones() {
        let (_temporary, base) = directory(&[
            ("pages/2.json", "two"),
            ("pages/1.json", "one"),
            ("pages/.3.json", "hidden"),
            ("pages/dir.json/4.json", "deeper"),
        ]);
        assert_eq!(names("pages/*.json", &base).unwrap(), ["pages/1.json", "pages/2.json"]);
        assert_eq!(read("pages/1.json", &base).unwrap()[0].1, b"one");
        let absolute = format!("{}/pages/*.json", Pattern::escape(base.to_str().unwrap()));
        assert_eq!(names(&absolute, Path::new("/nowhere")).unwrap().len(), 2);
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_a_failure() {
        let (_temporary, base) = directory(&[("pages/dir.json/4.json", "x")]);
        for pattern in ["pages/*.json", "nowhere/*.json", "pages"] {
            assert!(matches!(names(pattern, &base), Err(FilesError::NoMatch(_))), "{pattern}");
        }
        assert!(matches!(names("***", &base), Err(FilesError::Pattern(..))));
    }

    #[test]
    fn one_file_too_long_or_one_too_many_fails_them_all() {
        let (_temporary, base) = directory(&[
            ("long/1", "0123456789"),
            ("long/2", "0123456789a"),
            ("many/1", ""),
            ("many/2", ""),
            ("many/3", ""),
            ("many/4", ""),
        ]);
        let long = names("long/*", &base);
        assert!(
            matches!(&long, Err(FilesError::TooLarge { name, limit: 10 }) if name == "long/2"),
            "{long:?}"
        );
        assert_eq!(names("long/1", &base).unwrap(), ["long/1"]);
        assert!(matches!(names("many/*", &base), Err(FilesError::TooMany { limit: 3, .. })));
        assert_eq!(names("many/[1-3]", &base).unwrap().len(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_or_a_dangling_link_is_no_file() {
        let (_temporary, base) = directory(&[("1", "")]);
        std::os::unix::fs::symlink("/dev/zero", base.join("zero")).unwrap();
        std::os::unix::fs::symlink("/nowhere", base.join("dangling")).unwrap();
        assert!(matches!(names("zero", &base), Err(FilesError::NotAFile { .. })));
        assert!(names("dangling", &base).is_err());
    }
}
