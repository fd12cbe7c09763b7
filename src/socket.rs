//! The socket beside the database: the same routes, and no token, because only the owner can open it.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tokio::net::UnixListener;

use crate::store::beside;

/// `kooste.db` → `kooste.db.sock`.
#[must_use]
pub fn path(database: &Path) -> PathBuf {
    beside(database, ".sock")
}

/// Listens there with rights 0600. The caller holds the database's lock, so a file that is there
/// already was left by a daemon that is no more.
pub fn bind(database: &Path) -> io::Result<UnixListener> {
    let path = path(database);
    // Made in a folder that only we can enter and moved out when its rights are set: at no moment
    // can anybody else open it.
    let folder = beside(database, ".s");
    remove(fs::remove_dir_all(&folder))?;
    DirBuilder::new().mode(0o700).create(&folder)?;
    let hidden = folder.join("s");
    let listener = UnixListener::bind(&hidden)?;
    fs::set_permissions(&hidden, Permissions::from_mode(0o600))?;
    fs::rename(&hidden, &path)?;
    fs::remove_dir(&folder)?;
    Ok(listener)
}

fn remove(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}
