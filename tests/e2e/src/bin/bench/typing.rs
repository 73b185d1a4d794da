//! The time of a key, in the browser.

use e2e::Member;
use serde_json::json;

/// Types every beginning of these texts into a field. The times in milliseconds from a key until
/// what `list` finds is drawn, the shortest first.
pub(crate) async fn key_times(
    member: &Member,
    field: &str,
    list: &str,
    texts: &[&str],
) -> Vec<f64> {
    let mut times: Vec<f64> = Vec::new();
    for text in texts {
        for letters in 1..=text.len() {
            let arguments = json!([field, list, text[..letters]]);
            times.extend(member.script(TYPE, arguments).await.as_f64());
        }
    }
    times.sort_by(f64::total_cmp);
    times
}

/// One key: the list is drawn and laid out when the next task begins.
const TYPE: &str = r"
const [selector, list, text] = arguments;
const field = document.querySelector(selector);
const channel = new MessageChannel();
const start = performance.now();
field.value = text;
field.dispatchEvent(new InputEvent('input', { bubbles: true }));
return new Promise(done => {
  channel.port1.onmessage = () => {
    document.querySelector(list).getBoundingClientRect();
    done(performance.now() - start);
  };
  channel.port2.postMessage(null);
});
";
