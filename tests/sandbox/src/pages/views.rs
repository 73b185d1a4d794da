//! The pages of a sign-in, one function each (section 5).

use std::fmt::Write as _;

use super::Attempt;
use super::html::{error_box, escape, hidden, page};
use crate::accounts::{Manners, Method, PasswordPage};

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

/// The sign-in form again, with a picture.
pub(crate) fn captcha(attempt: &Attempt, wrong: bool) -> String {
    let email = escape(attempt.email.as_deref().unwrap_or_default());
    let message = if wrong {
        error_box("Your password is incorrect, or the characters do not match the picture")
    } else {
        String::new()
    };
    page(
        "Sign in",
        &format!(
            "{message}<p>Important Message! To better protect your account, please re-enter your password and then enter the \
             characters as they are shown in the image below.</p>\n\
             <form name=\"signIn\" method=\"post\" novalidate action=\"{}\">\n{}\
             <img id=\"auth-captcha-image\" alt=\"Visual CAPTCHA image, continue down for an audio option.\" src=\"{}\">\n{}{}{}\
             <label>E-mail <input name=\"email\" type=\"email\" value=\"{email}\" autocomplete=\"off\"></label>\n{PASSWORD}\
             <label>Characters in the picture <input name=\"guess\" type=\"text\" id=\"auth-captcha-guess\" autocomplete=\"off\" autocapitalize=\"off\"></label>\n\
             <input type=\"submit\" id=\"signInSubmit\" value=\"Sign in\">\n</form>\n{BACK_DETECT}",
            attempt.url("/ap/signin"),
            attempt.hidden("SIGNIN_PWD_COLLECT"),
            escape(&attempt.picture()),
            hidden("use_image_captcha", "true"),
            hidden("use_audio_captcha", "false"),
            hidden("showPasswordChecked", "false"),
        ),
    )
}

/// A picture on a page of its own; lower-case `alt` (T21).
pub(crate) fn cvf_captcha(attempt: &Attempt, wrong: bool) -> String {
    let message = if wrong {
        "<div class=\"cvf-widget-alert cvf-widget-alert-id-cvf-captcha-error a-alert\" role=\"alert\">The characters do not match</div>"
    } else {
        ""
    };
    page(
        "Authentication required",
        &format!(
            "<div id=\"cvf-page-content\">{message}<img alt=\"captcha\" src=\"{}\">\n\
             <form method=\"post\" action=\"{}\" class=\"cvf-widget-form cvf-widget-form-captcha fwcim-form\">\n{}{}{}{}{}\
             <label>Characters in the picture <input type=\"text\" name=\"cvf_captcha_input\" autocomplete=\"off\" autocapitalize=\"off\"></label>\n\
             <input type=\"submit\" name=\"cvf_captcha_captcha_action\" value=\"verifyCaptcha\">\n\
             <input type=\"submit\" name=\"cvf_captcha_captcha_action\" value=\"newCaptcha\">\n\
             <input type=\"submit\" name=\"cvf_captcha_captcha_action\" value=\"alternativeCaptcha\">\n</form></div>",
            escape(&attempt.picture()),
            attempt.verify_action(),
            hidden("cvf_captcha_captcha_token", &attempt.token),
            hidden("cvf_captcha_captcha_type", "imageCaptcha"),
            hidden("cvf_captcha_js_enabled_metric", "0"),
            hidden("clientContext", "000-0000000-0000000"),
            attempt.verify_token(),
        ),
    )
}

/// "Enter the characters you see below."
pub(crate) fn robot(attempt: &Attempt, wrong: bool) -> String {
    let message = if wrong {
        "<div class=\"a-box a-alert a-alert-info\"><div class=\"a-alert-content\">The characters you entered do not match. Try again.</div></div>\n"
    } else {
        ""
    };
    page(
        "Enter the characters you see below",
        &format!(
            "{message}<form method=\"get\" action=\"/errors/validateCaptcha\" name=\"\">\n{}{}{}<img src=\"{}\" alt=\"\">\n\
             <label>Characters <input id=\"captchacharacters\" name=\"field-keywords\" type=\"text\" autocomplete=\"off\" autocapitalize=\"off\"></label>\n\
             <button type=\"submit\">Continue shopping</button></form>",
            hidden("amzn", &format!("{}==", attempt.id)),
            hidden("amzn-r", &format!("/ap/signin?arb={}", attempt.id)),
            hidden("amzn-pt", "AuthenticationPortal"),
            escape(&attempt.picture()),
        ),
    )
}

