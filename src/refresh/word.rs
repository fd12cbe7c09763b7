//! What people say between runs, and what they ask.

use super::why::{self, Answer, Subject};
use super::{Decision, Refresh, RuleError, SettleError, settle};
use crate::dedupe::rulings::{Pair, Ruling};
use crate::id::{ListingKey, SourceId};
use crate::report::Mode;
use crate::store::rulings::Ruled;
use crate::store::{StoreError, decisions};

impl Refresh {
    /// An admin's word on removals that wait. Blocks.
    pub fn decide(
        &self,
        source: &SourceId,
        digest: &str,
        decision: Decision,
        actor: &str,
    ) -> Result<usize, SettleError> {
        if self.config.source(source).is_none() {
            return Err(SettleError::NoSource);
        }
        let now = self.clock.now();
        self.publisher.publish(Mode::Normal, |tx, catalogue, recognition| {
            let word = settle::Word { source, digest, decision, actor };
            settle::held(tx, catalogue, recognition, &word, &self.rules(), now)
        })
    }

    /// Shown or not, and why; `None` where nothing is known of it. Blocks.
    pub fn why(&self, key: ListingKey) -> Result<Option<Answer>, StoreError> {
        let subject = Subject::Listing(key);
        self.store.reader().read(|connection| why::why(connection, &self.config, &subject))
    }

    /// Hides an entry for good, whatever its source says. Blocks.
    pub fn suppress(&self, key: &ListingKey, reason: &str, actor: &str) -> Result<(), StoreError> {
        let now = self.clock.now();
        let word =
            decisions::Suppression { reason: reason.to_owned(), actor: actor.to_owned(), at: now };
        self.publisher.publish(Mode::Normal, |tx, catalogue, _| {
            settle::suppress(tx, catalogue, key, &word, &self.rules())
        })
    }

    /// Whether an entry was ever read, or refused in its source's last run. What is not may still come.
    /// Blocks.
    pub fn knows(&self, key: &ListingKey) -> Result<bool, StoreError> {
        Ok(self.why(key.clone())?.is_some())
    }

    /// Lets an entry be shown again; false where it was not suppressed. Blocks.
    pub fn unsuppress(&self, key: &ListingKey, actor: &str) -> Result<bool, StoreError> {
        let now = self.clock.now();
        self.publisher.publish(Mode::Normal, |tx, catalogue, _| {
            settle::unsuppress(tx, catalogue, key, actor, &self.rules(), now)
        })
    }

    /// Two listings are one activity, or never are, whatever else is known of them. Blocks.
    pub fn rule(
        &self,
        pair: &Pair,
        ruling: Ruling,
        reason: &str,
        actor: &str,
    ) -> Result<(), RuleError> {
        let ruled = Ruled {
            pair: pair.clone(),
            ruling,
            reason: reason.to_owned(),
            actor: actor.to_owned(),
            at: self.clock.now(),
        };
        self.publisher.publish(Mode::Normal, |tx, catalogue, recognition| {
            settle::rule(tx, catalogue, recognition, &ruled, &self.rules())
        })
    }

    /// Takes back what was said of two listings; false where nothing was. Blocks.
    pub fn unrule(&self, pair: &Pair, actor: &str) -> Result<bool, StoreError> {
        let now = self.clock.now();
        self.publisher.publish(Mode::Normal, |tx, catalogue, recognition| {
            settle::unrule(tx, catalogue, recognition, (pair, actor), &self.rules(), now)
        })
    }
}
