//! Serves a sandbox on a socket, on loopback only.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tower::ServiceExt as _;

use crate::Sandbox;
use crate::router::{Dropped, router};

/// Serves until the future is dropped. Each connection has a task of its own.
///
/// # Errors
/// Where the listener does not listen on loopback, or can accept nothing any more.
pub async fn serve(listener: TcpListener, sandbox: Arc<Sandbox>) -> io::Result<()> {
    if !listener.local_addr()?.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "the sandbox listens on loopback only",
        ));
    }
    let router = router(sandbox);
    loop {
        let (stream, _) = listener.accept().await?;
        let router = router.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                let router = router.clone();
                async move {
                    let answer = router
                        .oneshot(request.map(Body::new))
                        .await
                        .unwrap_or_else(|never| match never {});
                    // An error here makes hyper close the connection without an answer.
                    if answer.extensions().get::<Dropped>().is_some() {
                        return Err(io::Error::from(io::ErrorKind::ConnectionReset));
                    }
                    Ok(answer)
                }
            });
            // What a client breaks off concerns nobody else.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
