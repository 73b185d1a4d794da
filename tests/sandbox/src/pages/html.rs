//! The frame of every page, and pieces of forms.

use axum::response::IntoResponse as _;
use http::{StatusCode, header};

use crate::request::Answer;

/// Text made safe for HTML, attributes too.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A hidden field.
pub(crate) fn hidden(name: &str, value: &str) -> String {
    format!(
        "<input type=\"hidden\" name=\"{}\" value=\"{}\">\n",
        escape(name),
        escape(value)
    )
}

/// The box of an error, filled.
pub(crate) fn error_box(message: &str) -> String {
    format!(
        "<div id=\"auth-error-message-box\" class=\"a-box a-alert a-alert-error\" role=\"alert\">\
         <h4 class=\"a-alert-heading\">There was a problem</h4>\
         <ul><li><span class=\"a-list-item\">{}</span></li></ul></div>\n",
        escape(message)
    )
}

/// An answer that is a page.
pub(crate) fn answer(status: StatusCode, page: String) -> Answer {
    (
        status,
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        page,
    )
        .into_response()
}

/// A page of Amazon's: with the boxes that are there on each of them and seen on none (T29, T30).
pub(crate) fn page(title: &str, body: &str) -> String {
    let unseen = "<div id=\"auth-cookie-warning-message\" class=\"a-box a-alert a-alert-warning\">\
         <h4 class=\"a-alert-heading\">Please Enable Cookies to Continue</h4></div>\n\
         <div class=\"a-box a-alert a-alert-error aok-hidden\"><div class=\"a-alert-content\">\
         Enter the characters as they are given in the challenge.</div></div>\n";
    frame(title, &format!("{unseen}{body}"))
}

/// Any page: plain, with the banner, for narrow windows too.
pub(crate) fn frame(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body>\n\
         <p class=\"sandbox-banner\">AudiPy sandbox, not Amazon. Everything here is invented: type no real password.</p>\n\
         <main>\n<h1>{title}</h1>\n{body}\n</main></body></html>\n"
    )
}

const STYLE: &str = "\
:root{color-scheme:light dark;font:100%/1.5 system-ui,sans-serif}body{margin:0}\
.sandbox-banner{margin:0;padding:.6rem 1rem;background:#7a2e00;color:#fff;font-weight:600}\
main{max-width:34rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}\
form{display:grid;gap:.75rem;margin:1rem 0}label{display:grid;gap:.25rem}\
label:has(input[type=radio]),label:has(input[type=checkbox]){display:flex;gap:.5rem;align-items:center}\
input,button{font:inherit;padding:.6rem;border:1px solid #777;border-radius:.4rem;min-width:0;box-sizing:border-box}\
input:not([type=radio],[type=checkbox],[type=submit],[type=hidden]){width:100%}\
input[type=submit],button{background:#0a58ca;color:#fff;border-color:#0a58ca;cursor:pointer}\
:focus-visible{outline:3px solid #f90;outline-offset:2px}\
.a-alert{border:1px solid #c00;border-radius:.4rem;padding:.5rem 1rem;margin:1rem 0}.a-alert h4{margin:0}\
.aok-hidden,.hide,#auth-cookie-warning-message{display:none}img{max-width:100%;border-radius:.4rem}\
code{overflow-wrap:anywhere}.person{border-top:1px solid #8886;padding:.5rem 0}.person h2{font-size:1.1rem;margin:.5rem 0}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:.5rem 0}dd{margin:0;font-family:ui-monospace,monospace;font-size:1.1em}";
