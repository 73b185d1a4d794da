//! How much a delta saves, and how much asking side by side does: `cargo xtask bench delta`.

use std::collections::BTreeSet;
use std::error::Error;
use std::time::Duration;

use audible::search::{PersonQuery, Role};
use audible::{Marketplace, Snapshot};
use deltas::{Run, World, now};
use serde_json::json;
use session::sync::{Options, Sync};

const LATENCY: Duration = Duration::from_millis(100);
const LOOKUPS: usize = 150;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let world = World::new("big-5000")?.far_away(LATENCY, usize::MAX);
    let first = run(&world, Snapshot::new(Marketplace::Us), Options::new(1)).await?;
    let titles = first.snapshot.items.len();
    let changes = titles / 100;
    let kinds = ["rename", "remove", "add", "archive"];
    let happens: Vec<_> = (0..changes).map(|n| kinds[n % kinds.len()]).collect();
    world.switch("library-change", json!(happens.join(",")));
    let delta = run(&world, first.snapshot, Options::new(1)).await?;
    let whole = run(&world, delta.snapshot.clone(), Options::new(1).anew()).await?;
    println!("{titles} titles, {changes} of them changed, 100 ms latency");
    tell("everything anew", &whole);
    tell("what had changed", &delta);
    let library = delta.requests.get("/1.0/library").copied().unwrap_or(0);
    println!(
        "  {:<28} {:.1} × less time, {:.0} × fewer bytes; library in {library} requests (aim: 3 at most{})",
        "so a delta takes",
        whole.took.as_secs_f64() / delta.took.as_secs_f64(),
        ratio(whole.bytes, delta.bytes),
        if library <= 3 { "" } else { ", missed" },
    );

    let people = people(&whole.snapshot);
    let mut times = Vec::new();
    println!("{} lookups in the catalogue, 100 ms latency", people.len());
    for (name, at_once) in [("one by one", 1), ("8 in flight", 8)] {
        let world = World::new("big-5000")?.far_away(LATENCY, at_once);
        let options = Options {
            look_further: true,
            ..Options::new(1)
        };
        // Everything else is fresh: only people are left to be looked up.
        let sync = Sync::new(whole.snapshot.clone(), options, now());
        let run = world.run(sync, &people).await;
        run.outcome.as_ref().map_err(ToString::to_string)?;
        println!(
            "  {name:<28} {:.1} s, {} requests",
            run.searching.as_secs_f64(),
            run.requests
                .get("/1.0/catalog/products")
                .copied()
                .unwrap_or(0),
        );
        times.push(run.searching.as_secs_f64());
    }
    let gain = times[0] / times[1];
    let missed = if gain >= 6.0 { "" } else { ", missed" };
    println!(
        "  {:<28} {gain:.1} × (aim: 6 × at least{missed})",
        "so side by side is faster by"
    );
    Ok(())
}

async fn run(world: &World, snapshot: Snapshot, options: Options) -> Result<Run, Box<dyn Error>> {
    let run = world.run(Sync::new(snapshot, options, now()), &[]).await;
    run.outcome.as_ref().map_err(ToString::to_string)?;
    Ok(run)
}

fn tell(name: &str, run: &Run) {
    println!(
        "  {name:<28} {:.2} s, {} requests, {:.1} MB",
        run.took.as_secs_f64(),
        run.sent(),
        ratio(run.bytes, 1_000_000),
    );
}

#[expect(clippy::cast_precision_loss, reason = "figures to look at")]
fn ratio(one: usize, other: usize) -> f64 {
    one as f64 / other.max(1) as f64
}

/// Authors and narrators of the library, as many as are looked up.
fn people(snapshot: &Snapshot) -> Vec<PersonQuery> {
    let mut met = BTreeSet::new();
    let mut people = Vec::new();
    for item in &snapshot.items {
        let authors = item.product.authors.iter().map(|it| (Role::Author, it));
        let narrators = item.product.narrators.iter().map(|it| (Role::Narrator, it));
        for (role, person) in authors.chain(narrators) {
            if people.len() < LOOKUPS && met.insert((role, person.name.clone())) {
                people.push(PersonQuery {
                    role,
                    name: person.name.clone(),
                    asin: None,
                });
            }
        }
    }
    people
}
