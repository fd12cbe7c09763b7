//! How many connections there are, and who leaves first where there is no place.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

/// For one that is asked to leave, until the next one is asked as well.
const GRACE: Duration = Duration::from_millis(100);

#[derive(Debug)]
pub(super) struct Room {
    places: Arc<Semaphore>,
    size: u32,
    /// Those who were not asked to leave yet. Never held across an await.
    seats: Mutex<BTreeMap<u64, Arc<Seat>>>,
    /// Counts arrivals and requests.
    clock: AtomicU64,
}

#[derive(Debug)]
struct Seat {
    /// When the last request came, or the connection itself.
    last: AtomicU64,
    leave: Notify,
}

/// A connection's place, until it is dropped.
#[derive(Debug)]
pub(super) struct Guest {
    room: Arc<Room>,
    seat: Arc<Seat>,
    number: u64,
    _place: OwnedSemaphorePermit,
}

#[derive(Clone, Debug)]
pub(super) struct Bell {
    room: Arc<Room>,
    seat: Arc<Seat>,
}

impl Room {
    pub(super) fn new(size: usize) -> Arc<Self> {
        let size = u32::try_from(size).unwrap_or(u32::MAX).max(1);
        Arc::new(Self {
            places: Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1))),
            size,
            seats: Mutex::default(),
            clock: AtomicU64::new(0),
        })
    }

    /// A place, once there is one: where all are taken, those who asked for nothing the longest leave.
    pub(super) async fn guest(self: &Arc<Self>) -> Guest {
        loop {
            if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
                return self.seated(place);
            }
            self.dismiss();
            let place = Arc::clone(&self.places).acquire_owned();
            if let Ok(Ok(place)) = tokio::time::timeout(GRACE, place).await {
                return self.seated(place);
            }
        }
    }

    /// Asks the one to leave who asked for nothing the longest. What it is being answered it gets.
    pub(super) fn dismiss(&self) {
        let mut seats = self.seats();
        let idlest = seats.iter().min_by_key(|(_, seat)| seat.last.load(Ordering::Relaxed));
        if let Some(number) = idlest.map(|(number, _)| *number)
            && let Some(seat) = seats.remove(&number)
        {
            seat.leave.notify_one();
        }
    }

    /// The same to a quarter of all.
    pub(super) fn thin_out(&self) {
        let many = self.seats().len().div_ceil(4);
        (0..many).for_each(|_| self.dismiss());
    }

    /// Asks all to leave and waits until they are gone.
    pub(super) async fn empty(&self) {
        for seat in std::mem::take(&mut *self.seats()).into_values() {
            seat.leave.notify_one();
        }
        // An error means that the room is closed, and nobody closes it.
        let gone = self.places.acquire_many(self.size).await;
        drop(gone);
    }

    fn seated(self: &Arc<Self>, place: OwnedSemaphorePermit) -> Guest {
        let number = self.now();
        let seat = Arc::new(Seat { last: AtomicU64::new(number), leave: Notify::new() });
        self.seats().insert(number, Arc::clone(&seat));
        Guest { room: Arc::clone(self), seat, number, _place: place }
    }

    fn now(&self) -> u64 {
        self.clock.fetch_add(1, Ordering::Relaxed)
    }

    fn seats(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<Seat>>> {
        self.seats.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// Ends when it is asked to leave.
    pub(super) async fn dismissed(&self) {
        self.seat.leave.notified().await;
    }

    /// What marks the guest as one who asks for something.
    pub(super) fn bell(&self) -> Bell {
        Bell { room: Arc::clone(&self.room), seat: Arc::clone(&self.seat) }
    }
}

impl Bell {
    pub(super) fn ring(&self) {
        self.seat.last.store(self.room.now(), Ordering::Relaxed);
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.room.seats().remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether it was asked to leave, by now.
    fn asked(guest: &Guest) -> bool {
        let leave = guest.dismissed();
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        std::pin::pin!(leave).poll(&mut context).is_ready()
    }

    #[tokio::test(start_paused = true)]
    async fn who_asked_for_nothing_the_longest_leaves_where_there_is_no_place() {
        let room = Room::new(3);
        let (first, second, third) = (room.guest().await, room.guest().await, room.guest().await);
        first.bell().ring();
        let fourth = tokio::spawn({
            let room = Arc::clone(&room);
            async move { room.guest().await }
        });
        tokio::task::yield_now().await;
        assert_eq!([asked(&first), asked(&second), asked(&third)], [false, true, false]);
        drop(second);
        fourth.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn where_one_does_not_leave_the_next_one_is_asked_too() {
        let room = Room::new(2);
        let (first, second) = (room.guest().await, room.guest().await);
        let third = tokio::spawn({
            let room = Arc::clone(&room);
            async move { room.guest().await }
        });
        tokio::time::sleep(GRACE * 2).await;
        assert_eq!([asked(&first), asked(&second)], [true, true]);
        drop(second);
        third.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_room_is_empty_when_all_that_were_asked_are_gone() {
        let room = Room::new(2);
        let guest = room.guest().await;
        let empty = tokio::spawn({
            let room = Arc::clone(&room);
            async move { room.empty().await }
        });
        tokio::task::yield_now().await;
        assert!(asked(&guest) && !empty.is_finished());
        drop(guest);
        empty.await.unwrap();
    }
}
