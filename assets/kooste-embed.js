// For the page that has the calendar in a frame: makes each frame as high as what is in it, and brings its
// beginning to whoever followed a link in it further down.
"use strict";

(() => {
  const HIGHEST = 20000;
  const known = new WeakSet();
  window.addEventListener("message", (event) => {
    const { height, began } = (event.data && event.data.kooste) || {};
    if (!Number.isFinite(height) || height <= 0) return;
    for (const frame of document.querySelectorAll("iframe")) {
      // Who speaks is the frame itself, and what it shows is what its address says.
      const same = frame.contentWindow === event.source && new URL(frame.src, location.href).origin === event.origin;
      if (!same) continue;
      frame.style.height = Math.min(Math.ceil(height), HIGHEST) + "px";
      if (began === true && known.has(frame) && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
      known.add(frame);
    }
  });
})();
