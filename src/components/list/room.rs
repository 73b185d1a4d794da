//! [`room_of`]: how wide something is on the screen.

use audipy::browser::viewport;
use leptos::ev;
use leptos::prelude::*;

/// Width of the element of this id in CSS pixels, `likely` until it is measured; follows the
/// window for as long as the owner lives.
pub(crate) fn room_of(id: &'static str, likely: f64) -> RwSignal<f64> {
    let room = RwSignal::new(likely);
    let look = move || {
        if let Some(now) = viewport::width_of(id).filter(|now| *now > 0.0)
            && room
                .try_get_untracked()
                .is_some_and(|known| (known - now).abs() >= 1.0)
        {
            room.set(now);
        }
    };
    Effect::new(move |_| request_animation_frame(look));
    let resized = window_event_listener(ev::resize, move |_| look());
    on_cleanup(move || resized.remove());
    room
}
