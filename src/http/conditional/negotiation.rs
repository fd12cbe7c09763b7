//! In which coding an answer goes out (RFC 9110, 12.5.3).

use axum::http::{HeaderMap, header};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Identity,
    Gzip,
}

/// What there is to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Offer {
    Plain,
    /// Both, and packing is not worth it where nobody insists.
    RatherPlain,
    Both,
}

/// What the asker says of the codings that we know; `None` = not a word.
#[derive(Clone, Copy, Debug, Default)]
struct Weights {
    gzip: Option<f32>,
    identity: Option<f32>,
    any: Option<f32>,
}

/// `None` where nothing that there is may be sent.
pub(super) fn choose(request: &HeaderMap, offer: Offer) -> Option<Coding> {
    let said = weights(request);
    let gzip = said.gzip.or(said.any).unwrap_or(0.0);
    // Always welcome unless it is excluded, and then only after what is asked for by name.
    let identity = said.identity.or(said.any);
    let plain_may_go = identity != Some(0.0);
    let packed_may_go = gzip > 0.0 && offer != Offer::Plain;
    let packed_is_liked = gzip >= identity.unwrap_or(0.0) && offer == Offer::Both;
    match (packed_may_go, plain_may_go) {
        (true, true) if packed_is_liked => Some(Coding::Gzip),
        (_, true) => Some(Coding::Identity),
        (true, false) => Some(Coding::Gzip),
        (false, false) => None,
    }
}

fn weights(request: &HeaderMap) -> Weights {
    let mut weights = Weights::default();
    let values = request.get_all(header::ACCEPT_ENCODING).iter();
    for coding in values.filter_map(|value| value.to_str().ok()).flat_map(|list| list.split(',')) {
        let (name, parameters) = coding.split_once(';').unwrap_or((coding, ""));
        let Some(weight) = weight(parameters) else { continue };
        let name = name.trim();
        // x-gzip is another name for it (RFC 9110, 8.4.1.3).
        if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") {
            weights.gzip = Some(weight);
        } else if name.eq_ignore_ascii_case("identity") {
            weights.identity = Some(weight);
        } else if name == "*" {
            weights.any = Some(weight);
        }
    }
    weights
}

/// 1 where there is none, `None` where it is no weight.
fn weight(parameters: &str) -> Option<f32> {
    let parameters = parameters.trim();
    if parameters.is_empty() {
        return Some(1.0);
    }
    let (name, value) = parameters.split_once('=')?;
    let weight = value.trim().parse().ok().filter(|weight| (0.0..=1.0).contains(weight));
    weight.filter(|_| name.trim().eq_ignore_ascii_case("q"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accepted: Option<&str>, offer: Offer) -> Option<Coding> {
        let pair = accepted.map(|text| (header::ACCEPT_ENCODING, text.parse().unwrap()));
        choose(&pair.into_iter().collect(), offer)
    }

    #[test]
    fn the_best_liked_coding_is_chosen_and_none_that_is_excluded() {
        let (plain, gzip) = (Some(Coding::Identity), Some(Coding::Gzip));
        // What is accepted, and what comes of it: both to choose from, a short answer, plain only.
        let table = [
            (None, plain, plain, plain),
            (Some(""), plain, plain, plain),
            (Some("gzip"), gzip, plain, plain),
            (Some("br, GZIP;q=0.5"), gzip, plain, plain),
            (Some("x-gzip"), gzip, plain, plain),
            (Some("deflate, br"), plain, plain, plain),
            (Some("gzip;q=0"), plain, plain, plain),
            (Some("gzip; Q=0.000"), plain, plain, plain),
            (Some("gzip;q=0.5, identity;q=0.8"), plain, plain, plain),
            (Some("gzip;q=0.8, identity;q=0.5"), gzip, plain, plain),
            (Some("gzip, identity;q=0"), gzip, gzip, None),
            (Some("*"), gzip, plain, plain),
            (Some("*;q=0"), None, None, None),
            (Some("*;q=0, gzip"), gzip, gzip, None),
            (Some("*;q=0, identity"), plain, plain, plain),
            (Some("identity;q=0"), None, None, None),
            (Some("identity;q=0, *;q=0.1"), gzip, gzip, None),
            (Some("gzip;q=0, *"), plain, plain, plain),
            (Some("gzip;q=0, identity;q=0"), None, None, None),
            (Some("gzip;q=high"), plain, plain, plain),
            (Some("gzip;q=NaN"), plain, plain, plain),
            (Some("gzip;q=7"), plain, plain, plain),
            (Some("gzipped"), plain, plain, plain),
        ];
        for (accepted, both, short, only_plain) in table {
            assert_eq!(chosen(accepted, Offer::Both), both, "{accepted:?}");
            assert_eq!(chosen(accepted, Offer::RatherPlain), short, "{accepted:?}, short");
            assert_eq!(chosen(accepted, Offer::Plain), only_plain, "{accepted:?}, plain only");
        }
    }
}
