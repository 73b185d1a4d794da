//! The browser's own print dialog.

/// Prints the page as `@media print` shows it.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // It fails only where there is no printer dialog.
        let _ = window.print();
    }
}
