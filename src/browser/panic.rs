//! What is shown when the program itself fails.
//!
//! After a panic nothing of it runs on, so this page is made of plain elements, at once.

use std::panic::PanicHookInfo;

use wasm_bindgen::JsValue;

/// The words of the page, in the member's language.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Heading.
    pub title: String,
    /// What happened, and that nothing stored was lost.
    pub text: String,
    /// Above the report, which is meant to be sent to us.
    pub report: String,
    /// The link that loads the page again.
    pub reload: String,
}

/// From now on a panic replaces the page by `notice`. The report names the place in the source
/// and the version, never the message: it may hold what was being worked on.
pub fn install(notice: fn() -> Notice) {
    std::panic::set_hook(Box::new(move |info| {
        // A second failure while this is shown must not hide it.
        let _ = show(&notice(), &report(info));
    }));
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let place = info
        .location()
        .map_or_else(|| "unknown place".to_owned(), ToString::to_string);
    format!("AudiPy {} stopped at {place}", env!("CARGO_PKG_VERSION"))
}

fn show(notice: &Notice, report: &str) -> Result<(), JsValue> {
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let body = document.body().ok_or(JsValue::NULL)?;
    body.set_text_content(None);
    let main = document.create_element("main")?;
    main.set_class_name("crash");
    main.set_attribute("role", "alert")?;
    for (tag, text) in [
        ("h1", notice.title.as_str()),
        ("p", &notice.text),
        ("p", &notice.report),
        ("pre", report),
    ] {
        let element = document.create_element(tag)?;
        element.set_text_content(Some(text));
        main.append_child(&element)?;
    }
    let link = document.create_element("a")?;
    link.set_attribute("href", "/")?;
    link.set_class_name("btn main");
    link.set_text_content(Some(&notice.reload));
    main.append_child(&link)?;
    body.append_child(&main)?;
    Ok(())
}
