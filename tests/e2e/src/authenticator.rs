//! A passkey's authenticator, simulated by Chromium.

use serde_json::{Value, json};

use crate::member::Member;

impl Member {
    /// Plugs one in that always says yes, and hands back its id. Whether its passkeys hold keys
    /// (`WebAuthn`'s PRF) is for the caller to say.
    pub async fn add_authenticator(&self, has_prf: bool) -> Value {
        self.devtools("WebAuthn.enable", json!({})).await;
        let added = self
            .devtools(
                "WebAuthn.addVirtualAuthenticator",
                json!({"options": {
                    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal",
                    "hasResidentKey": true, "hasUserVerification": true, "hasPrf": has_prf,
                    "isUserVerified": true, "automaticPresenceSimulation": true,
                }}),
            )
            .await;
        added["authenticatorId"].clone()
    }
}
