// Tells the page around the frame how high the calendar is, and that it is another page of it. Without it the frame has a scroll bar.
"use strict";

(() => {
  if (window.parent === window) return;
  let began = true;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ kooste: { height, began } }, "*");
    began = false;
  };
  new ResizeObserver(tell).observe(document.documentElement);
  tell();
})();
