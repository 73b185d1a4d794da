// Keeps one whole build of AudiPy and serves it, online and offline. A newer build is fetched
// beside it and waits until the member agrees. Nothing of a member's is ever in here: requests
// to the relay are not touched.
"use strict";

// The build's files with their hashes; the line is written by `cargo xtask` (empty under
// `trunk serve`, where nothing is kept). `later`: files that are kept once they were asked for.
const BUILD = { id: "", files: {}, later: [] };

const CACHE = `audipy-${BUILD.id}`;

self.addEventListener("install", (event) => {
  event.waitUntil(fill());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
});

// A tap on a notification brings the page back.
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(
    self.clients
      .matchAll({ type: "window" })
      .then(([page]) => (page ? page.focus() : self.clients.openWindow("/status"))),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const path = request.mode === "navigate" && isRoute(url.pathname) ? "/" : url.pathname;
  if (Object.hasOwn(BUILD.files, path)) {
    event.respondWith(kept(path, request));
  } else if (BUILD.later.includes(path)) {
    event.respondWith(keptLater(path, request));
  }
});

// All files or none: a build with a missing or foreign part is no build.
async function fill() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(
      Object.entries(BUILD.files).map(async ([path, integrity]) => {
        // Asks again where the HTTP cache holds a file; the hash refuses one of another build.
        const answer = await fetch(path, { cache: "no-cache", credentials: "omit", integrity });
        if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
        await cache.put(path, answer);
      }),
    );
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("audipy-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function kept(path, request) {
  return (await find(path)) ?? fetch(request);
}

async function keptLater(path, request) {
  const known = await find(path);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    await cache.put(path, answer.clone());
  }
  return answer;
}

async function find(path) {
  const cache = await caches.open(CACHE);
  return cache.match(path, { ignoreVary: true });
}

// The page's own addresses have no dot in their last part; files do.
function isRoute(path) {
  return !path.slice(path.lastIndexOf("/")).includes(".");
}
