//! The pages of a sign-in inside AudiPy, carried only where `--scripted-sign-in` says so
//! (sign-in reference, 5.11). The form that creates an account (`/ap/register`) never is.

use super::{Method, Service};

/// What is allowed at a picture's host, or at a store's website, beside the usual rows.
pub(super) fn lookup(host: &str, method: Method, path: &str) -> Option<(Service, bool)> {
    match host {
        "opfcaptcha-prod.s3.amazonaws.com" => Some((
            Service::Pictures,
            method == Method::Get && names(path, "/").is_some_and(|n| (1..=2).contains(&n)),
        )),
        "images-na.ssl-images-amazon.com" => {
            Some((Service::Pictures, method == Method::Get && is_picture(path)))
        }
        _ => None,
    }
}

/// The same for `www.amazon.*` and `www.audible.*`.
pub(super) fn at_website(method: Method, path: &str) -> Option<Service> {
    if method == Method::Get && is_picture(path) {
        return Some(Service::Pictures);
    }
    let allowed = match path {
        "/ap/signin" | "/ap/mfa" | "/ax/claim" => true,
        "/ap/accountfixup" | "/errors/validateCaptcha" => method == Method::Get,
        _ => {
            let below = |folder| names(path, folder).is_some_and(|n| (1..=3).contains(&n));
            below("/ap/mfa/")
                || below("/ap/cvf/")
                || below("/claim/webauthn/")
                // The session's number, in older forms.
                || below("/ap/signin/")
                || (method == Method::Get && below("/ap/accountfixup/"))
        }
    };
    allowed.then_some(Service::Website)
}

fn is_picture(path: &str) -> bool {
    names(path, "/captcha/").is_some_and(|n| (1..=3).contains(&n))
}

