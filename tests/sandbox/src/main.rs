//! `sandbox --port 9000 [--data DIR] [--latency-ms N] [--seed N]`

use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use sandbox::{Options, Sandbox};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("sandbox: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), String> {
    let Some((port, options)) = parse(std::env::args().skip(1))? else {
        println!("{USAGE}");
        return Ok(());
    };
    let sandbox = Sandbox::new(options).map_err(|error| error.to_string())?;
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| {
            format!("cannot listen on 127.0.0.1:{port}: {error}; take another --port")
        })?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("The sandbox (not Amazon) is at http://{address}/");
    println!("Its people and their codes: http://{address}/sandbox/codes");
    tokio::select! {
        served = sandbox::serve::serve(listener, sandbox) => served.map_err(|error| error.to_string()),
        _ = tokio::signal::ctrl_c() => Ok(()),
    }
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<(u16, Options)>, String> {
    let mut port = 9000;
    let mut options = Options::default();
    while let Some(name) = arguments.next() {
        if matches!(name.as_str(), "--help" | "-h") {
            return Ok(None);
        }
        let value = arguments
            .next()
            .ok_or_else(|| format!("{name} needs a value\n{USAGE}"))?;
        let number = || {
            value
                .parse::<u64>()
                .map_err(|_| format!("{name} needs a number, not {value:?}"))
        };
        match name.as_str() {
            "--port" => {
                port = u16::try_from(number()?).map_err(|_| format!("{value} is no port"))?;
            }
            "--data" => options.data = Some(PathBuf::from(&value)),
            "--latency-ms" => options.latency = Duration::from_millis(number()?),
            "--seed" => options.seed = number()?,
            _ => return Err(format!("{name} is not known\n{USAGE}")),
        }
    }
    Ok(Some((port, options)))
}

const USAGE: &str = "\
sandbox [--port 9000] [--data DIR] [--latency-ms N] [--seed N]
  --port        where to listen, on 127.0.0.1; 0 takes any
  --data        folder with library.json, catalog.json …; an invented library without it
  --latency-ms  holds every answer of Amazon and Audible back
  --seed        another invented library";
