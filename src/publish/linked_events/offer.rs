//! What it costs.

use serde::Serialize;

use super::model::{Texts, address_of, plain};
use crate::listing::{Content, PriceKind};
use crate::weburl::WebUrl;

#[derive(Debug, Serialize)]
pub(super) struct Offer<'a> {
    /// `null` = nobody told.
    is_free: Option<bool>,
    price: Texts<'a>,
    description: Texts<'a>,
    info_url: Texts<'a>,
}

/// What costs partly nothing has one offer of each kind. Readers let people enrol at the address of an offer.
pub(super) fn offers<'a>(content: &'a Content, enrol: Option<&'a WebUrl>) -> Vec<Offer<'a>> {
    let text = plain(&content.price.text);
    let offer =
        |is_free| Offer { is_free, price: None, description: None, info_url: address_of(enrol) };
    let priced = |is_free| Offer { price: text.clone(), ..offer(is_free) };
    match content.price.kind {
        PriceKind::Free => vec![Offer { description: text, ..offer(Some(true)) }],
        PriceKind::Paid => vec![priced(Some(false))],
        PriceKind::Mixed => vec![offer(Some(true)), priced(Some(false))],
        PriceKind::Unknown if text.is_some() || enrol.is_some() => vec![priced(None)],
        PriceKind::Unknown => Vec::new(),
    }
}
