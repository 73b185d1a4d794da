//! Sockets: connection and header limits, idle time-outs, a clean end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::{Relay, app};

/// Serves until `stop` resolves, then lets running requests finish for a while.
pub async fn serve(relay: Arc<Relay>, listener: TcpListener, stop: impl Future<Output = ()>) {
    let limits = relay.options.limits.clone();
    let places = Arc::new(Semaphore::new(limits.connections));
    let router = app(Arc::clone(&relay));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.idle)
        .max_buf_size(limits.headers);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            break;
        };
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => {
                let Ok(accepted) = accepted else {
                    // Out of file descriptors, most likely: let some close.
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                };
                accepted
            }
            () = &mut stop => break,
        };
        let connection = graceful.watch(connection(&http, router.clone(), stream, peer));
        let relay = Arc::clone(&relay);
        tokio::spawn(async move {
            relay.metrics.connected();
            // A broken connection concerns nobody but its client.
            drop(connection.await);
            relay.metrics.disconnected();
            drop(place);
        });
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(SHUTDOWN_PATIENCE) => {}
    }
}

/// Serves the metrics; `listener` is on loopback.
pub async fn serve_metrics(relay: Arc<Relay>, listener: TcpListener) -> std::io::Result<()> {
    let router = Router::new().route(
        "/metrics",
        get(move || async move {
            (
                [(
                    "content-type",
                    "application/openmetrics-text; version=1.0.0",
                )],
                relay.metrics.text(),
            )
        }),
    );
    axum::serve(listener, router).await
}

fn connection(
    http: &http1::Builder,
    router: Router,
    stream: TcpStream,
    peer: SocketAddr,
) -> http1::Connection<
    TokioIo<TcpStream>,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = axum::response::Response,
        Error = Infallible,
        Future: Send,
    > + use<>,
> {
    // Small answers must not wait for more; if it fails they are merely slower.
    drop(stream.set_nodelay(true));
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    http.serve_connection(TokioIo::new(stream), service)
}

const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(10);
