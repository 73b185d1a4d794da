//! `metadata1`, the fingerprint that Amazon's sign-in form takes along (sign-in reference, 5.4).
//! It is optional, yet without it pictures are asked for more often. The numbers in it are a
//! frozen recording, the same for everybody; only time and place change.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::device::SIGN_IN_USER_AGENT;
use crate::timestamp::Timestamp;

/// The field's value. `site` is such as `https://www.amazon.de`.
pub fn metadata1(site: &str, now: Timestamp) -> String {
    encrypt(
        &RECORDING
            .replace("%NOW%", &now.millis().to_string())
            .replace("%AGENT%", SIGN_IN_USER_AGENT)
            .replace("%SITE%", site)
            .replace("%HANDS%", HANDS)
            .replace("%IMAGES%", IMAGES),
    )
}

/// Any text as such a value: its checksum before it, both in XXTEA.
pub fn encrypt(text: &str) -> String {
    let mut plain = format!("{:08X}#{text}", crc32(text.as_bytes())).into_bytes();
    plain.resize(plain.len().next_multiple_of(4), 0);
    let mut words: Vec<u32> = plain
        .chunks_exact(4)
        .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
        .collect();
    xxtea(&mut words);
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    format!("ECdITeCs:{}", STANDARD.encode(bytes))
}

/// The checksum comes first, so there are always two words or more.
fn xxtea(words: &mut [u32]) {
    let Some(last) = words.len().checked_sub(1).filter(|last| *last > 0) else {
        return;
    };
    let mut sum = 0_u32;
    let mut z = words[last];
    for _ in 0..6 + 52 / words.len() {
        sum = sum.wrapping_add(0x9E37_79B9);
        let e = (sum >> 2) & 3;
        for p in 0..=last {
            let y = words[if p == last { 0 } else { p + 1 }];
            let key = KEY[(p & 3) ^ e as usize];
            let mixed = ((z >> 5) ^ (y << 2)).wrapping_add((y >> 3) ^ (z << 4))
                ^ (sum ^ y).wrapping_add(key ^ z);
            words[p] = words[p].wrapping_add(mixed);
            z = words[p];
        }
    }
}

/// CRC-32/IEEE; four kilobytes once a sign-in need no table.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
        crc
    })
}

