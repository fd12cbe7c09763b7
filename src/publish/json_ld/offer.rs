//! What it costs, and where one signs up.

use super::node::{self, Node};
use super::subject::Subject;
use crate::listing::PriceKind;
use crate::weburl::WebUrl;

/// `None` = not known, or some of it is.
pub(super) fn is_free(kind: PriceKind) -> Option<bool> {
    match kind {
        PriceKind::Free => Some(true),
        PriceKind::Paid => Some(false),
        PriceKind::Mixed | PriceKind::Unknown => None,
    }
}

/// No amount is guessed from a text: only what is free has one.
pub(super) fn of(subject: Subject<'_>, registration: Option<&WebUrl>) -> Option<Node> {
    let price = &subject.activity.content.price;
    let offer = Node::of("Offer")
        .with("description", node::plain(&price.text, subject.lang))
        .with("url", registration.map(WebUrl::as_str));
    let offer = match price.kind {
        PriceKind::Free => offer.with("price", "0").with("priceCurrency", "EUR"),
        PriceKind::Paid | PriceKind::Mixed | PriceKind::Unknown => offer,
    };
    offer.says_anything().then_some(offer)
}
