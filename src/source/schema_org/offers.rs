//! What it costs.

use super::text::filled;
use super::{Event, Field, Reader};
use crate::source::price;

#[derive(Default)]
pub(super) struct Offers {
    /// Free, paid, or both.
    pub(super) kinds: Vec<String>,
    /// The amounts as people read them.
    pub(super) text: Option<String>,
    /// Where tickets are.
    pub(super) tickets: Option<String>,
}

/// Offers with names are told one by one, others by what is between the least and the most.
pub(super) fn read(event: Event<'_>, read: &mut Reader) -> Offers {
    let (mut all, mut lines) = (Vec::new(), Vec::new());
    let (mut currency, mut tickets) = (None, None);
    for offer in event.get("offers").elements() {
        let amounts = amounts(&offer, read);
        currency = currency.or_else(|| filled(read.keep(offer.get("priceCurrency").text())));
        tickets = tickets.or_else(|| filled(read.keep(offer.get("url").text())));
        if let Some(name) = filled(read.keep(offer.get("name").text())) {
            let costs = range(&amounts, currency.as_deref());
            let line = costs.map(|costs| format!("{name}: {costs}")).unwrap_or(name);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        all.extend(amounts);
    }
    let costs = range(&all, currency.as_deref()).filter(|_| all.iter().any(|amount| *amount > 0.0));
    let text = if lines.is_empty() { costs } else { Some(lines.join("<br>")) };
    let kinds = match read.keep(event.get("isAccessibleForFree").flag()) {
        Some(free) if all.is_empty() => vec![if free { "free" } else { "paid" }.to_owned()],
        _ => price::kinds(&all),
    };
    Offers { kinds, text, tickets }
}

fn amounts(offer: &Field<'_>, read: &mut Reader) -> Vec<f64> {
    let mut amounts = Vec::new();
    for name in ["price", "lowPrice", "highPrice"] {
        let field = offer.get(name);
        if let Some(told) = filled(read.keep(field.loose_text())) {
            match price::amount(&told).filter(|amount| *amount >= 0.0) {
                Some(amount) => amounts.push(amount),
                None => read.unreadable.push(field.wrong("an amount").to_string()),
            }
        }
    }
    amounts
}

fn range(amounts: &[f64], currency: Option<&str>) -> Option<String> {
    let most = amounts.iter().copied().reduce(f64::max)?;
    let least = amounts.iter().copied().fold(most, f64::min);
    Some(price::range(least, most, currency.unwrap_or("EUR")))
}
