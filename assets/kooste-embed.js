// For the page that has the calendar in a frame: makes each frame as high as what is in it.
"use strict";

(() => {
  const HIGHEST = 20000;
  window.addEventListener("message", (event) => {
    const height = event.data && event.data.kooste && event.data.kooste.height;
    if (!Number.isFinite(height) || height <= 0) return;
    for (const frame of document.querySelectorAll("iframe")) {
      // Who speaks is the frame itself, and what it shows is what its address says.
      const same = frame.contentWindow === event.source && new URL(frame.src, location.href).origin === event.origin;
      if (same) frame.style.height = Math.min(Math.ceil(height), HIGHEST) + "px";
    }
  });
})();
