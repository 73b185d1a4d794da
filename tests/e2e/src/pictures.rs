//! Pictures of pages on every screen.

use serde_json::json;

use crate::member::Member;
use crate::stage::Screen;

impl Member {
    /// Looks through another screen from now on: its size and scheme, not its language.
    pub async fn looks_through(&self, screen: &Screen) {
        let (width, height) = (screen.width, screen.height);
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}),
        )
        .await;
        let scheme = if screen.dark { "dark" } else { "light" };
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        )
        .await;
    }

    /// A page on every screen, none of which it is too wide for, as `target/screens/NAME-…`.
    pub async fn pictures_of(&self, name: &str, path: &str) {
        self.open(path).await;
        for screen in Screen::all() {
            self.looks_through(&screen).await;
            self.until("the page", SHOWN, json!([])).await;
            let widths = self.script(WIDTHS, json!([])).await;
            assert!(
                widths[0].as_f64() <= widths[1].as_f64(),
                "{name} is {} wide on a screen of {}",
                widths[0],
                widths[1]
            );
            self.screenshot(&format!("{name}-{}", screen.name())).await;
        }
    }
}

const SHOWN: &str = "return !!document.querySelector('main h1')?.innerText \
    && !document.querySelector('#boot, [aria-busy=true]')";
const WIDTHS: &str = "return [document.documentElement.scrollWidth, innerWidth]";
