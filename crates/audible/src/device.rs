//! What this device says it is: a random [`Serial`] and the constants of the current iPhone app
//! (sign-in reference, section 2).

use serde::{Deserialize, Serialize};

/// `device_type` of the iPhone app.
pub const TYPE: &str = "A2CZJZGLK2JJVM";
/// `app_name`.
pub const APP_NAME: &str = "Audible";
/// `app_version`.
pub const APP_VERSION: &str = "4.60";
/// `os_version`.
pub const OS_VERSION: &str = "26.2";
/// `software_version`.
pub const SOFTWARE_VERSION: &str = "46000856";
/// `device_model`.
pub const MODEL: &str = "iPhone";
/// `device_name`: a template that Amazon fills in, `Anna's 2nd Audible for iPhone`.
pub const NAME_TEMPLATE: &str =
    "%FIRST_NAME%%FIRST_NAME_POSSESSIVE_STRING%%DUPE_STRATEGY_1ST%Audible for iPhone";
/// `User-Agent` on sign-in pages, the same on all of them and inside `metadata1` (section 2.4).
pub const SIGN_IN_USER_AGENT: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) \
     AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148";
/// `User-Agent` for registration, tokens and cookies (section 2.4).
pub const AUTH_USER_AGENT: &str = "AmazonWebView/Audible/4.60/iOS/26.2/iPhone";
/// `User-Agent` for the API (section 2.4). A library's default agent is refused (trap T58).
pub const API_USER_AGENT: &str = "Audible/671 CFNetwork/1240.0.4 Darwin/20.6.0";

/// The serial number of one sign-in attempt, and of the device that comes of it. One value from
/// the sign-in address to the registration and for ever after (trap T5).
#[derive(Clone, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Serial(Box<str>);

impl Serial {
    /// 32 digits `0–9 A–F` from 16 random bytes, one of the shapes in use (section 2.1).
    pub fn from_random(random: &[u8; 16]) -> Self {
        let mut serial = String::with_capacity(32);
        for byte in random {
            push_hex(&mut serial, *byte, b"0123456789ABCDEF");
        }
        Self(serial.into())
    }

    /// 8 to 64 ASCII letters and digits, the shapes of all known programs.
    pub fn parse(text: &str) -> Option<Self> {
        ((8..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric()))
            .then(|| Self(text.into()))
    }

    /// The serial as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `client_id` as the registration sends it; the sign-in address puts `device:` in front
    /// (section 2.2, trap T6).
    pub fn client_id(&self) -> String {
        let mut id = String::with_capacity(2 * (self.0.len() + 1 + TYPE.len()));
        for byte in self.0.bytes().chain([b'#']).chain(TYPE.bytes()) {
            push_hex(&mut id, byte, b"0123456789abcdef");
        }
        id
    }
}

impl TryFrom<String> for Serial {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a serial: letters and digits expected")
    }
}

impl From<Serial> for String {
    fn from(serial: Serial) -> Self {
        serial.0.into()
    }
}

pub(crate) fn push_hex(text: &mut String, byte: u8, digits: &[u8; 16]) {
    text.push(char::from(digits[usize::from(byte >> 4)]));
    text.push(char::from(digits[usize::from(byte & 15)]));
}
