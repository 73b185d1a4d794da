//! How long something takes, whatever else the machine does meanwhile.

use std::time::{Duration, Instant};

/// What some work gives, and how long it takes: where the system tells it, the time of the processor.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let (start, busy) = (Instant::now(), busy());
    let done = work();
    let time = start.elapsed();
    let busy = busy
        .zip(self::busy())
        .map(|(from, to)| to.saturating_sub(from));
    // The kernel counts in ticks: short times are those of the clock.
    match busy {
        Some(busy) if busy > Duration::from_millis(8) => (done, busy.min(time)),
        _ => (done, time),
    }
}

/// Time that this thread was on a processor (Linux).
fn busy() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = text.split(' ').next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// As a number to print.
pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
