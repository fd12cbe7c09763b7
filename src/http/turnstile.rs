//! Routes that can be changed for others while requests come in.

use std::sync::Arc;

use arc_swap::{ArcSwap, Guard};

use super::Routes;

/// Each request is answered by the routes that it met. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Turnstile(Arc<ArcSwap<Routes>>);

impl Turnstile {
    #[must_use]
    pub fn new(routes: Routes) -> Self {
        Self(Arc::new(ArcSwap::from_pointee(routes)))
    }

    /// Requests from now on meet these.
    pub fn turn(&self, routes: Routes) {
        self.0.store(Arc::new(routes));
    }

    pub(super) fn routes(&self) -> Guard<Arc<Routes>> {
        self.0.load()
    }
}
