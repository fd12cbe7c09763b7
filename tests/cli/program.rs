//! Running the program.

use std::fs;
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// The week that the demonstration is written around, so that nothing in it is moved.
pub(crate) const NOW: &str = "2026-11-25T10:00:00Z";

/// The program, and the folder that it is started in.
pub(crate) struct Kooste {
    folder: TempDir,
    /// Where a daemon of this folder listens.
    pub(crate) listen: String,
}

#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Kooste {
    pub(crate) fn new() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let listen = free.local_addr().unwrap().to_string();
        Self { folder: TempDir::new().unwrap(), listen }
    }

    /// With the demonstration read at `NOW`.
    pub(crate) fn synced() -> Self {
        let kooste = Self::new();
        kooste.run(&["sync", "--now", NOW]).ok();
        kooste
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        Ran::from(self.command(arguments).output().unwrap())
    }

    /// Nothing of the environment of whoever runs the tests reaches it.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kooste"));
        command.args(arguments).current_dir(self.folder.path());
        command.env_clear().env("KOOSTE_LISTEN", &self.listen);
        command
    }
}

impl Ran {
    /// What it printed; it is to have succeeded.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{self:?}");
        self.stdout
    }

    /// It is to have failed with exit code 1, printed nothing, and told why.
    pub(crate) fn fails(self, why: &str) {
        assert_eq!((self.code, self.stdout.as_str()), (Some(1), ""), "{self:?}");
        assert!(self.stderr.contains(why), "{why:?} is not in {}", self.stderr);
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