/// Where the one-time password shall come from; odd accounts' form has no action (T25).
pub(crate) fn mfa_choice(attempt: &Attempt, methods: &[Method], message: Option<&str>) -> String {
    let mut radios = String::new();
    for (index, method) in methods.iter().enumerate() {
        let label = match method {
            Method::TOTP => "Use the authenticator app",
            Method::SMS => "Text me at my number ending in 12",
            Method::VOICE => "Call me at my number ending in 12",
        };
        let _ = writeln!(
            radios,
            "<div data-a-input-name=\"otpDeviceContext\" class=\"a-radio auth-{method:?}\"><label>\
             <input type=\"radio\" name=\"otpDeviceContext\" value=\"{}\"{}>\
             <span class=\"a-label a-radio-label\">{label}</span></label></div>",
            method_value(index, *method),
            if index == 0 { " checked" } else { "" },
        );
    }
    let action = match attempt.manners {
        Manners::Good => escape(&attempt.step_url("/ap/mfa/new-otp")),
        Manners::Odd => String::new(),
    };
    page(
        "Two-Step Verification",
        &format!(
            "{}<form id=\"auth-select-device-form\" method=\"post\" action=\"{action}\">\n{}{radios}\
             <input type=\"submit\" id=\"auth-send-code\" value=\"Send code\"></form>",
            message.map(error_box).unwrap_or_default(),
            attempt.hidden("MFA_NEW_OTP"),
        ),
    )
}

/// What a radio button of [`mfa_choice`] says.
pub(crate) fn method_value(index: usize, method: Method) -> String {
    format!("aW52{index}Q==, {method:?}")
}

/// The one-time password. Odd accounts' page has a stray mark of a puzzle (T19).
pub(crate) fn otp(attempt: &Attempt, message: Option<&str>) -> String {
    let stray = match attempt.manners {
        Manners::Good => String::new(),
        Manners::Odd => hidden("cvf_aamation_error_code", ""),
    };
    page(
        "Two-Step Verification",
        &format!(
            "{}<form id=\"auth-mfa-form\" method=\"post\" action=\"{}\">\n<p>Enter the one-time password. The sandbox shows it at \
             <a href=\"/sandbox/codes\" target=\"_blank\">its page of codes</a>.</p>\n{}\
             <label>One-time password <input type=\"tel\" id=\"auth-mfa-otpcode\" name=\"otpCode\" maxlength=\"20\" autocomplete=\"off\" autofocus></label>\n{}\
             <label><input type=\"checkbox\" id=\"auth-mfa-remember-device\" name=\"rememberDevice\" value=\"\"> Don't require a code on this browser</label>\n\
             <input type=\"submit\" id=\"auth-signin-button\" name=\"mfaSubmit\" value=\"Submit\">\n\
             <a id=\"auth-get-new-otp-link\" href=\"{}\">Didn't receive the code?</a></form>\n{stray}",
            message.map(error_box).unwrap_or_default(),
            attempt.url("/ap/signin"),
            attempt.hidden("SIGNIN_MFA"),
            hidden("deviceId", "00000000-0000-0000-0000-000000000000"),
            escape(&attempt.step_url("/ap/mfa/new-otp")),
        ),
    )
}

/// A code by mail, on a page with all marks of an approval (T20).
pub(crate) fn mail_otp(attempt: &Attempt, wrong: bool) -> String {
    let message = if wrong {
        error_box("The code you entered is not valid")
    } else {
        String::new()
    };
    // Amazon's visible box has no name and a script copies it; without scripts it has the name.
    let boxes = match attempt.manners {
        Manners::Good => {
            "<label>Code <input type=\"tel\" name=\"otpCode\" id=\"otpCode\" autocomplete=\"off\"></label>"
        }
        Manners::Odd => {
            "<label>Code <input type=\"tel\" id=\"input-box-otp\" autocomplete=\"off\" oninput=\"this.form.otpCode.value=this.value\"></label>\
             <input type=\"hidden\" name=\"otpCode\" id=\"otpCode\">"
        }
    };
    page(
        "Verify it's you",
        &format!(
            "{message}<p>A code was sent by mail. The sandbox shows it at <a href=\"/sandbox/codes\" target=\"_blank\">its page of codes</a>.</p>\n\
             <form id=\"verification-code-form\" method=\"post\" action=\"/ap/cvf/approval/verifyOtp\" class=\"cvf-widget-form fwcim-form\">\n{boxes}\n{}\
             <input type=\"submit\" value=\"Submit code\"></form>\n<div id=\"resend-approval-alert\"></div>\n{}",
            approval_fields(attempt),
            approval_forms(attempt),
        ),
    )
}

/// The page that waits for an approval.
pub(crate) fn approval(attempt: &Attempt) -> String {
    page(
        "Approve the notification",
        &format!(
            "<meta http-equiv=\"refresh\" content=\"5\">\
             <p>Approve this sign-in at <a href=\"/sandbox/codes\" target=\"_blank\">the sandbox's page of codes</a>; this page looks again every five seconds.</p>\n\
             <p><span class=\"a-size-base-plus transaction-approval-word-break a-text-bold\">Device: iPhone near Invented City</span></p>\n\
             <div id=\"resend-approval-alert\">A notification was sent.</div>\n\
             <p><a id=\"resend-approval-link\" class=\"a-link-normal\" href=\"#\">Resend</a></p>\n\
             <p><a class=\"a-link-normal\" href=\"{}\">I have approved it</a></p>\n{}",
            escape(&attempt.step_url("/ap/cvf/approval")),
            approval_forms(attempt),
        ),
    )
}