const KEY: [u32; 4] = [0x708F_0361, 0x9997_1834, 0x8BE7_EB3A, 0x3424_9785];
const IMAGES: &str = "https://images-na.ssl-images-amazon.com/images";
/// What a hand did: nothing.
const HANDS: &str = concat!(
    r#""keys":0,"keyPressTimeIntervals":[],"copies":0,"cuts":0,"pastes":0,"clicks":0,"#,
    r#""touches":0,"mouseClickPositions":[],"keyCycles":[],"mouseCycles":[],"touchCycles":[]"#,
);
const RECORDING: &str = concat!(
    r#"{"start":%NOW%,"interaction":{%HANDS%},"version":"3.0.0","#,
    r#""lsUbid":"X39-6721012-8795219:1549849158","timeZone":-6,"#,
    r#""scripts":{"dynamicUrls":["%IMAGES%/I/61HHaoAEflL._RC|11-BZEJ8lnL.js,01qkmZhGmAL.js,"#,
    r#"71qOHv6nKaL.js_.js?AUIClients/AudibleiOSMobileWhiteAuthSkin#mobile","#,
    r#""%IMAGES%/I/21T7I7qVEeL._RC|21T1XtqIBZL.js,21WEJWRAQlL.js,31DwnWh8lFL.js,21VKEfzET-L.js,"#,
    r#"01fHQhWQYWL.js,51TfwrUQAQL.js_.js?AUIClients/AuthenticationPortalAssets#mobile","#,
    r#""%IMAGES%/I/0173Lf6yxEL.js?AUIClients/AuthenticationPortalInlineAssets","#,
    r#""%IMAGES%/I/211S6hvLW6L.js?AUIClients/CVFAssets","#,
    r#""%IMAGES%/G/01/x-locale/common/login/fwcim._CB454428048_.js"],"#,
    r#""inlineHashes":[-1746719145,1334687281,-314038750,1184642547,-137736901,318224283,"#,
    r#"585973559,1103694443,11288800,-1611905557,1800521327,-1171760960,-898892073],"#,
    r#""elapsed":52,"dynamicUrlCount":5,"inlineHashesCount":13},"#,
    r#""plugins":"unknown||320-568-548-32-*-*-*","#,
    r#""dupedPlugins":"unknown||320-568-548-32-*-*-*","screenInfo":"320-568-548-32-*-*-*","#,
    r#""capabilities":{"js":{"audio":true,"geolocation":true,"localStorage":"supported","#,
    r#""touch":true,"video":true,"webWorker":true},"css":{"textShadow":true,"textStroke":true,"#,
    r#""boxShadow":true,"borderRadius":true,"borderImage":true,"opacity":true,"transform":true,"#,
    r#""transition":true},"elapsed":1},"referrer":"","userAgent":"%AGENT%","location":"%SITE%","#,
    r#""webDriver":null,"history":{"length":1},"gpu":{"vendor":"Apple Inc.","#,
    r#""model":"Apple A9 GPU","extensions":[]},"math":{"tan":"-1.4214488238747243","#,
    r#""sin":"0.8178819121159085","cos":"-0.5753861119575491"},"#,
    r#""performance":{"timing":{"navigationStart":%NOW%,"unloadEventStart":0,"#,
    r#""unloadEventEnd":0,"redirectStart":0,"redirectEnd":0,"fetchStart":%NOW%,"#,
    r#""domainLookupStart":%NOW%,"domainLookupEnd":%NOW%,"connectStart":%NOW%,"#,
    r#""connectEnd":%NOW%,"secureConnectionStart":%NOW%,"requestStart":%NOW%,"#,
    r#""responseStart":%NOW%,"responseEnd":%NOW%,"domLoading":%NOW%,"domInteractive":%NOW%,"#,
    r#""domContentLoadedEventStart":%NOW%,"domContentLoadedEventEnd":%NOW%,"domComplete":%NOW%,"#,
    r#""loadEventStart":%NOW%,"loadEventEnd":%NOW%}},"end":%NOW%,"timeToSubmit":108873,"#,
    r#""form":{"email":{%HANDS%,"width":290,"height":43,"checksum":"C860E86B","time":12773,"#,
    r#""autocomplete":false,"prefilled":false},"password":{%HANDS%,"width":290,"height":43,"#,
    r#""time":10353,"autocomplete":false,"prefilled":false}},"canvas":{"hash":-373378155,"#,
    r#""emailHash":-1447130560,"histogramBins":[]},"token":null,"errors":[],"#,
    r#""metrics":[{"n":"fwcim-mercury-collector","t":0},{"n":"fwcim-instant-collector","t":0},"#,
    r#"{"n":"fwcim-element-telemetry-collector","t":2},{"n":"fwcim-script-version-collector","#,
    r#""t":0},{"n":"fwcim-local-storage-identifier-collector","t":0},"#,
    r#"{"n":"fwcim-timezone-collector","t":0},{"n":"fwcim-script-collector","t":1},"#,
    r#"{"n":"fwcim-plugin-collector","t":0},{"n":"fwcim-capability-collector","t":1},"#,
    r#"{"n":"fwcim-browser-collector","t":0},{"n":"fwcim-history-collector","t":0},"#,
    r#"{"n":"fwcim-gpu-collector","t":1},{"n":"fwcim-battery-collector","t":0},"#,
    r#"{"n":"fwcim-dnt-collector","t":0},{"n":"fwcim-math-fingerprint-collector","t":0},"#,
    r#"{"n":"fwcim-performance-collector","t":0},{"n":"fwcim-timer-collector","t":0},"#,
    r#"{"n":"fwcim-time-to-submit-collector","t":0},"#,
    r#"{"n":"fwcim-form-input-telemetry-collector","t":4},{"n":"fwcim-canvas-collector","t":2},"#,
    r#"{"n":"fwcim-captcha-telemetry-collector","t":0},{"n":"fwcim-proof-of-work-collector","#,
    r#""t":1},{"n":"fwcim-ubf-collector","t":0},{"n":"fwcim-timer-collector","t":0}]}"#,
);
