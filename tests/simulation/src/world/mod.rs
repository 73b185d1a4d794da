//! [`World`]: devices with tabs, a network that loses things, and Amazon. Time is virtual;
//! everything is drawn from one seed.

mod audit;
mod doings;
mod engine;
mod happenings;
mod member;
mod requests;

use std::collections::BTreeMap;

use audible::{Secret, Timestamp};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use session::life::{Life, SendId, Stored, Tokens, View};

use crate::amazon::Amazon;
use crate::books::Figures;
use crate::clock::HOUR;
use crate::device::{Device, DeviceId};
use crate::faults::{Defect, Faults};

/// Everything there is.
#[derive(Debug)]
pub struct World {
    /// Amazon's clock, in milliseconds.
    pub now: i64,
    /// The other side.
    pub amazon: Amazon,
    /// How often things go wrong from now on.
    pub faults: Faults,
    /// What came of it so far.
    pub figures: Figures,
    defect: Option<Defect>,
    devices: Vec<Device>,
    tabs: BTreeMap<TabId, Tab>,
    out_of_order_until: i64,
    rng: ChaCha8Rng,
    queue: BTreeMap<(i64, u64), Happening>,
    scheduled: u64,
    opened: usize,
}

/// Names a tab; a number is not used again.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct TabId(usize);

#[derive(Debug)]
struct Tab {
    device: DeviceId,
    life: Life,
    timer: u64,
    frozen_until: i64,
    /// A use that waits.
    wants: Option<Use>,
    spins: (i64, u32),
    /// When the member signed in here (time awake).
    signed_in_at: i64,
    /// The member has seen that a sign-in is asked for.
    member_comes: bool,
    /// What the cache held when it was opened.
    opened_with: Stored,
    served: u32,
}

#[derive(Debug)]
struct Use {
    /// Time awake.
    since: i64,
    /// The token that was sent.
    sent: Option<Secret<String>>,
}

#[derive(Clone, Debug)]
enum Happening {
    InOrderAgain,
    Arrives {
        tab: TabId,
        id: SendId,
        form: String,
    },
    In(TabId, InTab),
}

/// What a tab sees; it waits while the tab does not run.
#[derive(Clone, Debug)]
enum InTab {
    Timer {
        serial: u64,
    },
    Granted,
    /// The member comes to the tab because of it, or is done with Amazon's page.
    Member {
        has_signed_in: bool,
    },
    Read,
    Answer {
        id: SendId,
        answer: Option<Answer>,
    },
    Written(Box<Tokens>),
    WriteFailed {
        revision: u64,
    },
    ApiAnswer(ApiAnswer),
}

#[derive(Clone, Debug)]
struct Answer {
    status: u16,
    body: String,
    retry_after_s: Option<i64>,
    date: i64,
}

#[derive(Clone, Debug)]
struct ApiAnswer {
    token: Secret<String>,
    /// On the device's clock.
    sent_at: Timestamp,
    accepted: bool,
    date: i64,
}

impl World {
    /// One device, signed in just now; no tab is open.
    pub fn new(seed: u64, rotates: bool, faults: Faults) -> Self {
        Self::with_defect(seed, rotates, faults, None)
    }

    /// The same, with devices that do not do what they are told to.
    pub fn with_defect(seed: u64, rotates: bool, faults: Faults, defect: Option<Defect>) -> Self {
        let now = 1_800_000_000_000;
        let mut amazon = Amazon::new(rotates);
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let clock_ahead = if rng.random_bool(0.5) {
            rng.random_range(-3 * HOUR..3 * HOUR)
        } else {
            0
        };
        let device_now = Timestamp::from_millis(now + clock_ahead);
        let (id, registration) = amazon.sign_in(now, device_now);
        let mut device = Device::new(id);
        device.clock_ahead = clock_ahead;
        let server = Timestamp::from_millis(now);
        device.cache = Some(Tokens::signed_in(registration, Some(server), device_now));
        let figures = Figures {
            otps: 1,
            ..Figures::default()
        };
        Self {
            now,
            amazon,
            faults,
            figures,
            defect,
            devices: vec![device],
            tabs: BTreeMap::new(),
            out_of_order_until: 0,
            rng,
            queue: BTreeMap::new(),
            scheduled: 0,
            opened: 0,
        }
    }

    /// The device that was signed in first.
    pub const FIRST: DeviceId = DeviceId(0);

    /// A number out of a range.
    pub fn draw(&mut self, range: std::ops::Range<i64>) -> i64 {
        self.rng.random_range(range)
    }

    /// True in so many of a hundred cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.rng.random_range(0..100) < percent
    }

    /// The devices there are.
    pub fn devices(&self) -> impl Iterator<Item = DeviceId> + use<> {
        (0..self.devices.len()).map(DeviceId)
    }

    /// Whether a device does not sleep.
    pub fn is_awake(&self, device: DeviceId) -> bool {
        self.devices[device.0].asleep_until <= self.now
    }

    /// All tabs.
    pub fn tabs(&self) -> Vec<TabId> {
        self.tabs.keys().copied().collect()
    }

    /// The tabs of one device.
    pub fn tabs_of(&self, device: DeviceId) -> Vec<TabId> {
        let of_it = self.tabs.iter().filter(|(_, tab)| tab.device == device);
        of_it.map(|(id, _)| *id).collect()
    }

    /// What a tab shows; `None` if it is closed.
    pub fn view(&self, tab: TabId) -> Option<View> {
        let it = self.tabs.get(&tab)?;
        Some(it.life.view(self.devices[it.device.0].clock(self.now)))
    }

    /// How many uses of a tab were served.
    pub fn served(&self, tab: TabId) -> u32 {
        self.tabs.get(&tab).map_or(0, |it| it.served)
    }

    /// Whether Amazon takes the refresh token that a device has stored.
    pub fn has_stored_refresh_token(&self, device: DeviceId) -> bool {
        self.devices[device.0].has_good_cache(&self.amazon)
    }

    /// Lets time pass.
    pub fn run_for(&mut self, millis: i64) {
        let end = self.now + millis;
        while let Some(entry) = self.queue.first_entry().filter(|it| it.key().0 <= end) {
            let ((time, _), happening) = entry.remove_entry();
            self.now = self.now.max(time);
            self.happen(happening);
            self.look_for_loss();
        }
        self.now = end;
    }
}
