//! [`Changed`]: waiting until something changes.

use std::cell::RefCell;

use futures_channel::oneshot::{Receiver, Sender, channel};

/// Wakes all who wait, once for each change.
#[derive(Debug, Default)]
pub(super) struct Changed(RefCell<Vec<Sender<()>>>);

impl Changed {
    /// Ends with the next change after this call. Call it before looking, so that no change is
    /// missed between looking and waiting.
    pub(super) fn wait(&self) -> impl Future<Output = ()> + use<> {
        let (sender, receiver): (Sender<()>, Receiver<()>) = channel();
        self.0.borrow_mut().push(sender);
        async move {
            let _ = receiver.await;
        }
    }

    /// Something changed.
    pub(super) fn tell(&self) {
        for waiting in self.0.take() {
            let _ = waiting.send(());
        }
    }
}
