//! Labels take few values: sources of the configuration, templates of routes, words of ours.

use prometheus_client::encoding::EncodeLabelSet;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfSource {
    pub(super) source: String,
}

/// A source and one word of ours on it.
macro_rules! of_source_and {
    ($name:ident, $word:ident) => {
        #[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
        pub(super) struct $name {
            pub(super) source: String,
            pub(super) $word: &'static str,
        }
    };
}

of_source_and!(OfState, state);
of_source_and!(OfHealth, health);
of_source_and!(OfOutcome, outcome);
of_source_and!(OfChange, change);
of_source_and!(OfReason, reason);

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfRequest {
    pub(super) route: String,
    pub(super) method: &'static str,
    pub(super) code: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfRoute {
    pub(super) route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(super) struct OfVersion {
    pub(super) version: &'static str,
}
