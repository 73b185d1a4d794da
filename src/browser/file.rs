//! Reading a file that the member picked or dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FileError {
    /// Nothing was picked or dropped.
    Nothing,
    /// Larger than any auth file.
    TooLarge,
    /// The browser could not read it, or it is not text.
    Unreadable,
}

/// The text of the first file of an `<input type="file">` (on `change`) or of a drop.
///
/// # Errors
/// See [`FileError`].
pub async fn text_of(event: &web_sys::Event) -> Result<String, FileError> {
    let file = picked(event)
        .or_else(|| dropped(event))
        .ok_or(FileError::Nothing)?;
    if file.size() > LARGEST {
        return Err(FileError::TooLarge);
    }
    JsFuture::from(file.text())
        .await
        .ok()
        .and_then(|text| text.as_string())
        .ok_or(FileError::Unreadable)
}

fn picked(event: &web_sys::Event) -> Option<web_sys::File> {
    let input: web_sys::HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = input.files()?.get(0);
    // So that the same file can be picked again after a correction.
    input.set_value("");
    file
}

fn dropped(event: &web_sys::Event) -> Option<web_sys::File> {
    event
        .dyn_ref::<web_sys::DragEvent>()?
        .data_transfer()?
        .files()?
        .get(0)
}

const LARGEST: f64 = 1_000_000.0;
