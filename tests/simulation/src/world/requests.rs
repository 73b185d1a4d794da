//! Requests and their answers, with all that can go wrong on the way.

use audible::Timestamp;
use http::Response;
use session::life::Event;

use super::{Answer, ApiAnswer, Happening, InTab, TabId, World};
use crate::amazon::Shape;
use crate::clock::{MINUTE, SECOND};
use crate::faults::Defect;

impl World {
    /// Sends the use that waits, if there is a token to send it with.
    pub(super) fn serve(&mut self, tab: TabId) {
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        let device = &self.devices[it.device.0];
        let (sent_at, online) = (device.clock(self.now), device.online);
        let Some(wish) = &mut it.wants else {
            return;
        };
        let Some(token) = it.life.access_token(sent_at).map(|it| it.token.clone()) else {
            return;
        };
        if wish.sent.as_ref() == Some(&token) {
            return;
        }
        wish.sent = Some(token.clone());
        if !online {
            return self.finish(tab, false);
        }
        let latency = self.draw(20..300);
        // EXPOSE: an invented token, which its maker is asked about.
        let accepted = self.amazon.end_of(token.expose()) > self.now;
        let answer = ApiAnswer {
            token,
            sent_at,
            accepted,
            date: self.now + latency / 2,
        };
        self.after(latency, Happening::In(tab, InTab::ApiAnswer(answer)));
    }

    pub(super) fn api_answered(&mut self, tab: TabId, answer: ApiAnswer) {
        let server = Timestamp::from_millis(answer.date / SECOND * SECOND);
        let sent_at = answer.sent_at;
        if answer.accepted {
            self.finish(tab, true);
        }
        self.tell(tab, Event::Heard { server, sent_at });
        if !answer.accepted {
            self.tell(tab, Event::Unauthorized(answer.token));
        }
    }

    pub(super) fn finish(&mut self, tab: TabId, served: bool) {
        self.note_wait(tab);
        let Some(it) = self.tabs.get_mut(&tab) else {
            return;
        };
        if it.wants.take().is_none() {
            return;
        }
        if served {
            it.served += 1;
            self.figures.served += 1;
        } else {
            self.figures.failed += 1;
        }
    }

    pub(super) fn refresh(&mut self, form: &str, shape: Shape) -> (u16, String) {
        let answer = self.amazon.refresh(form, shape, self.now);
        if answer.0 == 200 {
            self.figures.refreshes += 1;
        }
        answer
    }

    /// What comes back, and after how long.
    pub(super) fn refresh_with_faults(&mut self, form: &str) -> (Option<Answer>, i64) {
        let latency = self.draw(20..400);
        let date = self.now;
        let answer = |(status, body), retry_after_s| Answer {
            status,
            body,
            retry_after_s,
            date,
        };
        if self.out_of_order_until > self.now || self.chance(self.faults.service) {
            if self.defect == Some(Defect::TakesTroubleForRefusal) {
                let refusal = (400, r#"{"error":"invalid_grant"}"#.to_owned());
                return (Some(answer(refusal, None)), latency);
            }
            let (status, body) = match self.draw(0..5) {
                0 => (500, "{}"),
                1 => (503, "<html><title>503</title></html>"),
                2 => (403, "<html>not from here</html>"),
                3 => (200, "<html>sorry</html>"),
                _ => (429, ""),
            };
            let asked = (status == 429).then(|| self.draw(1..120));
            return (Some(answer((status, body.to_owned()), asked)), latency);
        }
        let shape = if self.chance(self.faults.odd_shape) {
            match self.draw(0..4) {
                0 => Shape::Actor,
                1 => Shape::LifeAsText,
                2 => Shape::NoLife,
                _ => Shape::Wrapped,
            }
        } else {
            Shape::Plain
        };
        let granted = answer(self.refresh(form, shape), None);
        if self.chance(self.faults.drop_after) {
            return (None, latency);
        }
        if self.chance(self.faults.late) {
            let late = self.draw(31 * SECOND..3 * MINUTE);
            return (Some(granted), late);
        }
        (Some(granted), latency)
    }
}

pub(super) fn response(answer: Answer) -> Response<Vec<u8>> {
    let mut response = Response::new(answer.body.into_bytes());
    if let Ok(status) = http::StatusCode::from_u16(answer.status) {
        *response.status_mut() = status;
    }
    let date = time::OffsetDateTime::from_unix_timestamp(answer.date / SECOND).ok();
    let date = date.and_then(|it| {
        it.format(&time::format_description::well_known::Rfc2822)
            .ok()
    });
    let date = date.and_then(|it| it.replace("+0000", "GMT").parse().ok());
    let headers = response.headers_mut();
    if let Some(date) = date {
        headers.insert(http::header::DATE, date);
    }
    if let Some(seconds) = answer.retry_after_s {
        headers.insert(http::header::RETRY_AFTER, seconds.into());
    }
    response
}
