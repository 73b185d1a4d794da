//! The relay: what it costs against calling the sandbox directly, and its memory under a stream.

use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use e2e::stage::{Server, free_port, programs};
use reqwest::{Client, RequestBuilder};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::figures::{figure, float, heading, median};
use crate::library;

/// The same request to the sandbox, directly and through the relay.
pub(crate) async fn cost() {
    heading("relay against calling the sandbox directly (50 products an answer)");
    let folder = TempDir::new().unwrap();
    library::write_folder(1_000, folder.path());
    let sandbox_port = free_port();
    let mut sandbox = Command::new(programs().join("sandbox"));
    sandbox
        .args(["--port", &sandbox_port.to_string(), "--data"])
        .arg(folder.path());
    let _sandbox = Server::start(&mut sandbox, sandbox_port, &folder.path().join("log"));
    let sandbox = format!("http://127.0.0.1:{sandbox_port}");
    let (port, _relay) = relay(&sandbox, &folder);

    let client = client();
    let path = format!(
        "/1.0/catalog/products?asins={}&response_groups=product_desc,product_attrs,contributors,price",
        asins(&folder)
    );
    let direct = Arc::new({
        let (client, url) = (client.clone(), format!("{sandbox}{path}"));
        move || {
            client
                .get(&url)
                .header("x-sandbox-host", "api.audible.com")
                .header("user-agent", AGENT)
        }
    });
    let relayed = Arc::new({
        let (client, url) = (client.clone(), format!("https://api.audible.com{path}"));
        move || wrapped(&client, port, &url)
    });
    assert_eq!(
        body(direct()).await,
        body(relayed()).await,
        "the relay changes nothing"
    );

    let (mut by_direct, mut by_relay) = (Vec::new(), Vec::new());
    for _ in 0..200 {
        by_direct.push(milliseconds(direct()).await);
        by_relay.push(milliseconds(relayed()).await);
    }
    let (one, other) = (median(by_direct), median(by_relay));
    figure(
        "latency, one at a time, median of 200: directly",
        format!("{one:.2} ms"),
    );
    figure(
        "latency through the relay",
        format!("{other:.2} ms ({:.2} ×)", other / one),
    );
    let (mut by_direct, mut by_relay) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        by_direct.push(throughput(&direct).await);
        by_relay.push(throughput(&relayed).await);
    }
    let (one, other) = (median(by_direct), median(by_relay));
    figure(
        "throughput, 8 at a time, median of 5: directly",
        format!("{one:.0} requests/s"),
    );
    figure(
        "throughput through the relay (on the same machine)",
        format!("{other:.0} requests/s ({:.2} ×)", other / one),
    );
}

