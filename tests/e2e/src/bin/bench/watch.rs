//! Looking at the page from outside: a script that runs before the page's own and only notes
//! times, requests and the WebAssembly memory. The app has no test switch.

use std::time::{Duration, Instant};

use e2e::Member;
use serde_json::{Value, json};

/// Puts the watcher into every document that this member opens from now on. `shown` becomes the
/// time since navigation when something that `selector` finds has been painted; at `/health`,
/// which stands for an empty page, when its body has. `longest` is the longest task so far that
/// held up the page, in milliseconds; 0 if none took more than 50.
pub(crate) async fn watch(member: &Member, selector: &str) {
    let source = WATCHER.replace("SELECTOR", &json!(selector).to_string());
    member
        .devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await;
}

/// Opens an address and waits until what is watched for is on the screen; milliseconds since the
/// navigation began.
pub(crate) async fn shown(member: &Member, address: &str) -> f64 {
    member.driver.goto(address).await.unwrap();
    until(member, "globalThis.bench && bench.shown")
        .await
        .as_f64()
        .unwrap()
}

/// Repeats an expression in the page until it is neither null nor false nor zero.
pub(crate) async fn until(member: &Member, expression: &str) -> Value {
    let give_up = Instant::now() + PATIENCE;
    let script = format!("return ({expression}) || null");
    loop {
        let answer = member.driver.execute(&script, Vec::new()).await;
        if let Ok(answer) = answer
            && !answer.json().is_null()
        {
            return answer.json().clone();
        }
        assert!(
            Instant::now() < give_up,
            "waited in vain for: {expression}\nThe page says: {}",
            member.text().await
        );
        tokio::time::sleep(POLL).await;
    }
}

const PATIENCE: Duration = Duration::from_mins(3);
/// Seldom, because asking takes time from the page.
const POLL: Duration = Duration::from_millis(100);

const WATCHER: &str = r"
(() => {
  const bench = globalThis.bench = { asked: [], shown: null, memory: null, longest: 0 };
  new PerformanceObserver(list => {
    for (const { duration } of list.getEntries()) bench.longest = Math.max(bench.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  performance.setResourceTimingBufferSize(20000);
  const send = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = input?.headers?.get?.('x-relay-url');
    const one = { at: performance.now(), url };
    if (url) bench.asked.push(one);
    const answer = send.call(globalThis, input, init);
    answer.then(() => { one.answered = performance.now(); }, () => {});
    return answer;
  };
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await make.apply(WebAssembly, given);
      bench.memory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
  const wanted = location.pathname === '/health' ? 'body' : SELECTOR;
  const look = () => {
    if (bench.shown || !document.querySelector(wanted)) return;
    observer.disconnect();
    // After the frame that shows it.
    requestAnimationFrame(() => setTimeout(() => { bench.shown = performance.now(); }));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
})();";
