//! Pictures, codes and approvals.

use std::fmt::Write as _;

use super::{BACK_DETECT, PASSWORD};
use crate::accounts::{Manners, Method};
use crate::pages::Attempt;
use crate::pages::html::{error_box, escape, hidden, page};

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
