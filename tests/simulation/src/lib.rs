//! Years of use of the token life cycle ([`session::life`]), drawn from one seed.
//!
//! The machine under test decides; everything else is made here: tabs, a cache and a lock for each
//! device, clocks that are wrong and are set, sleep, bad networks, tabs that are killed between any
//! two steps, and an [`Amazon`] with books of its own. What is counted ([`Figures`]) is what the
//! world sees, never what the machine says of itself; `tests/counters.rs` breaks the world on
//! purpose ([`Defect`]) to show that each counter counts.

mod amazon;
mod books;
mod clock;
mod device;
mod faults;
mod member;
mod world;

pub use amazon::Amazon;
pub use books::Figures;
pub use clock::{DAY, HOUR, MINUTE, SECOND};
pub use device::DeviceId;
pub use faults::{Defect, Faults};
pub use member::{day, settle, simulate, simulate_with};
pub use world::{TabId, World};
