//! [`File`]: what the member handed in.

use audible::Secret;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A file that was picked, dropped or pasted. Its content may be a whole account.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct File {
    /// Its name; within a folder the path from there, with `/`.
    pub path: String,
    /// Its content.
    #[serde(serialize_with = "as_base64", deserialize_with = "from_base64")]
    pub bytes: Secret<Vec<u8>>,
}

impl File {
    /// The part of the path behind the last `/`.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub(crate) fn content(&self) -> &[u8] {
        // EXPOSE: opening the file is what the member asked for.
        self.bytes.expose()
    }
}

fn as_base64<S: Serializer>(bytes: &Secret<Vec<u8>>, to: S) -> Result<S::Ok, S::Error> {
    // EXPOSE: handed to the worker, in memory.
    let text = Secret::new(STANDARD.encode(bytes.expose()));
    // EXPOSE: as above.
    to.serialize_str(text.expose())
}

fn from_base64<'de, D: Deserializer<'de>>(from: D) -> Result<Secret<Vec<u8>>, D::Error> {
    let text = Secret::<String>::deserialize(from)?;
    STANDARD
        // EXPOSE: taken from the page, in memory.
        .decode(text.expose())
        .map(Secret::new)
        .map_err(|_| serde::de::Error::custom("not base64"))
}
