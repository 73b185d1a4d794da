//! `cargo xtask start`: the page and the relay on one origin, with `--sandbox` also Amazon's
//! stand-in.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::thread;
use std::time::{Duration, Instant};

use crate::build;

/// Runs until Ctrl-C.
pub(crate) fn run(arguments: &[String]) -> Result<(), String> {
    let Options { port, sandbox } = Options::parse(arguments)?;
    if !is_free(port) {
        return Err(format!(
            "port {port} is in use; choose another: cargo xtask start --port {}",
            port.wrapping_add(1).max(1024)
        ));
    }
    let packages: &[&str] = if sandbox {
        &["relay", "sandbox"]
    } else {
        &["relay"]
    };
    // Beside the tools and the page, which keep one core busy for minutes at their ends.
    let servers = thread::spawn(|| build::servers(packages));
    let site = build::site()?;
    let programs = servers
        .join()
        .map_err(|_| "building the servers broke off".to_owned())??;

    let mut relay = Command::new(programs.join("relay"));
    relay
        .args(["--listen", &format!("127.0.0.1:{port}")])
        // The member's own relay: passwords that pass through it stay with them.
        .arg("--scripted-sign-in")
        .arg("--site")
        .arg(site);
    let mut servers = Servers::new();
    if sandbox {
        let sandbox_port = (9000..9100)
            .find(|candidate| *candidate != port && is_free(*candidate))
            .ok_or("no free port between 9000 and 9100 for the sandbox")?;
        relay.args(["--sandbox", &format!("http://127.0.0.1:{sandbox_port}")]);
        servers.start(
            Command::new(programs.join("sandbox")).args(["--port", &sandbox_port.to_string()]),
            sandbox_port,
        )?;
        println!("{}", invitation(sandbox_port));
    }
    servers.start(&mut relay, port)?;
    println!("\nAudiPy is at  http://localhost:{port}   (Ctrl-C ends it)\n");
    servers.wait()
}

#[derive(Debug)]
struct Options {
    port: u16,
    sandbox: bool,
}

impl Options {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut options = Self {
            port: 8080,
            sandbox: false,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--sandbox" => options.sandbox = true,
                "--port" => {
                    options.port = arguments
                        .next()
                        .and_then(|port| port.parse().ok())
                        .filter(|port| *port > 0)
                        .ok_or("--port needs a number from 1 to 65535")?;
                }
                other => {
                    return Err(format!(
                        "start does not know {other:?}; it takes --port N and --sandbox"
                    ));
                }
            }
        }
        Ok(options)
    }
}

/// Child processes that end when this one does.
pub(crate) struct Servers(Vec<Child>);

impl Servers {
    /// None yet.
    pub(crate) const fn new() -> Self {
        Self(Vec::new())
    }

    /// Starts a server and waits until its port answers.
    pub(crate) fn start(&mut self, command: &mut Command, port: u16) -> Result<(), String> {
        let name = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .spawn()
            .map_err(|error| format!("cannot start {name}: {error}"))?;
        let give_up = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            if let Ok(Some(status)) = child.try_wait() {
                return Err(format!("{name} ended at once ({status})"));
            }
            if Instant::now() > give_up {
                drop(child.kill());
                return Err(format!("{name} does not answer on port {port}"));
            }
            thread::sleep(Duration::from_millis(20));
        }
        self.0.push(child);
        Ok(())
    }

    /// Waits until any of them ends.
    fn wait(&mut self) -> Result<(), String> {
        loop {
            for child in &mut self.0 {
                if let Ok(Some(status)) = child.try_wait() {
                    return if status.success() {
                        Ok(())
                    } else {
                        Err(format!("a server ended ({status})"))
                    };
                }
            }
            thread::sleep(Duration::from_millis(200));
        }
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        for child in &mut self.0 {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn invitation(sandbox_port: u16) -> String {
    format!(
        "\nThe sandbox stands in for Amazon and Audible. Nothing here is real.\n\
         \x20 e-mail     anna@example.org\n\
         \x20 password   sandbox\n\
         \x20 codes      http://127.0.0.1:{sandbox_port}/sandbox/codes"
    )
}
