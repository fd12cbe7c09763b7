// Tells the page around the frame how high the calendar is. Without it the frame has a scroll bar.
"use strict";

(() => {
  if (window.parent === window) return;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ kooste: { height } }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
