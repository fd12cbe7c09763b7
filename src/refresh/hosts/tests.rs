use chrono::{TimeDelta, TimeZone};

use super::*;
use Patience::{Kept, Overruled};

fn host(name: &str) -> HostPort {
    name.parse().unwrap()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 2, 9, 0, 0).unwrap()
}

const PAUSE: Duration = Duration::from_millis(500);

/// Seconds after `started` at which each of `count` requests, `length` long, began.
async fn begun(hosts: &Arc<Hosts>, names: &[impl AsRef<str>], length: Duration) -> Vec<f64> {
    let started = Instant::now();
    let asking = names.iter().map(|name| {
        let (hosts, host) = (Arc::clone(hosts), host(name.as_ref()));
        tokio::spawn(async move {
            let turn = hosts.turn(&host, Kept, now()).await.unwrap();
            let begun = started.elapsed().as_secs_f64();
            turn.during(tokio::time::sleep(length)).await;
            begun
        })
    });
    let asking: Vec<_> = asking.collect();
    let mut begun = Vec::new();
    for task in asking {
        begun.push((task.await.unwrap() * 10.0).round() / 10.0);
    }
    begun
}

#[tokio::test(start_paused = true)]
async fn requests_to_one_host_have_a_pause_between_them_and_other_hosts_none() {
    let hosts = Arc::new(Hosts::new(PAUSE));
    let begun = begun(&hosts, &["a.example:443", "a.example:443", "b.example:443"], PAUSE / 10);
    assert_eq!(begun.await, [0.0, 0.5, 0.0]);
}

#[tokio::test(start_paused = true)]
async fn a_host_has_two_requests_at_once_and_all_have_thirty_two() {
    let hosts = Arc::new(Hosts::new(Duration::ZERO));
    let second = Duration::from_secs(1);
    assert_eq!(begun(&hosts, &["a.example:443"; 5], second).await, [0.0, 0.0, 1.0, 1.0, 2.0]);
    let begun = begun(&hosts, &names(40), second / 5).await;
    let at = |time: f64| begun.iter().filter(|begun| **begun == time).count();
    assert_eq!((at(0.0), at(0.2)), (32, 8), "{begun:?}");
}

#[tokio::test(start_paused = true)]
async fn hosts_that_hang_hold_no_place_among_all_for_longer_than_half_a_second() {
    let hosts = Arc::new(Hosts::new(Duration::ZERO));
    let begun = begun(&hosts, &names(70), Duration::from_secs(60)).await;
    let at = |time: f64| begun.iter().filter(|begun| **begun == time).count();
    assert_eq!((at(0.0), at(0.5), at(1.0)), (32, 32, 6), "{begun:?}");
}

/// Hosts of their own.
fn names(count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{n}.example:443")).collect()
}

#[tokio::test(start_paused = true)]
async fn those_who_queue_for_a_slow_host_keep_nobody_from_the_others() {
    let hosts = Arc::new(Hosts::new(Duration::ZERO));
    let mut names = vec!["slow.example:443"; 20];
    names.push("quick.example:443");
    let begun = begun(&hosts, &names, Duration::from_secs(60)).await;
    assert_eq!(begun.last(), Some(&0.0));
}

#[tokio::test(start_paused = true)]
async fn a_host_that_asked_for_patience_is_left_alone_by_everybody_until_then() {
    let hosts = Hosts::new(Duration::ZERO);
    let (a, b) = (host("a.example:443"), host("b.example:443"));
    let until = now() + TimeDelta::hours(1);
    hosts.wait(&a, until);
    // An earlier time does not shorten it.
    hosts.wait(&a, now() + TimeDelta::minutes(1));
    assert_eq!(hosts.turn(&a, Kept, now()).await.unwrap_err(), Wait(until));
    assert!(hosts.turn(&b, Kept, now()).await.is_ok());
    assert!(hosts.turn(&a, Overruled, now()).await.is_ok());
    assert!(hosts.turn(&a, Kept, until).await.is_ok());
    assert_eq!(hosts.waits(now()), [(a.clone(), until)].into());
    assert_eq!(hosts.waits(until), Waits::new());

    let restarted = Hosts::new(Duration::ZERO);
    restarted.learn(&[(b.clone(), now() + TimeDelta::days(3))].into(), now());
    restarted.learn(&hosts.waits(now()), now());
    assert_eq!(restarted.turn(&a, Kept, now()).await.unwrap_err(), Wait(until));
    assert!(restarted.turn(&b, Kept, now()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn who_waits_for_a_turn_hears_of_a_wait_that_comes_meanwhile() {
    let hosts = Arc::new(Hosts::new(PAUSE));
    let a = host("a.example:443");
    drop(hosts.turn(&a, Kept, now()).await.unwrap());
    let (queueing, its) = (Arc::clone(&hosts), a.clone());
    let queued = tokio::spawn(async move { queueing.turn(&its, Kept, now()).await.map(drop) });
    tokio::task::yield_now().await;
    let until = now() + TimeDelta::hours(1);
    hosts.wait(&a, until);
    assert_eq!(queued.await.unwrap(), Err(Wait(until)));
}
