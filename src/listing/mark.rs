//! What a listing was read from.

/// Of an entry's bytes, and of all else that decided what they were read to. Where both are as they
/// were, so is the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// BLAKE3 of the entry as received.
    pub bytes: [u8; 32],
    pub reading: Reading,
}

/// Of what decides besides an entry's own bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading(pub [u8; 16]);
