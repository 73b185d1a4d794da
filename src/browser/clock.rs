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

/// Minutes that this device's time zone is east of UTC now.
#[expect(
    clippy::cast_possible_truncation,
    reason = "time zones are within ±14 hours"
)]
pub fn utc_offset_min() -> i16 {
    -js_sys::Date::new_0().get_timezone_offset() as i16
}

/// The calendar day of this device.
pub fn today() -> time::Date {
    day_of(now()).unwrap_or(time::Date::MIN)
}

/// The calendar day of a moment on this device, by its time zone of now.
pub fn day_of(at: Timestamp) -> Option<time::Date> {
    at.plus_millis(i64::from(utc_offset_min()) * 60_000)
        .date_utc()
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

/// Waits until this device's clock shows a time; at once if it does already.
pub async fn wait_until(at: Timestamp) {
    loop {
        let left = at.millis_since(now());
        if left <= 0 {
            return;
        }
        // In pieces: a clock that is set, or a device that slept, must not make it late by hours.
        wait(Duration::from_millis(left.unsigned_abs().min(60_000))).await;
    }
}

/// Lets the browser paint and take input before going on.
pub async fn breathe() {
    TimeoutFuture::new(0).await;
}

/// Takes steps until one says that nothing is left, some milliseconds of them at a time: in between the
/// browser paints and takes input.
pub async fn in_steps(mut step: impl FnMut() -> bool) {
    let mut until = elapsed_ms() + STEPS_MS;
    while step() {
        if elapsed_ms() >= until {
            breathe().await;
            until = elapsed_ms() + STEPS_MS;
        }
    }
}

/// The last step may take longer; tasks of a page are to be shorter than 50 ms.
const STEPS_MS: f64 = 8.0;

/// Calls `tick` every `period` for as long as the page lives.
pub fn every(period: Duration, tick: impl FnMut() + 'static) {
    let millis = u32::try_from(period.as_millis()).unwrap_or(u32::MAX);
    Interval::new(millis, tick).forget();
}
