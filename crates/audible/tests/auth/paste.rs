//! The table of wrong pastes (sign-in reference, section 4).

use audible::{AccountKind, Attempt, Marketplace, PasteProblem, SpentCode};

use crate::common::{NOW, attempt, code};

fn at(store: Marketplace, kind: AccountKind) -> Attempt {
    attempt(store, kind, "A1B2C3D4E5F60718293A4B5C6D7E8F90", "verifier")
}

fn german() -> Attempt {
    at(Marketplace::De, AccountKind::Amazon)
}

fn problem(pasted: &str) -> PasteProblem {
    german().read_paste(pasted, NOW, &[]).unwrap_err()
}

const LANDING: &str = "https://www.amazon.de/ap/maplanding?openid.assoc_handle=amzn_audible_ios_de\
    &openid.claimed_id=https%3A%2F%2Fwww.amazon.de%2Fap%2Fid%2Famzn1.account.INVENTED\
    &openid.mode=id_res&openid.ns=http%3A%2F%2Fspecs.openid.net%2Fauth%2F2.0\
    &openid.op_endpoint=https%3A%2F%2Fwww.amazon.de%2Fap%2Fsignin\
    &openid.response_nonce=2026-01-02T03%3A04%3A05Z1234567890123456789\
    &openid.return_to=https%3A%2F%2Fwww.amazon.de%2Fap%2Fmaplanding\
    &openid.ns.oa2=http%3A%2F%2Fwww.amazon.com%2Fap%2Fext%2Foauth%2F2\
    &openid.oa2.authorization_code=ANinventedCodeXYZ&openid.oa2.scope=device_auth_access\
    &serial=&language=de_DE";

#[test]
fn the_address_is_found_however_it_was_pasted() {
    let german = german();
    let expected = code(&german, "ANinventedCodeXYZ");
    let query = LANDING.split_once('?').unwrap().1;
    let half = LANDING.len() / 2;
    let (first, second) = LANDING.split_at(half);
    let pastes = [
        LANDING.to_owned(),
        format!("  \n\t{LANDING}\r\n"),
        format!("\"{LANDING}\""),
        format!("„{LANDING}“"),
        format!("<{LANDING}>"),
        format!("{first}\n{second}"),
        format!("{first}\r\n    {second}"),
        format!("\u{feff}{LANDING}\u{200b}"),
        format!("Here it is: {LANDING} and nothing else"),
        LANDING.replace('&', "&amp;"),
        LANDING.replace("https://", ""),
        LANDING.replace("https://", "http://"),
        LANDING.replace("www.amazon.de", "WWW.Amazon.DE"),
        LANDING.replace(
            "www.amazon.de/ap/maplanding",
            "www.amazon.de:443/ap/maplanding",
        ),
        LANDING.replace("maplanding?", "maplanding#"),
        format!("?{query}"),
        query.to_owned(),
        "https://www.amazon.de/ap/maplanding?openid.oa2.authorization_code=ANinventedCodeXYZ"
            .into(),
    ];
    for pasted in pastes {
        assert_eq!(
            german.read_paste(&pasted, NOW, &[]),
            Ok(expected.clone()),
            "{pasted}"
        );
    }
}

#[test]
fn each_wrong_paste_is_told_apart() {
    use PasteProblem::*;
    let cut = LANDING.split_once("&openid.oa2").unwrap().0;
    let terminal = format!("{:x<1024}", "https://www.amazon.de/ap/cvf/request?arb=");
    let cases: &[(&str, PasteProblem)] = &[
        ("", Empty),
        (" \n\t\"\" ", Empty),
        ("Looking for something", NotAnAddress),
        (
            "Looking for something? We're sorry. Not a functioning page.",
            NotAnAddress,
        ),
        ("ANinventedCodeXYZ", NotAnAddress),
        ("I am at www.amazon.de/ap/signin now", SignInPage),
        ("I am at https://www.audible.de/library now", MovedOn),
        (
            "https://www.amazon.de/ap/signin?openid.mode=checkid_setup",
            SignInPage,
        ),
        ("https://www.amazon.de/ap/signin", SignInPage),
        (
            "https://www.amazon.de/ap/signin/262-0000000-0000000",
            SignInPage,
        ),
        (
            "https://www.amazon.de/ap/register?openid.oa2.code_challenge=x",
            SignInPage,
        ),
        ("https://www.amazon.de/ap/cvf/request?arb=1", MiddleOfFlow),
        ("https://www.amazon.de/ap/cvf/verify", MiddleOfFlow),
        ("https://www.amazon.de/ap/mfa?arb=1", MiddleOfFlow),
        ("https://www.amazon.de/ap/mfa/new-otp?arb=1", MiddleOfFlow),
        ("https://www.amazon.de/ax/claim?x=1", MiddleOfFlow),
        ("https://www.amazon.de/ap/forgotpassword?x=1", MiddleOfFlow),
        ("https://www.amazon.de/ap/accountfixup?x=1", MiddleOfFlow),
        ("https://www.amazon.de/claim/webauthn/nudge?x", MiddleOfFlow),
        ("https://www.amazon.de/errors/validateCaptcha", MiddleOfFlow),
        ("https://www.audible.com.br/", MovedOn),
        ("https://www.audible.de/library", MovedOn),
        ("https://www.amazon.de/?ref=nav_logo", MovedOn),
        ("www.audible.de", MovedOn),
        ("http://www.amazon.com/ap/ext/oauth/2", ParameterValue),
        (
            "http://specs.openid.net/auth/2.0/identifier_select",
            ParameterValue,
        ),
        (
            "https://www.amazon.de/ap/id/amzn1.account.INVENTED",
            ParameterValue,
        ),
        (cut, CutOff),
        ("https://www.amazon.de/ap/maplanding", CutOff),
        (&terminal, CutOff),
        ("openid.mode=id_res&openid.ns=x&openid.ns.oa2=y", CutOff),
        (
            "https://www.amazon.de/ap/maplanding?openid.oa2.authorization_code=",
            EmptyCode,
        ),
        (
            "https://www.amazon.de/ap/maplanding?openid.oa2.access_token=Atna%7Cx",
            OldTokenFlow,
        ),
        (
            "https://www.amazon.de/ap/maplanding?openid.mode=cancel",
            AmazonError {
                message: "cancel".into(),
            },
        ),
        (
            "https://www.amazon.de/ap/maplanding?openid.mode=error&openid.error=Not+today%0A",
            AmazonError {
                message: "Not today".into(),
            },
        ),
        (
            "https://www.amazon.de/ap/maplanding?error=access_denied",
            AmazonError {
                message: "access_denied".into(),
            },
        ),
        ("https://example.org/ap/maplanding", NotAmazon),
        ("https://www.amazon.example/ap/signing", NotAmazon),
        ("example.org", NotAmazon),
        ("https://www.amazon.de.example.org/", NotAmazon),
    ];
    for (pasted, expected) in cases {
        assert_eq!(&problem(pasted), expected, "{pasted}");
    }
}

