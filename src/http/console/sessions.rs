//! Who is signed in, in memory alone: a restart signs everybody out.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::console::Notice;
use crate::localized::Lang;

/// Without a request.
const IDLE: Duration = Duration::from_secs(30 * 60);
/// From the sign-in on, whatever is asked.
const WHOLE: Duration = Duration::from_secs(12 * 60 * 60);
/// Where there are more, the one that asked for nothing the longest ends.
const MOST: usize = 200;

#[derive(Clone, Debug)]
pub(super) struct Session {
    /// Of the token, as is its hash: a session lives no longer than the token does.
    pub(super) name: String,
    pub(super) token: Vec<u8>,
    /// Goes along with every form.
    pub(super) form: String,
    /// As chosen on a page.
    pub(super) lang: Option<Lang>,
    /// For the page that comes next.
    pub(super) notice: Option<Notice>,
    /// A new token, with its name, for the page that shows it.
    pub(super) made: Option<(String, String)>,
    began: Instant,
    used: Instant,
}

/// By the hashes of their ids: who reads our memory can enter none.
#[derive(Debug, Default)]
pub(super) struct Sessions(BTreeMap<[u8; 32], Session>);

impl Session {
    pub(super) fn new(name: String, token: Vec<u8>, form: String, now: Instant) -> Self {
        Self { name, token, form, lang: None, notice: None, made: None, began: now, used: now }
    }

    fn is_over(&self, now: Instant) -> bool {
        now.duration_since(self.used) >= IDLE || now.duration_since(self.began) >= WHOLE
    }
}

impl Sessions {
    pub(super) fn open(&mut self, id: &str, session: Session) {
        let now = session.used;
        self.0.retain(|_, session| !session.is_over(now));
        while self.0.len() >= MOST {
            let idlest = self.0.iter().min_by_key(|(_, session)| session.used);
            let Some(idlest) = idlest.map(|(key, _)| *key) else { break };
            self.0.remove(&idlest);
        }
        self.0.insert(key(id), session);
    }

    /// Which asks for something, and is not idle with that.
    pub(super) fn enter(&mut self, id: &str, now: Instant) -> Option<&mut Session> {
        self.look(id, now)?;
        let session = self.0.get_mut(&key(id))?;
        session.used = now;
        Some(session)
    }

    /// Whether it goes on; looking keeps none alive.
    pub(super) fn look(&mut self, id: &str, now: Instant) -> Option<&mut Session> {
        let key = key(id);
        if self.0.get(&key)?.is_over(now) {
            self.0.remove(&key);
        }
        self.0.get_mut(&key)
    }

    pub(super) fn close(&mut self, id: &str) {
        self.0.remove(&key(id));
    }
}

fn key(id: &str) -> [u8; 32] {
    *blake3::hash(id.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn session(now: Instant) -> Session {
        Session::new("Aino".to_owned(), Vec::new(), "f".to_owned(), now)
    }

    #[test]
    fn who_asks_for_nothing_for_half_an_hour_is_out() {
        let (start, mut sessions) = (Instant::now(), Sessions::default());
        sessions.open("a", session(start));
        assert!(sessions.enter("a", start + 29 * MINUTE).is_some());
        assert!(sessions.enter("a", start + 58 * MINUTE).is_some());
        assert!(sessions.enter("a", start + 88 * MINUTE).is_none());
        assert!(sessions.enter("a", start + 88 * MINUTE).is_none());
    }

    #[test]
    fn to_look_keeps_no_session_alive() {
        let (start, mut sessions) = (Instant::now(), Sessions::default());
        sessions.open("a", session(start));
        assert!(sessions.look("a", start + 29 * MINUTE).is_some());
        assert!(sessions.look("a", start + 30 * MINUTE).is_none());
    }

    #[test]
    fn half_a_day_is_the_longest_however_busy_one_is() {
        let (start, mut sessions) = (Instant::now(), Sessions::default());
        sessions.open("a", session(start));
        for minute in (0..720).step_by(20) {
            assert!(sessions.enter("a", start + minute * MINUTE).is_some(), "{minute}");
        }
        assert!(sessions.enter("a", start + 720 * MINUTE).is_none());
    }

    #[test]
    fn an_id_opens_its_own_session_until_that_is_closed() {
        let (now, mut sessions) = (Instant::now(), Sessions::default());
        sessions.open("a", session(now));
        assert!(sessions.enter("b", now).is_none());
        assert!(sessions.enter("", now).is_none());
        sessions.close("a");
        assert!(sessions.enter("a", now).is_none());
    }

    #[test]
    fn there_are_never_more_than_a_limit() {
        let (start, mut sessions) = (Instant::now(), Sessions::default());
        for (number, second) in (0..=MOST).zip(0_u64..) {
            sessions.open(&number.to_string(), session(start + Duration::from_secs(second)));
        }
        assert!(sessions.enter("0", start).is_none());
        assert!(sessions.enter("1", start + MINUTE).is_some());
        assert_eq!(sessions.0.len(), MOST);
    }
}
