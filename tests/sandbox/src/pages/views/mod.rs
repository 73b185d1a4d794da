//! The pages of a sign-in, one function each (section 5).

use super::Attempt;
use super::html::{error_box, escape, hidden, page};
use crate::accounts::PasswordPage;

mod challenges;
mod ends;

pub(super) use challenges::*;
pub(super) use ends::*;

/// The first page of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstPage {
    /// E-mail address and password together (variant A).
    Classic,
    /// The e-mail address alone (variant B).
    TwoStep,
    /// The unified claim page (variant C).
    Claim,
}

/// The first page, with a message where something was wrong.
pub(crate) fn first(attempt: &Attempt, message: Option<&str>) -> String {
    let mut body = message.map(error_box).unwrap_or_default();
    let email = escape(attempt.email.as_deref().unwrap_or_default());
    let field = |id: &str| {
        format!(
            "<label>E-mail <input type=\"email\" id=\"{id}\" name=\"email\" value=\"{email}\" autocomplete=\"off\" autofocus></label>\n"
        )
    };
    let form = match attempt.first_page {
        FirstPage::Classic => format!(
            "<form name=\"signIn\" method=\"post\" novalidate action=\"{}\" class=\"auth-validate-form\">\n{}{}{PASSWORD}\
             {}<input type=\"submit\" id=\"signInSubmit\" value=\"Sign in\">\n</form>\n",
            attempt.url("/ap/signin"),
            attempt.hidden("SIGNIN_PWD_COLLECT"),
            field("ap_email"),
            hidden("create", "0"),
        ),
        FirstPage::TwoStep => format!(
            "<form name=\"signIn\" method=\"post\" novalidate action=\"{}\" class=\"auth-validate-form\">\n{}{}{}\
             <input type=\"password\" id=\"ap-credential-autofill-hint\" name=\"password\" class=\"a-input-text hide\" tabindex=\"-1\">\n\
             <input type=\"submit\" id=\"continue\" value=\"Continue\">\n</form>\n",
            attempt.url("/ap/signin"),
            attempt.hidden("SIGNIN_PWD_COLLECT"),
            hidden("subPageType", "SignInClaimCollect"),
            field("ap_email"),
        ),
        FirstPage::Claim => format!(
            "<form id=\"ap_login_form\" name=\"signIn\" method=\"post\" novalidate action=\"{}\">\n{}{}{}{}{}{}{}{}{}{}\
             <input type=\"password\" id=\"auth-credential-autofill-hint\" name=\"password\" class=\"aok-hidden\" tabindex=\"-1\">\n\
             <input type=\"submit\" id=\"continue\" value=\"Continue\">\n</form>\n",
            escape(&format!("/ax/claim?{}", attempt.query)),
            attempt.hidden("SIGNIN_CLAIM_COLLECT"),
            hidden("subPageType", "FullPageUnifiedClaimCollect"),
            hidden("claimCollectionWorkflow", "unified"),
            hidden("metadata1", "true"),
            hidden("claimType", ""),
            hidden("countryCode", ""),
            hidden("isServerSideRouting", "true"),
            hidden("unifiedAuthTreatment", "T2"),
            hidden("anti-csrftoken-a2z", &attempt.token),
            field("ap_email_login"),
        ),
    };
    body.push_str(&form);
    body.push_str(BACK_DETECT);
    body.push_str(
        "<p>The sandbox's people and their passwords are on <a href=\"/sandbox/codes\" target=\"_blank\">its page of codes</a>.</p>",
    );
    page("Sign in", &body)
}

/// The password on a page of its own, with a second form for passkeys (T32, T33).
pub(crate) fn password(attempt: &Attempt, kind: PasswordPage, message: Option<&str>) -> String {
    let email = escape(attempt.email.as_deref().unwrap_or_default());
    let form = format!(
        "<form name=\"signIn\" method=\"post\" novalidate action=\"{}\">\n{}{}\
         <input type=\"hidden\" name=\"email\" value=\"{email}\" id=\"ap_email\">\n\
         <input type=\"text\" name=\"email\" value=\"{email}\" id=\"ap-credential-autofill-hint\" class=\"hide\" tabindex=\"-1\">\n{PASSWORD}\
         <label><input type=\"checkbox\" name=\"rememberMe\" value=\"true\"> Keep me signed in</label>\n{}\
         <input type=\"submit\" id=\"signInSubmit\" value=\"Sign in\">\n</form>\n",
        attempt.url("/ap/signin"),
        attempt.hidden("SIGNIN_PWD_COLLECT"),
        hidden("metadata1", "ape:dHJ1ZQ=="),
        hidden("encryptedPasswordExpected", ""),
    );
    let passkey = "<form name=\"signInWithPasskeyButton\" method=\"post\" action=\"\">\
        <button type=\"button\" id=\"continue\" disabled>Sign in with a passkey</button></form>\n";
    let forms = match kind {
        PasswordPage::OwnAfterPasskey => format!("{BACK_DETECT}{passkey}{form}"),
        _ => format!("{form}{passkey}{BACK_DETECT}"),
    };
    page(
        "Sign in",
        &format!(
            "{}<p><span id=\"auth-email-claim\">{email}</span> <a id=\"ap_change_login_claim\" href=\"{}\">Change</a></p>\n{forms}",
            message.map(error_box).unwrap_or_default(),
            escape(&format!("/ap/signin?{}", attempt.query)),
        ),
    )
}

const PASSWORD: &str = "<label>Password <input type=\"password\" id=\"ap_password\" name=\"password\" autocomplete=\"off\"></label>\n";
const BACK_DETECT: &str = "<form name=\"ue_backdetect\" action=\"get\"><input type=\"hidden\" name=\"ue_back\" value=\"1\"></form>\n";
