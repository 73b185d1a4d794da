//! The clock and timers.

use std::time::Duration;

use audible::Timestamp;
use gloo_timers::callback::Interval;
use gloo_timers::future::{TimeoutFuture, sleep};

/// This device's clock, now.
#[expect(
    clippy::cast_possible_truncation,
    reason = "Date.now() is whole milliseconds within ±8.64e15"
)]
pub fn now() -> Timestamp {
    Timestamp::from_millis(js_sys::Date::now() as i64)
}

/// Milliseconds since the page was opened, unaffected by changes of the clock.
pub fn elapsed_ms() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Waits. Timers of hidden pages run late: compare with [`now`] afterwards.
pub async fn wait(time: Duration) {
    sleep(time).await;
}

/// Lets the browser paint and take input before going on.
pub async fn breathe() {
    TimeoutFuture::new(0).await;
}

/// Calls `tick` every `period` for as long as the page lives.
pub fn every(period: Duration, tick: impl FnMut() + 'static) {
    let millis = u32::try_from(period.as_millis()).unwrap_or(u32::MAX);
    Interval::new(millis, tick).forget();
}
