//! Where the page runs: address, kind of device, languages.

/// The page's own origin, `http://localhost:8080`.
pub fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Host and port of the page, `localhost:8080`.
pub fn host() -> String {
    web_sys::window()
        .and_then(|window| window.location().host().ok())
        .unwrap_or_default()
}

/// Whether WebCrypto and lasting storage are allowed here.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}

/// Preferred languages, most preferred first.
pub fn languages() -> Vec<String> {
    web_sys::window()
        .map(|window| {
            window
                .navigator()
                .languages()
                .iter()
                .filter_map(|tag| tag.as_string())
                .collect()
        })
        .unwrap_or_default()
}

/// iPhone or iPad. An iPad says it is a Mac, but no Mac has a touch screen.
pub fn is_ios() -> bool {
    web_sys::window().is_some_and(|window| {
        let navigator = window.navigator();
        let agent = navigator.user_agent().unwrap_or_default();
        agent.contains("iPhone")
            || agent.contains("iPad")
            || (agent.contains("Macintosh") && navigator.max_touch_points() > 1)
    })
}

/// Safari's engine, wherever it runs.
pub fn is_webkit() -> bool {
    web_sys::window().is_some_and(|window| {
        let agent = window.navigator().user_agent().unwrap_or_default();
        agent.contains("AppleWebKit") && !agent.contains("Chrome") && !agent.contains("Chromium")
    })
}

/// A telephone.
pub fn is_phone() -> bool {
    web_sys::window().is_some_and(|window| {
        let agent = window.navigator().user_agent().unwrap_or_default();
        agent.contains("iPhone") || (agent.contains("Android") && agent.contains("Mobile"))
    })
}

/// Opened as an installed app.
pub fn is_installed() -> bool {
    web_sys::window().is_some_and(|window| {
        let shown_alone = window
            .match_media("(display-mode: standalone)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches());
        // Safari's own word for it.
        let safari = js_sys::Reflect::get(&window.navigator(), &"standalone".into())
            .is_ok_and(|value| value.is_truthy());
        shown_alone || safari
    })
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        let _ = window.location().reload();
    }
}
