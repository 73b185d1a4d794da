//! One file a page.

mod insecure;
mod not_found;
mod open_file;
mod overview;
mod privacy;
mod report;
mod settings;
mod sign_in;
mod status;
mod stores;
mod sync;
mod welcome;

pub(crate) use insecure::InsecurePage;
pub(crate) use not_found::NotFoundPage;
pub(crate) use open_file::OpenFilePage;
pub(crate) use overview::OverviewPage;
pub(crate) use privacy::PrivacyPage;
pub(crate) use report::ReportPage;
pub(crate) use settings::SettingsPage;
pub(crate) use sign_in::SignInPage;
pub(crate) use status::StatusPage;
pub(crate) use stores::StoresPage;
pub(crate) use sync::SyncPage;
pub(crate) use welcome::WelcomePage;
