//! [`Stage`]: relay, sandbox and a browser with a profile of its own, gone when it is dropped.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

use crate::member::Member;
use crate::sandbox::Sandbox;
use crate::secrets;

/// Everything that a journey plays on.
#[derive(Debug)]
pub struct Stage {
    /// The simulator of Amazon and Audible.
    pub sandbox: Sandbox,
    /// `http://localhost:PORT`, where the page is.
    pub origin: String,
    folder: TempDir,
    relay_port: u16,
    relay: Option<Server>,
    /// Whether the relay carries Amazon's sign-in pages, as one's own does.
    carries_passwords: bool,
    _sandbox_server: Server,
    driver: Server,
}

/// What the member looks through.
#[derive(Clone, Debug)]
pub struct Screen {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Light or dark scheme.
    pub dark: bool,
    /// The browser's language, `en-US`.
    pub language: &'static str,
}

impl Default for Screen {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 900,
            dark: false,
            language: "en-US",
        }
    }
}

impl Screen {
    /// A phone held upright.
    pub fn phone() -> Self {
        Self {
            width: 390,
            height: 844,
            ..Self::default()
        }
    }

    /// Phone and desk, light and dark.
    pub fn all() -> [Self; 4] {
        let dark = |light: Self| Self {
            dark: true,
            ..light
        };
        [
            Self::phone(),
            Self::default(),
            dark(Self::phone()),
            dark(Self::default()),
        ]
    }

    /// Width and scheme, for pictures: `390-dark`.
    pub fn name(&self) -> String {
        let scheme = if self.dark { "dark" } else { "light" };
        format!("{}-{scheme}", self.width)
    }
}

impl Stage {
    /// A stage whose sandbox shows its invented library.
    pub async fn new() -> Self {
        Self::with_sandbox(&[]).await
    }

    /// A stage whose sandbox gets these arguments.
    pub async fn with_sandbox(arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let sandbox_port = free_port();
        let mut sandbox = Command::new(programs().join("sandbox"));
        sandbox
            .args(["--port", &sandbox_port.to_string()])
            .args(arguments);
        let log = |name: &str| folder.path().join(format!("{name}.log"));
        let sandbox_server = Server::start(&mut sandbox, sandbox_port, &log("sandbox"));
        let driver_port = free_port();
        let mut driver = Command::new(
            std::env::var("CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned()),
        );
        driver.arg(format!("--port={driver_port}"));
        let driver = Server::start(&mut driver, driver_port, &log("driver"));
        let relay_port = free_port();
        let mut stage = Self {
            sandbox: Sandbox::new(sandbox_port),
            origin: format!("http://localhost:{relay_port}"),
            relay_port,
            relay: None,
            carries_passwords: true,
            _sandbox_server: sandbox_server,
            driver,
            folder,
        };
        stage.start_relay();
        stage.sandbox.reset().await;
        stage
    }

    /// A member with an empty browser profile. The same name gets the same profile again.
    pub async fn member(&self, name: &str, screen: Screen) -> Member {
        let profile = self.profile(name);
        let downloads = self.folder.path().join(format!("downloads-{name}"));
        std::fs::create_dir_all(&downloads).unwrap();
        let mut chrome = DesiredCapabilities::chrome();
        for argument in CHROMIUM {
            chrome.add_arg(argument).unwrap();
        }
        for argument in [
            format!("--user-data-dir={}", profile.display()),
            format!("--window-size={},{}", screen.width, screen.height),
            format!("--lang={}", screen.language),
            format!("--accept-lang={}", screen.language),
        ] {
            chrome.add_arg(&argument).unwrap();
        }
        chrome
            .add_experimental_option(
                "prefs",
                serde_json::json!({
                    "download.default_directory": downloads,
                    "intl.accept_languages": screen.language,
                    // Scripts press most buttons; of those Chromium allows one download a page.
                    "profile.default_content_setting_values.automatic_downloads": 1,
                }),
            )
            .unwrap();
        chrome
            .set_browser_log_level(thirtyfour::LoggingPrefsLogLevel::All)
            .unwrap();
        let begin = || {
            WebDriver::new(
                format!("http://127.0.0.1:{}", self.driver.port),
                chrome.clone(),
            )
        };
        let driver = match begin().await {
            Ok(driver) => driver,
            // Of some hundred browsers one ends as it begins, before it has seen the page.
            Err(_) => begin().await.unwrap(),
        };
        Member::new(driver, self.origin.clone(), screen, downloads).await
    }

    /// Where the profile of this name lies.
    pub fn profile(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("profile-{name}"))
    }

