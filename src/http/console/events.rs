//! A run as it goes on, as server-sent events (HTML, 9.2).

use std::convert::Infallible;
use std::fmt::Write;
use std::pin::Pin;
use std::task::{Context as TaskContext, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Extension, Path};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use hyper::body::Frame;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio::time::{MissedTickBehavior, interval};

use super::call::{Call, Called, Who};
use crate::console::{Refusal, step, summary};
use crate::http::error::Problem;
use crate::id::RunId;
use crate::refresh::Follower;
use crate::store::runs;

/// What comes in between keeps proxies from closing, and shows us that the reader is gone.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A reader that takes less is waited for.
const AHEAD: usize = 8;

/// Each event has the number of its step, from one on; who comes back is told what came after the last one
/// that they had.
pub(super) async fn of_run(
    Extension(call): Called,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let id = RunId(Call::number(&id)?);
    let follower = call.context.refresh.follow(id);
    let run = call.read(move |connection| runs::get(connection, id)).await?;
    if run.is_none() {
        return Err(Problem::not_found(format!("there is no run {id}")).about(Refusal::NoRun));
    }
    let Some(permit) = call.context.desk.stream() else {
        let mut full = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "too many watch runs already; load the page again instead",
        )
        .into_response();
        full.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("15"));
        return Ok(full);
    };
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let seen = last.or_else(|| call.query("seen")).and_then(|seen| seen.parse().ok()).unwrap_or(0);
    let (sender, receiver) = mpsc::channel(AHEAD);
    let telling = Telling { call, id, sender, _permit: permit };
    tokio::spawn(telling.tell(follower, seen));
    let kind = [(header::CONTENT_TYPE, "text/event-stream; charset=utf-8")];
    Ok((kind, Body::new(Stream(receiver))).into_response())
}

struct Telling {
    call: Call,
    id: RunId,
    sender: mpsc::Sender<Bytes>,
    _permit: OwnedSemaphorePermit,
}

impl Telling {
    async fn tell(self, follower: Option<Follower>, mut seen: usize) {
        let mut heartbeat = interval(HEARTBEAT);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut follower = match follower {
            Some(follower) => follower,
            None => return self.end(seen).await,
        };
        loop {
            let steps = tokio::select! {
                steps = follower.after(seen) => steps,
                _ = heartbeat.tick() => {
                    if !self.may_go_on().await || !self.send(":\n\n".to_owned()).await {
                        return;
                    }
                    continue;
                }
                () = self.sender.closed() => return,
                () = self.call.context.desk.closed() => return,
            };
            let Some(steps) = steps else { return self.end(seen).await };
            for one in steps {
                seen += 1;
                let line = step(&one, &self.call.lang);
                if !self.send(event(seen, "step", &line)).await {
                    return;
                }
            }
        }
    }

    /// What came of it, where it has come to its end; a run that nobody told of may still go on.
    async fn end(&self, seen: usize) {
        let id = self.id;
        let Ok(Some(run)) = self.call.read(move |connection| runs::get(connection, id)).await
        else {
            return;
        };
        if let Some(report) = &run.report {
            let told = summary(report, &self.call.lang);
            if !self.send(event(seen, "plan", &told)).await {
                return;
            }
        }
        if run.ended.is_some() {
            self.send(event(seen, "end", "")).await;
        }
    }

    async fn may_go_on(&self) -> bool {
        match &self.call.who {
            Some(who) => Who::has_its_token(who, &self.call.context).await.unwrap_or(true),
            None => false,
        }
    }

    /// False where the reader is gone.
    async fn send(&self, text: String) -> bool {
        self.sender.send(text.into()).await.is_ok()
    }
}

fn event(id: usize, name: &str, data: &str) -> String {
    let mut text = format!("id: {id}\nevent: {name}\n");
    for line in data.split('\n') {
        // Writing to memory cannot fail.
        writeln!(text, "data: {line}").unwrap_or_default();
    }
    text.push('\n');
    text
}

/// What is sent into it, as it comes.
struct Stream(mpsc::Receiver<Bytes>);

impl hyper::body::Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut TaskContext<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(cx).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