#[test]
fn a_code_of_another_store_or_kind_is_refused() {
    let of = |host: &str, handle: &str| {
        format!(
            "https://{host}/ap/maplanding?openid.assoc_handle={handle}&openid.oa2.authorization_code=AN1"
        )
    };
    let wrong_store = |found| PasteProblem::WrongStore {
        expected: Marketplace::De,
        found,
    };
    let wrong_kind = |expected| PasteProblem::WrongKind { expected };
    let cases = [
        (
            of("www.amazon.co.uk", "amzn_audible_ios_uk"),
            wrong_store(Marketplace::Uk),
        ),
        (of("www.amazon.com", ""), wrong_store(Marketplace::Us)),
        (
            of("www.amazon.de", "amzn_audible_ios_fr"),
            wrong_store(Marketplace::Fr),
        ),
        (
            of("www.audible.de", "amzn_audible_ios_de"),
            wrong_kind(AccountKind::Amazon),
        ),
        (
            of("www.amazon.de", "amzn_audible_ios_lap_de"),
            wrong_kind(AccountKind::Amazon),
        ),
        (
            of("www.example.org", "amzn_audible_ios_de"),
            PasteProblem::NotAmazon,
        ),
    ];
    for (pasted, expected) in cases {
        assert_eq!(problem(&pasted), expected, "{pasted}");
    }
    let username = at(Marketplace::De, AccountKind::Audible);
    let right = of("www.audible.de", "amzn_audible_ios_lap_de");
    assert!(username.read_paste(&right, NOW, &[]).is_ok());
    let amazon = of("www.amazon.de", "amzn_audible_ios_de");
    assert_eq!(
        username.read_paste(&amazon, NOW, &[]),
        Err(wrong_kind(AccountKind::Audible))
    );
}

#[test]
fn an_old_attempt_is_told_only_where_there_is_a_code() {
    let later = NOW.plus_millis(Attempt::LIFE_MILLIS + 1);
    let german = german();
    assert_eq!(
        german.read_paste(LANDING, later, &[]),
        Err(PasteProblem::AttemptTooOld)
    );
    let sign_in = german.url();
    assert_eq!(
        german.read_paste(&sign_in, later, &[]),
        Err(PasteProblem::SignInPage)
    );
}

#[test]
fn a_code_is_not_sent_twice_and_rests_nowhere() {
    let german = german();
    let first = german.read_paste(LANDING, NOW, &[]).unwrap();
    let spent = SpentCode::new(&german, &first);
    let stored = serde_json::to_string(&spent).unwrap();
    assert!(!stored.contains("ANinvented"));
    assert!(!format!("{first:?} {spent:?}").contains("ANinvented"));
    let spent: SpentCode = serde_json::from_str(&stored).unwrap();
    // The next attempt has another serial, and still knows the code.
    let next = attempt(
        Marketplace::De,
        AccountKind::Amazon,
        "0000111122223333444455556666777F",
        "w",
    );
    assert_eq!(
        next.read_paste(LANDING, NOW, std::slice::from_ref(&spent)),
        Err(PasteProblem::AlreadySent)
    );
    let other = LANDING.replace("CodeXYZ", "CodeABC");
    assert!(next.read_paste(&other, NOW, &[spent]).is_ok());
}
