//! The page before the sign-in.

use maud::html;

use super::Frame;
use super::layout::page as in_frame;
use super::words::pages as say;

/// What the visitor is told besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entrance {
    Open,
    /// There is no token that could be sent.
    Closed,
    Wrong,
    /// Too many wrong tokens; in so many seconds they are looked at again.
    Wait {
        seconds: u64,
    },
    Left,
}

/// `then` is where the visitor wanted to go, below the console's address.
#[must_use]
pub fn page(frame: &Frame<'_>, entrance: Entrance, then: Option<&str>) -> String {
    let problem = match entrance {
        Entrance::Wrong => Some(frame.say(say::WRONG_TOKEN).to_owned()),
        Entrance::Wait { seconds } => {
            let [before, after] = say::TOO_MANY.map(|words| frame.say(words));
            Some(format!("{before} {seconds} {after}"))
        }
        Entrance::Open | Entrance::Closed | Entrance::Left => None,
    };
    let main = html! {
        @if entrance == Entrance::Closed {
            p { (frame.say(say::NO_TOKEN)) }
            pre tabindex="0" { code { "kooste token new NAME" } }
        } @else {
            @if entrance == Entrance::Left { p role="status" { (frame.say(say::SIGNED_OUT)) } }
            p { (frame.say(say::SIGN_IN_HOW)) }
            @if let Some(problem) = &problem { p #problem .problem role="alert" { (problem) } }
            form method="post" action=(frame.to("sign-in")) {
                @if let Some(then) = then { input type="hidden" name="then" value=(then); }
                label for="token" { (frame.say(say::TOKEN)) }
                input #token type="password" name="token" required autocomplete="current-password"
                    spellcheck="false" aria-describedby=[problem.as_ref().map(|_| "problem")]
                    aria-invalid=[problem.as_ref().map(|_| "true")];
                button type="submit" { (frame.say(say::SIGN_IN)) }
            }
        }
    };
    in_frame(frame, frame.say(say::SIGN_IN), &main)
}
