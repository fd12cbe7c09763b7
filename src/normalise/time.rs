//! See `normalise`.
