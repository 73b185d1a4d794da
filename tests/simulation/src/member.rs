//! Drawn behaviour: how a member's days go.

use crate::books::Figures;
use crate::clock::{DAY, HOUR, MINUTE, SECOND};
use crate::device::DeviceId;
use crate::faults::{Defect, Faults};
use crate::world::World;

/// So many days out of one seed, with everything that can happen in them.
pub fn simulate(days: u32, seed: u64) -> Figures {
    simulate_with(days, seed, None)
}

/// The same, with devices that do not do what they are told to.
pub fn simulate_with(days: u32, seed: u64, defect: Option<Defect>) -> Figures {
    let mut world = World::with_defect(seed, false, Faults::default(), defect);
    // Two devices with one registration, or one whose refresh tokens may rotate.
    let is_shared = world.chance(50);
    if is_shared {
        world.add_device();
    }
    for number in 0..days {
        if number % SEASON == 0 {
            world.faults = faults(&mut world);
            world.amazon.rotates = !is_shared && world.chance(50);
        }
        strokes_of_fate(&mut world, is_shared);
        day(&mut world);
    }
    settle(&mut world);
    world.close_books();
    world.figures.days = days;
    world.figures
}

/// A day of drawn behaviour on all devices.
pub fn day(world: &mut World) {
    let end = world.now + DAY;
    for _ in 0..world.draw(1..5) {
        let pause = world.draw(10 * MINUTE..5 * HOUR);
        world.run_for(pause);
        let device = pick_device(world);
        sitting(world, device);
    }
    world.run_for((end - world.now).max(0));
}

/// Everything works for a while.
pub fn settle(world: &mut World) {
    world.faults = Faults::default();
    for device in world.devices() {
        world.set_online(device, true);
    }
    world.run_for(2 * HOUR);
}

/// The member opens some tabs, uses them now and then, and closes most of them.
fn sitting(world: &mut World, device: DeviceId) {
    if !world.is_awake(device) {
        return;
    }
    for _ in 0..world.draw(1..4) {
        let tab = world.open_tab(device);
        world.use_library(tab);
        let moment = world.draw(0..3 * SECOND);
        world.run_for(moment);
    }
    for _ in 0..world.draw(1..12) {
        let pause = world.draw(SECOND..25 * MINUTE);
        if world.chance(10) {
            world.sleep(device, pause);
        }
        world.run_for(pause);
        for tab in world.tabs_of(device) {
            if world.chance(50) {
                world.look_at(tab);
                world.use_library(tab);
            }
            if world.chance(2) {
                world.ask_refresh(tab);
            }
            if world.chance(3) {
                let pause = world.draw(0..30 * MINUTE);
                world.freeze(tab, pause);
            }
        }
    }
    for tab in world.tabs_of(device) {
        if world.chance(70) {
            world.kill_tab(tab);
        }
    }
}

/// What befalls a member once in some weeks.
fn strokes_of_fate(world: &mut World, is_shared: bool) {
    let device = pick_device(world);
    if world.chance(15) {
        let online = world.chance(60);
        world.set_online(device, online);
    } else {
        world.set_online(device, true);
    }
    if world.chance(8) {
        let ahead = if world.chance(20) {
            world.draw(-40 * DAY..40 * DAY)
        } else {
            world.draw(-3 * HOUR..3 * HOUR)
        };
        world.set_clock(device, ahead);
    }
    if world.chance(8) {
        let nap = world.draw(HOUR..3 * DAY);
        world.sleep(device, nap);
    }
    if world.chance(5) {
        let outage = world.draw(MINUTE..6 * HOUR);
        world.out_of_order(outage);
    }
    if world.chance(2) {
        world.forget_access_tokens();
    }
    if world.chance(1) {
        world.revoke(device);
    }
    if is_shared && world.chance(1) {
        let other = pick_device(world);
        if other != device {
            world.copy_tokens(device, other);
        }
    }
}

/// How bad the next weeks are.
fn faults(world: &mut World) -> Faults {
    if world.chance(30) {
        return Faults::default();
    }
    let mut up_to = |most: u32| u32::try_from(world.draw(0..i64::from(most) + 1)).unwrap_or(0);
    Faults {
        drop_before: up_to(Faults::BAD.drop_before),
        drop_after: up_to(Faults::BAD.drop_after),
        late: up_to(Faults::BAD.late),
        service: up_to(Faults::BAD.service),
        odd_shape: up_to(Faults::BAD.odd_shape),
        storage: up_to(Faults::BAD.storage),
        kill: up_to(Faults::BAD.kill),
    }
}

/// Mostly the first.
fn pick_device(world: &mut World) -> DeviceId {
    let is_other = world.chance(30);
    let last = world.devices().last();
    last.filter(|_| is_other).unwrap_or(World::FIRST)
}

/// Faults change after so many days.
const SEASON: u32 = 20;