/// 100 answers of 10 MB through the relay, four at a time.
pub(crate) async fn stream() {
    heading("relay while 1 GB streams through it (100 answers of 10 MB)");
    let folder = TempDir::new().unwrap();
    let service = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", service.local_addr().unwrap());
    tokio::spawn(serve_large(service));
    let (port, relay) = relay(&url, &folder);
    let client = client();
    // One answer first: code and buffers are there then.
    let target = "https://api.audible.com/1.0/library";
    swallow(wrapped(&client, port, target)).await;
    let before = resident(relay.process());

    let most = Arc::new(AtomicU64::new(0));
    let over = Arc::new(AtomicBool::new(false));
    let watcher = tokio::spawn({
        let (most, over, process) = (most.clone(), over.clone(), relay.process());
        async move {
            while !over.load(Ordering::Relaxed) {
                most.fetch_max(resident(process).unwrap_or(0), Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    });
    let relayed = {
        let client = client.clone();
        stream_rate(move || wrapped(&client, port, target)).await
    };
    over.store(true, Ordering::Relaxed);
    watcher.await.unwrap();
    let after = resident(relay.process());

    let direct = stream_rate(move || client.get(&url)).await;
    figure(
        "throughput, 4 at a time: directly",
        format!("{direct:.0} MB/s"),
    );
    figure(
        "throughput through the relay",
        format!("{relayed:.0} MB/s ({:.2} ×)", relayed / direct),
    );
    match (before, after) {
        (Some(before), Some(after)) => {
            let mega =
                |kilo: u64| format!("{:.1} MB", f64::from(u32::try_from(kilo).unwrap()) / 1024.0);
            let most = most.load(Ordering::Relaxed);
            figure(
                "resident memory before, most during, after",
                format!("{}, {}, {}", mega(before), mega(most), mega(after)),
            );
            let flat = most < before + FLAT_KB;
            figure(
                "memory is flat (aim: less than 16 MB more)",
                if flat { "met" } else { "MISSED" },
            );
        }
        _ => figure(
            "resident memory",
            "not measured: only Linux tells it in /proc",
        ),
    }
}

/// A relay to this service whose limits do not get in the way.
fn relay(service: &str, folder: &TempDir) -> (u16, Server) {
    let port = free_port();
    let mut relay = Command::new(programs().join("relay"));
    relay.args([
        "--listen",
        &format!("127.0.0.1:{port}"),
        "--upstream",
        &format!("*={service}"),
        "--rate",
        "1000000",
        "--burst",
        "1000000",
    ]);
    let server = Server::start(&mut relay, port, &folder.path().join("relay.log"));
    (port, server)
}

/// As the page asks the relay (relay/PROTOCOL.md).
fn wrapped(client: &Client, port: u16, url: &str) -> RequestBuilder {
    client
        .post(format!("http://localhost:{port}/relay"))
        .header("sec-fetch-site", "same-origin")
        .header("x-relay-method", "GET")
        .header("x-relay-url", url)
        .header("x-relay-h-user-agent", AGENT)
}

fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

/// The first fifty titles of the folder's catalogue.
fn asins(folder: &TempDir) -> String {
    let text = std::fs::read_to_string(folder.path().join("us/catalog.json")).unwrap();
    let catalog: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let asins = catalog
        .iter()
        .filter_map(|product| product["asin"].as_str());
    asins.take(50).collect::<Vec<_>>().join(",")
}

/// The products of an answer, in an order of their own: the service's order is arbitrary.
async fn body(request: RequestBuilder) -> Vec<String> {
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let body: serde_json::Value = answer.json().await.unwrap();
    let products = body["products"].as_array().unwrap();
    assert_eq!(products.len(), 50);
    let mut asins: Vec<_> = products.iter().map(|p| p["asin"].to_string()).collect();
    asins.sort_unstable();
    asins
}

async fn milliseconds(request: RequestBuilder) -> f64 {
    let started = Instant::now();
    swallow(request).await;
    started.elapsed().as_secs_f64() * 1000.0
}

/// Has 100 large answers sent, four at a time; megabytes a second.
async fn stream_rate(request: impl Fn() -> RequestBuilder + Clone + Send + 'static) -> f64 {
    let started = Instant::now();
    let mut readers = JoinSet::new();
    for _ in 0..4 {
        let request = request.clone();
        readers.spawn(async move {
            for _ in 0..25 {
                assert_eq!(swallow(request()).await, LARGE);
            }
        });
    }
    readers.join_all().await;
    100.0 * float(LARGE) / MEGA / started.elapsed().as_secs_f64()
}

/// Requests a second.
async fn throughput(request: &Arc<impl Fn() -> RequestBuilder + Send + Sync + 'static>) -> f64 {
    let started = Instant::now();
    let mut askers = JoinSet::new();
    for _ in 0..8 {
        let request = request.clone();
        askers.spawn(async move {
            for _ in 0..50 {
                swallow(request()).await;
            }
        });
    }
    askers.join_all().await;
    400.0 / started.elapsed().as_secs_f64()
}

/// Reads an answer without keeping it; its length.
async fn swallow(request: RequestBuilder) -> usize {
    let mut answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let mut length = 0;
    while let Some(chunk) = answer.chunk().await.unwrap() {
        length += chunk.len();
    }
    length
}

/// Answers every request with 10 MB.
async fn serve_large(listener: TcpListener) {
    let block: Arc<[u8]> = vec![b'x'; 1 << 16].into();
    while let Ok((mut stream, _)) = listener.accept().await {
        let block = block.clone();
        tokio::spawn(async move {
            let mut asked = Vec::new();
            let mut some = [0; 4096];
            loop {
                match stream.read(&mut some).await {
                    Ok(0) | Err(_) => return,
                    Ok(count) => asked.extend_from_slice(&some[..count]),
                }
                if !asked.ends_with(b"\r\n\r\n") {
                    continue;
                }
                asked.clear();
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {LARGE}\r\n\r\n"
                );
                if stream.write_all(head.as_bytes()).await.is_err() {
                    return;
                }
                let mut left = LARGE;
                while left > 0 {
                    let now = left.min(block.len());
                    if stream.write_all(&block[..now]).await.is_err() {
                        return;
                    }
                    left -= now;
                }
            }
        });
    }
}

/// Kilobytes of a process that are in memory.
fn resident(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

const AGENT: &str = "bench";
const LARGE: usize = 10 << 20;
const MEGA: f64 = 1024.0 * 1024.0;
/// Noise of allocator and buffers.
const FLAT_KB: u64 = 16 << 10;
