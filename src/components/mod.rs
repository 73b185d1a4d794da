//! What several pages share.

mod age;
mod auth_file;
mod bars;
mod confirm;
mod icon;
pub(crate) mod list;
mod note;
mod opening;
mod page;
mod privacy;
mod problem;
pub(crate) mod report;
mod shell;
mod store_name;

pub(crate) use age::{Age, relative};
pub(crate) use auth_file::{AuthFile, AuthFileFailure};
pub(crate) use bars::why_sign_in;
pub(crate) use confirm::Confirm;
pub(crate) use icon::{Icon, Symbol};
pub(crate) use note::{Note, Tone};
pub(crate) use opening::{FailedPage, OpeningPage, Skeleton, WithAccount};
pub(crate) use page::{Page, focus_on_arrival};
pub(crate) use privacy::WhereThingsAre;
pub(crate) use problem::{ProblemNote, what_happened};
pub(crate) use shell::Shell;
pub(crate) use store_name::store_name;
