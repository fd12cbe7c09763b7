//! Admin tokens: made from the system's randomness, shown once, kept as a hash.

use chrono::{DateTime, Utc};

use crate::store::decisions::{self, AuditLine};
use crate::store::tokens::{self, StoredToken};
use crate::store::{Store, StoreError};

/// A token is `kooste_` and 64 hexadecimal digits: 256 random bits, and its beginning is easy to find in a log.
const PREFIX: &str = "kooste_";
const MAX_NAME: usize = 60;

#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    #[error("a name is 1 to {MAX_NAME} printable characters: who will use the token")]
    Name,
    #[error("there is a token of this name; revoke it first, or take another name")]
    Taken,
    #[error("the system gives no random bytes: {0}")]
    NoRandomness(getrandom::Error),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a token for `name` and gives it back; it cannot be read again later.
pub fn new(
    store: &Store,
    name: &str,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<String, TokenError> {
    let printable = !name.trim().is_empty() && !name.chars().any(char::is_control);
    if !printable || name.chars().count() > MAX_NAME {
        return Err(TokenError::Name);
    }
    let token = format!("{PREFIX}{}", secret()?);
    let stored = StoredToken { name: name.to_owned(), hash: hash(&token), created: now };
    let added = store.write(|tx| {
        let added = tokens::add(tx, &stored)?;
        if added {
            decisions::audit(tx, &line(now, actor, "token/new", name))?;
        }
        Ok::<_, StoreError>(added)
    })?;
    if added { Ok(token) } else { Err(TokenError::Taken) }
}

/// 64 hexadecimal digits that nobody can guess.
pub fn secret() -> Result<String, TokenError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(TokenError::NoRandomness)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// False where there is none of that name.
pub fn revoke(
    store: &Store,
    name: &str,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    store.write(|tx| {
        let was = tokens::revoke(tx, name)?;
        if was {
            decisions::audit(tx, &line(now, actor, "token/revoke", name))?;
        }
        Ok(was)
    })
}

/// Under which a token is kept.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    blake3::hash(token.as_bytes()).as_bytes().to_vec()
}

fn line(at: DateTime<Utc>, actor: &str, action: &str, subject: &str) -> AuditLine {
    AuditLine {
        at,
        actor: actor.to_owned(),
        action: action.to_owned(),
        subject: subject.to_owned(),
        detail: String::new(),
    }
}
