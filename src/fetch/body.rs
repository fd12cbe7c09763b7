//! A body as it comes in: counted, unpacked and cut at its limits. Pure.

use std::io::{self, Write};
use std::time::Duration;

use flate2::write::MultiGzDecoder;
use reqwest::header::{CONTENT_ENCODING, HeaderMap};

use super::error::FetchError;

/// Fifteen times a page of a hundred ordinary entries. Reading one takes up to ten times its size.
const PAGE: usize = 6 << 20;

/// What one request may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the name's look-up to an open connection.
    pub connect: Duration,
    /// From the name's look-up to the last byte, a second attempt included.
    pub total: Duration,
    /// Header lines of an answer; all of them together may have about 400 kB.
    pub headers: usize,
    pub wire_bytes: usize,
    pub unpacked_bytes: usize,
}

impl Limits {
    /// A body may have so many bytes, on the wire and unpacked.
    #[must_use]
    pub fn of_page(bytes: usize) -> Self {
        Self { wire_bytes: bytes, unpacked_bytes: bytes, ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
            headers: 100,
            wire_bytes: PAGE,
            unpacked_bytes: PAGE,
        }
    }
}

/// Takes a body piece by piece. Holds what is unpacked and never more than `unpacked_bytes` of it,
/// whatever the upstream announces or sends.
#[derive(Debug)]
pub(super) struct Intake {
    sink: Coded,
    on_wire: usize,
    wire_limit: usize,
}

#[derive(Debug)]
enum Coded {
    Plain(Sink),
    Gzip(Box<MultiGzDecoder<Sink>>),
}

#[derive(Debug)]
struct Sink {
    bytes: Vec<u8>,
    limit: usize,
    full: bool,
}

impl Intake {
    /// By the answer's `Content-Encoding`: gzip, the one that we ask for, is unpacked once.
    pub(super) fn new(headers: &HeaderMap, limits: &Limits) -> Result<Self, FetchError> {
        let sink = Sink { bytes: Vec::new(), limit: limits.unpacked_bytes, full: false };
        let codings = codings(headers);
        let sink = match codings.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            [] => Coded::Plain(sink),
            ["gzip" | "x-gzip"] => Coded::Gzip(Box::new(MultiGzDecoder::new(sink))),
            _ => return Err(FetchError::Encoding("it is neither plain nor gzip".to_owned())),
        };
        Ok(Self { sink, on_wire: 0, wire_limit: limits.wire_bytes })
    }

    pub(super) fn take(&mut self, piece: &[u8]) -> Result<(), FetchError> {
        self.on_wire = self.on_wire.saturating_add(piece.len());
        if self.on_wire > self.wire_limit {
            return Err(FetchError::TooLarge { limit: self.wire_limit });
        }
        let written = match &mut self.sink {
            Coded::Plain(sink) => sink.write_all(piece),
            Coded::Gzip(decoder) => decoder.write_all(piece),
        };
        written.map_err(|error| self.sink.fault(&error))
    }

    /// The whole body. For gzip this is where a missing end or a wrong checksum shows.
    pub(super) fn finish(mut self) -> Result<Vec<u8>, FetchError> {
        if let Coded::Gzip(decoder) = &mut self.sink {
            decoder.try_finish().map_err(|error| self.sink.fault(&error))?;
        }
        Ok(std::mem::take(&mut self.sink.sink_mut().bytes))
    }
}

impl Coded {
    fn sink_mut(&mut self) -> &mut Sink {
        match self {
            Self::Plain(sink) => sink,
            Self::Gzip(decoder) => decoder.get_mut(),
        }
    }

    fn fault(&mut self, error: &io::Error) -> FetchError {
        match self.sink_mut() {
            Sink { full: true, limit, .. } => FetchError::TooLarge { limit: *limit },
            Sink { full: false, .. } => FetchError::Encoding(error.to_string()),
        }
    }
}

impl Write for Sink {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if piece.len() > self.limit.saturating_sub(self.bytes.len()) {
            self.full = true;
            return Err(io::Error::other("limit"));
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// All but "identity", which changes nothing.
fn codings(headers: &HeaderMap) -> Vec<String> {
    headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .flat_map(|value| value.as_bytes().split(|b| *b == b','))
        .map(|coding| String::from_utf8_lossy(coding).trim().to_ascii_lowercase())
        .filter(|coding| !coding.is_empty() && coding != "identity")
        .collect()
}

#[cfg(test)]
mod tests;
