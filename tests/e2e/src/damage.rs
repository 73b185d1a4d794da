//! What a page keeps in the browser, changed behind its back: damaged records, those of a newer AudiPy.

use serde_json::json;

use crate::member::Member;

impl Member {
    /// Flips one bit in the record whose key ends so.
    pub async fn damage(&self, shelf: &str, end: &str) {
        self.change_record(shelf, end, -3, -1).await;
    }

    /// Gives the record whose key ends so the version of a format that nobody knows yet.
    pub async fn make_newer(&self, end: &str) {
        self.change_record("records", end, 0, 9).await;
    }

    /// Takes [`Self::make_newer`] back.
    pub async fn make_readable(&self, end: &str) {
        self.change_record("records", end, 0, 1).await;
    }

    /// Puts a byte at a place of the record whose key ends so; from its end if that is below zero.
    /// -1: the byte that is there with one bit flipped.
    async fn change_record(&self, shelf: &str, end: &str, at: i32, byte: i32) {
        let arguments = vec![json!(shelf), json!(end), json!(at), json!(byte)];
        let done = self.driver.execute_async(CHANGE, arguments).await.unwrap();
        assert_eq!(done.json(), &json!(true), "{shelf} {end}");
    }
}

const CHANGE: &str = r"
const [shelf, end, at, byte, done] = arguments;
const opening = indexedDB.open('audipy');
opening.onsuccess = () => {
  const database = opening.result;
  const transaction = database.transaction(shelf, 'readwrite');
  let found = false;
  transaction.objectStore(shelf).openCursor().onsuccess = event => {
    const cursor = event.target.result;
    if (!cursor) return;
    if (cursor.key.endsWith(end)) {
      const bytes = cursor.value;
      const place = at < 0 ? bytes.length + at : at;
      bytes[place] = byte < 0 ? bytes[place] ^ 4 : byte;
      cursor.update(bytes);
      found = true;
    } else {
      cursor.continue();
    }
  };
  transaction.oncomplete = () => { database.close(); done(found); };
};";
