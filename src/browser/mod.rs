//! The browser, one file an API. Nothing outside this folder names `web_sys` or `js_sys`.

pub mod activity;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod config;
pub mod device_key;
pub mod download;
pub mod file;
pub mod intl;
pub mod lock;
pub mod notification;
pub mod online;
pub mod panic;
pub mod passkey;
pub mod picture;
pub mod place;
pub mod preferences;
pub mod print;
pub mod random;
pub mod sample;
pub mod service_worker;
pub mod signer;
pub mod storage;
pub mod store;
pub mod transport;
pub mod viewport;
pub mod visibility;
pub mod worker;

mod listener;
