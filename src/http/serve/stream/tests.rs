use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

use super::*;

const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test(start_paused = true)]
async fn a_reader_that_takes_nothing_is_given_up_and_one_that_takes_a_byte_now_and_then_is_not() {
    let (ours, mut theirs) = duplex(1);
    let mut ours = Patient::new(ours, PATIENCE);
    let writing = tokio::spawn(async move { ours.write_all(b"abcd").await });
    for _ in 0..2 {
        tokio::time::sleep(PATIENCE - Duration::from_secs(1)).await;
        theirs.read_u8().await.unwrap();
    }
    assert!(!writing.is_finished());
    let stopped = tokio::time::Instant::now();
    let failure = writing.await.unwrap().unwrap_err();
    assert_eq!(failure.kind(), io::ErrorKind::TimedOut);
    assert_eq!(stopped.elapsed().as_secs(), PATIENCE.as_secs());
    drop(theirs);
}

#[tokio::test(start_paused = true)]
async fn what_is_still_sent_is_read_before_the_end_and_not_for_ever() {
    let (ours, mut theirs) = duplex(64 * 1024);
    theirs.write_all(&[0; 1000]).await.unwrap();
    let mut ours = Patient::new(ours, PATIENCE);
    let begun = tokio::time::Instant::now();
    ours.shutdown().await.unwrap();
    assert_eq!(begun.elapsed().as_millis(), LINGER.as_millis());
    // All of it was taken: there is nothing that a reset could be the answer to.
    let mut rest = [0; 1];
    let mut buffer = ReadBuf::new(&mut rest);
    let mut context = Context::from_waker(std::task::Waker::noop());
    assert!(Pin::new(&mut ours).poll_read(&mut context, &mut buffer).is_pending());
    drop(theirs);
}

#[tokio::test(start_paused = true)]
async fn where_nothing_is_under_way_the_end_comes_at_once() {
    for close in [true, false] {
        let (ours, theirs) = duplex(10);
        let kept = (!close).then_some(theirs);
        let begun = tokio::time::Instant::now();
        Patient::new(ours, PATIENCE).shutdown().await.unwrap();
        assert_eq!(begun.elapsed(), Duration::ZERO);
        drop(kept);
    }
}

#[tokio::test(start_paused = true)]
async fn who_sends_without_end_is_not_listened_to_without_end() {
    let (ours, mut theirs) = duplex(64 * 1024);
    let sent = tokio::spawn(async move {
        let mut sent = 0_usize;
        while theirs.write_all(&[0; 16 * 1024]).await.is_ok() {
            sent += 16 * 1024;
        }
        sent
    });
    tokio::task::yield_now().await;
    let wall = Instant::now();
    Patient::new(ours, PATIENCE).shutdown().await.unwrap();
    let sent = sent.await.unwrap();
    assert!(sent <= LINGER_BYTES + 128 * 1024, "{sent}");
    assert!(wall.elapsed() < PATIENCE);
}
