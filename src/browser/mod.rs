//! The browser, one file an API. Nothing outside this folder names `web_sys` or `js_sys`.
