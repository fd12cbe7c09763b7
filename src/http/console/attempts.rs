//! How often wrong tokens were sent. A token has 256 random bits, so no number of guesses finds one: what is
//! limited is what guesses cost and how they fill the log. A right token is let in whatever others have
//! guessed, or anybody could lock the admins out: behind a proxy all come from one address.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::time::{Duration, Instant};

const WITHIN: Duration = Duration::from_secs(5 * 60);
const OF_ONE: u32 = 10;
const OF_ALL: u32 = 100;
/// So many addresses are remembered; where there are more, all of them count together.
const ADDRESSES: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Attempts {
    of_one: BTreeMap<Option<IpAddr>, Tally>,
    of_all: Option<Tally>,
}

#[derive(Clone, Copy, Debug)]
struct Tally {
    wrong: u32,
    since: Instant,
}

/// No more before so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait(pub(super) Duration);

impl Attempts {
    /// Another wrong one.
    pub(super) fn wrong(&mut self, from: Option<IpAddr>, now: Instant) -> Result<(), Wait> {
        let all = Tally::and_one(self.of_all, now);
        self.of_all = Some(all);
        let from = from.map(network);
        if self.of_one.len() >= ADDRESSES && !self.of_one.contains_key(&from) {
            self.of_one.retain(|_, tally| !tally.is_over(now));
        }
        let mut worst = all.beyond(OF_ALL, now);
        if self.of_one.len() < ADDRESSES || self.of_one.contains_key(&from) {
            let one = Tally::and_one(self.of_one.get(&from).copied(), now);
            self.of_one.insert(from, one);
            worst = worst.max(one.beyond(OF_ONE, now));
        }
        worst.map_or(Ok(()), |wait| Err(Wait(wait)))
    }
}

impl Tally {
    fn and_one(so_far: Option<Self>, now: Instant) -> Self {
        match so_far.filter(|tally| !tally.is_over(now)) {
            Some(tally) => Self { wrong: tally.wrong.saturating_add(1), ..tally },
            None => Self { wrong: 1, since: now },
        }
    }

    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.since) >= WITHIN
    }

    /// How long to wait, if it is more than `allowed`.
    fn beyond(&self, allowed: u32, now: Instant) -> Option<Duration> {
        (self.wrong > allowed).then(|| WITHIN.saturating_sub(now.duration_since(self.since)))
    }
}

/// A household or a server has a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> Option<IpAddr> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn one_address_may_be_wrong_ten_times_in_five_minutes() {
        let (start, mut attempts) = (Instant::now(), Attempts::default());
        let one = from("192.0.2.1");
        for _ in 0..10 {
            assert_eq!(attempts.wrong(one, start), Ok(()));
        }
        let minute = Duration::from_secs(60);
        let wait = Wait(Duration::from_secs(4 * 60));
        assert_eq!(attempts.wrong(one, start + minute), Err(wait));
        assert_eq!(attempts.wrong(from("192.0.2.2"), start + minute), Ok(()));
        assert_eq!(attempts.wrong(one, start + 5 * minute), Ok(()));
    }

    #[test]
    fn all_together_may_be_wrong_a_hundred_times() {
        let (start, mut attempts) = (Instant::now(), Attempts::default());
        for number in 0..100 {
            assert_eq!(attempts.wrong(from(&format!("192.0.2.{number}")), start), Ok(()));
        }
        assert_eq!(attempts.wrong(from("198.51.100.1"), start), Err(Wait(WITHIN)));
        assert_eq!(attempts.wrong(from("198.51.100.1"), start + WITHIN), Ok(()));
    }

    #[test]
    fn a_network_of_ipv6_is_one_and_a_disguised_address_is_itself() {
        let (start, mut attempts) = (Instant::now(), Attempts::default());
        for number in 0..10 {
            assert_eq!(attempts.wrong(from(&format!("2001:db8::{number}")), start), Ok(()));
            assert_eq!(attempts.wrong(from("::ffff:192.0.2.1"), start), Ok(()));
        }
        assert!(attempts.wrong(from("2001:db8::ffff"), start).is_err());
        assert_eq!(attempts.wrong(from("2001:db8:0:1::1"), start), Ok(()));
        assert!(attempts.wrong(from("192.0.2.1"), start).is_err());
    }
}