/// How many names follow `folder`, all of them plain.
fn names(path: &str, folder: &str) -> Option<usize> {
    let rest = path.strip_prefix(folder)?;
    rest.split('/')
        .all(|name| {
            !name.is_empty()
                && !name.starts_with('.')
                && name
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        })
        .then(|| rest.split('/').count())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use proptest::prelude::*;

    use super::super::{Allowed, Refused, Service, Target, may_send};

    const PAGES: [(&str, &str); 24] = [
        ("GET", "https://www.amazon.de/ap/signin?openid.mode=x"),
        ("POST", "https://www.amazon.com/ap/signin"),
        ("POST", "https://www.audible.co.uk/ap/signin"),
        (
            "POST",
            "https://www.amazon.com/ap/signin/139-0000001-0000002",
        ),
        ("POST", "https://www.amazon.com/ax/claim?openid.mode=x"),
        ("GET", "https://www.amazon.com/ax/claim"),
        ("GET", "https://www.amazon.com/ap/mfa?ie=UTF8&arb=x"),
        ("GET", "https://www.amazon.com/ap/mfa/new-otp?arb=x"),
        ("POST", "https://www.amazon.com/ap/mfa/new-otp?arb=x"),
        ("GET", "https://www.amazon.co.jp/ap/cvf/request?arb=x"),
        ("POST", "https://www.amazon.co.jp/ap/cvf/verify"),
        ("GET", "https://www.amazon.co.jp/ap/cvf/approval?arb=x"),
        ("GET", "https://www.amazon.co.jp/ap/cvf/approval/poll?arb=x"),
        ("POST", "https://www.amazon.in/ap/cvf/approval/verifyOtp"),
        ("POST", "https://www.amazon.in/ap/cvf/approval/resend"),
        ("GET", "https://www.amazon.fr/ap/accountfixup?x=y"),
        ("GET", "https://www.amazon.fr/ap/accountfixup/skip?x=y"),
        ("GET", "https://www.amazon.it/claim/webauthn/nudge?arb=x"),
        ("POST", "https://www.amazon.it/claim/webauthn/nudge"),
        ("GET", "https://www.amazon.it/claim/webauthn/nudge/skip"),
        ("GET", "https://www.amazon.es/errors/validateCaptcha?amzn=x"),
        ("GET", "https://www.amazon.es/captcha/inv/one.jpg?a=1"),
        (
            "GET",
            "https://opfcaptcha-prod.s3.amazonaws.com/INV.jpg?AWSAccessKeyId=x",
        ),
        (
            "GET",
            "https://images-na.ssl-images-amazon.com/captcha/inv/Captcha_inv.jpg",
        ),
    ];

    #[test]
    fn the_pages_of_a_sign_in_are_carried_only_where_that_was_switched_on() {
        for (method, url) in PAGES {
            let scripted = Target::parse(method, url, Allowed::ScriptedSignIn);
            assert!(scripted.is_ok(), "{method} {url}: {scripted:?}");
            let usual = Target::parse(method, url, Allowed::Usual);
            assert!(usual.is_err(), "{method} {url}");
        }
    }

    #[test]
    fn nothing_else_comes_with_them() {
        use Refused::{Host, Path};
        for (method, url, why) in [
            // creating an account, changing a password, adding a telephone number
            ("POST", "https://www.amazon.com/ap/register", Path),
            ("GET", "https://www.amazon.com/ap/register", Path),
            ("POST", "https://www.amazon.com/ap/forgotpassword", Path),
            ("POST", "https://www.amazon.com/ap/accountfixup", Path),
            (
                "POST",
                "https://www.amazon.com/errors/validateCaptcha",
                Path,
            ),
            // where the code stands in the address: never to be asked for
            ("GET", "https://www.amazon.com/ap/maplanding", Path),
            ("GET", "https://www.amazon.com/", Path),
            ("GET", "https://www.amazon.com/gp/css/homepage.html", Path),
            ("GET", "https://www.amazon.com/ap/signin/", Path),
            ("GET", "https://www.amazon.com/ap/cvf/", Path),
            ("GET", "https://www.amazon.com/ap/cvf/../register", Path),
            ("GET", "https://www.amazon.com/ap/cvf/%2e%2e/register", Path),
            ("GET", "https://www.amazon.com/ap/cvf/a/b/c/d", Path),
            ("GET", "https://www.amazon.com/ap/cvf//verify", Path),
            ("GET", "https://www.amazon.com/ap/signinx", Path),
            ("GET", "https://www.amazon.com/ap/mfax/y", Path),
            ("GET", "https://www.amazon.com/captcha/", Path),
            ("POST", "https://www.amazon.com/captcha/a.jpg", Path),
            ("GET", "https://api.amazon.com/ap/signin", Path),
            (
                "GET",
                "https://images-na.ssl-images-amazon.com/images/a.js",
                Path,
            ),
            (
                "POST",
                "https://opfcaptcha-prod.s3.amazonaws.com/a.jpg",
                Path,
            ),
            ("GET", "https://opfcaptcha-prod.s3.amazonaws.com/", Path),
            ("GET", "https://evil.s3.amazonaws.com/a.jpg", Host),
            ("GET", "https://www.amazon.cn/ap/signin", Host),
            ("GET", "https://www.amazon.com.evil.example/ap/signin", Host),
        ] {
            let scripted = Target::parse(method, url, Allowed::ScriptedSignIn);
            assert_eq!(scripted.err(), Some(why), "{method} {url}");
        }
    }

    #[test]
    fn pictures_take_no_header_pages_take_cookies() {
        for (method, url) in PAGES {
            let target = Target::parse(method, url, Allowed::ScriptedSignIn).unwrap();
            let is_picture = url.contains("captcha/") || url.contains("opfcaptcha");
            assert_eq!(target.service() == Service::Pictures, is_picture, "{url}");
            assert_eq!(may_send(target.service(), "cookie"), !is_picture, "{url}");
        }
    }

    proptest! {
        #[test]
        fn what_is_usual_stays_allowed(at in 0..4_usize) {
            let (method, url) = [
                ("GET", "https://api.audible.com/1.0/library"),
                ("POST", "https://api.amazon.de/auth/register"),
                ("POST", "https://www.amazon.de/ap/exchangetoken/cookies"),
                ("GET", "https://m.media-amazon.com/images/I/a.jpg"),
            ][at];
            prop_assert_eq!(
                Target::parse(method, url, Allowed::ScriptedSignIn),
                Target::parse(method, url, Allowed::Usual)
            );
        }

        #[test]
        fn no_path_that_creates_an_account_gets_through(
            folder in "/(ap|ax|claim|errors)/[a-zA-Z/.%]{0,12}"
        ) {
            let url = format!("https://www.amazon.com{folder}register");
            for method in ["GET", "POST"] {
                if let Ok(target) = Target::parse(method, &url, Allowed::ScriptedSignIn) {
                    prop_assert!(!target.path_and_query().starts_with("/ap/register"));
                }
            }
        }
    }
}
