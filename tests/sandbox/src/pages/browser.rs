//! The browser's view of a host: `/@HOST/path`. Addresses lead back to the sandbox, cookies lose
//! Amazon's domain.

use axum::body::Body;
use http::{HeaderMap, HeaderValue, header};

use crate::host::Host;
use crate::request::Answer;

/// Turns `Location`, `action`, `src`, `href` and cookies back to the sandbox.
pub(crate) async fn turn_back(answer: Answer, host: &str) -> Answer {
    let (mut parts, body) = answer.into_parts();
    if let Some(location) = parts
        .headers
        .get(header::LOCATION)
        .and_then(|value| value.to_str().ok())
        && let Ok(value) = HeaderValue::from_str(&turned(location, host))
    {
        parts.headers.insert(header::LOCATION, value);
    }
    turn_cookies(&mut parts.headers, host);
    let is_html = parts
        .headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("text/html"));
    if !is_html {
        return Answer::from_parts(parts, body);
    }
    let Ok(bytes) = axum::body::to_bytes(body, usize::MAX).await else {
        return Answer::from_parts(parts, Body::empty());
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let html = turn_attributes(&String::from_utf8_lossy(&bytes), host);
    Answer::from_parts(parts, Body::from(html))
}

/// An address of a host that the sandbox plays, or of this one, as one of the sandbox's own.
fn turned(address: &str, host: &str) -> String {
    if let Some(rest) = address.strip_prefix("https://") {
        let (name, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        if Host::parse(name).is_some() {
            return format!("/@{name}{}", if path.is_empty() { "/" } else { path });
        }
    } else if address.starts_with('/')
        && !address.starts_with("/@")
        && !address.starts_with("/sandbox/")
    {
        return format!("/@{host}{address}");
    }
    address.to_owned()
}

fn turn_attributes(html: &str, host: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((at, name)) = [" action=\"", " src=\"", " href=\""]
        .into_iter()
        .filter_map(|name| rest.find(name).map(|at| (at, name)))
        .min()
    {
        let (before, after) = rest.split_at(at + name.len());
        out.push_str(before);
        let end = after.find('"').unwrap_or(after.len());
        out.push_str(&turned(&after[..end], host));
        rest = &after[end..];
    }
    out.push_str(rest);
    out
}

/// No domain, not only over TLS, and seen by this host's pages only.
fn turn_cookies(headers: &mut HeaderMap, host: &str) {
    let turned: Vec<HeaderValue> = headers
        .get_all(header::SET_COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .filter_map(|cookie| {
            let kept = cookie
                .split(';')
                .map(str::trim)
                .filter(|part| {
                    let name = part.split('=').next().unwrap_or_default();
                    !["domain", "secure", "path"]
                        .iter()
                        .any(|gone| name.eq_ignore_ascii_case(gone))
                })
                .collect::<Vec<_>>()
                .join("; ");
            HeaderValue::from_str(&format!("{kept}; Path=/@{host}/; SameSite=Lax")).ok()
        })
        .collect();
    headers.remove(header::SET_COOKIE);
    for cookie in turned {
        headers.append(header::SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_back() {
        for (address, expected) in [
            (
                "https://www.amazon.de/ap/signin?a=1",
                "/@www.amazon.de/ap/signin?a=1",
            ),
            ("https://www.audible.com.br", "/@www.audible.com.br/"),
            ("/ap/mfa?x", "/@www.amazon.de/ap/mfa?x"),
            ("verify", "verify"),
            ("", ""),
            ("https://elsewhere.example/", "https://elsewhere.example/"),
            ("/sandbox/codes", "/sandbox/codes"),
        ] {
            assert_eq!(turned(address, "www.amazon.de"), expected, "{address}");
        }
        assert_eq!(
            turn_attributes(
                r#"<form action="/a"><img src="https://www.amazon.com/b">"#,
                "www.amazon.de"
            ),
            r#"<form action="/@www.amazon.de/a"><img src="/@www.amazon.com/b">"#
        );
    }
}