/// What comes after a denial: no mark of an approval, and no code.
pub(crate) fn denied() -> String {
    page(
        "Sign-in was not approved",
        "<p>The request was denied on another device.</p>",
    )
}

/// What the approval's own script asks for.
pub(crate) fn approval_status(status: &str) -> String {
    page("Approval", &hidden("transactionApprovalStatus", status))
}

fn approval_fields(attempt: &Attempt) -> String {
    [
        hidden("arb", &attempt.id),
        hidden("openid.return_to", &attempt.address.return_to),
        hidden("pageId", "amzn_audible_ios"),
        hidden("openid.assoc_handle", &attempt.address.handle),
        hidden("disableRedirect", "false"),
        hidden("isResend", "1"),
        hidden("csrfToken", &attempt.token),
    ]
    .concat()
}

fn approval_forms(attempt: &Attempt) -> String {
    let fields = approval_fields(attempt);
    format!(
        "<form id=\"resend-approval-form\" method=\"post\" action=\"/ap/cvf/approval/resend\">{fields}<button type=\"submit\">Resend</button></form>\n\
         <form id=\"pollingForm\" method=\"get\" action=\"/ap/cvf/approval/poll\">{fields}</form>\n"
    )
}

/// The page that has a code sent; with a choice where there are several ways.
pub(crate) fn cvf_send(attempt: &Attempt, pick: bool) -> String {
    let (name, radios) = if pick {
        (
            " name=\"claimspicker\"",
            "<label><input type=\"radio\" name=\"option\" value=\"sms\"><span>Text ending 12</span></label>\n\
             <label><input type=\"radio\" name=\"option\" value=\"email\" checked><span>a***@example.org</span></label>\n",
        )
    } else {
        ("", "")
    };
    page(
        "Verification required",
        &format!(
            "<div id=\"cvf-page-content\"><form{name} method=\"post\" action=\"{}\">\n{}{}{radios}\
             <button type=\"submit\">Send code</button></form></div>",
            attempt.verify_action(),
            attempt.verify_token(),
            hidden("clientContext", "000-0000000-0000000"),
        ),
    )
}

/// The code that was sent.
pub(crate) fn cvf_code(attempt: &Attempt, wrong: bool) -> String {
    let message = if wrong {
        "<div class=\"cvf-widget-alert a-alert\" role=\"alert\">Invalid code. Please check your code and try again.</div>\n"
    } else {
        ""
    };
    page(
        "Enter verification code",
        &format!(
            "<div id=\"cvf-page-content\">{message}<form method=\"post\" action=\"{}\">\n{}{}{}\
             <p>The sandbox shows the code at <a href=\"/sandbox/codes\" target=\"_blank\">its page of codes</a>.</p>\n\
             <label>Code <input type=\"text\" name=\"code\" class=\"cvf-widget-input-code\" autocomplete=\"off\" autofocus></label>\n\
             <button type=\"submit\">Continue</button></form></div>",
            attempt.verify_action(),
            attempt.verify_token(),
            hidden("clientContext", "000-0000000-0000000"),
            hidden("action", "code"),
        ),
    )
}

/// A puzzle that needs scripts, under the same anchor as a code page (T18).
pub(crate) fn aamation(attempt: &Attempt) -> String {
    page(
        "Solve this puzzle to protect your account",
        &format!(
            "<div id=\"cvf-page-content\"><div id=\"cvf-aamation-container\"><noscript><h4>JavaScript Is Disabled</h4></noscript></div></div>\n\
             <form id=\"cvf-aamation-challenge-form\" method=\"post\" action=\"verify\">\n{}{}{}{}</form>\n\
             <script data-challenge-type=\"WAF_ADVERSARIAL_SYNTHETIC_GRID_LEVEL_1\">/* acic.setupACIC() */</script>",
            hidden("cvf_aamation_response_token", ""),
            hidden("cvf_captcha_captcha_action", "verifyAamationChallenge"),
            hidden("cvf_aamation_error_code", ""),
            attempt.verify_token(),
        ),
    )
}

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

/// The home page of a shop, where signing in is not meant to end.
pub(crate) fn home(shop: &str) -> String {
    page(
        "Home",
        &format!("<p>The sandbox's home page of {shop}.</p>"),
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

const PASSWORD: &str = "<label>Password <input type=\"password\" id=\"ap_password\" name=\"password\" autocomplete=\"off\"></label>\n";
const BACK_DETECT: &str = "<form name=\"ue_backdetect\" action=\"get\"><input type=\"hidden\" name=\"ue_back\" value=\"1\"></form>\n";
