//! What only a socket shows: answers that never come, and half of one.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr};

use serde_json::json;

use crate::world::World;

/// Everything that comes back on a connection for one request.
async fn raw(address: SocketAddr) -> String {
    tokio::task::spawn_blocking(move || {
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        stream
            .write_all(
                b"GET /user/profile HTTP/1.1\r\nhost: 127.0.0.1\r\n\
                  x-sandbox-host: api.amazon.com\r\nconnection: close\r\n\r\n",
            )
            .unwrap();
        let mut answer = Vec::new();
        // An end by reset is an end too.
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    })
    .await
    .unwrap()
}

#[tokio::test]
async fn faults_end_connections() {
    let world = World::new();
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .await
        .unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(sandbox::serve::serve(listener, world.sandbox.clone()));

    let whole = raw(address).await;
    assert!(whole.starts_with("HTTP/1.1 401"), "{whole}");
    for kind in ["drop_before", "drop_after"] {
        world
            .steer("fault", json!({"path": "/user/profile", "do": kind}))
            .await;
        assert_eq!(raw(address).await, "", "{kind}");
    }
    world
        .steer("fault", json!({"path": "/user/profile", "do": "cut"}))
        .await;
    let half = raw(address).await;
    let (head, body) = half.split_once("\r\n\r\n").unwrap();
    let promised: usize = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap()
        .parse()
        .unwrap();
    assert!(body.len() < promised, "{half}");
    assert_eq!(raw(address).await.len(), whole.len());
    serving.abort();
}

#[tokio::test]
async fn it_listens_on_loopback_only() {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0))
        .await
        .unwrap();
    let refused = sandbox::serve::serve(listener, World::new().sandbox).await;
    assert!(refused.is_err());
}
