//! Interruptions, dead ends, and the end.

use super::first;
use crate::host::Marketplace;
use crate::pages::Attempt;
use crate::pages::html::{escape, page};

/// A firewall's page: without a title (T40). It shows nothing, so the banner is all there is.
pub(crate) fn waf() -> String {
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title></title>\n\
     <script>window.gokuProps = {\"key\":\"invented\",\"iv\":\"invented\",\"context\":\"invented\"};</script>\n\
     </head><body><p class=\"sandbox-banner\">AudiPy sandbox, not Amazon</p><div id=\"challenge-container\"></div>\n\
     <noscript><h1>JavaScript is disabled</h1>In order to continue, we need to verify that you're not a robot.</noscript></body></html>\n"
        .to_owned()
}

/// "Add a phone number", with a way around it.
pub(crate) fn phone(attempt: &Attempt) -> String {
    page(
        "Add mobile number",
        &format!(
            "<form id=\"auth-account-fixup-phone-form\" method=\"post\" action=\"/ap/accountfixup\">\n{}\
             <label>Mobile number <input type=\"tel\" name=\"phoneNumber\"></label><button type=\"submit\">Add</button></form>\n\
             <p><a id=\"ap-account-fixup-phone-skip-link\" href=\"{}\">Not now</a></p>",
            attempt.hidden("ACCOUNT_FIXUP"),
            escape(&attempt.step_url("/ap/accountfixup/skip")),
        ),
    )
}

/// "Set up a passkey", with a way around it.
pub(crate) fn nudge(attempt: &Attempt) -> String {
    page(
        "Use face ID, fingerprint, or PIN to sign in",
        &format!(
            "<p>Set up a passkey.</p>\n<p><a id=\"passkey-nudge-skip-button\" href=\"{}\">Skip</a></p>",
            escape(&attempt.step_url("/claim/webauthn/nudge/skip")),
        ),
    )
}

/// A passkey is demanded.
pub(crate) fn passkey_only(attempt: &Attempt) -> String {
    let alert = "<div id=\"passkey-error-alert\" class=\"a-box a-alert a-alert-error\"><div class=\"a-alert-content\">\
        This device does not support passkeys. Please sign in on the device where you created your passkey.</div></div>\n";
    first(attempt, None).replacen("<form ", &format!("{alert}<form "), 1)
}

/// A new password is demanded.
pub(crate) fn reset(attempt: &Attempt) -> String {
    page(
        "Password reset required",
        &format!(
            "<form name=\"forgotPassword\" method=\"post\" action=\"/ap/forgotpassword\">\n{}\
             <label><input type=\"radio\" name=\"OTPChallengeOptions\" value=\"email\" checked> Send a code to a***@example.org</label>\n\
             <button type=\"submit\">Continue</button></form>",
            attempt.hidden("FORGOTPWD"),
        ),
    )
}

/// "Create an account?"
pub(crate) fn intent(attempt: &Attempt) -> String {
    page(
        "Looks like you're new to Amazon",
        &format!(
            "<div id=\"intent-confirmation-container\"><form id=\"intent-confirmation-form\" method=\"post\" action=\"/ap/register\">\n{}\
             <button type=\"submit\">Proceed to create an account</button></form></div>",
            attempt.hidden("REGISTER"),
        ),
    )
}

/// The session is lost.
pub(crate) fn cookies_lost() -> String {
    page(
        "Please Enable Cookies to Continue",
        "<div id=\"ap_error_page_message\">To continue shopping at Amazon, please enable cookies in your web browser.</div>\n\
         <p><a id=\"ap_error_return_home\" href=\"/\">Return home</a></p>",
    )
}

/// A dead page; what is wrong is said for whoever builds a client.
pub(crate) fn dead(reason: &str) -> String {
    page(
        "Looking for something?",
        &format!(
            "<div id=\"ap_error_page_message\">We're sorry. The Web address you entered is not a functioning page on our site.</div>\n\
             <p>The sandbox says why: {}</p>",
            escape(reason)
        ),
    )
}

/// The home page of a shop, where signing in is not meant to end. Its script names the store, which
/// is how one client finds out where it is (section 1).
pub(crate) fn home(shop: &str, marketplace: &Marketplace) -> String {
    page(
        "Home",
        &format!(
            "<p>The sandbox's home page of {shop}.</p>\n<script>\nvar ue_mid = '{}';\n\
             var autocomplete_config = {{}};\nautocomplete_config.searchAlias = \"audible-{}\";\n</script>",
            marketplace.id, marketplace.country_code
        ),
    )
}

/// The end: a page that looks broken. The sandbox shows which address Amazon's would be.
pub(crate) fn landing(address: &str) -> String {
    page(
        "Looking for something?",
        &format!(
            "<p>We're sorry. The Web address you entered is not a functioning page on our site.</p>\n\
             <p><strong>That is right: the sign-in is done.</strong> At Amazon you would now copy the whole address out of the \
             address bar. Here it leads to the sandbox, so copy this one instead and paste it into AudiPy:</p>\n\
             <label>Address to copy <input id=\"landing-address\" readonly value=\"{}\" onfocus=\"this.select()\" autofocus></label>\n\
             <p><button type=\"button\" onclick=\"navigator.clipboard.writeText(document.getElementById('landing-address').value)\
             .then(()=&gt;this.textContent='Copied')\">Copy</button></p>",
            escape(address)
        ),
    )
}
