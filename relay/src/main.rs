//! The relay's process: options, sockets, signals.

use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;

use relay::Relay;
use relay::options::{Options, Usage};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> ExitCode {
    match Options::parse(std::env::args().skip(1)) {
        Ok(options) => match run(options).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("relay: {error}");
                ExitCode::FAILURE
            }
        },
        Err(help @ Usage::Help) => {
            println!("{help}");
            ExitCode::SUCCESS
        }
        Err(usage) => {
            eprintln!("relay: {usage}");
            ExitCode::from(2)
        }
    }
}

async fn run(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let relay = Arc::new(Relay::new(options)?);
    let listen = relay.options.listen;
    let listener = TcpListener::bind(listen)
        .await
        .map_err(|error| format!("cannot listen on {listen}: {error}"))?;
    if let Some(port) = relay.options.metrics_port {
        let metrics = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(|error| format!("cannot listen on port {port} for metrics: {error}"))?;
        tokio::spawn(relay::server::serve_metrics(Arc::clone(&relay), metrics));
    }
    println!("relay: listening on http://{}", listener.local_addr()?);
    relay::server::serve(relay, listener, stopped()).await;
    Ok(())
}

/// Resolves at Ctrl-C or, on Unix, when told to terminate.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    drop(tokio::signal::ctrl_c().await);
}
