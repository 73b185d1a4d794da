//! Writing.

use serde::{Serialize, Serializer};
use serde_json::ser::{Formatter, PrettyFormatter};

use super::{ACCESS, REFRESH, are_activation_bytes, is_adp_token, is_token};
use crate::marketplace::AccountKind;
use crate::private_key;
use crate::registration::{CustomerInfo, DeviceInfo, Registration};
use crate::secret::Secret;

/// An auth file that the Python library reads and uses: exactly its twelve keys, in its order,
/// indentation and spelling, and nothing that it refuses (section 12.1, traps T41 and T42). Parts
/// that are missing, or of a form that it refuses, are `null`. This text is the whole account.
pub fn write(registration: &Registration) -> Secret<String> {
    let fitting = |part: Option<&Secret<String>>, fits: &dyn Fn(&str) -> bool| {
        // EXPOSE: the file is what the member asked for: the account itself.
        part.filter(|secret| fits(secret.expose())).cloned()
    };
    let access_token = registration.access_token.as_ref();
    let refresh_token = fitting(registration.refresh_token.as_ref(), &|t| {
        is_token(t, REFRESH)
    });
    let expires = access_token.and_then(|token| token.expires);
    let file = File {
        website_cookies: registration
            .website_cookies
            .as_deref()
            .filter(|cookies| !cookies.is_empty())
            .map(Cookies),
        adp_token: fitting(registration.adp_token.as_ref(), &is_adp_token),
        access_token: fitting(access_token.map(|token| &token.token), &|t| {
            is_token(t, ACCESS)
        }),
        device_private_key: registration
            .device_private_key
            .as_ref()
            .and_then(|key| private_key::pem(key).ok()),
        store_authentication_cookie: registration
            .store_authentication_cookie
            .as_ref()
            .map(|cookie| StoreCookie { cookie }),
        device_info: registration.device_info.as_ref(),
        customer_info: registration.customer_info.as_ref(),
        #[expect(clippy::cast_precision_loss, reason = "exact until the year 280000")]
        expires: expires
            .map(|end| end.millis() as f64 / 1000.0)
            // The library cannot go on from `null`; a token that is over it refreshes.
            .or_else(|| refresh_token.is_some().then_some(0.0)),
        refresh_token,
        locale_code: registration.marketplace.code(),
        with_username: registration.kind == AccountKind::Audible,
        activation_bytes: fitting(
            registration.activation_bytes.as_ref(),
            &are_activation_bytes,
        ),
    };
    Secret::new(text_of(&file))
}

#[expect(
    clippy::expect_used,
    reason = "a struct of texts always serializes, to ASCII"
)]
fn text_of(file: &File<'_>) -> String {
    let mut bytes = Vec::with_capacity(8192);
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Ascii::default());
    file.serialize(&mut serializer).expect("a struct of texts");
    String::from_utf8(bytes).expect("ASCII")
}

#[derive(Serialize)]
struct File<'a> {
    website_cookies: Option<Cookies<'a>>,
    adp_token: Option<Secret<String>>,
    access_token: Option<Secret<String>>,
    refresh_token: Option<Secret<String>>,
    device_private_key: Option<Secret<String>>,
    store_authentication_cookie: Option<StoreCookie<'a>>,
    device_info: Option<&'a DeviceInfo>,
    customer_info: Option<&'a CustomerInfo>,
    expires: Option<f64>,
    locale_code: &'a str,
    with_username: bool,
    activation_bytes: Option<Secret<String>>,
}

#[derive(Serialize)]
struct StoreCookie<'a> {
    cookie: &'a Secret<String>,
}

/// Written as an object of names and values, in order.
struct Cookies<'a>(&'a [(String, Secret<String>)]);

impl Serialize for Cookies<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Four blanks a level, and everything beyond ASCII escaped, as Python writes it.
struct Ascii(PrettyFormatter<'static>);

impl Default for Ascii {
    fn default() -> Self {
        Self(PrettyFormatter::with_indent(b"    "))
    }
}

impl Formatter for Ascii {
    fn write_string_fragment<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> std::io::Result<()> {
        let mut units = [0; 2];
        for c in fragment.chars() {
            if c.is_ascii() && c != '\u{7f}' {
                writer.write_all(&[c as u8])?;
            } else {
                for unit in c.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }

    fn begin_array<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + std::io::Write>(&mut self, writer: &mut W) -> std::io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> std::io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + std::io::Write>(
        &mut self,
        writer: &mut W,
    ) -> std::io::Result<()> {
        self.0.end_object_value(writer)
    }
}