    /// Takes the relay away, as a lost network would.
    pub fn stop_relay(&mut self) {
        self.relay = None;
    }

    /// Brings the relay (back) to its port.
    pub fn start_relay(&mut self) {
        let mut relay = Command::new(programs().join("relay"));
        relay
            .args(["--listen", &format!("127.0.0.1:{}", self.relay_port)])
            .arg("--site")
            .arg(site())
            .args(["--sandbox", self.sandbox.url()]);
        if self.carries_passwords {
            relay.arg("--scripted-sign-in");
        }
        let log = self.folder.path().join("relay.log");
        self.relay = Some(Server::start(&mut relay, self.relay_port, &log));
    }

    /// Starts the relay anew without the pages of Amazon's sign-in, as on a server.
    pub fn close_the_relay_to_passwords(&mut self) {
        self.carries_passwords = false;
        self.stop_relay();
        self.start_relay();
    }

    /// Fails if any secret of the sandbox's accounts lies in a profile or in the relay's log.
    /// Call it when the browsers are closed: only then everything is on disk.
    pub async fn assert_no_secrets(&self) {
        let secrets = secrets::of(&self.sandbox).await;
        secrets::assert_absent(&secrets, self.folder.path());
    }

    /// Fails if this text lies in a profile or in a log. Call it when the browsers are closed.
    pub fn assert_absent(&self, text: &str) {
        secrets::assert_text_absent(text, self.folder.path());
    }
}

/// A journey that failed leaves its browser behind, which would go on drawing beside the others.
impl Drop for Stage {
    fn drop(&mut self) {
        let profiles = self.profile("").display().to_string().replace('.', r"\.");
        let mut end = Command::new("pkill");
        end.args(["-KILL", "-f", "--", &format!("--user-data-dir={profiles}")]);
        drop(end.status());
    }
}

/// A child process that ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts a program and waits until it listens on its port.
    pub fn start(command: &mut Command, port: u16, log: &Path) -> Self {
        let log = File::options().create(true).append(true).open(log).unwrap();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let give_up = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "{command:?} ended: {ended:?}");
            assert!(Instant::now() < give_up, "{command:?} does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
        Self { child, port }
    }

    /// The number of its process.
    pub fn process(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// A port that nobody listens on, and that no other stage of this program gets.
pub fn free_port() -> u16 {
    static HANDED_OUT: AtomicU16 = AtomicU16::new(0);
    // Below those that the system gives to whoever connects.
    let first = u16::try_from(std::process::id() * 37 % 8_000).unwrap();
    loop {
        let next = HANDED_OUT.fetch_add(1, Ordering::Relaxed);
        let port = 20_000 + (first + next % 4_000);
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}

/// The folder of relay and sandbox.
pub fn programs() -> PathBuf {
    std::env::var_os("AUDIPY_PROGRAMS").map_or_else(|| root().join("target/debug"), PathBuf::from)
}

/// The folder of the built page.
pub fn site() -> PathBuf {
    let site = std::env::var_os("AUDIPY_SITE").map_or_else(|| root().join("dist"), PathBuf::from);
    assert!(
        site.join("index.html").is_file(),
        "no page at {}; run cargo xtask test, which builds it",
        site.display()
    );
    site
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

const CHROMIUM: [&str; 13] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
    // Covers that are not kept come straight from there: no journey asks the real one.
    "--host-resolver-rules=MAP m.media-amazon.com ~NOTFOUND",
];
